import type { Frontmatter } from './frontmatter';
import type { JsonSchema, PromptMetadata, ToolDefinition } from './message';
import { PicoschemaError, picoschema } from './picoschema';

/** What a prompt's names may refer to. */
export interface NamedDefinitions {
  schemas?: Readonly<Record<string, JsonSchema>>;
  tools?: Readonly<Record<string, ToolDefinition>>;
}

/** A fault in the frontmatter, by the path of its key. */
export interface MetadataFault {
  code: string;
  path: string;
  args: Record<string, string>;
}

/** Without frontmatter, these are there all the same. */
const BASE = (): PromptMetadata => ({ ext: {}, metadata: {}, config: {} });

/**
 * Resolves what the frontmatter says: Picoschema becomes JSON Schema, names of known tools become definitions.
 * Faults are gathered; the part that is wrong keeps its written form or is left out.
 */
export function resolveMetadata(
  frontmatter: Frontmatter | undefined,
  { schemas, tools }: NamedDefinitions,
): { metadata: PromptMetadata; faults: MetadataFault[] } {
  if (frontmatter === undefined) return { metadata: BASE(), faults: [] };
  const { raw, reserved, ext } = frontmatter;
  const faults = shapeFaults(reserved);
  const wrong = new Set(faults.map(({ path }) => path));
  const written = Object.fromEntries(Object.entries(reserved).filter(([key]) => !wrong.has(key)));
  const metadata: PromptMetadata = { ...BASE(), ...(structuredClone(written) as PromptMetadata), raw, ext };
  metadata.config = { ...(metadata.config ?? {}) };
  if (metadata.tools) Object.assign(metadata, resolveTools(metadata, tools ?? {}));
  for (const part of ['input', 'output'] as const) {
    const declared = metadata[part];
    if (!declared?.schema) continue;
    try {
      const schema = picoschema(declared.schema, { schemas });
      if (schema !== null) metadata[part] = { ...declared, schema };
    } catch (error) {
      if (!(error instanceof PicoschemaError)) throw error;
      faults.push({ code: error.code, path: [part, 'schema', ...error.path].join('.'), args: { ...error.args } });
      const { schema: _, ...rest } = declared;
      metadata[part] = rest;
    }
  }
  return { metadata, faults };
}

function resolveTools(
  { tools = [], toolDefs }: PromptMetadata,
  known: Readonly<Record<string, ToolDefinition>>,
): Pick<PromptMetadata, 'tools' | 'toolDefs'> {
  const isKnown = (name: string) => Object.hasOwn(known, name);
  const definitions = tools.filter(isKnown).map((name) => known[name] as ToolDefinition);
  return { tools: tools.filter((name) => !isKnown(name)), toolDefs: [...(toolDefs ?? []), ...definitions] };
}

type Kind = 'text' | 'map' | 'list' | 'texts';

const SHAPES: Readonly<Record<string, Kind>> = {
  model: 'text',
  name: 'text',
  variant: 'text',
  description: 'text',
  config: 'map',
  input: 'map',
  output: 'map',
  tools: 'texts',
  toolDefs: 'list',
};

function shapeFaults(reserved: Readonly<Record<string, unknown>>): MetadataFault[] {
  const faults: MetadataFault[] = [];
  for (const [key, wanted] of Object.entries(SHAPES)) {
    const value = reserved[key];
    if (value === undefined || value === null || fits(value, wanted)) continue;
    faults.push({ code: `prompt.not-${wanted}`, path: key, args: { key } });
  }
  const { input } = reserved as { input?: { default?: unknown } | null };
  if (typeof input === 'object' && input !== null && input.default != null && !fits(input.default, 'map')) {
    faults.push({ code: 'prompt.not-map', path: 'input.default', args: { key: 'input.default' } });
  }
  return faults;
}

function fits(value: unknown, wanted: Kind): boolean {
  if (wanted === 'text') return typeof value === 'string' || typeof value === 'number';
  if (wanted === 'map') return typeof value === 'object' && !Array.isArray(value);
  return Array.isArray(value) && (wanted === 'list' || value.every((each) => typeof each === 'string'));
}
