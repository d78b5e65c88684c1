import { stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { join } from 'node:path';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { isMap, isScalar, type Node, type Pair } from 'yaml';
import { FileError, type FileSystem } from '../engine/host';
import type { Endpoint } from '../engine/model/endpoint';
import { FILE_START, type Problem } from '../engine/problem';
import { parseBoundedYaml } from '../engine/prompt/boundedYaml';
import { decodeText } from '../engine/prompt/decodeText';

/** What a user has set for all their workspaces. */
export interface UserConfig {
  endpoints: Endpoint[];
  /** `provider/name` for judges for which nothing else names one. */
  judgeModel?: string;
  /** True to add scores to the git notes of their repositories. */
  shareScores?: boolean;
  /** True to let the JavaScript of any workspace run, on the command line. */
  allowScripts?: boolean;
  /** What is wrong in the file, at its place. */
  problems: Problem[];
}

const LARGEST = 256 * 1024;
const KEYS = ['endpoints', 'judgeModel', 'scores', 'javascript'];
/** What `scores.share` may be: the first is what it is without it. */
const SHARING = ['local', 'git-notes'];
/** What `javascript` may be: the first is what it is without it. */
const SCRIPTS = ['deny', 'allow'];
const ENDPOINT_KEYS = ['baseUrl', 'kind', 'keyVariable', 'needsKey', 'apiVersion', 'organization', 'project'];

/** Where the user's own configuration is: `$XDG_CONFIG_HOME/assay/config.yaml`, `%APPDATA%\assay\config.yaml` on Windows. */
export function userConfigFile(
  environment: Readonly<Record<string, string | undefined>> = process.env,
  platform: NodeJS.Platform = process.platform,
): string {
  const { ASSAY_CONFIG, XDG_CONFIG_HOME, APPDATA } = environment;
  if (ASSAY_CONFIG) return ASSAY_CONFIG;
  const folder = platform === 'win32' && APPDATA ? APPDATA : XDG_CONFIG_HOME || join(homedir(), '.config');
  return join(folder, 'assay', 'config.yaml');
}

/**
 * Reads the user's own configuration:
 *
 * ```yaml
 * judgeModel: openai/gpt-4o-mini
 * endpoints:
 *   work: { baseUrl: https://llm.example.com/v1, keyVariable: WORK_LLM_KEY }
 * scores: { share: git-notes }
 * javascript: allow
 * ```
 *
 * It never holds keys, only the names of the variables that do. Without a file all is empty. A warning tells of a file
 * that others may write, as they could send its owner's keys elsewhere.
 */
export async function readUserConfig(files: FileSystem, file = userConfigFile()): Promise<UserConfig> {
  let text: string;
  try {
    text = decodeText(await files.read(file, { maxBytes: LARGEST })).text;
  } catch (error) {
    if (!(error instanceof FileError)) throw error;
    if (error.code === 'not-found') return { endpoints: [], problems: [] };
    const args = { path: file, reason: error.code };
    return {
      endpoints: [],
      problems: [{ code: 'model.config-not-read', severity: 'error', file, range: FILE_START, args }],
    };
  }
  const config = new Reading(text, file).config();
  if (await isWritableByOthers(file)) {
    const args = { path: file };
    config.problems.push({ code: 'model.config-writable', severity: 'warning', file, range: FILE_START, args });
  }
  return config;
}

/**
 * Windows has no such bits: files in a user's profile are that user's own. A group's right does not count: many systems
 * give each user a group of their own and make it the default.
 */
async function isWritableByOthers(file: string): Promise<boolean> {
  if (process.platform === 'win32') return false;
  return stat(file).then(
    ({ mode }) => (mode & 0o002) !== 0,
    () => false,
  );
}

class Reading {
  readonly #text: string;
  readonly #document: TextDocument;
  readonly #problems: Problem[] = [];

  constructor(text: string, file: string) {
    this.#text = text;
    this.#document = TextDocument.create(file, 'yaml', 0, text);
  }

  config(): UserConfig {
    const { document, faults } = parseBoundedYaml(this.#text, { maxLength: LARGEST });
    for (const { start, end, kind, args } of faults) {
      this.#problem('model.config-syntax', { start, end }, { fault: String(args.fault ?? kind) });
    }
    const contents = document?.contents;
    if (faults.length > 0 || !isMap(contents)) {
      if (faults.length === 0 && contents) this.#problem('model.config-not-a-map', placeOf(contents as Node), {});
      return { endpoints: [], problems: this.#problems };
    }
    let judgeModel: string | undefined;
    let shareScores: boolean | undefined;
    let allowScripts: boolean | undefined;
    const endpoints: Endpoint[] = [];
    for (const { key, value } of contents.items as Pair<Node, Node | null>[]) {
      const name = String(isScalar(key) ? key.value : key);
      if (name === 'judgeModel') judgeModel = this.#textOf(value, name);
      else if (name === 'scores') shareScores = this.#sharing(value ?? key);
      else if (name === 'javascript') allowScripts = this.#allowing(value ?? key);
      else if (name === 'endpoints' && isMap(value)) {
        for (const pair of value.items as Pair<Node, Node | null>[]) endpoints.push(...this.#endpoint(pair));
      } else if (name === 'endpoints') this.#problem('model.config-endpoints', placeOf(value ?? key), {});
      else this.#problem('model.config-unknown-key', placeOf(key), { key: name, known: KEYS.join(', ') });
    }
    return {
      endpoints,
      ...(judgeModel !== undefined && { judgeModel }),
      ...(shareScores !== undefined && { shareScores }),
      ...(allowScripts !== undefined && { allowScripts }),
      problems: this.#problems,
    };
  }

  #allowing(node: Node): boolean | undefined {
    if (isScalar(node) && SCRIPTS.includes(String(node.value))) return node.value === 'allow';
    this.#problem('model.config-javascript', placeOf(node), { known: SCRIPTS.join(', ') });
    return undefined;
  }

  #sharing(node: Node): boolean | undefined {
    const pairs = isMap(node) ? (node.items as Pair<Node, Node | null>[]) : [];
    const [first, ...others] = pairs.map(({ key, value }) => [
      isScalar(key) ? key.value : undefined,
      isScalar(value) ? value.value : undefined,
    ]);
    if (first?.[0] === 'share' && SHARING.includes(String(first[1])) && others.length === 0) {
      return first[1] === 'git-notes';
    }
    this.#problem('model.config-sharing', placeOf(node), { known: SHARING.join(', ') });
    return undefined;
  }

  #endpoint({ key, value }: Pair<Node, Node | null>): Endpoint[] {
    const name = String(isScalar(key) ? key.value : key);
    const before = this.#problems.length;
    if (!/^[a-z][\w-]*$/i.test(name) || name === 'baseline')
      this.#problem('model.config-endpoint-name', placeOf(key), { name });
    const fields: Record<string, unknown> = {};
    for (const pair of isMap(value) ? (value.items as Pair<Node, Node | null>[]) : []) {
      const field = String(isScalar(pair.key) ? pair.key.value : pair.key);
      if (/^(?:api[-_]?)?key$/i.test(field)) this.#problem('model.config-key-in-file', placeOf(pair.key), {});
      else if (!ENDPOINT_KEYS.includes(field)) {
        this.#problem('model.config-unknown-key', placeOf(pair.key), { key: field, known: ENDPOINT_KEYS.join(', ') });
      } else fields[field] = isScalar(pair.value) ? pair.value.value : undefined;
    }
    const { baseUrl, kind = 'openai', keyVariable, needsKey, ...rest } = fields;
    if (typeof baseUrl !== 'string' || !isAddress(baseUrl))
      this.#problem('model.config-address', placeOf(key), { name });
    if (kind !== 'openai' && kind !== 'azure') this.#problem('model.config-kind', placeOf(key), { name });
    if (this.#problems.length > before) return [];
    const optional = Object.entries({ keyVariable, ...rest }).filter(
      ([, text]) => typeof text === 'string' && text !== '',
    );
    return [
      {
        name,
        kind: kind as Endpoint['kind'],
        baseUrl: String(baseUrl).replace(/\/+$/, ''),
        // Who names a variable means the key to be sent; a server without one is asked without.
        needsKey: typeof needsKey === 'boolean' ? needsKey : keyVariable !== undefined || kind === 'azure',
        source: 'user-config',
        ...(Object.fromEntries(optional) as Partial<Endpoint>),
      },
    ];
  }

  #textOf(node: Node | null, key: string): string | undefined {
    if (isScalar(node) && typeof node.value === 'string' && node.value !== '') return node.value;
    this.#problem('model.config-not-text', node ? placeOf(node) : { start: 0, end: 0 }, { key });
    return undefined;
  }

  #problem(code: string, { start, end }: { start: number; end: number }, args: Problem['args']): void {
    const range = { start: this.#document.positionAt(start), end: this.#document.positionAt(end) };
    this.#problems.push({ code, severity: 'error', file: this.#document.uri, range, args });
  }
}

function placeOf(node: Node): { start: number; end: number } {
  const [start = 0, end = 0] = node.range ?? [];
  return { start, end };
}

function isAddress(text: string): boolean {
  try {
    const { protocol, username, password } = new URL(text);
    return /^https?:$/.test(protocol) && username === '' && password === '';
  } catch {
    return false;
  }
}
