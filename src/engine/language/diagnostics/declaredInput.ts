import type { JsonSchema } from '../../prompt/message';
import { isMap } from '../../prompt/picoschemaType';
import type { PromptDocument } from '../document/promptDocument';

/** What a prompt says of the values that it takes. */
export interface DeclaredInput {
  schema: JsonSchema;
  /** Variables that the schema declares, and those that have a default. */
  names: ReadonlySet<string>;
  /** Whether any other variable is welcome too: `(*): string`. */
  open: boolean;
}

/** Undefined where there is no input schema with fields, or none that could be read. */
export function declaredInput({ parsed }: PromptDocument): DeclaredInput | undefined {
  const { schema, default: defaults } = parsed.metadata.input ?? {};
  if (!isMap(schema) || !isMap(schema.properties)) return undefined;
  const { additionalProperties, patternProperties, properties } = schema;
  const open =
    (additionalProperties !== undefined && additionalProperties !== false) || patternProperties !== undefined;
  return { schema, open, names: new Set([...Object.keys(properties), ...Object.keys(defaults ?? {})]) };
}
