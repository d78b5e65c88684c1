import { isMap } from '../records';

/** A text with variables filled in, and the expressions of it that only Nunjucks could compute. */
export interface Filled {
  text: string;
  left: string[];
}

const TAG = /\{\{-?([\s\S]*?)-?\}\}|\{%[\s\S]*?%\}/g;
const PATH = /^\s*([A-Za-z_$][\w$]*(?:\.[\w$]+|\[\d+\])*)\s*$/;

/**
 * Fills variables into a text as Nunjucks does where it names one (`{{question}}`, `{{user.name}}`); everything else stays
 * as it is written.
 */
export function fillTemplate(text: string, vars: Readonly<Record<string, unknown>>): Filled {
  const left: string[] = [];
  const filled = text.replace(TAG, (tag: string, expression: string | undefined) => {
    const path = PATH.exec(expression ?? '')?.[1];
    const value = path === undefined ? undefined : valueAtPath(path, vars);
    if (value !== undefined) return textOf(value);
    left.push(tag);
    return tag;
  });
  return { text: filled, left };
}

/** The names in the tags of a text, of which some may be variables. */
export function namesInTemplate(text: string): Set<string> {
  const names = new Set<string>();
  for (const [tag] of text.matchAll(TAG)) for (const [name] of tag.matchAll(/[A-Za-z_$][\w$]*/g)) names.add(name);
  return names;
}

export function hasTemplate(value: unknown): boolean {
  if (typeof value === 'string') return /\{\{|\{%/.test(value);
  if (Array.isArray(value)) return value.some(hasTemplate);
  return isMap(value) && Object.values(value).some(hasTemplate);
}

function valueAtPath(path: string, vars: Readonly<Record<string, unknown>>): unknown {
  let value: unknown = vars;
  for (const key of path.split(/[.[\]]+/).filter((part) => part !== '')) {
    if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
    value = (value as Record<string, unknown>)[key];
  }
  return value;
}

/** As Nunjucks prints a value; maps, which it cannot, as JSON. */
function textOf(value: unknown): string {
  if (value === null) return '';
  if (Array.isArray(value)) return value.map(textOf).join(',');
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
