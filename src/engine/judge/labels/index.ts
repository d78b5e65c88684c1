export { annotatorOf } from './annotator';
export { currentLabels } from './currentLabels';
export type { HumanLabel, LabelSubject, Opinion } from './humanLabel';
export { personName } from './labelFile';
export { LabelStore, type NewLabel, type OpinionChange, type ReadLabels } from './labelStore';
export { outputDigest } from './outputDigest';
