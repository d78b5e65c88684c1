import assert from 'node:assert/strict';
import { checksOf, fixture, imported } from './importing';

const inputs = (cases: readonly Record<string, unknown>[]) => cases.map(({ input }) => input);
const json = (value: unknown) => JSON.stringify(value);

describe('samples of OpenAI Evals', () => {
  it('are imported by the registry, with the checks of their template', async () => {
    const { cases, told, judges, format } = await imported(await fixture('openai-evals', 'evals/capitals.yaml'));
    assert.equal(format?.name, 'openai-evals');
    assert.deepEqual(judges, []);
    assert.deepEqual(inputs(cases), [
      { question: 'Capital of Japan?' },
      { question: '台灣的首都？' },
      {
        history: [
          { role: 'user', content: 'Hi' },
          { role: 'assistant', content: 'Hello. Which country?' },
        ],
        question: 'France 🇫🇷',
      },
    ]);
    assert.deepEqual(
      cases.map(({ expected }) => expected),
      ['Tokyo', ['台北', '臺北'], 'Paris'],
    );
    assert.deepEqual(
      checksOf(cases, 1).map(({ kind, checks }) => [kind, checks?.map(({ argument }) => argument)]),
      [['any', ['台北', '臺北']]],
    );
    assert.deepEqual(told, [
      'lost few-shot 6',
      'lost other-eval 11',
      'lost system-message data/capitals/samples.jsonl:1 ×3',
      'changed history-variable data/capitals/samples.jsonl:3',
    ]);
  });

  it('do not say by themselves what judges them, and the report says so', async () => {
    const files = await fixture('openai-evals', 'data/capitals/samples.jsonl');
    const { cases, told, testSet } = await imported(files);
    assert.deepEqual(
      cases.map(({ checks }) => checks),
      [undefined, undefined, undefined],
    );
    assert.deepEqual(testSet?.judges, [], 'where all have an expected answer, the judge is correctness');
    assert.ok(told.includes('changed template-unknown 1'));
    assert.ok(told.includes('changed several-answers 2'));
  });

  const registry = (className: string, args: Record<string, unknown>, samples: unknown[]) =>
    imported({
      'e.yaml': json({ e: { class: className, args: { samples_jsonl: 's.jsonl', ...args } } }),
      's.jsonl': samples.map(json).join('\n'),
    });

  for (const [template, args, ideal, checks] of [
    ['evals.elsuite.basic.match:Match', {}, 'a', [['starts-with', 'a']]],
    ['evals.elsuite.basic.includes:Includes', {}, ['a', '二'], [['contains-any', ['a', '二']]]],
    ['evals.elsuite.basic.includes:Includes', { ignore_case: true }, 'A', [['contains-any', ['A'], 'ignore-case']]],
    ['evals.elsuite.basic.fuzzy_match:FuzzyMatch', {}, 'A', [['contains-any', ['A'], 'ignore-case']]],
    ['evals.elsuite.basic.json_match:JsonMatch', {}, '{"a": [1]}', [['equals', { a: [1] }]]],
    ['evals.elsuite.translate:Translate', {}, 'a', []],
  ] as const) {
    it(`for ${template.split(':')[1]} ${json(args)} have ${json(checks)}`, async () => {
      const { cases } = await registry(template, args, [{ input: 'q', ideal }]);
      assert.deepEqual(
        checksOf(cases).map(({ kind, argument, ignoreCase }) => [
          kind,
          argument,
          ...(ignoreCase ? ['ignore-case'] : []),
        ]),
        checks,
      );
    });
  }

  it('that a model grades have the judge of their facts, or criteria', async () => {
    const facts = await registry('x:ModelBasedClassify', { modelgraded_spec: 'fact' }, [{ input: 'q', ideal: 'a' }]);
    assert.deepEqual(facts.judges, [{ judge: 'factual-consistency', name: 'factual-consistency' }]);
    const closed = await registry('x:ModelBasedClassify', { modelgraded_spec: 'closedqa' }, [
      { input: 'q', criteria: '簡短' },
      { input: 'r', criteria: 'Is short.', rubric: 'x' },
    ]);
    assert.deepEqual(
      closed.cases.map(({ criterion }) => criterion),
      [['簡短'], ['Is short.']],
    );
    assert.deepEqual(closed.judges, [{ judge: 'rubric', name: 'rubric' }]);
    assert.deepEqual(closed.told, ['lost key s.jsonl:2']);
    const battle = await registry('x:ModelBasedClassify', { modelgraded_spec: 'battle' }, [{ input: 'q', ideal: 'a' }]);
    assert.deepEqual(battle.told, ['lost graded-spec 1']);
  });

  it('whose file is not there are none', async () => {
    const { told, problems } = await imported({
      'e.yaml': 'e: { class: a.b:Match, args: { samples_jsonl: gone.jsonl } }\n',
    });
    assert.deepEqual(told, ['lost file 1']);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['import.no-cases'],
    );
  });
});

