import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError } from '../../engine/git';
import { type GitPlace, startFailure, startGit } from './runGit';

/** What is asked for. */
interface Request {
  /** An object id, or `ID^{tree}`. */
  name: string;
  type: 'blob' | 'tree';
  maxBytes: number;
  signal?: AbortSignal;
}

interface Waiting extends Request {
  resolve(bytes: Uint8Array): void;
  reject(error: unknown): void;
}

/** So much of an object that nobody wants is read past; for more, starting git anew is faster. */
const MOST_SKIPPED_BYTES = 4 * 1024 * 1024;

/**
 * Reads objects as they are stored, one `git cat-file --batch` for all of them: starting a process for each of some
 * hundred versions would take longer than everything else. It is started when first needed.
 */
export class ObjectReader {
  readonly #root: string;
  readonly #place: GitPlace;
  #child: ChildProcessWithoutNullStreams | undefined;
  /** In the order in which git answers. */
  #waiting: Waiting[] = [];
  #header = Buffer.alloc(0);
  /** Of the object that is being read: bytes to come, the line break after it included. */
  #open: { left: number; chunks: Buffer[] | undefined } | undefined;

  /** @param root absolute path of the work tree */
  constructor(root: string, place: GitPlace) {
    this.#root = root;
    this.#place = place;
  }

  /** @throws {GitError} `missing-object` also where it is of another type, `too-large` */
  read(request: Request): Promise<Uint8Array> {
    const { signal } = request;
    if (signal?.aborted) return Promise.reject(signal.reason);
    return new Promise((resolve, reject) => {
      const stop = () => waiting.reject(signal?.reason);
      const settled =
        <Result>(settle: (result: Result) => void) =>
        (result: Result) => {
          signal?.removeEventListener('abort', stop);
          settle(result);
        };
      // Who no longer waits keeps the place, since git answers all the same.
      const waiting = { ...request, resolve: settled(resolve), reject: settled(reject) };
      signal?.addEventListener('abort', stop, { once: true });
      this.#waiting.push(waiting);
      try {
        this.#started().stdin.write(`${request.name}\n`);
      } catch (error) {
        this.#waiting.pop();
        waiting.reject(error);
      }
    });
  }

  /** What is still waited for fails. */
  close(): void {
    this.#stop();
    this.#failAll(new GitError('failed', 'closed'));
  }

  #started(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const child = startGit(this.#root, ['cat-file', '--batch'], this.#place);
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    const ended = (error: GitError) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#failAll(error);
    };
    child.on('error', (error) => ended(startFailure(error)));
    child.on('close', (code) => ended(new GitError('failed', `git cat-file: exit code ${code}`)));
    child.stdin.on('error', () => {});
    // A program that has nothing else to do may end.
    child.unref();
    return child;
  }

  #stop(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
    this.#open = undefined;
    this.#header = Buffer.alloc(0);
  }

  #take(chunk: Buffer): void {
    let rest = chunk;
    while (rest.length > 0) {
      if (this.#open === undefined) {
        const end = rest.indexOf(0x0a);
        if (end < 0) {
          this.#header = Buffer.concat([this.#header, rest]);
          return;
        }
        const line = Buffer.concat([this.#header, rest.subarray(0, end)]).toString('utf8');
        this.#header = Buffer.alloc(0);
        rest = rest.subarray(end + 1);
        if (!this.#begin(line)) return;
      } else {
        const part = rest.subarray(0, this.#open.left);
        this.#open.chunks?.push(part);
        this.#open.left -= part.length;
        rest = rest.subarray(part.length);
        if (this.#open.left === 0) this.#finish(this.#open.chunks);
      }
    }
  }

  /** @returns false where git was started anew and what it has written so far is void */
  #begin(line: string): boolean {
    const [, type, size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(line) ?? [];
    const waiting = this.#waiting[0];
    if (waiting === undefined) return true;
    if (size === undefined) {
      this.#waiting.shift();
      waiting.reject(new GitError('missing-object', waiting.name));
      return true;
    }
    const length = Number(size);
    if (type === waiting.type && length <= waiting.maxBytes) {
      this.#open = { left: length + 1, chunks: [] };
      return true;
    }
    const code = type === waiting.type ? 'too-large' : 'missing-object';
    waiting.reject(new GitError(code, waiting.name));
    this.#open = { left: length + 1, chunks: undefined };
    if (length <= MOST_SKIPPED_BYTES) return true;
    this.#waiting.shift();
    this.#stop();
    for (const { name } of this.#waiting) this.#started().stdin.write(`${name}\n`);
    return false;
  }

  #finish(chunks: Buffer[] | undefined): void {
    this.#open = undefined;
    const waiting = this.#waiting.shift();
    if (chunks !== undefined) waiting?.resolve(Buffer.concat(chunks).subarray(0, -1));
  }

  #failAll(error: GitError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#open = undefined;
    this.#header = Buffer.alloc(0);
    for (const each of waiting) each.reject(error);
  }
}
