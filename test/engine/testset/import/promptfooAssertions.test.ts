import assert from 'node:assert/strict';
import { KNOWN_ENDPOINTS } from '../../../../src/engine/model/knownEndpoints';
import {
  ASSERTION_TYPES,
  CHECKED_TYPES,
  GRADED_TYPES,
  LOST_TYPES,
} from '../../../../src/engine/testset/import/promptfoo/assertionTypes';
import { CHECK_OF } from '../../../../src/engine/testset/import/promptfoo/checksOfAssertion';
import { graderModel, graderName } from '../../../../src/engine/testset/import/promptfoo/grader';
import { GRADING_OF } from '../../../../src/engine/testset/import/promptfoo/gradings';
import { CHECK_NAMES } from '../../../../src/engine/testset/readChecks';
import { say } from '../../../../src/wording';
import { checksOf, imported, type ReadCheck } from './importing';

/** One test with assertions as promptfoo has them; what is told of the prompts and models is left out. */
async function asserting(asserts: unknown[], more: Record<string, unknown> = {}) {
  const config = {
    prompts: ['{{question}} {{context}}'],
    providers: ['x'],
    tests: [{ vars: { question: '什麼是 RAG？', context: 'RAG 是檢索加生成。' }, assert: asserts, ...more }],
  };
  const result = await imported({ 'promptfooconfig.yaml': JSON.stringify(config) });
  const isAbout = (line: string) => !/^lost (?:prompts|providers) /.test(line);
  return {
    ...result,
    told: result.told.filter(isAbout),
    said: result.said.filter((_, at) => isAbout(result.told[at] ?? '')),
  };
}

/** A check in few words: its name with `not-`, its argument, its options. */
const inShort = ({ kind, negate, argument, ignoreCase, weight }: ReadCheck) => {
  return [
    `${negate ? 'not-' : ''}${kind}`,
    ...(argument === undefined ? [] : [argument]),
    ...(ignoreCase ? ['ignore-case'] : []),
    ...(weight === undefined ? [] : [`weight ${weight}`]),
  ];
};

const SCHEMA = { type: 'object', required: ['a'] };

