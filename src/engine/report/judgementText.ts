import type { CaseResult } from '../evaluate/run';
import type { Evidence, Judgement } from '../judge/score';
import { judgeName } from './judgeName';
import { plainLine } from './plainText';
import type { ReportOptions } from './report';

/**
 * A judge's score as people read it: the label where the scale has labels and the score is one, else `2/5`; of several
 * readings with as many digits as tell them apart: `3.7/5`, `0.67/1`.
 */
export function scoreOfJudge({ score, label, min, max }: Pick<Judgement, 'score' | 'label' | 'min' | 'max'>): string {
  if (score === null) return '';
  return label ?? `${Number(score.toFixed(max - min <= 1 ? 2 : 1))}/${max}`;
}

/** What a judge said each time that it was asked, without the maximum: `4, 3, –`; empty where it was asked once. */
export function readingScores({ readings = [] }: Pick<Judgement, 'readings'>): string {
  return readings.map(({ label, score }) => label ?? (score === null ? '–' : String(score))).join(', ');
}

/** The score, and of several readings each: `3.5/5 (4, 3)`. */
export function scoreWithReadings(judgement: Judgement): string {
  const readings = readingScores(judgement);
  return readings === '' ? scoreOfJudge(judgement) : `${scoreOfJudge(judgement)} (${readings})`;
}

/** A judge's reason; where no model was asked, why not; of a formula, which counts and gives none, what does not hold. */
export function reasonOfJudge(
  { reason, unasked, evidence = [] }: Pick<Judgement, 'reason' | 'unasked' | 'evidence'>,
  words: Pick<ReportOptions, 'say'>,
): string {
  if (unasked !== undefined) return words.say(`judge.unasked-${unasked}`);
  return reason === '' ? countedText(evidence, words) : reason;
}

/** Whose scores are means weighted by probabilities, where any are. */
export function weightedText(cases: readonly CaseResult[], { say }: Pick<ReportOptions, 'say'>): string {
  const judgements = cases.flatMap(({ samples }) => samples.flatMap(({ judges }) => judges));
  const weighted = judgements.filter(({ mass }) => mass !== undefined).map(({ judge }) => judgeName(judge));
  if (weighted.length === 0) return '';
  return say('report.weighted', { judges: [...new Set(weighted)].join(say('report.comma')) });
}

/** So many parts are quoted, each so long: all of them stand in the panel and in JSON. */
const MOST_QUOTED = 2;
const LONGEST_QUOTED = 60;

/** What of the counted parts does not hold, by kind, or that all of them do; empty where nothing was counted. */
function countedText(evidence: readonly Evidence[], { say }: Pick<ReportOptions, 'say'>): string {
  const kinds = [...new Set(evidence.map(({ kind }) => kind))];
  return kinds
    .map((kind) => {
      const all = evidence.filter((each) => each.kind === kind);
      const named = kind === 'question' ? all : all.filter(({ holds }) => holds === false);
      if (named.length === 0) return say(`judge.counted-${kind}-all`, { of: all.length });
      const quoted = named
        .slice(0, MOST_QUOTED)
        .map(({ text }) => say('judge.counted-quote', { text: plainLine(text, LONGEST_QUOTED) }));
      const texts = [...quoted, ...(named.length > quoted.length ? ['…'] : [])].join(say('report.comma'));
      return say(`judge.counted-${kind}`, { failing: named.length, of: all.length, texts });
    })
    .join(' · ');
}
