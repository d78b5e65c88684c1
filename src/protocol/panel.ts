/** The messages between the editor and the results panel: types only. */
import type { Verdict } from '../engine/compare/comparison';
import type { CaseStatus, RunOutcome, RunSummary, SampleResult } from '../engine/evaluate/run';
import type { Message } from '../engine/prompt/message';

export type { RunSummary } from '../engine/evaluate/run';

/** What the panel is about, and what it can do now. */
export type PanelPhase =
  | { kind: 'no-prompt' }
  | { kind: 'untrusted' }
  | { kind: 'no-tests'; prompt: PromptInfo }
  /** The prompt or the test set has errors: nothing can be run. */
  | { kind: 'problems'; prompt: PromptInfo; problems: PanelProblem[] }
  /** The model cannot be called yet: no key, unknown endpoint, no judge model. */
  | { kind: 'no-model'; prompt: PromptInfo; reason: string; endpoint: string }
  /** Ready; never run in this place. */
  | { kind: 'ready'; prompt: PromptInfo; total: number }
  | {
      kind: 'running';
      prompt: PromptInfo;
      finished: number;
      total: number;
      etaMs: number | null;
      summary: RunSummary | null;
    }
  /** `stale`: the prompt, a partial, a judge or the test set is not what it was. */
  | {
      kind: 'finished';
      prompt: PromptInfo;
      summary: RunSummary;
      outcome: RunOutcome;
      stale: boolean;
      startedAt: string;
      /** Absent where no case has a score. */
      spread?: PanelSpread;
    };

/** How sure a run's score is and why, and what may have favoured some answers; sentences in the person's language. */
export interface PanelSpread {
  /** `pass^5 60 % · pass@5 100 % · 2 flaky`; empty where nothing was repeated. */
  passed: string;
  /** Shares of the variance of the score, 0..1; null where not known, or where nothing was repeated. */
  parts: { caseShare: number; sampleShare: number | null; judgeShare: number | null } | null;
  nextStep: string;
  /** What cannot be told because it was done only once. */
  unknown: string[];
  hints: string[];
}

export interface PromptInfo {
  /** Path relative to the workspace folder. */
  file: string;
  model: string;
  /** True for `baseline/…`, which the panel says is no language model. */
  baseline: boolean;
  tests: string | null;
}

export interface PanelProblem {
  severity: 'error' | 'warning' | 'info';
  message: string;
  /** Path relative to the workspace folder, and a 0-based line. */
  file: string;
  line: number;
}

export type RowStatus = CaseStatus | 'queued' | 'running' | 'judging' | 'not-run';

/** One line of the table: light enough for 10,000 of them. */
export interface CaseRow {
  id: string;
  status: RowStatus;
  /** 0..1; null where not known. */
  score: number | null;
  judges: { judge: string; score: number | null; max: number; passed: boolean | null; label?: string }[];
  /** First line of the input, cut to about 120 characters. */
  preview: string;
  /** Where some repeats pass and some fail. */
  flaky?: { passed: number; n: number };
  /** Standard deviation over the repeats, with the scale that it is in. */
  spread?: { value: number; min: number; max: number };
}

/** Everything about one case, asked for when it is unfolded. */
export interface CaseDetail {
  id: string;
  input: Record<string, unknown>;
  messages: Message[] | null;
  expected: string | null;
  context: string[] | null;
  tags: string[];
  status: RowStatus;
  /** What the repeats are together, in words; null where there is only one. */
  spread: { said: string; flaky: boolean } | null;
  /** Finished samples; with `repeat` there are several. */
  samples: PanelSample[];
  /** Output so far of a sample that is still streaming. */
  streaming: string | null;
}

/** Why a check does not hold, in words; of a group, also of each of its parts in their order. */
export interface ShownCheck {
  text: string;
  parts: ShownCheck[];
}