describe('an assertion of promptfoo', () => {
  for (const [written, check] of [
    [{ type: 'equals', value: 'yes' }, ['equals', 'yes']],
    [{ type: 'equals', value: 4 }, ['equals', '4']],
    [{ type: 'equals', value: { a: [1] } }, ['equals', { a: [1] }]],
    [{ type: 'contains', value: '檢索 🙂' }, ['contains', '檢索 🙂']],
    [{ type: 'contains', value: 0 }, ['contains', '0']],
    [{ type: 'not-contains', value: 'sorry' }, ['not-contains', 'sorry']],
    [{ type: 'icontains', value: 'RAG', weight: 2 }, ['contains', 'RAG', 'ignore-case', 'weight 2']],
    [{ type: 'contains-any', value: ['a', 'b'] }, ['contains-any', ['a', 'b']]],
    [{ type: 'contains-all', value: 'a, "b, c"' }, ['contains-all', ['a', 'b, c']]],
    [{ type: 'icontains-any', value: ['A'] }, ['contains-any', ['A'], 'ignore-case']],
    [{ type: 'not-icontains-all', value: ['A', 'B'] }, ['not-contains-all', ['A', 'B'], 'ignore-case']],
    [{ type: 'starts-with', value: '答' }, ['starts-with', '答']],
    [{ type: 'ends-with', value: '。' }, ['ends-with', '。']],
    [{ type: 'regex', value: '\\d{4}' }, ['regex', '\\d{4}']],
    [{ type: 'regex', value: '/a/i' }, ['regex', { pattern: '/a/i' }]],
    [{ type: 'is-json' }, ['json']],
    [{ type: 'not-is-json' }, ['not-json']],
    [{ type: 'is-json', value: SCHEMA }, ['json-schema', SCHEMA]],
    [{ type: 'is-json', value: JSON.stringify(SCHEMA) }, ['json-schema', SCHEMA]],
    [{ type: 'contains-json' }, ['contains-json']],
    [{ type: 'contains-json', value: SCHEMA }, ['contains-json', SCHEMA]],
    [{ type: 'is-xml' }, ['xml']],
    [{ type: 'contains-xml' }, ['contains-xml']],
    [{ type: 'is-refusal' }, ['refusal']],
    [{ type: 'not-is-refusal' }, ['not-refusal']],
    [{ type: 'is-valid-openai-tools-call' }, ['tool-calls']],
    [{ type: 'is-valid-function-call' }, ['tool-calls']],
    [{ type: 'tool-call-f1', value: 'search, open' }, ['tool-call-f1', ['search', 'open']]],
    [
      { type: 'tool-call-f1', value: ['search'], threshold: 0.8 },
      ['tool-call-f1', { to: ['search'], 'at-least': 0.8 }],
    ],
    [{ type: 'finish-reason', value: 'tool_calls' }, ['finish-reason', 'tool-calls']],
    [{ type: 'finish-reason', value: 'STOP' }, ['finish-reason', 'stop']],
    [{ type: 'word-count', value: 50 }, ['length', { min: 50, max: 50, unit: 'words' }]],
    [{ type: 'word-count', value: { max: 200 } }, ['length', { max: 200, unit: 'words' }]],
    [{ type: 'levenshtein', value: 'abc' }, ['levenshtein', { 'at-most': 5, to: 'abc' }]],
    [{ type: 'levenshtein', value: 'abc', threshold: 2 }, ['levenshtein', { 'at-most': 2, to: 'abc' }]],
    [{ type: 'rouge-n', value: 'a b' }, ['rouge-1', { 'at-least': 0.75, to: 'a b' }]],
    [{ type: 'bleu', value: ['a', 'b'], threshold: 0.3 }, ['bleu', { 'at-least': 0.3, to: ['a', 'b'] }]],
    [{ type: 'gleu', value: 'a' }, ['gleu', { 'at-least': 0.5, to: 'a' }]],
    [
      { type: 'similar', value: '檢索' },
      ['embedding', { 'at-least': 0.75, to: '檢索', model: 'openai/text-embedding-3-large' }],
    ],
    [
      { type: 'not-similar', value: ['a', 'b'], threshold: 0.8, provider: 'openai:embedding:text-embedding-3-small' },
      ['not-embedding', { 'at-least': 0.8, to: ['a', 'b'], model: 'openai/text-embedding-3-small' }],
    ],
    [{ type: 'latency', threshold: 2000 }, ['latency', 2000]],
    [{ type: 'not-cost', threshold: 0.002 }, ['not-cost', 0.002]],
    [{ type: 'perplexity', threshold: 1.5 }, ['perplexity', 1.5]],
    [{ type: 'perplexity-score', threshold: 0.2 }, ['perplexity', 4]],
  ] as const) {
    it(`${JSON.stringify(written)} is a check`, async () => {
      const { cases, told } = await asserting([written]);
      assert.deepEqual(checksOf(cases).map(inShort), [check]);
      assert.deepEqual(told, []);
    });
  }

  for (const [written, line] of [
    [{ type: 'python', value: 'x' }, 'lost assertion-code 1'],
    [{ type: 'webhook', value: 'https://example.com' }, 'lost assertion-service 1'],
    [{ type: 'moderation' }, 'lost assertion-service 1'],
    [{ type: 'classifier', value: 'nothate' }, 'lost assertion-service 1'],
    [{ type: 'select-best', value: 'x' }, 'lost assertion-several-outputs 1'],
    [{ type: 'trace-span-count' }, 'lost assertion-traces 1'],
    [{ type: 'search-rubric', value: 'x' }, 'lost assertion-tools 1'],
    [{ type: 'conversation-relevance' }, 'lost assertion-conversation 1'],
    [{ type: 'human' }, 'lost assertion-people 1'],
    [{ type: 'promptfoo:redteam:pii' }, 'lost assertion-redteam 1'],
    [{ type: 'meteor', value: 'x' }, 'lost assertion-none 1'],
    [{ type: 'is-sql' }, 'lost assertion-none 1'],
    [{ type: 'contians', value: 'x' }, 'lost assertion-unknown 1'],
    [{ type: 'contains', value: '' }, 'lost assertion-no-value 1'],
    [{ type: 'llm-rubric' }, 'lost assertion-no-value 1'],
    [{ type: 'latency' }, 'lost assertion-no-bound 1'],
    [{ type: 'perplexity-score' }, 'lost assertion-no-bound 1'],
    [{ type: 'perplexity-score', threshold: 0.9 }, 'lost check-refused 1'],
    [{ type: 'is-json', value: 'not: [json' }, 'lost assertion-schema 1'],
    [{ type: 'regex', value: '(?<=a)b' }, 'lost check-refused 1'],
    [{ type: 'finish-reason', value: 'bored' }, 'lost check-refused 1'],
    [{ type: 'contains', value: 'x', weight: 0 }, 'lost weight-zero 1'],
  ] as const) {
    it(`${JSON.stringify(written)} is told to be lost, beside its case too`, async () => {
      const { cases, told, said, text } = await asserting([written]);
      assert.equal(cases[0]?.checks, undefined);
      const index = told.indexOf(line);
      assert.ok(index >= 0, told.join('\n'));
      // What never fails needs no comment.
      if (!line.includes('weight-zero')) assert.ok(text?.includes(`  # not carried over: ${said[index]}`), text);
    });
  }

  describe('that a model grades', () => {
    it('is a criterion for the judge rubric, several of them a list', async () => {
      const { cases, judges } = await asserting([
        { type: 'llm-rubric', value: '有禮貌：「{{question}}」' },
        { type: 'model-graded-closedqa', value: 'Is short.' },
        { type: 'llm-rubric', value: { must: 'be kind' } },
      ]);
      assert.deepEqual(cases[0]?.criterion, ['有禮貌：「什麼是 RAG？」', 'Is short.', '{"must":"be kind"}']);
      assert.deepEqual(judges, [{ judge: 'rubric', name: 'rubric' }]);
    });

    it('has its threshold on a scale from 0 to 1, and its grader as model, where all agree', async () => {
      const { judges, told } = await asserting([
        { type: 'llm-rubric', value: 'a', threshold: 0.8, weight: 2, provider: 'openai:chat:gpt-4.1' },
        { type: 'g-eval', value: 'b', threshold: 0.8, weight: 2, provider: { id: 'openai:gpt-4.1' } },
      ]);
      const rubric = { judge: 'rubric', name: 'rubric', scale: '0-1', threshold: 0.8, weight: 2 };
      assert.deepEqual(judges, [{ ...rubric, models: ['openai/gpt-4.1'] }]);
      assert.deepEqual(told, []);
    });

    it('is told where thresholds, weights or graders differ', async () => {
      const { judges, told } = await asserting([
        { type: 'llm-rubric', value: 'a', threshold: 0.8, weight: 2 },
        { type: 'g-eval', value: ['b', 'c'] },
        { type: 'llm-rubric', value: 'd', provider: 'file://grader.py' },
      ]);
      assert.deepEqual(judges, [{ judge: 'rubric', name: 'rubric' }]);
      assert.deepEqual(told, [
        'lost judge-weight 1',
        'lost grader 1',
        'changed mean-of-criteria 1',
        'changed judge-threshold 1',
        'changed judge-threshold 1',
      ]);
    });

    it('turned around is the opposite criterion', async () => {
      const { cases } = await asserting([
        { type: 'not-llm-rubric', value: '推銷產品' },
        { type: 'not-factuality', value: 'RAG is a rug.' },
      ]);
      assert.deepEqual(cases[0]?.criterion, [
        '以下敘述不成立：\n推銷產品',
        'The following is not true of it:\nIts facts agree with this reference, and nothing in it contradicts it:\nRAG is a rug.',
      ]);
    });

    it('has a judge of its own where every case asks for it', async () => {
      const { judges, cases, told } = await asserting([
        { type: 'factuality', value: 'RAG 是檢索加生成。' },
        { type: 'context-faithfulness', threshold: 0.9 },
        { type: 'context-relevance' },
        { type: 'answer-relevance', threshold: 0.6 },
      ]);
      assert.deepEqual(judges, [
        { judge: 'factual-consistency', name: 'factual-consistency', threshold: 'part' },
        { judge: 'faithfulness', name: 'faithfulness', threshold: 0.9 },
        { judge: 'context-relevance', name: 'context-relevance' },
        {
          judge: 'answer-relevance',
          name: 'answer-relevance',
          threshold: 0.6,
          embedding: 'openai/text-embedding-3-large',
        },
      ]);
      assert.deepEqual(cases[0]?.expected, 'RAG 是檢索加生成。');
      assert.deepEqual(cases[0]?.context, ['RAG 是檢索加生成。']);
      assert.deepEqual(told, ['changed other-formula 1']);
    });

    it('compares with one expected answer: what another compares with is a criterion', async () => {
      const { judges, cases, told } = await asserting([
        { type: 'factuality', value: 'one' },
        { type: 'context-recall', value: 'two' },
        { type: 'factuality', value: 'three' },
      ]);
      assert.deepEqual(
        judges.map(({ judge }) => judge),
        ['context-recall', 'rubric'],
      );
      assert.equal(cases[0]?.expected, 'two');
      assert.equal((cases[0]?.criterion as string[] | undefined)?.length, 2);
      assert.ok(told.includes('changed judge-as-criterion 1 ×2'));
    });

    it('is a criterion where only some cases ask for it, or lost where what was retrieved is judged', async () => {
      const { judges, cases, told, text } = await imported({
        'tests.json': JSON.stringify([
          {
            vars: { q: 'a', context: '段落' },
            assert: [
              { type: 'factuality', value: 'A' },
              { type: 'context-recall', value: 'A' },
            ],
          },
          {
            vars: { q: 'b', context: 'passage' },
            assert: [{ type: 'context-faithfulness' }, { type: 'answer-relevance' }],
          },
          { vars: { q: 'c' }, assert: [{ type: 'context-faithfulness' }] },
        ]),
      });
      assert.deepEqual(judges, [{ judge: 'rubric', name: 'rubric' }]);
      assert.deepEqual(
        cases.map(({ criterion, expected }) => [criterion, expected]),
        [
          [['Its facts agree with this reference, and nothing in it contradicts it:\nA'], undefined],
          [
            [
              'Everything it says is supported by this text:\npassage',
              'Answers the question that was asked, and nothing else.',
            ],
            undefined,
          ],
          [undefined, undefined],
        ],
      );
      assert.deepEqual(told, [
        'lost no-context 1',
        'lost judge-not-everywhere 1',
        'changed judge-as-criterion 1',
        'changed judge-as-criterion 1',
        'changed judge-as-criterion 1',
      ]);
      assert.match(text ?? '', /# changed in meaning: Only some cases have the assertion factuality/);
    });
  });

  describe('in a group', () => {
    it('counts to its threshold; assert-set, and, or', async () => {
      const parts = [
        { type: 'contains', value: 'a' },
        { type: 'is-json', weight: 3 },
      ];
      const { cases, told } = await asserting([
        { type: 'assert-set', assert: parts, threshold: 0.25, weight: 2 },
        { type: 'or', assert: parts },
        { type: 'and', assert: [{ type: 'assert-set', assert: parts }] },
      ]);
      const groups = checksOf(cases);
      assert.deepEqual(
        groups.map(({ kind, threshold, weight }) => [kind, threshold, weight]),
        [
          ['all', 0.25, 2],
          ['any', undefined, undefined],
          ['all', undefined, undefined],
        ],
      );
      assert.deepEqual(groups[0]?.checks?.map(inShort), [
        ['contains', 'a'],
        ['json', 'weight 3'],
      ]);
      assert.deepEqual(told, []);
    });

    it('is judged beside it where a model grades; a group of nothing else is none', async () => {
      const { cases, told } = await asserting([
        {
          type: 'assert-set',
          metric: 'm',
          assert: [
            { type: 'llm-rubric', value: 'a' },
            { type: 'python', value: 'x' },
          ],
        },
        {
          type: 'assert-set',
          threshold: 0.5,
          assert: [
            { type: 'llm-rubric', value: 'b' },
            { type: 'bleu', value: 'x' },
            { type: 'regex', value: '(?=a)' },
          ],
        },
      ]);
      assert.deepEqual(cases[0]?.criterion, ['a', 'b']);
      assert.deepEqual(checksOf(cases)[0]?.checks?.map(inShort), [['bleu', { 'at-least': 0.5, to: 'x' }]]);
      assert.deepEqual(told, [
        'lost metric 1',
        'lost assertion-code 1',
        'lost check-refused 1',
        'changed judged-in-group 1 ×2',
        'changed share-of-checks 1',
      ]);
    });
  });

  describe('under a threshold of its test', () => {
    it('is one of a group, of which so much has to hold', async () => {
      const { cases, told } = await asserting(
        [
          { type: 'contains', value: 'a' },
          { type: 'bleu', value: 'b' },
        ],
        {
          threshold: 0.5,
        },
      );
      const [group] = checksOf(cases);
      assert.deepEqual([group?.kind, group?.threshold, group?.checks?.length], ['all', 0.5, 2]);
      assert.deepEqual(told, ['changed share-of-checks 1']);
    });

    it('counts without those that a model grades', async () => {
      const { cases, told } = await asserting(
        [
          { type: 'contains', value: 'a' },
          { type: 'llm-rubric', value: 'b' },
        ],
        {
          threshold: 0,
        },
      );
      assert.equal(checksOf(cases)[0]?.threshold, 0);
      assert.deepEqual(told, ['changed threshold-without-judges 1']);
    });
  });

  it('is told where keys of it have no counterpart', async () => {
    const { told } = await asserting([
      {
        type: 'contains',
        value: 'a',
        metric: 'm',
        transform: 'output',
        rubricPrompt: 'x',
        config: {},
        normalizeUnicode: true,
      },
      { type: 'similar', value: 'a', provider: 'huggingface:sentence-similarity:x/y' },
      { type: 'is-xml', value: { requiredElements: ['a.b'] } },
    ]);
    assert.deepEqual(told, [
      'lost metric 1',
      'lost assert-key 1',
      'lost assert-key 1',
      'lost assert-key 1',
      'lost assert-key 1',
      'lost grader 1',
      'changed xml-elements 1',
    ]);
  });

  it('in JavaScript is a check of that name with its threshold and config', () => {
    const { javascript } = CHECK_OF;
    assert.deepEqual(javascript({ type: 'javascript', value: 'output > 1', threshold: 0.5 }), {
      name: 'javascript',
      argument: 'output > 1',
      threshold: 0.5,
    });
    assert.deepEqual(javascript({ type: 'javascript', value: './x.js', config: { most: 3 } }), {
      name: 'javascript',
      argument: { run: './x.js', config: { most: 3 } },
    });
    assert.deepEqual(javascript({ type: 'javascript', value: 'output.length', threshold: 9 }), {
      name: 'javascript',
      argument: 'output.length',
      changed: 'script-threshold',
    });
    assert.deepEqual(javascript({ type: 'javascript', value: ' ' }), { lost: 'no-value' });
  });

  it('of every type is something here, or lost for a reason that has a sentence', () => {
    assert.equal(new Set(ASSERTION_TYPES).size, ASSERTION_TYPES.length);
    assert.deepEqual(Object.keys(CHECK_OF).sort(), [...CHECKED_TYPES].sort());
    assert.deepEqual(Object.keys(GRADING_OF).sort(), [...GRADED_TYPES].sort());
    for (const why of Object.values(LOST_TYPES)) {
      assert.notEqual(say(`import.assertion-${why}`, { type: 'x' }), `import.assertion-${why} (type=x)`, why);
    }
  });

  it('is no check that we do not have: an unknown name would be lost, not written', () => {
    const examples = { value: 'x', threshold: 0.4 };
    for (const [type, conversion] of Object.entries(CHECK_OF)) {
      const check = conversion({ type, ...examples });
      if ('lost' in check) continue;
      assert.ok(CHECK_NAMES.includes(check.name), `${type} as ${check.name}`);
    }
  });
});

describe('a grader of promptfoo', () => {
  for (const [provider, use, model] of [
    ['openai:gpt-4.1', 'text', 'openai/gpt-4.1'],
    ['openai:chat:gpt-4o-mini', 'text', 'openai/gpt-4o-mini'],
    ['openai:responses:gpt-5', 'text', 'openai/gpt-5'],
    [{ id: 'ollama:chat:llama3:8b', config: {} }, 'text', 'ollama/llama3:8b'],
    [{ text: { id: 'groq:llama-3.3-70b' }, embedding: 'openai:embedding:x' }, 'text', 'groq/llama-3.3-70b'],
    [{ text: { id: 'groq:llama-3.3-70b' }, embedding: 'openai:embedding:x' }, 'embedding', 'openai/x'],
    ['anthropic:messages:claude-sonnet-4-5', 'text', 'anthropic/claude-sonnet-4-5'],
    ['openrouter:meta-llama/llama-3', 'text', 'openrouter/meta-llama/llama-3'],
    ['openai:gpt-4.1', 'embedding', undefined],
    ['openai:embeddings:text-embedding-3-small', 'embedding', 'openai/text-embedding-3-small'],
    ['openai:embeddings:text-embedding-3-small', 'text', undefined],
    ['azureopenai:chat:my-deployment', 'text', undefined],
    ['file://grader.js', 'text', undefined],
    [undefined, 'text', undefined],
    [7, 'text', undefined],
  ] as const) {
    it(`${JSON.stringify(provider)} for ${use} is ${model}`, () => {
      assert.equal(graderModel(provider, use), model);
      const endpoint = model?.split('/')[0];
      assert.ok(endpoint === undefined || KNOWN_ENDPOINTS.some(({ name }) => name === endpoint));
    });
  }

  it('is named as promptfoo names it, to say which one was lost', () => {
    assert.equal(graderName({ id: 'azureopenai:chat:x' }), 'azureopenai:chat:x');
    assert.equal(graderName({ config: {} }), undefined);
  });
});
