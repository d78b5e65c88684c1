import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Position, Range } from 'vscode-languageserver-types';
import {
  createLanguageService,
  type LanguageService,
  type LanguageText,
} from '../../../src/engine/language/languageService';
import { KNOWN_ENDPOINTS } from '../../../src/engine/model/knownEndpoints';
import { say } from '../../../src/wording';
import { memoryFiles } from '../../support/memoryFiles';

export const WORKSPACE = '/w';
/** Where the cursor is, in texts of tests. */
export const CURSOR = '‸';

export const JUDGES = join(__dirname, '../../../media/judges');

/** A workspace in memory with the language over it. A `‸` in a text is the cursor, and no part of it. */
export interface LanguageWorkspace {
  service: LanguageService;
  /** What is asked about a file: by its path in the workspace. */
  text(path: string): LanguageText;
  /** The position of the cursor in a file. @throws where there is none */
  cursor(path: string): Position;
}

/** The judges that come with Assay, where they are. */
function builtInJudges(): Record<string, string> {
  return Object.fromEntries(
    readdirSync(JUDGES).map((name) => [join(JUDGES, name), readFileSync(join(JUDGES, name), 'utf8')]),
  );
}

/**
 * @param texts by path in the workspace
 * @param options.commands those that an answer may name
 * @param options.builtIn whether the judges that come with Assay are there
 * @param options.content what is on disk, by absolute path, where a test changes that; by default the texts
 */
export function languageWorkspace(
  texts: Readonly<Record<string, string>>,
  {
    commands = [],
    builtIn = false,
    content,
  }: { commands?: readonly string[]; builtIn?: boolean; content?: Readonly<Record<string, string>> } = {},
): LanguageWorkspace {
  const own = Object.fromEntries(
    Object.entries(texts).map(([path, text]) => [`${WORKSPACE}/${path}`, text.replace(CURSOR, '')]),
  );
  const files = memoryFiles(content ?? { ...(builtIn && builtInJudges()), ...own });
  const clock = { now: () => new Date(0), monotonic: () => performance.now() };
  const service = createLanguageService({
    host: { files, clock, judgesFolder: JUDGES },
    say: (code, args) => say(code, args),
    endpoints: () => KNOWN_ENDPOINTS,
    commands,
  });
  const written = (path: string) => {
    const text = texts[path];
    if (text === undefined) throw new Error(`There is no ${path}.`);
    return text;
  };
  return {
    service,
    text: (path) => ({
      file: `${WORKSPACE}/${path}`,
      text: written(path).replace(CURSOR, ''),
      workspace: WORKSPACE,
    }),
    cursor(path) {
      const before = written(path).split(CURSOR);
      if (before.length !== 2) throw new Error(`There is no cursor in ${path}.`);
      const lines = (before[0] ?? '').split(/\r\n|\r|\n/);
      return { line: lines.length - 1, character: lines.at(-1)?.length ?? 0 };
    },
  };
}

/** The text in a range. */
export function textIn(text: string, { start, end }: Range): string {
  const starts = [0];
  for (const { index, 0: found } of text.matchAll(/\r\n|\r|\n/g)) starts.push(index + found.length);
  const offset = ({ line, character }: Position) => (starts[line] ?? text.length) + character;
  return text.slice(offset(start), offset(end));
}
