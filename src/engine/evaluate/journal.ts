import { randomBytes } from 'node:crypto';
import { join } from 'node:path';
import type { FileSystem } from '../host';
import { AppendQueue } from './appendQueue';
import { assayFolder, ensureGitignore, recordedPath } from './assayFolder';
import { fingerprint } from './fingerprint';
import type { RunHeader, RunOutcome, RunSummary, SampleResult } from './run';

/** What a header needs beside the run itself, so that a record can be read without the test set. */
export interface JournalHeader extends RunHeader {
  type: 'header';
  /** Weights other than 1, by case. */
  weights?: Record<string, number>;
  /** Tags, by case, where there are any. */
  tags?: Record<string, string[]>;
  /** The run that this one continues, whose finished samples it repeats as its own first lines. */
  resumes?: string;
}

/** A line of a journal: first the header, then a line for each finished sample, at the end the footer. */
export type JournalLine =
  | JournalHeader
  | ({ type: 'sample' } & SampleResult)
  | { type: 'footer'; outcome: RunOutcome; summary: RunSummary };

/** The record of one run as it happens: JSON Lines, only ever appended to, by one process. */
export class Journal {
  readonly #queue: AppendQueue;
  readonly #scrub: (text: string) => string;

  private constructor(queue: AppendQueue, scrub: (text: string) => string) {
    this.#queue = queue;
    this.#scrub = scrub;
  }

  /**
   * Starts a journal and writes its header.
   * @param options.scrub takes secrets out of a line
   * @param options.onFailure called once, when a later line could not be written
   * @throws {FileError} where nothing can be written there
   */
  static async open(
    header: JournalHeader,
    options: {
      files: FileSystem;
      workspace: string;
      scrub: (text: string) => string;
      onFailure: (error: unknown) => void;
    },
  ): Promise<Journal> {
    const { files, workspace, scrub } = options;
    await ensureGitignore(workspace, files);
    const handle = await files.openAppend(join(assayFolder(workspace).runs, `${header.id}.jsonl`));
    const journal = new Journal(new AppendQueue(handle, options), scrub);
    const recorded = {
      ...header,
      prompt: recordedPath(workspace, header.prompt),
      tests: recordedPath(workspace, header.tests),
    };
    await handle.append(journal.#textOf(recorded));
    return journal;
  }

  /** Adds a finished sample. Returns at once. */
  add(sample: SampleResult): void {
    this.#queue.add(this.#textOf({ type: 'sample', ...sample }));
  }

  /** Adds the footer and waits until everything is written. */
  async finish(outcome: RunOutcome, summary: RunSummary): Promise<void> {
    this.#queue.add(this.#textOf({ type: 'footer', outcome, summary }));
    await this.#queue.close();
  }

  #textOf(line: JournalLine): string {
    return `${this.#scrub(JSON.stringify(line))}\n`;
  }
}

/**
 * A new run's id: when it began (UTC), which prompt it is of, and chance. Ids sort by time, and the runs of a prompt
 * can be told by their names alone.
 */
export function newRunId(promptPath: string, now: Date, version?: string): string {
  const time = now.toISOString().replace(/[-:.Z]/g, '');
  return `${time}-${promptTag(promptPath, version)}-${randomBytes(3).toString('hex')}`;
}

/**
 * The part of a run's id that tells the prompt, and apart from it each version of it that is not the current one.
 * @param promptPath as recorded: relative to the workspace, with `/`
 */
export function promptTag(promptPath: string, version?: string): string {
  return fingerprint(version === undefined ? promptPath : [promptPath, version]).slice(0, 8);
}
