/** The statistics of comparisons, also for programs: `stats` of the engine. */
export { type BcaOptions, bcaInterval } from './bcaInterval';
export { type CompareOptions, compareScores, type ScoreComparison, SMALLEST_COMPARISON } from './compareScores';
export { mcnemar } from './mcnemar';
export { benjaminiHochberg, holm } from './multiplicity';
export { noiseShare } from './noiseShare';
export { type Boundaries, obrienFleming } from './obrienFleming';
export { type PairedT, pairedT } from './pairedT';
export { seededRandom } from './random';
export { type SampleSizeOptions, sampleSizeMcnemar, sampleSizePaired } from './sampleSize';
export { type Look, type LookOptions, lookAt, mayStop } from './sequentialLook';
export { signFlipTest } from './signFlipTest';
export { type VarianceComponents, varianceComponents } from './varianceComponents';
