import type { ConvertFormat } from './conversion';
import type { ConvertSource } from './convertSource';
import { continuePrompt } from './formats/continue';
import { githubModels } from './formats/githubModels';
import { humanloop } from './formats/humanloop';
import { langchain } from './formats/langchain';
import { openaiRequest } from './formats/openaiRequest';
import { plainText } from './formats/plainText';
import { promptfoo } from './formats/promptfoo';
import { prompty } from './formats/prompty';

/** Every format that can be converted. */
export const CONVERT_FORMATS: readonly ConvertFormat[] = [
  prompty,
  githubModels,
  continuePrompt,
  humanloop,
  promptfoo,
  langchain,
  openaiRequest,
  plainText,
];

/** The format of a file by what it holds: the surest of all, the first of those; undefined where none knows it. */
export function recognisedSource(source: ConvertSource): ConvertFormat | undefined {
  let best: { format: ConvertFormat; sure: number } | undefined;
  for (const format of CONVERT_FORMATS) {
    const sure = format.recognises(source);
    if (sure > (best?.sure ?? 0)) best = { format, sure };
  }
  return best?.format;
}