export type PanelSample = SampleResult & {
  /** Of each check in their order. */
  checkTexts: ShownCheck[];
  errorText: string | null;
  /** Stands for the output in messages; null where there is none. */
  outputKey: string | null;
  /** Of the output as a whole first, then of each judge; empty where there is no output. */
  ratings: PanelRating[];
};

/** What people have said of an output: as a whole (`judge` is null), or in answer to a judge. */
export interface PanelRating {
  judge: string | null;
  /** The scores that can be given, lowest first. */
  steps: { score: number; text: string }[];
  own: PanelOpinion;
  others: { by: string; said: PanelOpinion }[];
}

export interface PanelOpinion {
  score: number | null;
  thumb: 'up' | 'down' | null;
  corrected: string | null;
  note: string | null;
}

/** How the score went from version to version, and where it stands. */
export interface PanelHistory {
  /** Versions with a score on record, the oldest first. */
  marks: VersionMark[];
  /** The prompt as it is shown against HEAD, in words; null where nothing differs or nothing is known. */
  head: { verdict: Verdict; change: string; name: string; said: string } | null;
}

export interface VersionMark {
  /** Stands for the version in messages. */
  key: string;
  /** 0..1, with its 95 % interval. */
  mean: number;
  low: number;
  high: number;
  scale: { min: number; max: number };
  /** What the change to the version before is worth; null where that is not known. */
  verdict: Verdict | null;
  /** All that is known of it, in words. */
  said: string;
}

/** What people's labels say of a judge of the prompt. */
export interface PanelJudge {
  /** As results name it. */
  judge: string;
  standing: 'agrees' | 'below' | 'too-few' | 'undefined';
  /** One sentence. */
  said: string;
  /** The run's mean and pass rate corrected by the labels, in a sentence; empty where they cannot be had. */
  corrected: string;
}

/** From the editor to the panel. */
export type ToPanel =
  /** Replaces all: sent on `ready` and whenever another prompt or run is shown. */
  | { type: 'state'; phase: PanelPhase; rows: CaseRow[]; locale: string }
  | { type: 'phase'; phase: PanelPhase }
  /** Rows that changed, by id; sent in batches, at most every 100 ms. */
  | { type: 'rows'; rows: CaseRow[] }
  | { type: 'detail'; detail: CaseDetail }
  /** More output of a case that is unfolded. */
  | { type: 'delta'; caseId: string; text: string }
  /** Sent when it is known, and whenever it changes. */
  | { type: 'history'; history: PanelHistory }
  /** Sent when it is known, and whenever it changes. */
  | { type: 'judges'; judges: PanelJudge[] }
  /** Unfold a case and scroll to it; `correct`: with the form for a corrected answer open. */
  | { type: 'reveal'; caseId: string; correct?: true };

/** From the panel to the editor. */
export type FromPanel =
  | { type: 'ready' }
  | { type: 'run' }
  | { type: 'runFailed' }
  | { type: 'runCase'; caseId: string }
  | { type: 'stop' }
  | { type: 'openCase'; caseId: string }
  | { type: 'openPrompt' }
  | { type: 'openVersion'; key: string }
  | { type: 'compareWithHead' }
  | { type: 'showJudge'; judge: string }
  | { type: 'openTests' }
  | { type: 'openProblem'; file: string; line: number }
  /** The case is unfolded: send its detail now and whenever it changes, until `fold`. */
  | { type: 'unfold'; caseId: string }
  | { type: 'fold'; caseId: string }
  /** What the person says of an output; null takes back, what is absent stays. */
  | ({ type: 'label'; caseId: string; output: string; judge: string | null } & Partial<PanelOpinion>)
  /** Write the person's corrected answer into the test set. */
  | { type: 'useAsExpected'; caseId: string; output: string }
  | { type: 'createTests' }
  | { type: 'setApiKey' }
  | { type: 'useLocalModel' }
  | { type: 'useBaseline' }
  | { type: 'manageTrust' }
  | { type: 'newPrompt' }
  | { type: 'openSample' }
  | { type: 'showLog' }
  | { type: 'openInTab' }
  | { type: 'copy'; text: string };
