import type { Abortable } from './git';

/**
 * The port to Assay's git notes, `refs/notes/assay`: lines of text that are attached to objects. They are in a ref of
 * their own, which goes nowhere unless somebody fetches or pushes it. What is in them may come from anybody.
 */
export interface Notes {
  /**
   * What is attached to an object: lines in the order of their bytes. Empty where there is nothing, and where there is
   * more than is bounded.
   * @throws {GitError} `failed`
   */
  read(id: string, options?: Abortable): Promise<string[]>;
  /**
   * Adds lines to those that are attached to objects, whoever else adds some at the same time. Where they become more
   * than is bounded, the first in order are left out.
   * @param lines by object id
   * @returns how many were not there before
   * @throws {GitError} `busy` or `failed`
   */
  add(lines: ReadonlyMap<string, readonly string[]>, options?: Abortable): Promise<number>;
  /**
   * Gets what is shared at a remote and merges it with what is here.
   * @throws {GitError} `no-remote`, `forbidden-remote`, `no-access`, `busy` or `failed`
   */
  fetch(options?: ExchangeOptions): Promise<FetchedNotes>;
  /**
   * Does what `fetch` does, and then gives the remote what it lacks.
   * @throws {GitError} as `fetch`, and `refused`
   */
  push(options?: ExchangeOptions): Promise<PushedNotes>;
}

export interface ExchangeOptions extends Abortable {
  /** Name or address of the remote; without it that of the current branch, else `origin`, else the only one. */
  remote?: string;
  /** Which lines count in what is returned; all by default. */
  counts?: (line: string) => boolean;
}

export interface FetchedNotes {
  /** Name or address of the remote. */
  remote: string;
  /** Lines that the remote has. */
  lines: number;
  /** Those of them that are new here. */
  added: number;
  /** What the repository's own configuration says of programs, addresses and access, and was not heeded. */
  ignored: string[];
}

export interface PushedNotes extends FetchedNotes {
  /** Lines that are new at the remote. */
  pushed: number;
}
