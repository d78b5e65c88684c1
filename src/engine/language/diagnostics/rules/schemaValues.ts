import type { ValidateFunction } from 'ajv';
import { compileSchema } from '../../../compileSchema';
import { isJsonSchema } from '../../../prompt/isJsonSchema';
import type { JsonSchema } from '../../../prompt/message';
import { isMap } from '../../../prompt/picoschemaType';
import { decodePointer, faultInWords } from '../../../testset/validateTestSet';
import { mapAt } from '../../index/promptFacts';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';
import { spanOf } from './frontmatterKeys';

/** Schemas that cannot be used, and defaults that break the input schema. */
export const schemaValues: PromptRule = async (subject) => {
  const { document } = subject;
  const { input, output, raw } = document.parsed.metadata;
  const defaults = input?.default ?? {};
  const found: Finding[] = [];
  for (const [part, schema] of [
    ['input', input?.schema],
    ['output', output?.schema],
  ] as const) {
    const written = (raw?.[part] as { schema?: unknown } | null | undefined)?.schema;
    // Of Picoschema always comes a schema that can be used.
    const isOwn = isMap(written) && (isJsonSchema(written, {}) || isMap(written.properties));
    const asks = part === 'input' && Object.keys(defaults).length > 0;
    if (!isMap(schema) || !(isOwn || asks)) continue;
    const validate = await compileSchema(withoutRequired(schema)).catch((error: unknown) => error);
    if (typeof validate !== 'function') {
      const entry = mapAt(document.frontmatter(), [part]).find(({ key }) => key === 'schema');
      const args = { fault: validate instanceof Error ? validate.message : String(validate) };
      if (entry) found.push(findingAt(document, 'prompt.unusable-schema', 'warning', spanOf(entry), args));
    } else if (asks) found.push(...brokenDefaults(subject, defaults, validate as ValidateFunction));
  }
  return found;
};

/** A default stands for a variable or two; the others are given with each case. */
function withoutRequired({ required: _, ...schema }: JsonSchema): JsonSchema {
  return schema;
}

function brokenDefaults(
  { document }: PromptSubject,
  defaults: Readonly<Record<string, unknown>>,
  validate: ValidateFunction,
): Finding[] {
  if (validate(defaults)) return [];
  const entries = mapAt(document.frontmatter(), ['input', 'default']);
  return (validate.errors ?? []).flatMap((fault): Finding[] => {
    const [, name = ''] = fault.instancePath.split('/');
    const entry = entries.find(({ key }) => key === decodePointer(name));
    if (name === '' || entry === undefined) return [];
    const args = { name: entry.key, fault: faultInWords(fault, name) };
    return [findingAt(document, 'prompt.default-breaks-schema', 'warning', entry.value, args)];
  });
}
