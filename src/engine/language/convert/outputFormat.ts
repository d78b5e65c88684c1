import type { PromptDraft } from './conversion';
import type { ConvertReport } from './convertReport';
import { isMap, textOf } from './convertSource';

/**
 * What an answer has to be, as OpenAI's `response_format` says it (platform.openai.com, "Chat completions"): `json_object`, or
 * `json_schema` with the schema in it. Others have the same shape with other names around it.
 */
export function outputFormat(given: unknown, report: ConvertReport, key = 'response_format'): PromptDraft['output'] {
  if (given === undefined || given === null) return undefined;
  const type = isMap(given) ? given.type : given;
  if (type === 'text') return undefined;
  if (type === 'json_object') return { format: 'json' };
  const named = isMap(given) ? given.json_schema : undefined;
  const schema = isMap(named) && isMap(named.schema) ? named.schema : undefined;
  if (type === 'json_schema' && schema !== undefined) return { format: 'json', schema };
  report.lost('key', { key: textOf(type) === undefined ? key : `${key}: ${type}` });
  return undefined;
}

/** Tools as OpenAI declares them, or the function alone. */
export function toolDefinitions(given: unknown, report: ConvertReport): PromptDraft['tools'] {
  if (given === undefined || given === null) return undefined;
  if (!Array.isArray(given)) {
    report.lost('key', { key: 'tools' });
    return undefined;
  }
  return given.flatMap((tool) => {
    const declared = isMap(tool) && isMap(tool.function) ? tool.function : tool;
    const name = isMap(declared) ? textOf(declared.name) : undefined;
    const kind = isMap(tool) ? (tool.kind ?? tool.type ?? 'function') : undefined;
    if (!isMap(declared) || name === undefined || kind !== 'function') {
      report.lost('tool', { name: name ?? String(kind ?? tool) });
      return [];
    }
    const description = textOf(declared.description);
    const inputSchema = isMap(declared.parameters) ? declared.parameters : { type: 'object', properties: {} };
    return [{ name, ...(description !== undefined && { description }), inputSchema }];
  });
}
