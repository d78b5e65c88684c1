import type { LabelLine } from './labelLines';
import { holdsNumber } from './numeral';
import type { Scale } from './scale';
import { isVerdict } from './scoreLabels';

/** A heading that says that an example follows, or what somebody else has written. */
const OF_OTHERS = [
  String.raw`^[\s#*_-]*(?:for )?(?:example|sample|e\.g\.|範例|范例|例如|示例|例)\s*[:：]?[*_]*$`,
  String.raw`\b(?:output|answer|response|reply|submission|candidate|text)s?\b[^:\n]{0,40}\b(?:says?|said|was|is|reads?|writes?|wrote|contains?|claims?|ends|begins|states?|follows?|under test)\b[^:\n]{0,20}:[\s*_]*$`,
  String.raw`\b(?:submitted|candidate|model|student|original) (?:output|answer|response|reply|text)s?[\s*_]*:[\s*_]*$`,
  String.raw`^[\s#*_-]*(?:the )?output[\s*_]*:[\s*_]*$`,
  String.raw`(?:受測|受测|待評|待评|輸出|输出|回答|答案|回覆|回复|出力|応答)[^:\n]{0,12}(?:寫|写|說|说|道|如下|內容|内容|とある|のようにある|書かれて|次の)[^:\n]{0,8}:[\s*_]*$`,
  String.raw`^[\s#*_-]*(?:受測|受测|待評|待评|原始)?(?:輸出|输出|答案|出力)[\s*_]*:[\s*_]*$`,
  String.raw`(?:답변|출력|응답)[^:\n]{0,12}(?:내용|다음과 같|적혀|쓰여|라고)[^:\n]{0,8}:[\s*_]*$`,
  String.raw`^[\s#*_-]*출력[\s*_]*:[\s*_]*$`,
].map((source) => new RegExp(source, 'iu'));
/** A heading of the judge's own. */
const OF_JUDGE = /\b(?:evaluat|assess|judg|verdict|rating|score|grad|review|my)|評|评|打分|採点|평가|채점/iu;

/** Whether a verdict stands under a heading that says that it is an example, or what somebody else has written. */
export function isOfOthers({ start }: LabelLine, half: string): boolean {
  const above =
    half
      .slice(Math.max(0, start - 200), start)
      .trimEnd()
      .split('\n')
      .at(-1)
      ?.slice(-120) ?? '';
  const isOther = OF_OTHERS.some((heading) => heading.test(above));
  return isOther && (/受測|受测|待評|待评/u.test(above) || !OF_JUDGE.test(above));
}

/** A word for a total that also means the most that can be reached. */
const TOTAL = /總分|总分|合計|총점|total|gesamt/iu;

/** Whether a total is only the most that could be reached, because another score stands beside it. */
export function isOnlyMaximum(
  chosen: LabelLine,
  score: number | null,
  labels: readonly LabelLine[],
  half: string,
  { max }: Scale,
): boolean {
  if (score !== max || !TOTAL.test(half.slice(chosen.start, chosen.value))) return false;
  return labels.some(
    (label) => isVerdict(label) && label.start !== chosen.start && holdsNumber(half.slice(label.value, label.end)),
  );
}

/** Words with which a judge takes back what it has said; the number that it then gives stands on the same line. */
const TAKEN_BACK =
  /\b(?:actually|wait|correction|corrected|on second thought|on reflection|scratch that|no[,:]|korrektur|moment|en fait|corrección|en realidad)|更正|不對|不对|等等|修正|訂正|いや、|訂正|やはり|정정|수정/iu;
/** With these at the beginning of a line any number below may be the one that counts. */
const BEGINS_TAKEN_BACK =
  /^[\s*_#>-]*(?:(?:actually|wait|hold on|correction|on second thought|on reflection|scratch that|nein|doch|moment|non|en fait|espera)[,.:!—–-]|on second thought|on reflection|不[,、]|不[對对]|等等|更正|重新|いや|やはり|訂正|見直|아니|정정|다시)/iu;

/** Whether between the score and its reason the judge takes the score back, and gives another number. */
export function isTakenBack(chosen: LabelLine, labels: readonly LabelLine[], half: string): boolean {
  const reason = labels.find(({ kind, start }) => kind === 'reason' && start > chosen.start);
  const between = half.slice(chosen.end, reason?.start ?? half.length);
  if (between.length >= 600) return false;
  const lines = between.split('\n');
  const turn = lines.findIndex((line) => BEGINS_TAKEN_BACK.test(line));
  if (turn >= 0 && holdsNumber(lines.slice(turn).join('\n'))) return true;
  return lines.some((line) => TAKEN_BACK.test(line) && /\d/.test(line));
}

/** Whether one verdict is indented as a quotation is, and another is not: whose is which cannot be told. */
export function isOneOfTwoLevels(labels: readonly LabelLine[], half: string): boolean {
  return areTwoKinds(labels, ({ start }) => /^(?: {4}|\t)/.test(half.slice(start, start + 4)));
}

/** Whether one verdict is a line of code, and another is not. */
export function isOneInCode(labels: readonly LabelLine[], half: string): boolean {
  return areTwoKinds(labels, ({ start, end }) => /^\s*`[^`]*`\s*$/.test(half.slice(start, end)));
}

function areTwoKinds(labels: readonly LabelLine[], isOfKind: (label: LabelLine) => boolean): boolean {
  const verdicts = labels.filter(isVerdict);
  const ofKind = verdicts.filter(isOfKind);
  return ofKind.length > 0 && ofKind.length < verdicts.length;
}

/** Another score on the line of the first. */
const SECOND_SCORE =
  /(?:^|[\s,;.])(?:score|rating|分數|分数|評分|评分|得分|スコア|評価|점수)[*_`]*\s*[:=]\s*[*_`]*[\d★]/iu;

/** Whether another score stands on the line of the first, behind it. */
export function hasSecondScore(behind: string): boolean {
  return SECOND_SCORE.test(behind);
}
