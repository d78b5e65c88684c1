import { appendFile, mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { type Abortable, GitError } from '../../../engine/git';
import { type GitOutput, runGit } from '../runGit';
import { NOTES_REF, type NotesPlace } from './noteTree';
import { isFolder, type Remote, withoutSecret } from './remoteConfig';

/** Refs of the folder of the exchange. */
const OURS = 'refs/notes/ours';
const THEIRS = 'refs/notes/theirs';

/** What also the user's own configuration must not do here. */
const SETTINGS = {
  // It would take everything for garbage that the refs of the exchange do not reach.
  'gc.auto': '0',
  'maintenance.auto': 'false',
  'fetch.writeCommitGraph': 'false',
  'fetch.fsckObjects': 'true',
  'core.alternateRefsCommand': 'true',
  'push.gpgSign': 'false',
  'push.followTags': 'false',
  'push.recurseSubmodules': 'no',
  'fetch.recurseSubmodules': 'no',
  // A connection that gives nothing for a minute is dead.
  'http.lowSpeedLimit': '1',
  'http.lowSpeedTime': '60',
};

/** What a folder is served with when it is the remote: its hooks and programs may be somebody else's too. */
const SERVING = 'git -c core.hooksPath=/dev/null -c core.alternateRefsCommand=true -c receive.autogc=false';

/**
 * Talks with a remote from a repository of its own, an empty one for the time of the exchange that only borrows the
 * objects. Git so heeds the user's configuration (helpers for credentials, keys, proxies), while that of the repository
 * in question, which may name programs for any step, is never read by what goes out.
 */
export class Exchange {
  readonly #folder: string;
  readonly #objects: string;
  readonly #notes: NotesPlace;
  readonly #remote: Remote;
  readonly #signal: AbortSignal | undefined;

  private constructor(folder: string, objects: string, notes: NotesPlace, remote: Remote, { signal }: Abortable) {
    this.#folder = folder;
    this.#objects = objects;
    this.#notes = notes;
    this.#remote = remote;
    this.#signal = signal;
  }

  static async open(remote: Remote, notes: NotesPlace, options: Abortable): Promise<Exchange> {
    const { root, place, objectFormat } = notes;
    const { stdout } = await runGit(root, ['rev-parse', '--git-path', 'objects'], { ...place, ...options });
    const objects = resolve(root, stdout.toString('utf8').replace(/\n$/, ''));
    const folder = await mkdtemp(join(tmpdir(), 'assay-exchange-'));
    const exchange = new Exchange(folder, objects, notes, remote, options);
    try {
      const made = ['init', '--quiet', '--bare', '--template=', `--object-format=${objectFormat}`, folder];
      const { code, stderr } = await runGit(root, made, { ...options, foreign: true });
      if (code !== 0) throw new GitError('failed', stderr);
      await appendFile(join(folder, 'config'), remote.headers.map(configText).join(''));
      return exchange;
    } catch (error) {
      await exchange.dispose();
      throw error;
    }
  }

  /**
   * @param tip what is here already
   * @returns the commit that the remote's notes are at; undefined where it has none
   * @throws {GitError} `no-access` or `forbidden-remote`
   */
  async fetch(tip: string | undefined): Promise<string | undefined> {
    if (tip !== undefined) await this.#run(['update-ref', OURS, tip]);
    const { fetchUrl } = this.#remote;
    const how = ['--quiet', '--no-tags', '--no-write-fetch-head', '--no-recurse-submodules', '--no-auto-gc'];
    const program = `--upload-pack=${isFolder(fetchUrl) ? `${SERVING} upload-pack` : 'git-upload-pack'}`;
    const { code, stderr } = await this.#run(['fetch', ...how, program, '--', fetchUrl, `+${NOTES_REF}:${THEIRS}`]);
    if (code !== 0) {
      if (/couldn't find remote ref/i.test(stderr)) return undefined;
      throw failureOf(stderr);
    }
    const found = await this.#run(['rev-parse', '--verify', '--quiet', '--end-of-options', `${THEIRS}^{commit}`]);
    if (found.code !== 0) throw new GitError('failed', `${NOTES_REF} holds no notes`);
    return found.stdout.toString('utf8').trim();
  }

  /**
   * @returns false where somebody else has pushed meanwhile
   * @throws {GitError} `no-access`, `forbidden-remote` or `refused`
   */
  async push(commit: string): Promise<boolean> {
    const { pushUrl } = this.#remote;
    const how = ['--porcelain', '--no-verify', '--no-signed', '--no-follow-tags', '--recurse-submodules=no'];
    const program = `--receive-pack=${isFolder(pushUrl) ? `${SERVING} receive-pack` : 'git-receive-pack'}`;
    const asked = ['push', ...how, program, '--', pushUrl, `${commit}:${NOTES_REF}`];
    const { code, stdout, stderr } = await this.#run(asked);
    if (code === 0) return true;
    const [, rejected] = /^!\t[^\t]*\t(.*)$/m.exec(stdout.toString('utf8')) ?? [];
    if (rejected === undefined) throw failureOf(stderr);
    if (
      /fetch first|non-fast-forward|stale info|failed to update ref|already exists|lock|incorrect old value/i.test(
        rejected,
      )
    ) {
      return false;
    }
    throw new GitError('refused', withoutSecret(rejected));
  }

  async dispose(): Promise<void> {
    await rm(this.#folder, { recursive: true, force: true });
  }

  #run(args: readonly string[]): Promise<GitOutput> {
    const { GIT_SSH, GIT_SSH_COMMAND, GIT_ASKPASS = '' } = process.env;
    const settings = Object.entries(SETTINGS).flatMap(([key, value]) => ['-c', `${key}=${value}`]);
    return runGit(this.#notes.root, [...settings, ...args], {
      signal: this.#signal,
      foreign: true,
      apart: true,
      environment: {
        GIT_DIR: this.#folder,
        GIT_OBJECT_DIRECTORY: this.#objects,
        GIT_ALLOW_PROTOCOL: 'file:git:https:ssh',
        // The user's, as the PATH is.
        GIT_SSH,
        GIT_SSH_COMMAND,
        GIT_ASKPASS,
        SSH_ASKPASS_REQUIRE: 'never',
      },
    });
  }
}

function failureOf(stderr: string): GitError {
  const detail = withoutSecret(stderr).split('\n').filter(Boolean).slice(0, 4).join(' ');
  return new GitError(/transport '.*' not allowed/.test(stderr) ? 'forbidden-remote' : 'no-access', detail);
}

/** A setting as it stands in a file of configuration, where arguments of a process could be seen by others. */
function configText({ key, value }: { key: string; value: string }): string {
  const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
  const quoted = (text: string) => `"${text.replace(/[\\"]/g, '\\$&').replaceAll('\n', '\\n')}"`;
  const middle = first === last ? '' : ` ${quoted(key.slice(first + 1, last))}`;
  return `[${key.slice(0, first)}${middle}]\n\t${key.slice(last + 1)} = ${quoted(value)}\n`;
}
