import { outerElements } from './elements';
import { readOnlyScore, type Scale } from './scoreValue';
import type { Verdict } from './verdict';

const SCORE_TAG = /<(score|rating|grade|final_score|overall_score)>([^<]{0,80})<\/\1>/gi;
const REASON_TAGS: ReadonlySet<string> = new Set([
  'reason',
  'reasoning',
  'explanation',
  'rationale',
  'justification',
  'feedback',
  'analysis',
  'comment',
]);

/**
 * Reads a verdict in tags: `<reason>…</reason><score>4</score>`. A score inside of a reason is part of the reason.
 * @param text the reply; `half` the same in half-width forms
 * @returns undefined where there is no such tag
 */
export function readXml(text: string, half: string, scale: Scale): Verdict | undefined {
  const reasons = outerElements(half, REASON_TAGS);
  const scores = [...half.matchAll(SCORE_TAG)].filter(
    ({ index }) => !reasons.some(({ start, end }) => index > start && index < end),
  );
  if (scores.length === 0) return undefined;
  const finals = scores.filter(([, name = '']) => /_/.test(name));
  const read = (finals.length > 0 ? finals : scores).map(([, , inner = '']) => readOnlyScore(inner, scale));
  const score = read.every((each) => each === read[0]) ? (read[0] ?? null) : null;
  const reason = reasons.map(({ innerStart, innerEnd }) => text.slice(innerStart, innerEnd).trim()).join('\n');
  return { score, reason: reason.trim() };
}

/** Whether a reply is written in tags from its first character on. */
export function beginsWithTag(half: string): boolean {
  return /^\s*<(?:\w+>\s*<)?(?:score|rating|grade|reason|reasoning|explanation|rationale|justification|analysis|final_score|overall_score)>/i.test(
    half,
  );
}
