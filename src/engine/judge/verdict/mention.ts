import { labelKind } from './labels';

/** Words right in front of what somebody else has written. */
const WRITTEN_BY_OTHERS =
  /(?:\b(?:says?|said|claims?|contains?|containing|includes?|writes?|wrote|states?|outputs?|ends with|begins with|demands?|asks for|returns?)|寫著|写着|寫道|写道|包含|出現|出现|含有|自稱|自称|要求|とある|포함|출력에)[\s:*_`'"“「]*$/iu;

/** So far around a form of a score its line is looked at. */
const NEAR = 200;

/**
 * Whether a form of a score, such as a JSON object or an element, is only mentioned: words stand before and behind it on
 * its line, a reason begins the line, or the words in front of it say that somebody else has written it.
 * @param half the reply in half-width forms
 */
export function isMention(half: string, start: number, end: number): boolean {
  const before =
    half
      .slice(Math.max(0, start - NEAR), start)
      .split('\n')
      .at(-1) ?? '';
  const behind = half.slice(end, end + NEAR).split('\n', 1)[0] ?? '';
  if (!/[\p{L}\d]/u.test(before)) return false;
  if (/^[\s.,;:!)\]}"'”」。、]*[\p{L}\d]/u.test(behind)) return true;
  const label = /^[\s*_#>-]*([^:=\n]{1,40})[:=]/u.exec(before)?.[1] ?? '';
  return labelKind(label.replace(/[*_]/g, '')) === 'reason' || isWrittenByOthers(before);
}

/** Whether the words in front of a form of a score say that somebody else has written it. */
export function isWrittenByOthers(before: string): boolean {
  return WRITTEN_BY_OTHERS.test(before.slice(-NEAR));
}
