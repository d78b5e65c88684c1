import type { JsonSchema } from '../../prompt/message';
import { picoschema } from '../../prompt/picoschema';
import { plainValue } from '../../testset/sourceNode';
import type { PromptDocument } from '../document/promptDocument';
import { mapAt, schemaFields } from '../index/promptFacts';

/**
 * The schema of a prompt's input or output, also where the frontmatter is broken or a field of the schema is: then what can
 * be read of it. Undefined where none is declared.
 */
export function declaredSchema(document: PromptDocument, part: 'input' | 'output'): JsonSchema | undefined {
  const resolved = document.parsed.metadata[part]?.schema;
  if (resolved !== undefined) return resolved;
  const entries = mapAt(document.frontmatter(), [part, 'schema']);
  if (entries.length === 0) return undefined;
  const properties: Record<string, unknown> = Object.create(null);
  for (const { key, value } of entries) {
    const field = asPicoschema({ [key]: plainValue(value) });
    Object.assign(properties, field?.properties ?? {});
  }
  if (part === 'input') for (const { name } of schemaFields(document)) properties[name] ??= {};
  return { type: 'object', properties };
}

/** What the frontmatter gives variables that nobody else gives a value. */
export function declaredDefaults(document: PromptDocument): Record<string, unknown> {
  const entries = mapAt(document.frontmatter(), ['input', 'default']);
  return Object.fromEntries(entries.map(({ key, value }) => [key, plainValue(value)]));
}

function asPicoschema(value: unknown): JsonSchema | undefined {
  try {
    return picoschema(value) ?? undefined;
  } catch {
    return undefined;
  }
}
