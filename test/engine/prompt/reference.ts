import assert from 'node:assert/strict';
import { Dotprompt } from 'dotprompt';
import Handlebars from 'handlebars';
import type { JsonSchema, ToolDefinition } from '../../../src/engine/prompt/message';
import { type RenderOptions, renderPrompt } from '../../../src/engine/prompt/renderPrompt';

type Reference = NonNullable<ConstructorParameters<typeof Dotprompt>[0]>;

/** Renders with the reference implementation, and with ours, and holds one against the other. */
export async function assertSameAsReference(source: string, options: RenderOptions = {}): Promise<void> {
  const expected = await renderWithReference(source, options);
  const ours = await renderPrompt(source, options);
  const about = `source:\n${source}\noptions: ${JSON.stringify(options)}`;
  assert.deepEqual(plain(ours), plain(expected), about);
  // Templates can print all of it with `{{json @metadata.prompt}}`: the order of keys counts.
  assert.equal(JSON.stringify(ours), JSON.stringify(expected), about);
}

async function renderWithReference(source: string, options: RenderOptions): Promise<unknown> {
  const { partials = {}, schemas, tools, input, context, messages, docs, options: overrides } = options;
  const reference = new Dotprompt({
    partials,
    ...(schemas && { schemas: schemas as Record<string, JsonSchema> }),
    ...(tools && { tools: tools as Record<string, ToolDefinition> }),
  } as Reference);
  const data = { input, context, messages, docs } as Parameters<typeof reference.render>[1];
  try {
    return await reference.render(source, data, overrides as Parameters<typeof reference.render>[2]);
  } finally {
    // The reference registers partials for the whole process, where the next instance would find them.
    for (const name of Object.keys(partials)) Handlebars.unregisterPartial(name);
  }
}

/** As it is printed: what is undefined is not there. */
function plain(value: unknown): unknown {
  return JSON.parse(JSON.stringify(value));
}
