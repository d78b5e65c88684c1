import type { FileSystem } from '../host';
import { FILE_START, ProblemError } from '../problem';
import { runIds, runWithId } from './history';
import type { EvaluationPlan } from './plan';
import type { Run, SampleResult } from './run';
import { changedParts } from './staleness';

/**
 * The samples of an earlier run that hold for a plan: those that passed or failed. What was cut off is not in the
 * journal, and what ended in an error is tried again.
 * @param id of the run, or `last` for the newest of this prompt
 * @throws {ProblemError} where there is no such run, or what it ran is not what the plan would run
 */
export async function resumableSamples(
  plan: EvaluationPlan,
  id: string,
  files: FileSystem,
): Promise<{ id: string; samples: Map<string, SampleResult[]> }> {
  const run = await earlierRun(plan, id, files);
  const changed = changedParts(plan.fingerprints, run.header.fingerprints);
  if (changed.length > 0) {
    throw refusal(plan, `evaluate.resume-changed-${changed[0]}`, { run: run.header.id });
  }
  const samples = new Map<string, SampleResult[]>();
  for (const result of run.cases) {
    const known = result.samples.filter(({ status }) => status === 'passed' || status === 'failed');
    if (known.length > 0) samples.set(result.id, known);
  }
  return { id: run.header.id, samples };
}

async function earlierRun(plan: EvaluationPlan, id: string, files: FileSystem): Promise<Run> {
  const { prompt, workspace } = plan.request;
  const wanted = id === 'last' ? (await runIds(prompt, workspace, files))[0] : id;
  const run = wanted === undefined ? undefined : await runWithId(wanted, workspace, files);
  if (run === undefined) throw refusal(plan, 'evaluate.resume-not-found', { run: id });
  if (run.header.prompt !== prompt) throw refusal(plan, 'evaluate.resume-other-prompt', { run: id });
  return run;
}

function refusal(plan: EvaluationPlan, code: string, args: Record<string, string>): ProblemError {
  return new ProblemError([{ code, severity: 'error', file: plan.request.prompt, range: FILE_START, args }]);
}
