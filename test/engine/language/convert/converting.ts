import assert from 'node:assert/strict';

import { join } from 'node:path';
import { inspectTestSet } from '../../../../src/engine/evaluate/inspectTestSet';
import type { Conversion, ConvertNote } from '../../../../src/engine/language/convert/conversion';
import { convertPrompt } from '../../../../src/engine/language/convert/convertPrompt';
import type { Message } from '../../../../src/engine/prompt/message';
import { parsePrompt } from '../../../../src/engine/prompt/parsePrompt';
import { renderPrompt } from '../../../../src/engine/prompt/renderPrompt';
import { judgedFiles } from '../judgedFiles';

const JUDGES = join(__dirname, '../../../../media/judges');

/** A conversion that went well, with what tests ask of it. */
export interface Converted {
  format: string;
  /** The prompt's text. */
  prompt: string;
  /** The frontmatter, read. */
  metadata: ReturnType<typeof parsePrompt>['metadata'];
  /** The test set's text, where there is one. */
  tests?: string;
  conversion: Conversion;
  /** `lost:key`, `changed:no-model`, with an argument where a test wants to see it. */
  notes: string[];
  /** The messages for some input: each as its role and its text. */
  render(input?: Record<string, unknown>, messages?: Message[]): Promise<[string, string][]>;
}

/** Converts a text, and makes sure that all that was made is without a fault. */
export async function converted(text: string, name: string, from?: string): Promise<Converted> {
  const conversion = await convertPrompt(text, `/w/${name}`, from === undefined ? {} : { from });
  assert.deepEqual(conversion.problems, []);
  const [prompt, ...others] = conversion.files;
  assert.equal(prompt?.kind, 'prompt');
  const written = prompt?.text ?? '';
  const parsed = parsePrompt(written, prompt?.path);
  assert.deepEqual(parsed.problems, [], written);
  await assertValid(conversion);
  const tests = others.find(({ kind }) => kind === 'tests');
  return {
    format: conversion.format?.name ?? '',
    prompt: written,
    metadata: parsed.metadata,
    ...(tests && { tests: tests.text }),
    conversion,
    notes: conversion.notes.map(noteName),
    async render(input = {}, messages) {
      const rendered = await renderPrompt(written, { input, ...(messages && { messages }) });
      return rendered.messages.map(({ role, content }) => [
        role,
        content.map(({ text: each, media }) => each ?? media?.url ?? '').join(''),
      ]);
    },
  };
}

function noteName({ kind, code }: ConvertNote): string {
  return `${kind}:${code.replace('convert.', '')}`;
}

/** The test set against its prompt, and its judges. */
async function assertValid({ files }: Conversion): Promise<void> {
  const all = judgedFiles(Object.fromEntries(files.map(({ path, text }) => [`/w/${path}`, text])));
  for (const { kind, path, text } of files) {
    if (kind !== 'tests') continue;
    const { problems } = await inspectTestSet(`/w/${path}`, { workspace: '/w', files: all, judgesFolder: JUDGES });
    assert.deepEqual(
      problems.filter(({ severity }) => severity === 'error'),
      [],
      text,
    );
  }
}
