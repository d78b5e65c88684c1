import { randomBytes } from 'node:crypto';
import type { ModelRequest } from '../model/provider';
import type { JsonSchema } from '../prompt/message';
import { criterionText } from './criterion';
import { examplesText } from './examples';
import type { Judge } from './judge';
import { describeInput, quoted, textOfValue } from './judgeVariables';
import { PAIR_SCALE } from './pairwise';
import { scaleWords, scoreSchema } from './scaleWords';

/** What a judge looks at. */
export interface JudgeSubject {
  /** Of the case, so that it is never shown to the judge as an example of itself. */
  caseId?: string;
  input: Record<string, unknown>;
  output: string;
  expected?: unknown;
  context?: string[];
  /** Of the case: what is judged here, before what the judge is told for all cases. */
  criterion?: string[];
}

/** So many alternatives for each token: the most that OpenAI's protocol gives. */
const ALTERNATIVES = 20;

/**
 * The request that asks a judge about an output.
 *
 * The output is data, never instructions: `{{output}}` is a JSON string between two lines with a boundary that is random
 * for each request, so that no output can close it. See `media/judges/_verdict.prompt` for how the judges are told. The
 * passages of the context are quoted in the same way.
 * @param order for a judge of pairs, which of the two answers stands first
 */
export function judgeRequest(
  judge: Judge,
  subject: JudgeSubject,
  order: 'output-first' | 'output-second' = 'output-first',
): Omit<ModelRequest, 'model'> {
  const boundary = randomBytes(9).toString('hex');
  const { input, output, expected, context } = subject;
  const { settings, min, max } = judge;
  const { language, examples, temperature, logprobs } = settings;
  const criterion = subject.criterion === undefined ? settings.criterion : criterionText(subject.criterion, language);
  const answers = [output, textOfValue(expected ?? '')];
  if (order === 'output-second') answers.reverse();
  const [first = '', second = ''] = answers;
  const rendered = judge.compiled.render({
    input: {
      input,
      question: describeInput(input),
      output: quoted(output, 'output', boundary),
      boundary,
      min,
      max,
      ...scaleWords(judge, language),
      ...(criterion !== undefined && { criterion }),
      examples: examplesText(
        examples.filter(({ caseId }) => caseId === undefined || caseId !== subject.caseId),
        {
          boundary,
          language,
        },
      ),
      ...(settings.pairwise && {
        first: quoted(first, 'answer A', boundary),
        second: quoted(second, 'answer B', boundary),
      }),
      ...(expected !== undefined && { expected: textOfValue(expected) }),
      ...(context !== undefined && {
        context: context.join('\n\n'),
        passages: context.map((text, index) => quoted(text, `passage ${index + 1}`, boundary)).join('\n'),
      }),
    },
  });
  return {
    messages: rendered.messages,
    config: {
      ...rendered.config,
      ...(temperature !== undefined && { temperature }),
      ...(logprobs && { logprobs: true, topLogprobs: ALTERNATIVES }),
    },
    ...(rendered.output !== undefined && { output: withScale(rendered.output, judge) }),
    judged: {
      input,
      output,
      expected,
      context,
      min,
      max,
      ...(settings.measure !== undefined && { measure: settings.measure }),
      ...(settings.pairwise && { pair: { first, second } }),
      ...(judge.labels !== undefined && { labels: judge.labels }),
    },
  };
}

/** The judge's output schema with the scale that counts, which is the test set's where it names one. */
function withScale(output: NonNullable<ModelRequest['output']>, judge: Judge): NonNullable<ModelRequest['output']> {
  const properties = output.schema?.properties as JsonSchema | undefined;
  if (properties?.score === undefined) return output;
  if (!judge.settings.pairwise && judge.labels === undefined && !judge.hasOtherScale) return output;
  const { description } = properties.score as { description?: string };
  const scale = judge.settings.pairwise ? PAIR_SCALE : judge;
  // The description in the file may name the scale that the file was written for.
  const keeps = !judge.hasOtherScale && description !== undefined;
  const score = { ...scoreSchema(scale), ...(keeps && { description }) };
  return { ...output, schema: { ...output.schema, properties: { ...properties, score } } };
}
