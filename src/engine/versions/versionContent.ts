import type { FileSystem } from '../host';
import { parsePrompt } from '../prompt/parsePrompt';
import { readPromptSource } from '../prompt/promptSource';
import { withLf } from '../text/lineBreaks';
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
  changes: Omit<SemanticChange, 'ranges'>[];
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
  const texts: TextPair[] = textPair(after.prompt, old.text, now.text);
  for (const name of new Set([...old.partials.keys(), ...now.partials.keys()])) {
    const [was, is] = [old.partials.get(name), now.partials.get(name)];
    texts.push(...textPair((is ?? was)?.file ?? name, was?.text ?? null, is?.text ?? null));
  }
  const content = (source: typeof old) => ({
    parsed: parsePrompt(source.text, source.file),
    partials: source.partials,
  });
  // Where they stand is left out: what tells about them shows the texts.
  const changes = semanticDiff(content(old), content(now)).map(({ code, args }) => ({ code, args }));
  return { texts, changes };
}

/** The two texts where they differ, with the line breaks of the newer one. */
function textPair(file: string, before: string | null, after: string | null): TextPair[] {
  const older = before !== null && after !== null ? withBreaksOf(after, before) : before;
  return older === after ? [] : [{ file, before: older, after }];
}

/** Git may convert line breaks on the way into the work tree, which then differs from a commit in every line. */
function withBreaksOf(model: string, text: string): string {
  const lf = withLf(text);
  if (!model.includes('\r\n')) return lf;
  return model.replaceAll('\r\n', '').includes('\n') ? text : lf.replaceAll('\n', '\r\n');
}
