import { braintrust } from './braintrust';
import type { ImportFormat } from './importFormat';
import type { ImportSource } from './importSource';
import { inspect } from './inspect';
import { langfuse } from './langfuse';
import { langsmith } from './langsmith';
import { openaiEvals } from './openaiEvals';
import { promptfoo } from './promptfoo/promptfoo';
import { ragas } from './ragas';

/** Every format that can be imported. */
export const IMPORT_FORMATS: readonly ImportFormat[] = [
  promptfoo,
  openaiEvals,
  langsmith,
  langfuse,
  braintrust,
  ragas,
  inspect,
];

/** The format of a file by what it holds: the surest of all, the first of those; undefined where none knows it. */
export function recognisedFormat(source: ImportSource): ImportFormat | undefined {
  let best: { format: ImportFormat; sure: number } | undefined;
  for (const format of IMPORT_FORMATS) {
    const sure = format.recognises(source);
    if (sure > (best?.sure ?? 0)) best = { format, sure };
  }
  return best?.format;
}
