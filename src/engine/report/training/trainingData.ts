import type { ChatMessage } from '../../model/openai/chatMessages';
import type { functionTool } from '../../model/openai/chatRequest';
import type { Problem } from '../../problem';

/**
 * Who found an answer good.
 * - `correction`: a person wrote it
 * - `thumb`, `score`: a person said so
 * - `judged`: the judges did, or the checks where there are no judges
 */
export const ANSWER_SOURCES = ['correction', 'thumb', 'score', 'judged'] as const;

export type AnswerSource = (typeof ANSWER_SOURCES)[number];

/** An answer to learn from, with what it answers. */
export interface TrainingExample {
  caseId: string;
  /** The prompt of today, rendered with what the case gave when it was answered. */
  messages: ChatMessage[];
  answer: ChatMessage;
  source: AnswerSource;
  /** What the prompt may call. */
  tools?: ReturnType<typeof functionTool>[];
}

/** The same with a worse answer to the same messages. */
export interface TrainingPair extends TrainingExample {
  rejected: ChatMessage;
}

/**
 * Why an output is left out.
 * - `cut-off`: it ended at the token limit, or a filter withheld it
 * - `empty`: there is no text in it
 * - `disputed`: one person found it good, another bad
 * - `unknown-input`: what it answered is not on record
 * - `not-rendered`: the prompt of today cannot be rendered with what it answered
 * - `other-version`: only judged, and by a run of another version of the prompt or of its test set
 * - `other-scale`: only judged, and on a scale that the least score is not on
 * - `unsettled`: only judged, and not the same each time
 * - `no-better`: bad, and there is no good answer to the same to set against it
 * - `media`: the format has no place for what the messages hold beside text
 */
export type LeftOut =
  | 'cut-off'
  | 'empty'
  | 'disputed'
  | 'unknown-input'
  | 'not-rendered'
  | 'other-version'
  | 'other-scale'
  | 'unsettled'
  | 'no-better'
  | 'media';

/** How many outputs were left out, by the reason; reasons that there were none for are absent. */
export type LeftOutCounts = Partial<Record<LeftOut, number>>;

/** What is known to be good of a prompt's answers. The order is the same whenever the records are. */
export interface TrainingData {
  examples: TrainingExample[];
  pairs: TrainingPair[];
  /** For examples and pairs alike; `no-better` is for pairs alone. */
  leftOut: LeftOutCounts;
  /** Labelled outputs that are known to come from other versions of the prompt. */
  otherVersions: number;
  /** What is wrong in the files with people's labels. */
  problems: Problem[];
  /** The scale that the newest run's score is shown in; null where there is no run. */
  scale: { min: number; max: number } | null;
}
