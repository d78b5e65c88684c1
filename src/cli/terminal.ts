import { plainText } from '../engine/report/plainText';
import { type Locale, localeFor, say } from '../wording';

/** Where a command reads its surroundings from and writes to. */
export interface Terminal {
  /** Absolute path that relative ones on the command line start from. */
  cwd: string;
  env: Readonly<Record<string, string | undefined>>;
  /** The language of the person at it. */
  locale: Locale;
  /** Whether standard output shows colours. */
  color: boolean;
  /** Whether standard error is a terminal, where progress can be shown. */
  interactive: boolean;
  /** Writes results, as they are. */
  out(text: string): void;
  /** Writes everything else: a line for people. */
  note(line: string): void;
  /** Writes to standard error as it is, with control sequences. */
  draw(text: string): void;
  say(code: string, args?: Record<string, string | number>): string;
}

/** The terminal of this process. */
export function processTerminal(): Terminal {
  const { env, stdout, stderr } = process;
  const locale = localeFor(env.LC_ALL || env.LC_MESSAGES || env.LANG);
  return {
    cwd: process.cwd(),
    env,
    locale,
    color: showsColor(env, stdout.isTTY === true),
    interactive: stderr.isTTY === true && env.TERM !== 'dumb' && !env.CI,
    out: (text) => void stdout.write(text),
    note: (line) => void stderr.write(`${plainText(line)}\n`),
    draw: (text) => void stderr.write(text),
    say: (code, args) => say(code, args, locale),
  };
}

/** By https://no-color.org and the custom of `FORCE_COLOR`: else only a terminal gets colours. */
export function showsColor(env: Readonly<Record<string, string | undefined>>, isTerminal: boolean): boolean {
  if (env.NO_COLOR) return false;
  if (env.FORCE_COLOR !== undefined) return env.FORCE_COLOR !== '0' && env.FORCE_COLOR !== 'false';
  return isTerminal && env.TERM !== 'dumb';
}
