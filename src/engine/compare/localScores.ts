import { join } from 'node:path';
import { assayFolder } from '../evaluate/assayFolder';
import { runFile } from '../evaluate/history';
import type { EvaluationPlan } from '../evaluate/plan';
import { readRun } from '../evaluate/readRun';
import type { CaseResult, Run } from '../evaluate/run';
import { FileError, type FileSystem } from '../host';
import type { Usage } from '../model/provider';
import { blobId } from '../text/blobId';
import { caseOutcome } from './caseOutcome';
import type { CaseOutcome } from './comparison';
import { outcomeOf, parseScoreRecord, type RecordedCase, type ScoreRecord, scoreRecord } from './scoreRecord';
import type { ScoreStore } from './scoreStore';

/** More bytes of records of one text are not read. */
const MOST_BYTES = 64 * 1024 * 1024;

export interface LocalScoresOptions {
  files: FileSystem;
  /** Absolute path of the folder that holds `.assay/`. */
  workspace: string;
  priceOf(plan: EvaluationPlan, usage: Usage | undefined): Promise<number | null>;
  /** More records of a text, such as shared ones, in the order of their time. */
  elsewhere?: (text: string) => Promise<ScoreRecord[]>;
  /** Is told of each record of a text that was added. */
  onAdded?: (text: string, record: ScoreRecord) => Promise<void>;
}

/**
 * The scores of this machine: `.assay/scores/BLOB.jsonl`, one record a line for each run of the text with that git blob
 * id. The outputs are not repeated there: they are read from the journal of the run where it still exists.
 */
export class LocalScores implements ScoreStore {
  readonly #options: LocalScoresOptions;

  constructor(options: LocalScoresOptions) {
    this.#options = options;
  }

  async find(plan: EvaluationPlan, keys: ReadonlyMap<string, string>): Promise<Map<string, CaseOutcome>> {
    const records = await this.recordsOf(plan.source.text);
    const found = new Map<string, { record: ScoreRecord; recorded: RecordedCase }>();
    for (const record of records) {
      for (const recorded of record.cases) {
        if (keys.get(recorded.id) === recorded.key) found.set(recorded.id, { record, recorded });
      }
    }
    const runs = new Map<string, Map<string, CaseResult>>();
    const outcomes = new Map<string, CaseOutcome>();
    for (const [id, { record, recorded }] of found) {
      const result = !isRunId(record.run) ? undefined : (await this.#casesOf(record.run, runs)).get(id);
      const outcome = result && (await caseOutcome(result, (usage) => this.#options.priceOf(plan, usage)));
      outcomes.set(id, outcome === undefined ? outcomeOf(recorded) : { ...outcome, recorded: true });
    }
    return outcomes;
  }

  async add(plan: EvaluationPlan, run: Run): Promise<void> {
    const record = await scoreRecord(plan, run, (usage) => this.#options.priceOf(plan, usage));
    if (record === undefined) return;
    const handle = await this.#options.files.openAppend(recordsFile(this.#options.workspace, record.blob));
    try {
      // A line of its own also after one that was torn.
      await handle.append(`\n${JSON.stringify(record)}\n`);
    } finally {
      await handle.close();
    }
    await this.#options.onAdded?.(plan.source.text, record);
  }

  /** All records of a text, those of this machine after the others, each in the order of their time. */
  async recordsOf(text: string): Promise<ScoreRecord[]> {
    const { files, workspace, elsewhere } = this.#options;
    const local = await readRecords(workspace, blobId(text), files);
    const shared = (await elsewhere?.(text)) ?? [];
    return [...shared, ...local.sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))];
  }

  async #casesOf(run: string, read: Map<string, Map<string, CaseResult>>): Promise<Map<string, CaseResult>> {
    const known = read.get(run);
    if (known !== undefined) return known;
    let cases = new Map<string, CaseResult>();
    try {
      const journal = await readRun(runFile(this.#options.workspace, run), this.#options.files);
      cases = new Map(journal?.cases.map((result) => [result.id, result]));
    } catch (error) {
      if (!(error instanceof FileError)) throw error;
    }
    read.set(run, cases);
    return cases;
  }
}

/** The records of a text on this machine, in the order in which they were made. */
export async function readRecords(workspace: string, blob: string, files: FileSystem): Promise<ScoreRecord[]> {
  try {
    const bytes = await files.read(recordsFile(workspace, blob), { maxBytes: MOST_BYTES });
    const lines = Buffer.from(bytes).toString('utf8').split('\n');
    return lines.flatMap((line) => (line === '' ? [] : (parseScoreRecord(line) ?? [])));
  } catch (error) {
    if (error instanceof FileError) return [];
    throw error;
  }
}

function recordsFile(workspace: string, blob: string): string {
  return join(assayFolder(workspace).scores, `${blob}.jsonl`);
}

/** A record that somebody wrote may name anything: only a name that stays in the folder of the runs is looked up. */
function isRunId(run: string | undefined): run is string {
  return typeof run === 'string' && /^[\w-]+$/.test(run);
}
