import type { Range } from 'vscode-languageserver-types';
import type { Judge } from '../judge/judge';
import type { Problem } from '../problem';
import type { RenderedPrompt } from '../prompt/message';
import type { ParsedPrompt, PromptSource } from '../prompt/promptFile';
import type { TestCase, TestSet } from '../testset/testSet';
import type { RunHeader } from './run';

/** What a user asks to have evaluated. */
export interface EvaluationRequest {
  /** Absolute path of the prompt. */
  prompt: string;
  /** Absolute path of the test set; found by name or frontmatter where absent. */
  tests?: string;
  /** Absolute path of the folder that holds `.assay/` and that no path leaves. */
  workspace: string;
  /** `provider/name` instead of the prompt's own. */
  model?: string;
  /** `provider/name` for all judges, over everything else. */
  judgeModel?: string;
  /** `provider/name` for judges for which the test set names none (the setting `assay.judgeModel`). */
  defaultJudgeModel?: string;
  /** Calls per case, 1 or more, over what the test set and the prompt say. */
  repeat?: number;
  /** Only these cases. */
  caseIds?: readonly string[];
  /** Only cases whose id or one of whose tags matches the glob. */
  filter?: string;
}

/** All that is known before the first call: rendered messages, judges, and whether anything is wrong. */
export interface EvaluationPlan {
  request: EvaluationRequest;
  /** Everything wrong in the prompt, its partials, the judges and the test set. An error forbids to run. */
  problems: Problem[];
  source: PromptSource;
  parsed: ParsedPrompt;
  /** Absent where there is no test set or it could not be found. */
  testSet?: TestSet;
  /** The cases asked for, each rendered; empty where there are errors. */
  cases: { testCase: TestCase; rendered: RenderedPrompt }[];
  /** `provider/name` under test, empty where none is given (then a problem says so). */
  model: string;
  judges: RunHeader['judges'];
  /** Calls per case: as asked for, else as the test set or the prompt says, else 1. */
  repeat: number;
  /** The judges' prompts, in the order of `judges`, with a digest of each and the place that names it. */
  loadedJudges: { judge: Judge; fingerprint: string; file: string; range: Range }[];
  fingerprints: RunHeader['fingerprints'];
}
