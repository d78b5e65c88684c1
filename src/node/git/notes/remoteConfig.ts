import { type Abortable, GitError } from '../../../engine/git';
import { runGit } from '../runGit';
import type { NotesPlace } from './noteTree';

/** A remote as the exchange of notes uses it. */
export interface Remote {
  /** Name, or address where it was given as one. */
  name: string;
  fetchUrl: string;
  pushUrl: string;
  /** Headers that the repository's configuration adds to requests: keys and values. CI puts its token there. */
  headers: { key: string; value: string }[];
  /** Keys of the repository's own configuration that are not heeded. */
  ignored: string[];
}

interface Setting {
  scope: string;
  key: string;
  value: string;
}

/**
 * Keys by which a repository names programs that git starts, other addresses, or how to get access. Who unpacks an
 * archive with a `.git` in it has not written them, so they are not heeded; those of the user are.
 */
const NOT_HEEDED =
  /^(?:core\.(?:sshcommand|askpass|gitproxy)|credential\..+|url\..+|http\..+|remote\..+\.(?:vcs|uploadpack|receivepack|proxy))$/s;
const HEADER = /^http\.(?:.+\.)?extraheader$/s;

/**
 * Finds a remote in the configuration, which is read and not run.
 * @param asked name or address; without it that of the current branch, else `origin`, else the only one
 * @throws {GitError} `no-remote` or `forbidden-remote`
 */
export async function findRemote(
  asked: string | undefined,
  branch: string | undefined,
  { root, place }: NotesPlace,
  { signal }: Abortable,
): Promise<Remote> {
  const { stdout } = await runGit(root, ['config', '--list', '--null', '--show-scope'], { ...place, signal });
  const settings = parseSettings(stdout.toString('utf8'));
  const valuesOf = (key: string) => settings.filter((each) => each.key === key).map(({ value }) => value);
  const names = settings.flatMap(({ key }) => /^remote\.(.+)\.url$/s.exec(key)?.[1] ?? []);
  const upstream = branch === undefined ? undefined : valuesOf(`branch.${branch}.remote`).at(-1);
  const name = asked ?? defaultRemote([...new Set(names)], upstream);
  const known = valuesOf(`remote.${name}.url`).find((url) => url !== '');
  if (known === undefined && !/[:/\\]/.test(name)) throw new GitError('no-remote', name);
  const fetchUrl = allowed(known ?? name);
  const ours = settings.filter(({ scope }) => scope === 'local' || scope === 'worktree');
  return {
    name,
    fetchUrl,
    pushUrl: allowed(valuesOf(`remote.${name}.pushurl`).find((url) => url !== '') ?? fetchUrl),
    headers: ours.filter(({ key }) => HEADER.test(key)).map(({ key, value }) => ({ key, value })),
    ignored: [...new Set(ours.filter(isNotHeeded).map(({ key }) => shownKey(key)))].sort(),
  };
}

/** Whether an address is that of a folder, so that git starts the other side itself, in that folder. */
export function isFolder(url: string): boolean {
  if (/^file:\/\//i.test(url)) return true;
  if (/^[a-z][a-z0-9+.-]*:\/\//i.test(url)) return false;
  // On Windows a letter and a colon are a drive; else what stands before a colon is a machine, unless a slash comes first.
  return (process.platform === 'win32' && /^[a-z]:/i.test(url)) || !/^[^/]*:/.test(url);
}

function defaultRemote(names: readonly string[], upstream: string | undefined): string {
  if (upstream !== undefined && names.includes(upstream)) return upstream;
  const only = names.includes('origin') ? 'origin' : names.length === 1 ? names[0] : undefined;
  if (only === undefined) throw new GitError('no-remote', names.join(', '));
  return only;
}

/** By `ext::` an address is a command, and other words before `::` are programs to start. */
function allowed(url: string): string {
  const scheme = /^([a-z][a-z0-9+.-]*):\/\//i.exec(url)?.[1]?.toLowerCase();
  const isKnown = scheme === undefined ? !/^[\w+.-]+::/.test(url) : ['https', 'ssh', 'git', 'file'].includes(scheme);
  // biome-ignore lint/suspicious/noControlCharactersInRegex: an address has none.
  if (isKnown && !/^-|[\u0000-\u001f\u007f]/.test(url)) return url;
  throw new GitError('forbidden-remote', withoutSecret(url));
}

/** A text without the names and passwords that stand in its addresses. */
export function withoutSecret(text: string): string {
  return text.replace(/(:\/\/)[^/@\s]+@/g, '$1');
}

function isNotHeeded({ key }: Setting): boolean {
  return NOT_HEEDED.test(key) && !HEADER.test(key);
}

/** Its middle may be an address with a password in it. */
function shownKey(key: string): string {
  const [first, last] = [key.indexOf('.'), key.lastIndexOf('.')];
  return first === last ? key : `${key.slice(0, first)}.*${key.slice(last)}`;
}

/** Reads what `git config --list --null --show-scope` prints: `SCOPE\0KEY\nVALUE\0`, without a line break for no value. */
function parseSettings(output: string): Setting[] {
  const parts = output.split('\0');
  const settings: Setting[] = [];
  for (let index = 0; index + 1 < parts.length; index += 2) {
    const [scope = '', entry = ''] = [parts[index], parts[index + 1]];
    const end = entry.indexOf('\n');
    settings.push({ scope, key: end < 0 ? entry : entry.slice(0, end), value: end < 0 ? '' : entry.slice(end + 1) });
  }
  return settings;
}
