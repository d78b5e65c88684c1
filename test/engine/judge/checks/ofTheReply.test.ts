import { faults, verdicts } from './checkOf';

const TOOLS = [
  {
    name: 'search',
    inputSchema: {
      type: 'object',
      properties: { query: { type: 'string' } },
      required: ['query'],
      additionalProperties: false,
    },
  },
  { name: 'now', inputSchema: { type: 'object' } },
];
const called = (...calls: [string, string][]) => ({
  output: '',
  tools: TOOLS,
  toolCalls: calls.map(([name, given]) => ({ name, arguments: given })),
});

describe('checks of how the reply came about', () => {
  verdicts([
    ['finish-reason: stop', { output: 'x', finishReason: 'stop' }, 'holds'],
    [
      'finish-reason: [stop, tool-calls]',
      { output: 'x', finishReason: 'length' },
      'The model ended with "length", not with stop, tool-calls.',
    ],
    ['not-finish-reason: length', { output: 'x', finishReason: 'length' }, 'The model ended with "length".'],
    ['finish-reason: stop', 'x', 'Why the model ended is not known.'],

    ['tool-calls', called(['search', '{"query": "什麼是 RAG？"}'], ['now', '']), 'holds'],
    ['tool-calls', called(['find', '{}']), 'A tool call is not valid: find ∉ search, now.'],
    ['tool-calls', called(['search', '{"query": 5}']), 'A tool call is not valid: search/query: must be string.'],
    ['tool-calls', called(['search', '{}']), "A tool call is not valid: search: must have required property 'query'."],
    ['tool-calls', called(), 'The model called no tool.'],
    ['not-tool-calls', called(['now', '{}']), 'The tool calls are valid.'],

    ['tool-call-f1: [search, now]', called(['search', '{}'], ['now', '{}']), 'holds'],
    ['tool-call-f1: { to: [search, now], at-least: 0.6 }', called(['search', '{}']), 'holds'],
    [
      'tool-call-f1: [search, now]',
      called(['search', '{}']),
      'The tools called (search) fit those wanted (search, now) by 0.667, less than 1.',
    ],

    [
      'perplexity: 2',
      {
        output: 'a b',
        logprobs: [
          { token: 'a', logprob: 0 },
          { token: 'b', logprob: -Math.log(2) },
        ],
      },
      'holds',
    ],
    [
      'perplexity: 2',
      { output: 'a', logprobs: [{ token: 'a', logprob: -Math.log(4) }] },
      'The perplexity is 4, more than 2.',
    ],
    ['perplexity: 2', 'a', 'The endpoint gives no log-probabilities, so the limit of 2 cannot be checked.'],

    ['embedding: 0.9', { output: 'x', expected: 'y', embed: async (texts) => texts.map(() => [1, 2]) }, 'holds'],
    [
      'embedding: 0.9',
      {
        output: 'x',
        expected: 'y',
        embed: async () => [
          [1, 0],
          [0, 1],
        ],
      },
      'The embedding of the output is 0 like that of the expected answer, less than 0.9.',
    ],
    ['embedding', { output: 'x', expected: 'y' }, 'There are no embeddings here, so the check cannot be made.'],
    ['embedding', 'x', 'There is nothing to compare with: the case has no expected answer.'],
  ]);
  faults([
    [
      'finish-reason: bored',
      '"bored" is no reason to end. Known are: stop, length, tool-calls, content-filter, refusal, unknown.',
    ],
    ['tool-calls: 1', '"tool-calls" takes no argument.'],
    ['tool-call-f1', '"tool-call-f1" takes a list of texts, for instance tool-call-f1: [RAG, LLM].'],
    ['perplexity: 0', '"perplexity" takes a number, 0 or more.'],
    ['embedding: { model: 5 }', '"embedding" takes a number from 0 to 1, or at-least, to and model (provider/name).'],
  ]);
});
