import type { CheckResult, Judgement, RunError } from '../judge/score';
import type { FinishReason, Usage } from '../model/provider';
import type { Message } from '../prompt/message';
import type { JudgeTerms } from './judgeTerms';
import type { CaseSpread, RunBias, RunSpread } from './spread';

/**
 * - `passed`: every judge at or above its threshold and every check holds
 * - `failed`: known to be below
 * - `error`: the provider, a judge or the machine failed, so it is not known
 * - `cancelled`: not run to its end: stopped by the user, the budget or a bad key elsewhere
 */
export type CaseStatus = 'passed' | 'failed' | 'error' | 'cancelled';

/** One call of the prompt with its checks and judgements. */
export interface SampleResult {
  caseId: string;
  /** 0-based index of the repeat. */
  repeat: number;
  status: CaseStatus;
  /** 0..1; null where not known. */
  score: number | null;
  output: string | null;
  toolCalls?: { id: string; name: string; arguments: string }[];
  finishReason?: FinishReason;
  error?: RunError;
  checks: CheckResult[];
  judges: Judgement[];
  /** Of the prompt's own call. */
  usage?: Usage;
  /** US dollars of the prompt's own call; null where unknown, 0 where it came from the cache. */
  cost: number | null;
  latencyMs?: number;
  ttftMs?: number;
  /** The output came from the cache: nothing was paid and the latency is the recorded one. */
  cached: boolean;
  servedModel?: string;
}

/** One case over all its repeats. */
export interface CaseResult {
  id: string;
  status: CaseStatus;
  /** Mean over the repeats, 0..1: of the judges by weight, or of the checks where there are no judges. */
  score: number | null;
  samples: SampleResult[];
  tags: string[];
  weight: number;
  /** What the repeats say together; absent where there is only one. */
  spread?: CaseSpread;
}

/** A distribution in milliseconds. */
export interface Percentiles {
  p50: number;
  p95: number;
  p99: number;
  max: number;
}

export interface RunSummary {
  cases: number;
  passed: number;
  failed: number;
  errors: number;
  cancelled: number;
  /** Weighted mean of the cases' scores, 0..1; null where no case has one. */
  score: number | null;
  /** 95 % interval of the mean over cases; null below 2 scored cases. */
  interval: { low: number; high: number } | null;
  /** The scale to show the score in: the judges' common scale, or 0..1 where they differ or there are none. */
  scale: { min: number; max: number };
  passRate: number | null;
  judges: { judge: string; mean: number | null; min: number; max: number; scored: number; errors: number }[];
  /** Tokens of the prompt's own calls and of the judges' calls; null where no endpoint told. */
  tokens: { input: number; output: number; cachedInput: number; reasoning: number; judges: number } | null;
  /** US dollars of everything; null where any price or usage is unknown. */
  cost: number | null;
  /** What is known of the cost: equal to `cost`, or a lower bound where that is null. */
  knownCost: number;
  latencyMs: Percentiles | null;
  ttftMs: Percentiles | null;
  /** Samples that came from the cache. */
  cached: number;
  /** Wall time of the run on a monotonic clock. */
  durationMs: number;
  /** Only at the end of a run, as it takes all cases together. */
  spread?: RunSpread;
  /** Only at the end of a run. */
  bias?: RunBias;
}

/** The first line of a journal: what was run. */
export interface RunHeader {
  /** Sorts by time: `20261123T101502-3f2a`. */
  id: string;
  /** Format of the journal. */
  schema: 1;
  /** Absolute path. In the journal it is relative to the workspace, with `/`. */
  prompt: string;
  tests: string;
  model: string;
  judges: JudgeTerms[];
  /** Ids of the cases that the run covers, in the test set's order. */
  caseIds: string[];
  /** Which version of the prompt was run, where it is not the one in the work tree or the editor. */
  version?: string;
  /** True where only some of the test set's cases were asked for. */
  partial: boolean;
  repeat: number;
  /** Of the prompt's calls, where the prompt says it. */
  temperature?: number;
  /** ISO 8601. */
  startedAt: string;
  /**
   * SHA-256 of what the result depends on: the prompt with its partials, the test set, the judges, and all
   * settings. A run is stale when one of them is not what it was.
   */
  fingerprints: { prompt: string; tests: string; judges: string; settings: string };
  assay: string;
}

/** A run as a whole, finished or not. */
export interface Run {
  header: RunHeader;
  cases: CaseResult[];
  /** Absent where the run never came to its end. */
  summary?: RunSummary;
  /** `done`: all cases were tried; `stopped`: a bad key or a used-up quota ended it; */
  outcome?: RunOutcome;
}

export type RunOutcome =
  | { kind: 'done' }
  | { kind: 'cancelled' }
  | { kind: 'stopped'; error: RunError }
  | { kind: 'budget' };

/** What happens while a run goes on, in order. */
export type RunEvent =
  | { type: 'started'; header: RunHeader; total: number }
  | { type: 'sample-started'; caseId: string; repeat: number; messages: Message[] }
  | { type: 'delta'; caseId: string; repeat: number; text: string }
  /** The output is complete and is going to be judged. */
  | { type: 'output'; caseId: string; repeat: number; output: string }
  | { type: 'sample-finished'; sample: SampleResult }
  | { type: 'case-finished'; result: CaseResult; finished: number; total: number; summary: RunSummary }
  | { type: 'finished'; summary: RunSummary; outcome: RunOutcome };
