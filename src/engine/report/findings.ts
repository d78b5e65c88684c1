import type { CaseResult, SampleResult } from '../evaluate/run';
import type { RunError } from '../judge/score';
import { reasonOfJudge, scoreOfJudge } from './judgementText';
import type { ReportOptions } from './report';

/** One reason why a case did not pass, in words. */
export interface Finding {
  kind: 'check' | 'judge' | 'error';
  /** The name of the check or judge, empty for an error of the model. */
  name: string;
  /** In words or on the judge's scale, where there is one: `2/5`. */
  score?: string;
  text: string;
}

/** The sample that stands for a case: the first one that has the case's status. */
export function shownSample({ samples, status }: CaseResult): SampleResult | undefined {
  return samples.find((sample) => sample.status === status) ?? samples[0];
}

/** Everything that kept a sample from passing: errors, checks that do not hold, judges below their threshold. */
export function findingsOf(sample: SampleResult, { say }: Pick<ReportOptions, 'say'>): Finding[] {
  const findings: Finding[] = [];
  if (sample.error !== undefined) findings.push({ kind: 'error', name: '', text: errorText(sample.error, { say }) });
  for (const { check, passed, code, args } of sample.checks) {
    if (!passed) findings.push({ kind: 'check', name: check, text: say(code, args) });
  }
  for (const judgement of sample.judges) {
    const { passed, score, error } = judgement;
    const name = judgeName(judgement.judge);
    if (error !== undefined) findings.push({ kind: 'error', name, text: errorText(error, { say }) });
    else if (passed === false && score !== null) {
      findings.push({ kind: 'judge', name, score: scoreOfJudge(judgement), text: reasonOfJudge(judgement, { say }) });
    }
  }
  return findings;
}

/** A judge's name for people: `tone` for `./judges/tone.prompt`. */
export function judgeName(judge: string): string {
  return (judge.split('/').at(-1) ?? judge).replace(/\.prompt$/, '');
}

/** A failure in words: what it was, where, and the server's own words. */
export function errorText({ kind, message, origin, status }: RunError, { say }: Pick<ReportOptions, 'say'>): string {
  return say(`run.error-${kind}`, { message, origin: origin ?? '', status: status ?? '' });
}
