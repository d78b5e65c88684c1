import { withMeasureOf } from '../compare/measureFiles';
import { inspectPrompt, type PromptInspection } from '../evaluate/inspectPrompt';
import type { EvaluationPlan, EvaluationRequest } from '../evaluate/plan';
import { type PlanOptions, planEvaluation } from '../evaluate/planEvaluation';
import type { Repository } from '../git';
import { FileError, type FileSystem, type Host } from '../host';
import { filesAtPoint, promptAtPoint, resolvePoint, type VersionPoint } from './versionPoint';

/** A prompt, or another file of a repository, in one of its versions. */
export interface VersionPlace {
  /** Absolute path of the file as it is now, links resolved. */
  file: string;
  point: VersionPoint;
}

/** A prompt may be 256 KB; what was larger once can still be looked at. */
const MOST_BYTES = 16 * 1024 * 1024;

/**
 * The text of a file in a version.
 * @throws {GitError} where git has no answer
 * @throws {FileError} `not-found` where the version does not have it
 */
export async function versionText(place: VersionPlace, host: VersionHost): Promise<string> {
  return inVersion(place, host, async ({ path, files }) => {
    const bytes = await files.read(path, { maxBytes: MOST_BYTES });
    return Buffer.from(bytes).toString('utf8');
  });
}

/**
 * A prompt in a version taken apart, with its partials as they were.
 * @throws as `versionText`
 */
export async function inspectVersion(
  place: VersionPlace,
  { workspace }: { workspace: string },
  host: VersionHost,
): Promise<PromptInspection> {
  return inVersion(place, host, ({ path, files }) => inspectPrompt(path, { files, workspace }));
}

/**
 * All that is needed to measure a version of a prompt by the test set and the judges as they are now.
 * @throws as `versionText`
 */
export async function planVersion(
  place: VersionPlace,
  request: Omit<EvaluationRequest, 'prompt' | 'tests'>,
  host: Host,
  options: PlanOptions,
): Promise<EvaluationPlan> {
  return inVersion(place, host, async ({ path, files }) => {
    const now = await planEvaluation({ ...request, prompt: place.file }, host, options);
    const measured = withMeasureOf(now, host.files, files);
    const tests = now.testSet?.file;
    const version = { ...request, prompt: path, ...(tests !== undefined && { tests }) };
    return planEvaluation(version, { ...host, files: measured }, options);
  });
}

type VersionHost = Pick<Host, 'git' | 'files' | 'saved' | 'judgesFolder'>;

/**
 * Does something with the files as they are in a version of one of them, while the repository is open.
 * @throws as `versionText`
 */
export async function inVersion<Result>(
  { file, point }: VersionPlace,
  host: VersionHost,
  act: (version: { path: string; files: FileSystem; repository: Repository }) => Promise<Result>,
): Promise<Result> {
  const repository = await host.git.open(file);
  try {
    const resolved = await resolvePoint(point, repository);
    const files = await filesAtPoint(resolved, repository, host);
    const path = await promptAtPoint(file, resolved, { repository, files });
    if (path === undefined) throw new FileError('not-found', file);
    return await act({ path, files, repository });
  } finally {
    repository.close();
  }
}
