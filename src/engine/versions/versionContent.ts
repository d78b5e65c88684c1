import type { FileSystem } from '../host';
import { parsePrompt } from '../prompt/parsePrompt';
import { readPromptSource } from '../prompt/promptSource';
import { type SemanticChange, semanticDiff } from './semanticDiff';

/** One text of two versions; null where a version does not have it. */
export interface TextPair {
  /** Absolute path in the newer version, or where it was. */
  file: string;
  before: string | null;
  after: string | null;
}

/** How the content of a prompt differs between two versions. */
export interface ContentDiff {
  /** The prompt first, then the partials that differ. */
  texts: TextPair[];
  changes: SemanticChange[];
}

/** Reads a prompt with its partials in two versions and tells what changed. */
export async function contentDiff(
  before: { files: FileSystem; prompt: string },
  after: { files: FileSystem; prompt: string },
  workspace: string,
): Promise<ContentDiff> {
  const [old, now] = await Promise.all(
    [before, after].map(async ({ files, prompt }) => (await readPromptSource(prompt, { files, workspace })).source),
  );
  if (old === undefined || now === undefined) return { texts: [], changes: [] };
  const texts: TextPair[] = [];
  if (old.text !== now.text) texts.push({ file: after.prompt, before: old.text, after: now.text });
  for (const name of new Set([...old.partials.keys(), ...now.partials.keys()])) {
    const [was, is] = [old.partials.get(name), now.partials.get(name)];
    if (was?.text === is?.text) continue;
    texts.push({ file: (is ?? was)?.file ?? name, before: was?.text ?? null, after: is?.text ?? null });
  }
  const content = (source: typeof old) => ({
    parsed: parsePrompt(source.text, source.file),
    partials: source.partials,
  });
  return { texts, changes: semanticDiff(content(old), content(now)) };
}
