import { GitError, type Repository } from '../../git';
import type { Log } from '../../host';
import { blobId } from '../../text/blobId';
import { parseScoreRecord, type ScoreRecord } from '../scoreRecord';
import { sharedLine } from './sharedRecord';

/**
 * The scores in a repository's notes, on the blobs of the prompts. They are of other people, so each is checked; and
 * nothing that depends on them fails where they cannot be read or written.
 */
export class SharedScores {
  readonly #repository: Repository;
  readonly #log: Log;

  constructor(repository: Repository, log: Log) {
    this.#repository = repository;
    this.#log = log;
  }

  /** The records of a text, in the order of their time. */
  async recordsOf(text: string): Promise<ScoreRecord[]> {
    const blob = blobId(text);
    try {
      const lines: string[] = [];
      for (const id of noteIds(text, this.#repository)) lines.push(...(await this.#repository.notes.read(id)));
      return lines.flatMap((line) => {
        const record = parseScoreRecord(line);
        // A run's id means something only on the machine that made it.
        return record?.blob === blob ? [{ ...record, run: undefined }] : [];
      });
    } catch (error) {
      return this.#told(error, []);
    }
  }

  /** Adds a record to the notes, where the repository has the text: what is only a draft stays on this machine. */
  async add(text: string, record: ScoreRecord): Promise<void> {
    try {
      const present = await this.#repository.present(noteIds(text, this.#repository));
      const lines = [sharedLine(record)];
      if (present.size > 0) await this.#repository.notes.add(new Map([...present].map((id) => [id, lines])));
    } catch (error) {
      this.#told(error, undefined);
    }
  }

  #told<Otherwise>(error: unknown, otherwise: Otherwise): Otherwise {
    if (!(error instanceof GitError)) throw error;
    this.#log.warn(`shared scores: ${error.message}`);
    return otherwise;
  }
}

/** The blobs that a text may be: git has converted its line breaks, or has not. */
function noteIds(text: string, { objectFormat }: Repository): string[] {
  return [...new Set([blobId(text, objectFormat), blobId(Buffer.from(text, 'utf8'), objectFormat)])];
}
