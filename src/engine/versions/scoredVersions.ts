import type { Verdict } from '../compare/comparison';
import { LocalScores } from '../compare/localScores';
import type { PlanPrice } from '../compare/priceOfPlan';
import type { ScoreRecord } from '../compare/scoreRecord';
import { SharedScores } from '../compare/sharing/sharedScores';
import { compareScores } from '../compare/statistics';
import { sourceFingerprint } from '../evaluate/planEvaluation';
import { commonScale } from '../evaluate/summary';
import { WeightedMean } from '../evaluate/weightedMean';
import type { Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import type { PromptSource } from '../prompt/promptFile';
import { pathAtHead } from './pathAtHead';
import { type PromptVersion, promptVersionSources } from './promptVersions';

/** A version with what is on record of its scores. */
export interface ScoredVersion extends PromptVersion {
  /** The newest record of exactly this content that covers most cases; null where it was never evaluated. */
  score: VersionScore | null;
}

export interface VersionScore {
  /** Mean over the cases, 0..1. */
  mean: number;
  /** 95 % interval of the mean over cases, 0..1; null below 2 cases. */
  interval: { low: number; high: number } | null;
  scale: { min: number; max: number };
  cases: number;
  model: string;
  at: string;
  /** To the next older version that has a score: null where there is none. */
  change: number | null;
  /** What the change is worth; null where the two were not measured by the same test set and judges. */
  verdict: Verdict | null;
}

export interface ScoredVersionsOptions {
  host: Host;
  endpoints: readonly Endpoint[];
  priceOf: PlanPrice;
  /** Absolute path of the folder that holds the `.assay/` of the prompt. */
  workspace: string;
  /** At most so many versions, the newest first. */
  limit: number;
  signal?: AbortSignal;
}

/**
 * The versions of a prompt with their scores.
 * @param file absolute path, links resolved
 * @throws {GitError} where git has no answer
 */
export async function scoredVersions(file: string, options: ScoredVersionsOptions): Promise<ScoredVersion[]> {
  const { host, workspace, limit, signal, priceOf } = options;
  const repository = await host.git.open(file, { signal });
  try {
    const from = await repository.resolve('HEAD', { signal });
    const path = await pathAtHead(file, { repository, from, signal });
    const folder = await host.files.realPath(workspace).catch(() => workspace);
    const shared = new SharedScores(repository, host.log);
    const scores = new LocalScores({
      files: host.files,
      workspace,
      priceOf,
      elsewhere: (text) => shared.recordsOf(text),
    });
    const found: { version: PromptVersion; record: ScoreRecord | undefined }[] = [];
    for await (const each of promptVersionSources({ repository, from, path, workspace: folder, signal })) {
      found.push({ version: each.version, record: await recordOf(each.source, scores) });
      if (found.length > limit) break;
    }
    return found.slice(0, limit).map(({ version, record }, index) => ({
      ...version,
      score:
        record === undefined
          ? null
          : versionScore(record, found.slice(index + 1).find((older) => older.record)?.record),
    }));
  } finally {
    repository.close();
  }
}

/**
 * What is on record of one content of a prompt, whichever version that is; null where nothing is.
 * @param file absolute path of any file in the repository
 * @throws {GitError} where git has no answer
 */
export async function scoreOfSource(
  source: PromptSource,
  file: string,
  { host, workspace, priceOf }: Pick<ScoredVersionsOptions, 'host' | 'workspace' | 'priceOf'>,
): Promise<VersionScore | null> {
  const repository = await host.git.open(file);
  try {
    const shared = new SharedScores(repository, host.log);
    const elsewhere = (text: string) => shared.recordsOf(text);
    const scores = new LocalScores({ files: host.files, workspace, priceOf, elsewhere });
    const record = await recordOf(source, scores);
    return record === undefined ? null : versionScore(record, undefined);
  } finally {
    repository.close();
  }
}

async function recordOf(source: PromptSource, scores: LocalScores): Promise<ScoreRecord | undefined> {
  // By the text and not by git's id, which may be of another kind.
  const records = await scores.recordsOf(source.text);
  return records.length === 0 ? undefined : bestOf(records, sourceFingerprint(source));
}

function bestOf(records: readonly ScoreRecord[], content: string): ScoreRecord | undefined {
  return records
    .filter(({ fingerprints }) => fingerprints.prompt === content)
    .reduce<ScoreRecord | undefined>(
      (best, record) => (best === undefined || record.cases.length >= best.cases.length ? record : best),
      undefined,
    );
}

function versionScore(record: ScoreRecord, older: ScoreRecord | undefined): VersionScore {
  const { mean, interval } = meanOf(record);
  const comparable =
    older !== undefined &&
    (['tests', 'judges'] as const).every((part) => older.fingerprints[part] === record.fingerprints[part]);
  return {
    mean,
    interval,
    scale: commonScale(record.judges.map((judge) => ({ ...judge, threshold: 0, weight: 1 }))),
    cases: record.cases.length,
    model: record.model,
    at: record.at,
    change: older === undefined ? null : mean - meanOf(older).mean,
    verdict: comparable ? verdictOf(older, record) : null,
  };
}

function meanOf({ cases }: ScoreRecord): { mean: number; interval: VersionScore['interval'] } {
  const scores = new WeightedMean();
  for (const { score, weight = 1 } of cases) scores.add(score, weight);
  return { mean: scores.mean ?? 0, interval: scores.interval };
}

function verdictOf(before: ScoreRecord, after: ScoreRecord): Verdict {
  const older = new Map(before.cases.map(({ id, score }) => [id, score]));
  const shared = after.cases.filter(({ id }) => older.has(id));
  return compareScores(
    shared.map(({ id }) => older.get(id) ?? null),
    shared.map(({ score }) => score),
    { seed: 1 },
  ).verdict;
}
