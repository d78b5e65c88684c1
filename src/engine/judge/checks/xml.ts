import { badArgument, type Check, type CheckFinding } from './check';
import { excerpt } from './excerpt';

/** The output is well-formed XML with one root, and nothing else. */
export const xml: Check = {
  fault: (spec) => (spec.argument === undefined || spec.argument === true ? undefined : badArgument(spec, 'nothing')),
  async run(_spec, { output }): Promise<CheckFinding> {
    const fault = await xmlFault(output.trim());
    return { holds: fault === undefined, args: { fault: fault ?? '' } };
  },
};

/** Somewhere in the output stands an element of well-formed XML. */
export const containsXml: Check = {
  fault: xml.fault,
  async run(_spec, { output }): Promise<CheckFinding> {
    for (const candidate of elementsIn(output)) {
      if ((await xmlFault(candidate)) === undefined) return { holds: true, args: {} };
    }
    return { holds: false, args: {} };
  },
};

/** So many beginnings are tried. */
const MOST_TRIED = 100;

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

async function xmlFault(text: string): Promise<string | undefined> {
  if (text === '') return 'empty';
  const { SaxesParser } = await import('saxes');
  const parser = new SaxesParser({ xmlns: true });
  let fault: string | undefined;
  parser.on('error', (error: Error) => {
    fault ??= excerpt(error.message);
  });
  try {
    parser.write(text).close();
  } catch (error) {
    fault ??= excerpt(error instanceof Error ? error.message : String(error));
  }
  // It goes into a sentence that has a full stop of its own.
  return fault?.replace(/\.$/, '');
}
