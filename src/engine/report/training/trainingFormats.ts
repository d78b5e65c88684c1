import type { ChatMessage } from '../../model/openai/chatMessages';
import { jsonText } from '../jsonText';
import type { TrainingExample, TrainingPair } from './trainingData';

/** A way to write down training data, one JSON object a line. */
export type TrainingFormat = {
  /** What messages may hold beside text. */
  media: 'images' | 'none';
  /** So few lines are not taken by whom they are for. */
  least: number;
} & (
  | { takes: 'examples'; line(example: TrainingExample): Record<string, unknown> }
  | { takes: 'pairs'; line(pair: TrainingPair): Record<string, unknown> }
);

/** OpenAI takes no file with fewer examples (developers.openai.com, Supervised fine-tuning). */
const LEAST_OPENAI = 10;

/**
 * OpenAI's format for supervised fine-tuning, which Azure, Together, Fireworks and Mistral take as well: `FineTuneChatRequestInput`
 * of its OpenAPI document. Answers that the prompt itself holds, as examples, are not to be learned: `weight: 0`.
 */
const openaiChat: TrainingFormat = {
  takes: 'examples',
  media: 'images',
  least: LEAST_OPENAI,
  line: ({ messages, answer, tools }) => ({
    messages: [
      ...messages.map((message) => (message.role === 'assistant' ? { ...message, weight: 0 } : message)),
      answer,
    ],
    ...(tools && { tools }),
  }),
};

/** OpenAI's format for direct preference optimisation, for texts only: `FineTunePreferenceRequestInput`. */
const preference: TrainingFormat = {
  takes: 'pairs',
  media: 'none',
  least: LEAST_OPENAI,
  line: ({ messages, answer, rejected, tools }) => ({
    input: { messages, ...(tools && { tools }) },
    preferred_output: [answer],
    non_preferred_output: [rejected],
  }),
};

/** TRL's conversational preference data (huggingface/trl, docs/source/dataset_formats.md). */
const dpo: TrainingFormat = {
  takes: 'pairs',
  media: 'none',
  least: 1,
  line: ({ messages, answer, rejected, tools }) => ({
    prompt: messages.map(trlMessage),
    chosen: [trlMessage(answer)],
    rejected: [trlMessage(rejected)],
    ...(tools && { tools }),
  }),
};

/**
 * TRL's conversational prompt and completion. Unlike of `messages`, of these only the completion is learned, whatever the
 * chat template is.
 */
const sft: TrainingFormat = {
  takes: 'examples',
  media: 'none',
  least: 1,
  line: ({ messages, answer, tools }) => ({
    prompt: messages.map(trlMessage),
    completion: [trlMessage(answer)],
    ...(tools && { tools }),
  }),
};

/** The formats of training data by the name that `--format` takes. A new one is an entry here. */
export const TRAINING_FORMATS = {
  'openai-chat': openaiChat,
  preference,
  dpo,
  sft,
} as const satisfies Record<string, TrainingFormat>;

export type TrainingFormatName = keyof typeof TRAINING_FORMATS;

/** The lines of a format: equal data is equal text. */
export function trainingLines(name: TrainingFormatName, chosen: readonly (TrainingExample | TrainingPair)[]): string {
  const format: TrainingFormat = TRAINING_FORMATS[name];
  return chosen
    .map((each) => `${jsonText(format.takes === 'pairs' ? format.line(each as TrainingPair) : format.line(each))}\n`)
    .join('');
}

/** Whether a format has a place for all that the messages hold. */
export function fitsFormat({ media }: TrainingFormat, { messages }: TrainingExample): boolean {
  const parts = messages.flatMap(({ content }) => (Array.isArray(content) ? content : []));
  return parts.every(({ type }) => type === 'text' || (media === 'images' && type === 'image_url'));
}

/** A message as chat templates take it: what a tool is called with is a value, and no text is no key. */
function trlMessage({ tool_calls, content, ...message }: ChatMessage): Record<string, unknown> {
  return {
    ...message,
    ...(content != null && { content }),
    ...(tool_calls && {
      tool_calls: tool_calls.map(({ function: called, ...call }) => ({
        ...call,
        function: { name: called.name, arguments: parsed(called.arguments) },
      })),
    }),
  };
}

function parsed(json: string): unknown {
  try {
    return JSON.parse(json);
  } catch {
    return json;
  }
}
