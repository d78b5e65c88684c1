import { isHeldOut } from './heldOut';
import { ANSWER_SOURCES, type AnswerSource, type LeftOutCounts, type TrainingData } from './trainingData';
import { fitsFormat, TRAINING_FORMATS, type TrainingFormatName, trainingLines } from './trainingFormats';

/** What an export of training data writes, and what is to be said of it. */
export interface SelectedTraining {
  format: TrainingFormatName;
  /** The lines to learn from. */
  text: string;
  count: number;
  /** Of the lines, by who found the answer good; those that there are. */
  sources: { source: AnswerSource; count: number }[];
  /** The lines that are held out, where a share of the cases is. */
  heldOut?: { text: string; count: number };
  leftOut: LeftOutCounts;
  otherVersions: number;
}

/** The lines of one format, with a share of the cases held out where that is asked for. */
export function selectTraining(
  data: TrainingData,
  format: TrainingFormatName,
  { heldOut: share }: { heldOut?: number } = {},
): SelectedTraining {
  const terms = TRAINING_FORMATS[format];
  const all = terms.takes === 'pairs' ? data.pairs : data.examples;
  const fitting = all.filter((each) => fitsFormat(terms, each));
  const isHeld = ({ caseId }: { caseId: string }) => share !== undefined && isHeldOut(caseId, share);
  const held = fitting.filter(isHeld);
  const kept = fitting.filter((each) => !isHeld(each));
  const { 'no-better': alone, ...leftOut } = data.leftOut;
  return {
    format,
    text: trainingLines(format, kept),
    count: kept.length,
    sources: ANSWER_SOURCES.map((source) => ({
      source,
      count: fitting.filter((each) => each.source === source).length,
    })).filter(({ count }) => count > 0),
    ...(share !== undefined && { heldOut: { text: trainingLines(format, held), count: held.length } }),
    leftOut: {
      ...leftOut,
      ...(terms.takes === 'pairs' && alone !== undefined && { 'no-better': alone }),
      ...(fitting.length < all.length && { media: all.length - fitting.length }),
    },
    otherVersions: data.otherVersions,
  };
}
