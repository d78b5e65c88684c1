/**
 * The ports: everything that the engine needs from the outside world. `src/node` implements them on
 * Node; the editor wraps the file system so that unsaved text counts.
 */
import type { Git } from './git';
import type { ScriptRunner } from './script';

/** Reads and writes files by absolute path. */
export interface FileSystem {
  /**
   * The bytes of a file.
   * @throws {FileError} `not-found`, `not-a-file`, `no-access` or `too-large`
   */
  read(path: string, options?: { maxBytes?: number }): Promise<Uint8Array>;
  /** What stands at a path after links are followed; undefined where there is nothing. */
  stat(path: string): Promise<FileStat | undefined>;
  /** The entries of a folder in no particular order; empty where there is no such folder. */
  list(folder: string): Promise<FolderEntry[]>;
  /** The path with all symbolic links resolved. @throws {FileError} `not-found` */
  realPath(path: string): Promise<string>;
  /** Replaces a file as a whole (write beside it, then rename), making its folders. Mode 0600. */
  write(path: string, data: string | Uint8Array): Promise<void>;
  /** Opens a file for appending, making its folders. Mode 0600. */
  openAppend(path: string): Promise<AppendHandle>;
  /** Removes a file; nothing happens where there is none. */
  remove(path: string): Promise<void>;
}

export interface FileStat {
  kind: 'file' | 'folder';
  /** Bytes. */
  size: number;
  /** Milliseconds since 1970. */
  modified: number;
}

export interface FolderEntry {
  name: string;
  kind: 'file' | 'folder';
}

/** A file open for appending; calls are carried out in order. */
export interface AppendHandle {
  append(text: string): Promise<void>;
  close(): Promise<void>;
}

export type FileErrorCode = 'not-found' | 'not-a-file' | 'no-access' | 'too-large' | 'no-space' | 'read-only';

/** A file operation that failed for a reason that a person can act on. */
export class FileError extends Error {
  constructor(
    readonly code: FileErrorCode,
    readonly path: string,
    options?: { cause?: unknown },
  ) {
    super(`${code}: ${path}`, options);
    this.name = 'FileError';
  }
}

/** Keys for model endpoints. A key belongs to one origin (scheme, host and port) and goes nowhere else. */
export interface Secrets {
  /** The key given for an origin, or undefined. */
  keyFor(origin: string, endpoint: string): Promise<string | undefined>;
}

export interface Clock {
  /** Wall-clock time, for records that people read. */
  now(): Date;
  /** Milliseconds that only ever go forward, for durations. */
  monotonic(): number;
}

/** Where the engine says what it does: one line at a time, never with a key in it. */
export interface Log {
  info(line: string): void;
  warn(line: string): void;
}

/** All ports together. */
export interface Host {
  files: FileSystem;
  /** The files as they are saved, where `files` also has what is not saved yet. */
  saved?: FileSystem;
  git: Git;
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** Runs the user's own JavaScript; absent where nothing can. */
  scripts?: ScriptRunner;
  /** What the operating system calls the person at it; undefined where it does not say. */
  systemUser?(): string | undefined;
  /** The folder that holds the built-in judges (`media/judges` of the installed package). */
  judgesFolder: string;
}
