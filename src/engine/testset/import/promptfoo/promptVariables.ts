import { plainValue, type SourceNode } from '../../sourceNode';
import type { ImportContext } from '../importFormat';
import { isMap } from '../records';
import { namedFiles, pathOf } from './namedFiles';
import { namesInTemplate } from './template';

/** A larger file is no prompt. */
const LARGEST = 1024 * 1024;

/**
 * What may be variables in the prompts of a config: every name in their tags.
 * @param from the config, which paths are relative to
 * @returns undefined where some prompt cannot be read, being a program or missing
 */
export async function promptVariables(
  node: SourceNode | undefined,
  from: string,
  context: ImportContext,
): Promise<ReadonlySet<string> | undefined> {
  if (node === undefined) return undefined;
  const names = new Set<string>();
  for (const prompt of [plainValue(node)].flat()) {
    const written = isMap(prompt) ? (prompt.raw ?? prompt.id) : prompt;
    const text = typeof written === 'string' ? await textOf(written, from, context) : undefined;
    if (text === undefined) return undefined;
    for (const name of namesInTemplate(text)) names.add(name);
  }
  return names;
}

/** A prompt as it stands, or the text of its file. */
async function textOf(written: string, from: string, context: ImportContext): Promise<string | undefined> {
  const isPath =
    written.startsWith('file://') ||
    /^[^\s{}]+\.(?:txt|md|json|ya?ml|j2|jinja2?|[cm]?[jt]s|py)(?::\w+)?$/.test(written);
  if (!isPath) return written;
  if (/\.(?:[cm]?[jt]s|py)(?::\w+)?$/.test(written)) return undefined;
  const found = await namedFiles(pathOf(written), from, context);
  if (found.length === 0) return undefined;
  const texts: string[] = [];
  for (const file of found) {
    const bytes = await context.files.read(file, { maxBytes: LARGEST }).catch(() => undefined);
    if (bytes === undefined) return undefined;
    texts.push(new TextDecoder().decode(bytes));
  }
  return texts.join('\n');
}
