import type { CheckSpec } from '../../testset/testSet';
import { textsOf } from './argumentText';
import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';

/**
 * The output is well-formed XML with one root, and nothing else: `xml`; and has elements in it, each as the path from the
 * root, `xml: [answer.year, answer.source]`.
 */
export const xml: Check = {
  fault(spec) {
    if (spec.argument === undefined || spec.argument === true) return undefined;
    return textsOf(spec.argument) === undefined ? badArgument(spec, 'elements') : undefined;
  },
  async run(spec, { output }): Promise<CheckFinding> {
    const found = await readXml(output.trim());
    if ('fault' in found) return { holds: false, args: { fault: found.fault } };
    const missing = wantedOf(spec).filter((path) => !found.paths.has(path));
    if (missing.length === 0) return { holds: true, args: {} };
    return { holds: false, args: { missing: listOf(missing) }, sentence: 'lacks' };
  },
};

/** Somewhere in the output stands an element of well-formed XML, with the elements that are wanted in it. */
export const containsXml: Check = {
  fault: xml.fault,
  async run(spec, { output }): Promise<CheckFinding> {
    const wanted = wantedOf(spec);
    for (const candidate of elementsIn(output)) {
      const found = await readXml(candidate);
      if ('paths' in found && wanted.every((path) => found.paths.has(path))) return { holds: true, args: {} };
    }
    if (wanted.length === 0) return { holds: false, args: {} };
    return { holds: false, args: { wanted: listOf(wanted) }, sentence: 'with' };
  },
};

/** So many beginnings are tried. */
const MOST_TRIED = 100;
/** Elements go so deep: names are looked up through all that are open. */
const DEEPEST = 500;
/** Elements below so many others have no path. */
const DEEPEST_PATH = 32;

function wantedOf({ argument }: CheckSpec): string[] {
  return argument === true ? [] : (textsOf(argument) ?? []);
}

function listOf(paths: readonly string[]): string {
  return paths.map((path) => excerpt(path)).join(', ');
}

/** From each opening tag to the last closing tag of its name. */
function* elementsIn(output: string): Generator<string> {
  let tried = 0;
  for (const match of output.matchAll(/<([A-Za-z_][\w.:-]{0,100})(?=[\s/>])/g)) {
    if (++tried > MOST_TRIED) return;
    const name = match[1] ?? '';
    const close = output.lastIndexOf(`</${name}>`);
    if (close > match.index) yield output.slice(match.index, close + name.length + 3);
    const empty = /^<[^<>]{0,2000}\/>/.exec(output.slice(match.index, match.index + 2100));
    if (empty !== null) yield empty[0];
  }
}

/** The paths of all elements, `answer.year`, or what is wrong. */
async function readXml(text: string): Promise<{ paths: Set<string> } | { fault: string }> {
  if (text === '') return { fault: 'empty' };
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: true });
  /** The paths of the open elements, as far as they have one. */
  const open: (string | undefined)[] = [];
  const paths = new Set<string>();
  let fault: string | undefined;
  parser.on('error', (error: Error) => {
    fault ??= excerpt(error.message);
  });
  parser.on('opentag', ({ name }) => {
    if (open.length >= DEEPEST) throw new Error(`more than ${DEEPEST} levels`);
    const path = open.length === 0 ? name : `${open.at(-1)}.${name}`;
    open.push(open.length < DEEPEST_PATH ? path : undefined);
    if (open.length <= DEEPEST_PATH) paths.add(path);
  });
  parser.on('closetag', () => void open.pop());
  try {
    parser.write(text).close();
  } catch (error) {
    fault ??= excerpt(error instanceof Error ? error.message : String(error));
  }
  // It goes into a sentence that has a full stop of its own.
  return fault === undefined ? { paths } : { fault: fault.replace(/\.$/, '') };
}
