import type { EvaluationPlan } from '../evaluate/plan';
import type { FileSystem } from '../host';

/**
 * The files of one version with the measure of another: the test set with its files and the judges come from where `measure`
 * was planned, everything else from the version. So an older prompt is measured by today's cases and judges.
 */
export function withMeasureOf(measure: EvaluationPlan, measureFiles: FileSystem, version: FileSystem): FileSystem {
  const paths = measurePaths(measure);
  const of = (path: string) => (paths.has(path) ? measureFiles : version);
  return {
    read: (path, options) => of(path).read(path, options),
    stat: (path) => of(path).stat(path),
    list: (folder) => version.list(folder),
    realPath: (path) => of(path).realPath(path),
    write: (path, data) => version.write(path, data),
    openAppend: (path) => version.openAppend(path),
    remove: (path) => version.remove(path),
  };
}

/** The files that say how answers are measured, without those that the prompt itself is made of. */
function measurePaths({ testSet, loadedJudges, source }: EvaluationPlan): Set<string> {
  const paths = new Set<string>();
  if (testSet !== undefined) for (const file of [testSet.file, ...(testSet.checkFiles ?? [])]) paths.add(file);
  for (const { judge } of loadedJudges) {
    paths.add(judge.source.file);
    for (const { file } of judge.source.partials.values()) paths.add(file);
  }
  paths.delete(source.file);
  for (const { file } of source.partials.values()) paths.delete(file);
  return paths;
}
