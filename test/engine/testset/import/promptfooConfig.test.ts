import assert from 'node:assert/strict';
import { checksOf, fixture, imported, type ReadCheck } from './importing';

const config = (value: Record<string, unknown>, files: Record<string, string> = {}) =>
  imported({ 'promptfooconfig.yaml': JSON.stringify(value, null, 1), ...files });
const inputs = (cases: readonly Record<string, unknown>[]) => cases.map(({ input }) => input);

describe('a config of promptfoo', () => {
  it('is imported with all that it names in the workspace', async () => {
    const { text, cases, judges, told, format } = await imported(await fixture('promptfoo', 'promptfooconfig.yaml'));
    assert.equal(format?.name, 'promptfoo');
    assert.ok(
      text?.startsWith('# Imported from promptfoo, promptfooconfig.yaml\n# 客服助理：退換貨與配送\n# reviewed'),
    );
    assert.match(text ?? '', /^repeat: 2$/m);
    assert.deepEqual(judges, [{ judge: 'rubric', name: 'rubric', models: ['openai/gpt-4.1'] }]);
    assert.deepEqual(
      cases.map(({ id, input }) => [id, ...Object.values(input as object)]),
      [
        ['七天內退貨', '台北門市', '我昨天買的耳機可以退嗎？🎧'],
        ['matrix', '台北門市', 'Where is my parcel?'],
        ['matrix (2)', '台北門市', '我的包裹在哪裡？'],
        ['matrix (3)', '高雄門市', 'Where is my parcel?'],
        ['matrix (4)', '高雄門市', '我的包裹在哪裡？'],
        ['case-6', '台北門市', '我上週下單，\n到今天還沒收到。\n請問要等多久？'],
        ['case-7', '台北門市', ''],
        ['付款', '台北門市', '可以用「信用卡」嗎？\n或行動支付'],
        ['case-9', '台北門市', 'How do I pay?'],
        ['台北門市 closing time', '台北門市', 'When do you close?'],
        ['高雄門市 closing time', '高雄門市', 'When do you close?'],
      ],
    );
    assert.deepEqual(cases[0]?.tags, ['area=returns', 'priority=1', 'reviewers=Ada', 'reviewers=林小明']);
    assert.deepEqual(cases[8]?.criterion, [
      '對「How do I pay?」的回答有禮貌，沒有責怪客人',
      'names at least two ways to pay',
    ]);
    assert.deepEqual(told, [
      'lost prompts 5',
      'lost providers 7',
      'lost setting 30',
      'lost metadata 33',
      'lost unused-variable 33',
      'lost assertion-code 44',
      'lost metric 57',
      'lost file 65',
      'lost generated-tests 66',
      'lost option tests/a-shipping.yaml:6',
      'changed judge-threshold 55 ×4',
      'changed threshold-without-judges tests/regression.csv:4',
    ]);
  });

  it('has the assertions of defaultTest once for all, where every case has them as they stand', async () => {
    const value = {
      prompts: ['{{q}}'],
      defaultTest: {
        assert: [
          { type: 'is-json' },
          { type: 'assert-set', assert: [{ type: 'latency', threshold: 9 }] },
          { type: 'contains', value: '{{q}}' },
          { type: 'cost', threshold: 1 },
        ],
      },
      tests: [{ vars: { q: 'a' } }, { vars: { q: 'b' }, assert: [{ type: 'contains', value: 'x' }] }],
    };
    const { checks, cases } = await config(value);
    assert.deepEqual(
      checks.map(({ kind }) => kind),
      ['json', 'all'],
    );
    const own = (index: number) => checksOf(cases, index).map((check) => check.argument);
    assert.deepEqual(own(0), ['a', 1]);
    assert.deepEqual(own(1), ['b', 1, 'x']);
    const excepted = await config({
      ...value,
      tests: [...value.tests, { vars: { q: 'c' }, options: { disableDefaultAsserts: true } }],
    });
    assert.deepEqual(excepted.checks, []);
    assert.deepEqual(
      excepted.cases.map((each) => ((each.checks as unknown[]) ?? []).length),
      [4, 5, 0],
    );
  });

  it('takes vars, metadata, options and threshold of defaultTest where a test has none, also from a file', async () => {
    const { cases, told } = await config(
      {
        defaultTest: 'file://shared/default.yaml',
        prompts: ['{{a}}{{b}}'],
        tests: [{ vars: { b: 2 } }, { vars: { a: 'own' }, threshold: 1, metadata: { lang: 'en' } }],
      },
      {
        'shared/default.yaml':
          'vars: { a: shared, b: 1 }\nmetadata: { lang: zh, team: x }\nthreshold: 0.5\noptions: { prefix: "!" }\nassert: [{ type: is-json }]\n',
      },
    );
    assert.deepEqual(inputs(cases), [
      { a: 'shared', b: 2 },
      { a: 'own', b: 1 },
    ]);
    assert.deepEqual(
      cases.map(({ tags, checks }) => [tags, (checks as ReadCheck[])[0]?.threshold]),
      [
        [['lang=zh', 'team=x'], 0.5],
        [['lang=en', 'team=x'], 1],
      ],
    );
    assert.ok(told.some((line) => line.startsWith('lost option')));
  });

  describe('whose variables are lists', () => {
    it('is a matrix; lists of what is no text are values', async () => {
      const { cases } = await config({
        tests: [{ vars: { a: ['1', '2'], b: ['x', 'y'], c: [1, 2], d: [{ k: 'v' }] } }],
      });
      assert.deepEqual(
        inputs(cases).map((input) =>
          Object.values(input as object)
            .map((value) => JSON.stringify(value))
            .join(' '),
        ),
        [
          '"1" "x" [1,2] [{"k":"v"}]',
          '"1" "y" [1,2] [{"k":"v"}]',
          '"2" "x" [1,2] [{"k":"v"}]',
          '"2" "y" [1,2] [{"k":"v"}]',
        ],
      );
    });

    it('is none where it says so', async () => {
      const { cases } = await config({ tests: [{ vars: { a: ['1', '2'] }, options: { disableVarExpansion: true } }] });
      assert.deepEqual(inputs(cases), [{ a: ['1', '2'] }]);
    });

    it('is refused where they make too many cases, at the test', async () => {
      const list = Array.from({ length: 400 }, (_, index) => `v${index}`);
      const { problems, text } = await imported({
        'promptfooconfig.yaml': `prompts: [x]\ntests:\n  - vars: { q: a }\n  - vars: ${JSON.stringify({ a: list, b: list })}\n`,
      });
      assert.equal(text, undefined);
      assert.deepEqual(
        problems.map(({ code, range }) => [code, range.start.line]),
        [['import.too-many-cases', 3]],
      );
    });
  });

  describe('that names files', () => {
    it('reads variables from them: text, YAML and JSON; patterns are as many tests', async () => {
      const { cases, told } = await config(
        {
          tests: [
            { vars: { text: 'file://data/a.txt', data: 'file://data/b.json', list: ['file://data/a.txt', 'plain'] } },
            { vars: { doc: 'file://docs/*.md' } },
            { vars: 'vars.yaml' },
            { vars: { image: 'file://x.png', code: 'file://x.py', gone: 'file://gone.txt', none: 'file://no/*.md' } },
          ],
        },
        {
          'data/a.txt': '  一行\n二行\n',
          'data/b.json': '{"k": [1, "二"]}',
          'docs/2.md': 'two',
          'docs/1.md': 'one',
          'vars.yaml': 'q: from a file\n',
        },
      );
      assert.deepEqual(inputs(cases), [
        { text: '一行\n二行', data: { k: [1, '二'] }, list: '一行\n二行' },
        { text: '一行\n二行', data: { k: [1, '二'] }, list: 'plain' },
        { doc: 'one' },
        { doc: 'two' },
        { q: 'from a file' },
        {},
      ]);
      assert.deepEqual(
        told.map((line) => line.replace(/\d+$/, 'N')),
        ['lost file N', 'lost file-media N', 'lost file-code N', 'lost file N'].filter(
          (line) => told.length > 0 && line,
        ),
      );
    });

    it('reads tests from them: YAML, JSON, JSONL, CSV, patterns, lists of these', async () => {
      const { cases, told, problems } = await config(
        {
          tests: [
            'file://t/*.{yaml,json}',
            't/three.jsonl',
            { path: 'file://t/**/deep.csv', config: { a: 1 } },
            'file://t/none*.yaml',
            'https://docs.google.com/spreadsheets/d/1',
            'file://t/sheet.xlsx#2',
            'file://t/make.js:tests',
            7,
          ],
        },
        {
          't/one.yaml': '- vars: { q: one }\n',
          't/two.json': '[{"vars": {"q": "two"}}]',
          't/three.jsonl': '{"vars":{"q":"三"}}\n',
          't/a/b/deep.csv': 'q,__expected\nfour,contains:4\n',
        },
      );
      assert.deepEqual(problems, []);
      assert.deepEqual(inputs(cases), [{ q: 'one' }, { q: 'two' }, { q: '三' }, { q: 'four' }]);
      assert.deepEqual(
        told.map((line) => line.split(' ')[1]),
        ['test-key', 'file', 'remote-tests', 'remote-tests', 'generated-tests', 'not-a-test'],
      );
    });

    it('reads nothing outside of the workspace', async () => {
      const { cases, told } = await config({
        tests: [
          { vars: { a: 'file://../../etc/passwd', b: 'file:///etc/passwd', c: 'x' } },
          'file://../*.yaml',
          '../x.yaml',
        ],
      });
      assert.deepEqual(inputs(cases), [{ c: 'x' }]);
      assert.deepEqual(
        told.map((line) => line.split(' ').slice(0, 2).join(' ')),
        ['lost file', 'lost file', 'lost file', 'lost file'],
      );
    });

    it('is wrong where one of them is, at its line', async () => {
      const { problems, text } = await config({ tests: 'file://t.csv' }, { 't.csv': 'q,__expected\n"open,x\n' });
      assert.equal(text, undefined);
      assert.deepEqual(
        problems.map(({ code, file, range }) => [code, file.split('/').at(-1), range.start.line]),
        [['testset.csv-quote-not-closed', 't.csv', 1]],
      );
    });

    it('reads values of assertions from them, but runs no program', async () => {
      const { cases, told } = await config(
        {
          tests: [
            {
              vars: { q: 'x' },
              assert: [
                { type: 'equals', value: 'file://v.json' },
                { type: 'contains-any', value: ['file://v.txt', 'b {{q}}'] },
                { type: 'is-json', value: 'file://schema.yaml' },
                { type: 'llm-rubric', value: 'file://rubric.txt' },
                { type: 'contains', value: 'file://v.py' },
                { type: 'contains', value: 'file://gone.txt' },
                'file://more.yaml',
              ],
            },
          ],
        },
        {
          'v.json': '{"a": 1}',
          'v.txt': '文字 {{q}}\n',
          'schema.yaml': 'type: object\n',
          'rubric.txt': 'Polite to {{q}}',
          'more.yaml': '- type: is-refusal\n',
        },
      );
      assert.deepEqual(
        checksOf(cases).map(({ kind, argument }) => [kind, argument]),
        [
          ['equals', { a: 1 }],
          ['contains-any', ['文字 x', 'b x']],
          ['json-schema', { type: 'object' }],
          ['refusal', undefined],
        ],
      );
      assert.deepEqual(cases[0]?.criterion, ['Polite to x']);
      assert.deepEqual(
        told.map((line) => line.split(' ')[1]),
        ['file-code', 'assertion-no-value', 'file'],
      );
    });
  });

  describe('with templates', () => {
    it('has variables filled in, in assertions, descriptions and other variables', async () => {
      const { cases } = await config({
        prompts: ['{{q}} {{full}}'],
        tests: [
          {
            description: 'about {{ user.name }}',
            vars: { q: '問題', user: { name: '小明', tags: ['a', 'b'] }, full: '{{q}}：{{user.name}}' },
            assert: [
              { type: 'contains', value: '{{ user.name }} {{user.tags[1]}}' },
              { type: 'contains-any', value: '{{user.tags}}' },
              { type: 'equals', value: '{{user}}' },
            ],
          },
        ],
      });
      assert.deepEqual(cases[0]?.id, 'about 小明');
      assert.deepEqual(cases[0]?.input, { q: '問題', full: '問題：小明' });
      assert.deepEqual(
        checksOf(cases).map(({ argument }) => argument),
        ['小明 b', ['a', 'b'], '{"name":"小明","tags":["a","b"]}'],
      );
    });

    it('keeps and tells expressions that only Nunjucks could compute', async () => {
      const { cases, told, said } = await config({
        tests: [
          {
            vars: { q: '{{ env.HOME }}' },
            assert: [
              { type: 'contains', value: '{{ q | upper }} {% if q %}x{% endif %} {{gone}}' },
              { type: 'llm-rubric', value: '{{ __proto__ }}{{ constructor.name }}' },
            ],
          },
        ],
      });
      assert.deepEqual(cases[0]?.input, { q: '{{ env.HOME }}' });
      assert.equal(told.length, 7);
      assert.ok(told.every((line) => line.startsWith('lost expression')));
      assert.ok(said.includes('The expression {{ q | upper }} was not computed and stands as text.'));
    });
  });

  it('keeps the variables that its prompts read; what only assertions read is in these', async () => {
    const files = { 'p.txt': 'Question: {{ question | trim }}{% if lang %} in {{lang}}{% endif %}' };
    const value = {
      prompts: ['p.txt', { id: 'file://p.txt', label: 'x' }],
      tests: [
        {
          vars: { question: 'q', lang: 'zh', answer: 'A', note: 'n' },
          assert: [{ type: 'contains', value: '{{answer}}' }],
        },
      ],
    };
    const { cases, told, said } = await config(value, files);
    assert.deepEqual(cases[0]?.input, { question: 'q', lang: 'zh' });
    assert.ok(told.some((line) => line.startsWith('lost unused-variable')));
    assert.ok(said.includes('The variable "note" is read by neither the prompt nor an assertion.'));
    const unreadable = await config({ ...value, prompts: ['file://p.js'] }, files);
    assert.deepEqual(Object.keys(unreadable.cases[0]?.input as object), ['question', 'lang', 'answer', 'note']);
    const known = await imported(
      { 'promptfooconfig.yaml': JSON.stringify(value), ...files },
      { promptVariables: new Set(['question']) },
    );
    assert.deepEqual(known.cases[0]?.input, { question: 'q' });
  });

  describe('with scenarios', () => {
    it('has each test with each set of variables, also from files', async () => {
      const { cases, told } = await config(
        {
          scenarios: [
            {
              config: [
                { $values: 'file://sets.yaml' },
                { vars: { lang: 'fr' }, assert: [{ type: 'contains', value: 'ok' }], metadata: { set: 3 } },
              ],
              tests: [{ vars: { q: 'a' } }, { vars: { q: 'b', lang: 'own' }, threshold: 1 }],
            },
            'file://more/*.yaml',
          ],
        },
        {
          'sets.yaml': '- vars: { lang: zh }\n- vars: { lang: en }\n',
          'more/s.yaml': 'config: [{ vars: { lang: ja } }]\ntests: [{ vars: { q: c } }]\n',
        },
      );
      assert.deepEqual(told, []);
      assert.deepEqual(
        inputs(cases).map((input) => Object.values(input as object).join(' ')),
        ['zh a', 'own b', 'en a', 'own b', 'fr a', 'own b', 'ja c'],
      );
      assert.deepEqual(cases[4]?.tags, ['set=3']);
      assert.equal(checksOf(cases, 5)[0]?.kind, 'all');
    });
  });

  describe('with references', () => {
    it('has what they stand for, keys beside them first', async () => {
      const { cases } = await config({
        prompts: ['{{q}}'],
        assertionTemplates: {
          short: { type: 'word-count', value: { max: 9 }, weight: 2 },
          twice: { $ref: '#/assertionTemplates/short' },
        },
        shared: { 'a/b': { q: 'from a pointer' } },
        tests: [
          {
            vars: { $ref: '#/shared/a~1b' },
            assert: [{ $ref: '#/assertionTemplates/twice', weight: 5 }, { $ref: '#/assertionTemplates/short' }],
          },
        ],
      });
      assert.deepEqual(cases[0]?.input, { q: 'from a pointer' });
      assert.deepEqual(
        checksOf(cases).map(({ weight }) => weight),
        [5, 2],
      );
    });

    it('that lead nowhere or to themselves is told', async () => {
      const { told } = await config({
        assertionTemplates: { loop: { $ref: '#/assertionTemplates/loop' } },
        tests: [{ vars: { q: 'x' }, assert: [{ $ref: '#/gone' }, { $ref: '#/assertionTemplates/loop' }] }],
      });
      assert.ok(told.some((line) => line.startsWith('lost reference')));
    });
  });

  it('tells every key that it does not read', async () => {
    const { told, said } = await config({
      prompts: ['{{q}}'],
      targets: ['x'],
      outputPath: 'out.json',
      redteam: { plugins: [] },
      tests: [
        {
          vars: { q: 'x' },
          provider: 'y',
          providerOutput: 'recorded',
          assertScoringFunction: 'file://s.js',
          options: { transform: 't', storeOutputAs: 's', rubricPrompt: 'r' },
          metadata: { nested: { a: 1 }, commas: 'a, b', tags: ['one', '二'] },
        },
      ],
    });
    for (const sentence of [
      'The prompts belong into a .prompt file.',
      'The models ("targets") belong into the prompt: model: provider/name.',
      'The setting "outputPath" has no counterpart in a test set.',
      'The setting "redteam" has no counterpart in a test set.',
      'The key "provider" of a test has no counterpart.',
      'The key "providerOutput" of a test has no counterpart.',
      'The key "assertScoringFunction" of a test has no counterpart.',
      'The option "transform" of a test has no counterpart.',
      'The option "storeOutputAs" of a test has no counterpart.',
      'The option "rubricPrompt" of a test has no counterpart.',
      'The metadata "nested" is no short value that could be a tag.',
      'The metadata "commas" is no short value that could be a tag.',
    ]) {
      assert.ok(said.includes(sentence), `${sentence}\n${said.join('\n')}`);
    }
    assert.equal(told.length, 12);
  });

  it('may be a list of tests by itself, in YAML, JSON or JSONL', async () => {
    for (const [name, text] of [
      ['tests.yaml', '- vars: { q: 一 }\n  assert: [{ type: contains, value: a }]\n'],
      ['tests.json', '[{"vars":{"q":"一"},"assert":[{"type":"contains","value":"a"}]}]'],
      ['tests.jsonl', '{"vars":{"q":"一"},"assert":[{"type":"contains","value":"a"}]}\n'],
    ] as const) {
      const { cases, format } = await imported({ [name]: text });
      assert.equal(format?.name, 'promptfoo', name);
      assert.deepEqual(inputs(cases), [{ q: '一' }]);
      assert.equal(checksOf(cases).length, 1);
    }
  });
});
