/** What `--from` takes: the names of `convertFormats.ts`, for who does not want to load what reads them. */
export const CONVERT_FORMAT_NAMES: readonly string[] = [
  'prompty',
  'github-models',
  'continue',
  'humanloop',
  'promptfoo',
  'langchain',
  'openai',
  'text',
];