describe('examples of LangSmith', () => {
  it('are imported as the command line exports them', async () => {
    const { cases, told, format } = await imported(await fixture('langsmith', 'examples.json'));
    assert.equal(format?.name, 'langsmith');
    assert.deepEqual(
      cases.map(({ id, input, expected, tags }) => [id, input, expected, tags]),
      [
        [
          '0c7f3f7e-6f0c-4a52-9d1e-9b1c5f0a1d11',
          { question: '保固多久？', product: '耳機' },
          '兩年。',
          ['split=base', 'split=regression', 'source=trace'],
        ],
        [
          '5b1d9f0e-3f1c-4a77-8f42-2f6a6a1f7e22',
          { question: 'Is it waterproof?\nI want to swim.', product: 'watch' },
          { answer: 'Up to 50 m.', confidence: 0.8 },
          ['split=base'],
        ],
      ],
    );
    assert.deepEqual(told, ['lost attachments 12']);
  });

  it('that are conversations give the last question, what was said before, and the system message', async () => {
    const { cases, told } = await imported(await fixture('langsmith', 'chat.jsonl'));
    assert.deepEqual(inputs(cases), [
      { system: 'Be brief.', question: 'Hi' },
      {
        system: 'Be kind.',
        history: [
          { role: 'user', content: '你好' },
          { role: 'assistant', content: '您好' },
        ],
        question: '再見 👋',
      },
    ]);
    assert.deepEqual(
      cases.map(({ expected }) => expected),
      ['Hello.', '再見'],
    );
    assert.deepEqual(told, ['changed system-variable 1 ×2', 'changed history-variable 2']);
  });

  it('in a table are parted by the names of its columns', async () => {
    const { cases, told } = await imported(await fixture('langsmith', 'results.csv'));
    assert.deepEqual(inputs(cases), [
      { question: 'What is RAG, in short?', filters: { year: 2024 } },
      { question: '什麼是 LoRA？', filters: '' },
    ]);
    assert.deepEqual(
      cases.map(({ id, expected, tags }) => [id, expected, tags]),
      [
        ['1', 'Retrieval and generation', ['lang=en']],
        ['2', '低秩微調', ['lang=zh']],
      ],
    );
    assert.deepEqual(told, ['lost key 2 ×2', 'lost key 2 ×2']);
  });

  it('in a table with JSON in its cells, or with plain names, are read too', async () => {
    const cells = await imported({ 'a.csv': 'inputs,outputs\n"{""q"": ""甲""}","{""a"": ""乙""}"\n' });
    assert.deepEqual(
      [cells.format?.name, inputs(cells.cases), cells.cases[0]?.expected],
      ['langsmith', [{ q: '甲' }], '乙'],
    );
    const plain = await imported({ 'a.csv': 'question,answer,created_at\na,b,2025\n' }, { from: 'langsmith' });
    assert.deepEqual([inputs(plain.cases), plain.cases[0]?.expected], [[{ question: 'a' }], 'b']);
    assert.deepEqual(plain.told, ['changed answer-column 2']);
  });
});

describe('items of Langfuse', () => {
  it('are imported as its API gives them; archived ones are left out, and told', async () => {
    const { cases, told, format } = await imported(await fixture('langfuse', 'items.json'));
    assert.equal(format?.name, 'langfuse');
    assert.deepEqual(
      cases.map(({ id, input, expected, tags }) => [id, input, expected, tags]),
      [
        ['cm1', { question: '什麼是向量資料庫？', lang: 'zh-TW' }, '以向量查找相近資料的資料庫。', ['topic=rag']],
        ['cm3', { question: 'yes' }, '1.0', undefined],
      ],
    );
    assert.deepEqual(told, ['lost metadata 3', 'lost archived 19']);
  });

  it('are imported from a table, whose cells hold JSON', async () => {
    const { cases, told } = await imported(await fixture('langfuse', 'items.csv'));
    assert.deepEqual(
      cases.map(({ id, input, expected, tags }) => [id, input, expected, tags]),
      [
        ['a', { question: '何謂嵌入？' }, '把文字變成向量', ['topic=embedding']],
        ['b', { question: 'plain text' }, 'plain answer', undefined],
      ],
    );
    assert.deepEqual(told, []);
  });

  it('are imported as the Python SDK names their fields', async () => {
    const { cases, format } = await imported({ 'i.json': json([{ input: { q: 1 }, expected_output: [1, 2], id: 7 }]) });
    assert.deepEqual([format?.name, cases], ['langfuse', [{ id: '7', input: { q: 1 }, expected: [1, 2] }]]);
  });
});

describe('records of Braintrust', () => {
  it('are imported from lines', async () => {
    const { cases, told, format } = await imported(await fixture('braintrust', 'rows.jsonl'));
    assert.equal(format?.name, 'braintrust');
    assert.deepEqual(cases, [
      { id: 'r1', input: { ticket: '登入失敗', tier: 'pro' }, expected: 'auth', tags: ['smoke', 'auth', 'lang=zh'] },
      {
        id: 'r2',
        input: { ticket: 'Refund, please; now', tier: 'free' },
        expected: { label: 'billing', urgent: true },
        tags: ['lang=en'],
      },
    ]);
    assert.deepEqual(told, ['lost key 2']);
  });

  it('are imported from a table, and by the old name of what is expected', async () => {
    const { cases } = await imported(await fixture('braintrust', 'rows.csv'));
    assert.deepEqual(
      cases.map(({ input, expected, tags }) => [input, expected, tags]),
      [
        [{ question: 'Capital of Chile?' }, 'Santiago', ['easy', 'area=geo']],
        [{ q: '巴西首都？' }, '巴西利亞', undefined],
      ],
    );
    const old = await imported({ 'r.json': json({ events: [{ input: 'a', output: 'b', is_root: true }] }) });
    assert.deepEqual([old.format?.name, old.cases[0]?.expected], ['braintrust', 'b']);
  });
});

