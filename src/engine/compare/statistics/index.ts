/** The statistics of comparisons, also for programs: `stats` of the engine. */
export { bcaInterval } from './bcaInterval';
export { compareScores, SMALLEST_COMPARISON } from './compareScores';
export { mayStop } from './mayStop';
export { mcnemar } from './mcnemar';
export { benjaminiHochberg, holm } from './multiplicity';
export { obrienFleming } from './obrienFleming';
export { pairedT } from './pairedT';
export { seededRandom } from './random';
export { sampleSizeMcnemar, sampleSizePaired } from './sampleSize';
export { signFlipTest } from './signFlipTest';
export { varianceComponents } from './varianceComponents';
