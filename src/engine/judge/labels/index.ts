export { annotatorOf } from './annotator';
export { currentLabels } from './currentLabels';
export { examplesOfLabels } from './examplesOfLabels';
export type { HumanLabel, LabelSubject, Opinion } from './humanLabel';
export { personName } from './labelFile';
export { LabelStore, MOST_LABEL_BYTES, type NewLabel, type OpinionChange, type ReadLabels } from './labelStore';
export { outputDigest } from './outputDigest';
export { readLabelFile } from './readLabelFile';
export { type ScoreStep, scoreSteps } from './scoreSteps';