describe('samples of Ragas', () => {
  it('are imported with their passages and rubrics; those of several turns are left out, and told', async () => {
    const { cases, told, judges, format } = await imported(await fixture('ragas', 'samples.jsonl'));
    assert.equal(format?.name, 'ragas');
    assert.deepEqual(
      judges.map(({ judge }) => judge),
      ['correctness', 'rubric'],
    );
    assert.deepEqual(cases, [
      {
        id: 'case-1',
        input: { question: '誰提出 RAG？' },
        expected: 'Lewis 等人（2020）。',
        context: ['Lewis 等人在 2020 年提出 RAG。', '向量資料庫用於檢索。'],
        criterion: ['score1: 全錯\nscore5: 姓名與年份都對'],
      },
      {
        id: 'case-2',
        input: { question: 'What is BM25?' },
        expected: 'A ranking function.',
        context: ['BM25 ranks by term frequency.'],
        tags: ['synthesizer_name=single_hop_specific_query_synthesizer', 'persona_name=Student'],
      },
    ]);
    assert.deepEqual(told, [
      'lost response 1',
      'lost multi-turn 3',
      'changed rubrics 1',
      'changed reference-contexts 2',
    ]);
  });

  it('are imported by their first names, from a table with lists as Python prints them', async () => {
    const { cases, told, format } = await imported(await fixture('ragas', 'old.csv'));
    assert.equal(format?.name, 'ragas');
    assert.deepEqual(cases, [
      {
        id: 'case-1',
        input: { question: 'What is\nRAG?' },
        expected: 'Retrieval and generation',
        context: ["It's retrieval.", 'a \n line'],
      },
    ]);
    assert.deepEqual(told, ['lost response 2']);
    const truths = await imported({
      'r.json': json([
        { question: 'q', ground_truths: ['one'], contexts: [] },
        { question: 'r', ground_truths: ['a', 'b'] },
      ]),
    });
    assert.deepEqual(
      truths.cases.map(({ expected }) => expected),
      ['one', ['a', 'b']],
    );
  });
});

describe('samples of Inspect', () => {
  it('are imported with targets, choices and metadata; what stands around the model is told', async () => {
    const { cases, told, format } = await imported(await fixture('inspect', 'samples.json'));
    assert.equal(format?.name, 'inspect');
    assert.deepEqual(cases, [
      { id: '1', input: { question: '太陽從哪邊升起？' }, expected: '東方', tags: ['topic=常識', 'level=1'] },
      { id: 'mc', input: { question: 'Which is prime?', choices: ['4', '6', '7'] }, expected: 'C' },
      { id: 'either', input: { question: 'Say yes in French or Spanish' }, expected: ['oui', 'sí'] },
    ]);
    assert.deepEqual(told, [
      'lost surroundings 4',
      'lost surroundings 4',
      'changed choices 3',
      'changed several-answers 4',
    ]);
  });

  it('are imported from a table, and from a log, each once', async () => {
    const table = await imported(await fixture('inspect', 'samples.csv'));
    assert.deepEqual(inputs(table.cases), [{ question: '2 + 2?', choices: ['3', '4', '5'] }, { question: '你好嗎？' }]);
    const sample = { id: 1, input: 'q', target: 't', scores: { a: 1 }, output: {} };
    const log = await imported({
      'log.json': json({
        version: 2,
        eval: {},
        samples: [
          { ...sample, epoch: 1 },
          { ...sample, epoch: 2 },
        ],
      }),
    });
    assert.deepEqual(log.cases, [{ id: '1', input: { question: 'q' }, expected: 't' }]);
    assert.deepEqual(log.told, ['lost key 1', 'lost epochs 1']);
  });
});

describe('a data set for a prompt that is known', () => {
  it('has its texts in the variable that the prompt has for them', async () => {
    const { cases } = await imported(
      { 'a.jsonl': json({ input: '問', target: '答' }) },
      { promptVariables: new Set(['ask', 'context']) },
    );
    assert.deepEqual(inputs(cases), [{ ask: '問' }]);
  });

  it('has its one variable named as the prompt names its own, which is told', async () => {
    const { cases, told } = await imported(
      { 'a.jsonl': `${json({ inputs: { q: 'a' }, outputs: {} })}\n${json({ inputs: { q: 'b' }, outputs: {} })}` },
      { promptVariables: new Set(['question']) },
    );
    assert.deepEqual(inputs(cases), [{ question: 'a' }, { question: 'b' }]);
    assert.deepEqual(told, ['changed renamed-variable 1']);
  });
});
