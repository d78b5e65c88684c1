import type { CaseResult, SampleResult } from '../evaluate/run';
import type { CheckResult, RunError } from '../judge/score';
import { reasonOfJudge, scoreWithReadings } from './judgementText';
import { judgeName } from './judgeName';
import type { ReportOptions } from './report';

type Words = Pick<ReportOptions, 'say'>;

/** One reason why a case did not pass, in words. */
export interface Finding {
  kind: 'check' | 'judge' | 'error';
  /** The name of the check or judge, empty for an error of the model. */
  name: string;
  /** In words or on the judge's scale, where there is one: `2/5`, of several readings `3.5/5 (4, 3)`. */
  score?: string;
  text: string;
  /** Of a group of checks: what its parts found, where that is why it does not hold. */
  parts?: Finding[];
}

/** The sample that stands for a case: the first one that has the case's status. */
export function shownSample({ samples, status }: CaseResult): SampleResult | undefined {
  return samples.find((sample) => sample.status === status) ?? samples[0];
}

/** Everything that kept a sample from passing: errors, checks that do not hold, judges below their threshold. */
export function findingsOf(sample: SampleResult, { say }: Words): Finding[] {
  const findings: Finding[] = [];
  if (sample.error !== undefined) findings.push({ kind: 'error', name: '', text: errorText(sample.error, { say }) });
  for (const check of sample.checks) {
    if (!check.passed) findings.push(checkFinding(check, { say }));
  }
  for (const judgement of sample.judges) {
    const { passed, score, error } = judgement;
    const name = judgeName(judgement.judge);
    if (error !== undefined) findings.push({ kind: 'error', name, text: errorText(error, { say }) });
    else if (passed === false && score !== null) {
      const shown = scoreWithReadings(judgement);
      findings.push({ kind: 'judge', name, score: shown, text: reasonOfJudge(judgement, { say }) });
    }
  }
  return findings;
}

function checkFinding({ check, code, args, parts = [] }: CheckResult, words: Words): Finding {
  // A group that must not hold fails by the parts that do hold, and of these the sentences say the opposite.
  const guilty = check.startsWith('not-') ? [] : parts.filter(({ passed }) => !passed);
  return {
    kind: 'check',
    name: check,
    text: words.say(code, args),
    ...(guilty.length > 0 && { parts: guilty.map((part) => checkFinding(part, words)) }),
  };
}

/** A finding in a line, and a line for each part of a group: `contains: The output does not contain "x".` */
export function findingLines({ name, score, text, parts = [] }: Finding): string[] {
  const head = [name, score ?? ''].filter((part) => part !== '').join(' ');
  const line = head === '' || text === '' ? head + text : `${head}: ${text}`;
  return [line, ...parts.flatMap(findingLines).map((part) => `- ${part}`)];
}

/**
 * Why a case did not pass, a line each: what was found, and what the answer itself lacks.
 * @param beside whether the case's score stands beside it, so that that of an only judge need not be said again
 */
export function reasonLines(result: CaseResult, words: Words, { beside }: { beside: boolean }): string[] {
  const sample = shownSample(result);
  if (sample === undefined || result.status === 'cancelled') return [];
  const isKnown = beside && result.samples.length === 1 && sample.judges.length === 1;
  const lines = findingsOf(sample, words).flatMap(({ score, ...finding }) =>
    findingLines(score === undefined || isKnown ? finding : { ...finding, score }),
  );
  return [...lines, answerNote(sample, words)].filter((line) => line !== '');
}

/** What an answer lacks, whatever its score: it was cut off, withheld, or is none. Empty where it lacks nothing. */
export function answerNote(sample: SampleResult, { say }: Words): string {
  const { finishReason, status, output, checks, judges } = sample;
  if (finishReason === 'length') return say('report.truncated');
  if (finishReason === 'refusal') return say('report.refused');
  if (finishReason === 'content-filter') return say('report.filtered');
  const unexplained = status === 'failed' && checks.length + judges.length === 0;
  return unexplained && !output ? say('report.no-answer') : '';
}

/** A failure in words: what it was, where, and the server's own words. */
export function errorText({ kind, message, origin, status }: RunError, { say }: Words): string {
  return say(`run.error-${kind}`, { message, origin: origin ?? '', status: status ?? '' });
}
