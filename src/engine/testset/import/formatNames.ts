/** What `--from` takes: the names of `formats.ts`, for who does not want to load what reads them. */
export const FORMAT_NAMES: readonly string[] = [
  'promptfoo',
  'openai-evals',
  'langsmith',
  'langfuse',
  'braintrust',
  'ragas',
  'inspect',
];
