import { basename } from 'node:path';
import { parseBoundedYaml } from '../../prompt/boundedYaml';
import { type DialectSign, dialectSign } from '../../prompt/dialect';
import { splitPrompt } from '../../prompt/splitPrompt';
import { withLf } from '../../text/lineBreaks';

/** A file of another tool, taken apart as far as its form allows. */
export interface ConvertSource {
  /** Its name without the folder. */
  name: string;
  /** With `\n` at the ends of lines, and no byte order mark. */
  text: string;
  /** What the file says as JSON or as YAML, where all of it is that. */
  data?: unknown;
  /** The YAML between two fences, where it begins so and is a map. */
  frontmatter?: Record<string, unknown>;
  /** What stands behind the frontmatter, or all of it. */
  body: string;
  /** The line in which the body begins, counted from 0. */
  bodyLine: number;
  /** Which other tool's `.prompt` it is. */
  dialect?: DialectSign['code'];
}

/** Sources may be as large as prompts, with room for what JSON adds. */
export const LONGEST_SOURCE = 1024 * 1024;

/** Deeper nesting than a prompt's frontmatter may have is no prompt. */
const DEEPEST = 64;

/** Takes the text of a file apart. What is broken in it is left out: then no format but plain text knows it. */
export function readConvertSource(text: string, file: string): ConvertSource {
  const name = basename(file);
  const plain = withLf(text.startsWith('\uFEFF') ? text.slice(1) : text);
  const { frontmatter: place, template } = splitPrompt(plain);
  const yaml = place === undefined ? undefined : yamlValue(plain.slice(place.start, place.end));
  const frontmatter = isMap(yaml) ? yaml : place !== undefined && yaml === null ? {} : undefined;
  const start = frontmatter === undefined ? 0 : template.start;
  const data = dataOf(plain, name);
  const dialect = dialectSign(plain, place, template.start)?.code;
  return {
    name,
    text: plain,
    ...(data !== undefined && { data }),
    ...(frontmatter !== undefined && { frontmatter }),
    body: frontmatter === undefined ? plain : plain.slice(template.start, template.end),
    bodyLine: plain.slice(0, start).split('\n').length - 1,
    ...(dialect !== undefined && { dialect }),
  };
}

/** YAML only by the name of the file: every text is YAML in some way. */
function dataOf(text: string, name: string): unknown {
  if (/^\s*[[{]/.test(text)) {
    try {
      const value: unknown = JSON.parse(text);
      if (!isTooDeep(value)) return value;
    } catch {
      // Flow collections of YAML begin in the same way.
    }
  }
  return /\.ya?ml$/i.test(name) ? yamlValue(text) : undefined;
}

/** What YAML says; undefined where it is broken or past a bound. */
export function yamlValue(text: string): unknown {
  const { document, faults } = parseBoundedYaml(text, { maxLength: LONGEST_SOURCE });
  if (document === undefined || faults.length > 0) return undefined;
  return document.toJS({ maxAliasCount: 0 }) as unknown;
}

function isTooDeep(value: unknown): boolean {
  let level = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) return true;
    level = level.flatMap((each) => (typeof each === 'object' && each !== null ? Object.values(each) : []));
  }
  return false;
}

/** Whether a value is a map: no list, no null. */
export function isMap(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** A value's own map, or an empty one. */
export function mapOf(value: unknown): Record<string, unknown> {
  return isMap(value) ? value : {};
}

/** A text that says something; undefined for everything else. */
export function textOf(value: unknown): string | undefined {
  return typeof value === 'string' && value.trim() !== '' ? value : undefined;
}
