import type { Verdict } from '../compare/comparison';
import { LocalScores } from '../compare/localScores';
import type { PlanPrice } from '../compare/priceOfPlan';
import type { ScoreRecord } from '../compare/scoreRecord';
import { SharedScores } from '../compare/sharing/sharedScores';
import { sourceFingerprint } from '../evaluate/sourceFingerprint';
import { commonScale } from '../evaluate/summary';
import { WeightedMean } from '../evaluate/weightedMean';
import type { Host } from '../host';
import type { Endpoint } from '../model/endpoint';
import type { PromptSource } from '../prompt/promptFile';
import { pathAtHead } from './pathAtHead';
import { type PromptVersion, promptVersionSources } from './promptVersions';
import { verdictOfScores } from './scoreVerdicts';

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
  /** What the change is worth; null where the two were not measured by the same test set and judges, or nobody asked. */
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
  /** False to leave out what changes are worth, which takes longest; true by default. */
  verdicts?: boolean;
  signal?: AbortSignal;
}

/**
 * The versions of a prompt with their scores.
 * @param file absolute path, links resolved
 * @throws {GitError} where git has no answer
 */
export async function scoredVersions(file: string, options: ScoredVersionsOptions): Promise<ScoredVersion[]> {
  const { host, workspace, limit, signal, priceOf, verdicts: wanted = true } = options;
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
    const compared: Promise<Verdict | null>[] = [];
    let newer: ScoreRecord | undefined;
    for await (const each of promptVersionSources({ repository, from, path, workspace: folder, signal })) {
      const record = await recordOf(each.source, scores);
      found.push({ version: each.version, record });
      if (record !== undefined) {
        if (wanted && newer !== undefined) {
          // While git looks for the next version. What goes wrong is told where all of them are waited for.
          const verdict = verdictOf(record, newer, signal);
          verdict.catch(() => {});
          compared.push(verdict);
        }
        newer = record;
      }
      if (found.length > limit) break;
    }
    // Of each version with a record, in their order; the last has nothing older.
    const verdicts = (await Promise.all(compared)).values();
    return found.slice(0, limit).map(({ version, record }, index) => {
      const older = found.slice(index + 1).find((each) => each.record)?.record;
      const verdict = record === undefined ? null : (verdicts.next().value ?? null);
      return { ...version, score: record === undefined ? null : versionScore(record, older, verdict) };
    });
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
    return record === undefined ? null : versionScore(record, undefined, null);
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

function versionScore(record: ScoreRecord, older: ScoreRecord | undefined, verdict: Verdict | null): VersionScore {
  const { mean, interval } = meanOf(record);
  return {
    mean,
    interval,
    scale: commonScale(record.judges.map((judge) => ({ ...judge, threshold: 0, weight: 1 }))),
    cases: record.cases.length,
    model: record.model,
    at: record.at,
    change: older === undefined ? null : mean - meanOf(older).mean,
    verdict,
  };
}

function meanOf({ cases }: ScoreRecord): { mean: number; interval: VersionScore['interval'] } {
  const scores = new WeightedMean();
  for (const { score, weight = 1 } of cases) scores.add(score, weight);
  return { mean: scores.mean ?? 0, interval: scores.interval };
}

/** Null where the two were not measured alike. */
async function verdictOf(before: ScoreRecord, after: ScoreRecord, signal?: AbortSignal): Promise<Verdict | null> {
  const parts = ['tests', 'judges'] as const;
  if (parts.some((part) => before.fingerprints[part] !== after.fingerprints[part])) return null;
  const older = new Map(before.cases.map(({ id, score }) => [id, score]));
  const shared = after.cases.filter(({ id }) => older.has(id));
  const scores = shared.map(({ id }) => older.get(id) ?? null);
  return verdictOfScores(
    scores,
    shared.map(({ score }) => score),
    signal,
  );
}
