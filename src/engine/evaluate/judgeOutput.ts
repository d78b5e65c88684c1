import type { JudgeSubject } from '../judge/judgeRequest';
import type { Judgement, RunError } from '../judge/score';
import { type Answer, askJudge, type Question, questionsOf, type SeatedJudge } from './askJudge';
import { judgementOf, judgementOfNothing } from './judgement';
import { endsRun, NotRecordedError } from './modelCaller';
import type { Release, Schedule } from './schedule';

export interface JudgeOutputOptions {
  /** Tells the repeats of one case apart. */
  repeat: number;
  schedule: Schedule;
  signal: AbortSignal;
  /** Told of a failure after which every further call would fail as well. */
  onStop(error: RunError): void;
  /** A seat in the schedule that is taken already; the first question takes it over. */
  seat?: Release;
}

/**
 * What a judge says of one output: all its questions, each on a seat of its own, made one judgement. Where there is
 * nothing to judge, no model is asked.
 * @returns undefined where the end of the run cut a question off, or where nothing may be asked that is not on record
 */
export async function judgeOutput(
  judge: SeatedJudge,
  subject: JudgeSubject,
  options: JudgeOutputOptions,
): Promise<Judgement | undefined> {
  const unasked = judgementOfNothing(judge, subject);
  if (unasked !== undefined) return unasked;
  const { seat, ...shared } = options;
  const answers = await Promise.all(
    questionsOf(judge).map((question, index) =>
      ask(judge, subject, question, { ...shared, ...(index === 0 && seat !== undefined && { seat }) }),
    ),
  );
  const known = answers.filter((answer) => answer !== undefined);
  return known.length < answers.length ? undefined : judgementOf(judge, known);
}

async function ask(
  judge: SeatedJudge,
  subject: JudgeSubject,
  question: Question,
  { repeat, schedule, signal, onStop, seat }: JudgeOutputOptions,
): Promise<Answer | undefined> {
  const release = seat !== undefined && !schedule.closed ? seat : await schedule.seat('judge');
  if (release === undefined) return undefined;
  try {
    const answer = await askJudge(judge, subject, question, { repeat, signal });
    if (answer.error !== undefined && endsRun(answer.error.kind)) onStop(answer.error);
    return answer;
  } catch (error) {
    if (signal.aborted || error instanceof NotRecordedError) return undefined;
    throw error;
  } finally {
    release();
  }
}
