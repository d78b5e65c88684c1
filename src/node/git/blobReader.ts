import type { ChildProcessWithoutNullStreams } from 'node:child_process';
import { GitError } from '../../engine/git';
import { startGit } from './runGit';

interface Waiting {
  id: string;
  maxBytes: number;
  resolve(bytes: Uint8Array): void;
  reject(error: GitError): void;
}

/**
 * Reads blobs as they are stored, one `git cat-file --batch` for all of them: starting a process for each of some
 * hundred versions would take longer than everything else. It is started when first needed.
 */
export class BlobReader {
  readonly #root: string;
  #child: ChildProcessWithoutNullStreams | undefined;
  /** In the order in which git answers. */
  #waiting: Waiting[] = [];
  #header = Buffer.alloc(0);
  /** Of the blob that is being read: bytes to come, the line break after it included. */
  #open: { left: number; chunks: Buffer[] | undefined } | undefined;

  /** @param root absolute path of the work tree */
  constructor(root: string) {
    this.#root = root;
  }

  /** @param id an object id */
  read(id: string, maxBytes: number): Promise<Uint8Array> {
    return new Promise((resolve, reject) => {
      this.#waiting.push({ id, maxBytes, resolve, reject });
      this.#started().stdin.write(`${id}\n`);
    });
  }

  /** What is still waited for fails. */
  close(): void {
    const child = this.#child;
    this.#child = undefined;
    child?.kill('SIGKILL');
    this.#failAll(new GitError('failed', 'closed'));
  }

  #started(): ChildProcessWithoutNullStreams {
    if (this.#child !== undefined) return this.#child;
    const child = startGit(this.#root, ['cat-file', '--batch'], { workTree: this.#root });
    this.#child = child;
    child.stdout.on('data', (chunk: Buffer) => {
      if (this.#child === child) this.#take(chunk);
    });
    const ended = (error: GitError) => {
      if (this.#child !== child) return;
      this.#child = undefined;
      this.#failAll(error);
    };
    child.on('error', (error) => ended(new GitError('no-git', error.message, { cause: error })));
    child.on('close', (code) => ended(new GitError('failed', `git cat-file: exit code ${code}`)));
    child.stdin.on('error', () => {});
    // A program that has nothing else to do may end.
    child.unref();
    return child;
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
        this.#begin(line);
      } else {
        const part = rest.subarray(0, this.#open.left);
        this.#open.chunks?.push(part);
        this.#open.left -= part.length;
        rest = rest.subarray(part.length);
        if (this.#open.left === 0) this.#finish(this.#open.chunks);
      }
    }
  }

  #begin(line: string): void {
    const [, , size] = /^[0-9a-f]+ (\w+) (\d+)$/.exec(line) ?? [];
    const waiting = this.#waiting[0];
    if (size === undefined) {
      this.#waiting.shift();
      waiting?.reject(new GitError('missing-object', waiting.id));
      return;
    }
    const keeps = Number(size) <= (waiting?.maxBytes ?? 0);
    this.#open = { left: Number(size) + 1, chunks: keeps ? [] : undefined };
  }

  #finish(chunks: Buffer[] | undefined): void {
    this.#open = undefined;
    const waiting = this.#waiting.shift();
    if (chunks === undefined) waiting?.reject(new GitError('too-large', waiting.id));
    else waiting?.resolve(Buffer.concat(chunks).subarray(0, -1));
  }

  #failAll(error: GitError): void {
    const waiting = this.#waiting;
    this.#waiting = [];
    this.#open = undefined;
    this.#header = Buffer.alloc(0);
    for (const each of waiting) each.reject(error);
  }
}
