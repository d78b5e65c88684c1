import assert from 'node:assert/strict';
import { renamed, type Texts } from '../renamed';

/** The lines of all files that are others after a rename, each as `file: line`. */
async function changed(texts: Texts, name: string): Promise<string[] | string> {
  const after = await renamed(texts, name);
  if (typeof after === 'string') return after;
  return Object.entries(after).flatMap(([path, text]) => {
    const before = texts[path]?.replace('‸', '').split('\n') ?? [];
    return text.split('\n').flatMap((line, index) => (line === before[index] ? [] : [`${path}: ${line.trim()}`]));
  });
}

describe('renaming a variable', () => {
  const PROJECT = {
    'answer.prompt':
      '\uFEFF---\r\nmodel: x\r\ninput:\r\n  schema:\r\n    question: string, 問題\r\n  default: { question: "🙂" }\r\nassay.judges:\r\n  - judge: ./judges/tone.prompt\r\n    examples: [{ input: { question: a }, output: b, score: 1 }]\r\n---\r\n🙂\t{{que‸stion}} {{#if question}}{{question.length}}{{/if}}\r\n{{#each items}}{{question}}{{../question}}{{@root.question}}{{> row}}{{/each}}\r\n{{#question}}{{/question}}{{media url=question}}{{> style lang=question}}',
    'answer.formal.prompt': '{{question}}',
    'other.prompt': '{{question}}',
    '_style.prompt': '{{lang}} {{question}} {{"question"}} {{lookup this "question"}}',
    '_row.prompt': '{{question}} {{@root.question}}',
    'answer.test.yaml':
      'judges:\n  - judge: ./judges/tone.prompt\n    examples:\n      - input: { question: q }\n        output: o\n        score: 1\ncases:\n  - id: 一\n    input: { "question": q, lang: zh }\n  - input:\n      question: what\n      items: [{ question: its own }]\n',
    'judges/tone.prompt': '{{output}} {{input.question}} {{question}}',
    'judges/tone.test.yaml': 'cases:\n  - input: { output: x, input: { question: q }, question: of the judge }\n',
  };

  it('goes through schema, default, template, partials, test set, variants and judges', async () => {
    assert.deepEqual(await changed(PROJECT, '提問'), [
      'answer.prompt: 提問: string, 問題',
      'answer.prompt: default: { 提問: "🙂" }',
      'answer.prompt: examples: [{ input: { 提問: a }, output: b, score: 1 }]',
      'answer.prompt: 🙂\t{{提問}} {{#if 提問}}{{提問.length}}{{/if}}',
      'answer.prompt: {{#each items}}{{question}}{{../提問}}{{@root.提問}}{{> row}}{{/each}}',
      'answer.prompt: {{#提問}}{{/提問}}{{media url=提問}}{{> style lang=提問}}',
      'answer.formal.prompt: {{提問}}',
      '_style.prompt: {{lang}} {{提問}} {{"提問"}} {{lookup this "提問"}}',
      '_row.prompt: {{question}} {{@root.提問}}',
      'answer.test.yaml: - input: { 提問: q }',
      'answer.test.yaml: input: { "提問": q, lang: zh }',
      'answer.test.yaml: 提問: what',
      'judges/tone.prompt: {{output}} {{input.提問}} {{question}}',
      'judges/tone.test.yaml: - input: { output: x, input: { 提問: q }, question: of the judge }',
    ]);
  });

  it('writes a name as each place asks for it', async () => {
    const after = await changed(PROJECT, 'a: b');
    assert.ok(Array.isArray(after));
    assert.deepEqual(after.slice(0, 4), [
      "answer.prompt: 'a: b': string, 問題",
      `answer.prompt: default: { 'a: b': "🙂" }`,
      "answer.prompt: examples: [{ input: { 'a: b': a }, output: b, score: 1 }]",
      'answer.prompt: 🙂\t{{[a: b]}} {{#if [a: b]}}{{[a: b].length}}{{/if}}',
    ]);
    assert.ok(after.includes('_style.prompt: {{lang}} {{[a: b]}} {{"a: b"}} {{lookup this "a: b"}}'));
    assert.ok(after.includes('answer.test.yaml: input: { "a: b": q, lang: zh }'));
  });

  const prompt = '---\nmodel: x\ninput:\n  schema:\n    q‸: string\n---\n{{q}}';
  const formats: [string, string, string, string][] = [
    ['csv', 'id,"q",r\r\n1,"a, b",q\r\n', 'x,y', 'id,"x,y",r'],
    ['csv', '\uFEFFid, q ,r\n1,2,3\n', 'x"y', '\uFEFFid,"x""y",r'],
    ['tsv', 'q\tid\n1\t2\n', '問題', '問題\tid'],
    ['jsonl', '{"id": "a", "q": "q", "r": {"q": 1}}\n', 'x"y', '{"id": "a", "x\\"y": "q", "r": {"q": 1}}'],
    ['jsonl', '{"r": "\\u554f", "q": 1}\n', '問', '{"r": "\\u554f", "\\u554f": 1}'],
    ['json', '{"cases": [{"input": {"q": 1}, "q": 2}]}\n', '🙂', '{"cases": [{"input": {"🙂": 1}, "q": 2}]}'],
    ['yaml', '- {id: a, q: 1}\n', 'yes', "- {id: a, 'yes': 1}"],
    ['yaml', 'cases:\n- input: {q: 1}\n', '1', "- input: {'1': 1}"],
    ['yaml', "cases:\n- input: {'q': 1}\n", "it's", "- input: {'it''s': 1}"],
    ['yaml', 'cases:\n- input:\n    q: 1 # q\n', '#x', "'#x': 1 # q"],
    ['yaml', 'cases:\n- input: {"\\x71": 1}\n', 'x', '- input: {"x": 1}'],
  ];
  for (const [format, tests, name, line] of formats) {
    it(`writes ${JSON.stringify(name)} into ${format}: ${JSON.stringify(tests)}`, async () => {
      const after = await renamed({ 'a.prompt': prompt, [`a.test.${format}`]: tests }, name);
      assert.ok(typeof after === 'object', String(after));
      const lines = after[`a.test.${format}`]?.split(/\r?\n/).map((each) => each.trim()) ?? [];
      assert.ok(lines.includes(line.trim()), lines.join('\n'));
    });
  }

  it('follows JSON Schema with its lists of what is needed, also to fields inside', async () => {
    const schema =
      '---\ninput:\n  schema:\n    type: object\n    required: [user]\n    properties:\n      user:\n        $ref: "#/$defs/user"\n      users: { type: array, items: { type: object, required: [name] } }\n    $defs:\n      user:\n        type: object\n        required: [name, "age"]\n        properties: { name: { type: string }, age: { type: integer } }\n---\n{{user.na‸me}}{{user.age}}{{#each users}}{{name}}{{/each}}';
    assert.deepEqual(
      await changed(
        { 'a.prompt': schema, 'a.test.yaml': 'cases:\n- input:\n    user: { name: x }\n    users: [{ name: y }]\n' },
        '名',
      ),
      [
        'a.prompt: required: [名, "age"]',
        'a.prompt: properties: { 名: { type: string }, age: { type: integer } }',
        'a.prompt: {{user.名}}{{user.age}}{{#each users}}{{name}}{{/each}}',
        'a.test.yaml: user: { 名: x }',
      ],
    );
  });

  it('follows a field into partials that are given its value, and an argument no further than its partial', async () => {
    const texts = {
      'a.prompt':
        '---\ninput:\n  schema:\n    user:\n      name: string\n---\n{{> card person=user title=t}}{{#with user}}{{> card person=this}}{{/with}}{{> inner user}}',
      '_card.prompt': '{{title}} {{person.name}} {{#with person}}{{name}}{{/with}} {{@root.name}}',
      '_inner.prompt': '{{na‸me}} {{title}}',
    };
    assert.deepEqual(await changed(texts, 'n'), [
      'a.prompt: n: string',
      '_card.prompt: {{title}} {{person.n}} {{#with person}}{{n}}{{/with}} {{@root.name}}',
      '_inner.prompt: {{n}} {{title}}',
    ]);
    const argument = { ...texts, '_inner.prompt': '{{name}} {{title}}', '_card.prompt': '{{tit‸le}}' };
    assert.deepEqual(await changed(argument, '標題'), [
      'a.prompt: {{> card person=user 標題=t}}{{#with user}}{{> card person=this}}{{/with}}{{> inner user}}',
      '_card.prompt: {{標題}}',
      // Where no argument is given, the title in the card is that of the user.
      '_inner.prompt: {{name}} {{標題}}',
    ]);
  });

  it('leaves alone what has the name by chance', async () => {
    const texts = {
      'a.prompt': '{{q‸}} {{#each xs as |q|}}{{q}}{{/each}} {{> p q=q}} {{@q}} {{role "q"}} {{!-- q --}} q',
      '_p.prompt': '{{q}}',
      'b.prompt': '{{q}}{{> p q="x"}}',
    };
    assert.deepEqual(await changed(texts, 'r'), [
      'a.prompt: {{r}} {{#each xs as |q|}}{{q}}{{/each}} {{> p q=r}} {{@q}} {{role "q"}} {{!-- q --}} q',
    ]);
  });

  it('reads a test set of a megabyte to its end', async () => {
    const rows = Array.from(
      { length: 9_000 },
      (_, index) => `  - id: c${index}\n    input:\n      q: ${'x'.repeat(120)}\n`,
    );
    const after = await renamed({ 'a.prompt': '{{‸q}}', 'a.test.yaml': `cases:\n${rows.join('')}` }, 'r');
    assert.ok(typeof after === 'object', String(after));
    assert.equal(after['a.test.yaml']?.match(/^ {6}r:/gm)?.length, rows.length);
    assert.ok(!after['a.test.yaml']?.includes(' q:'));
  }).timeout(60_000);
});

describe('renaming other names', () => {
  it('a block parameter stays in its block, with the tags that close it', async () => {
    const text =
      '{{#each xs as |it‸em i|}}{{item.a}}{{#item}}{{item}}{{/item}}{{#each item as |item|}}{{item}}{{/each}}{{/each}}{{item}}';
    assert.deepEqual(await changed({ 'a.prompt': text }, 'x'), [
      'a.prompt: {{#each xs as |x i|}}{{x.a}}{{#x}}{{x}}{{/x}}{{#each x as |item|}}{{item}}{{/each}}{{/each}}{{item}}',
    ]);
  });

  it('a partial takes its file with it, and every folder stays as it is', async () => {
    const texts = {
      'a.prompt': '{{> shared/fo‸ot}}{{#> shared/foot}}x{{/shared/foot}}{{> other}}',
      'shared/_foot.prompt': 'x',
      'shared/b.prompt': '{{> foot}}{{> "foot"}}{{> [foot] a=1}}',
      'shared/deep/c.prompt': '{{> ../shared/foot}}{{> foot}}',
      'd.prompt': '{{> foot}}',
      '_foot.prompt': 'another',
      '_other.prompt': '{{> shared/foot}}',
    };
    assert.deepEqual(await renamed(texts, '頁 尾'), {
      'a.prompt': '{{> shared/[頁 尾]}}{{#> shared/[頁 尾]}}x{{/shared/[頁 尾]}}{{> other}}',
      'shared/_頁 尾.prompt': 'x',
      'shared/b.prompt': '{{> [頁 尾]}}{{> "頁 尾"}}{{> [頁 尾] a=1}}',
      'shared/deep/c.prompt': '{{> ../shared/[頁 尾]}}{{> [頁 尾]}}',
      'd.prompt': '{{> foot}}',
      '_foot.prompt': 'another',
      '_other.prompt': '{{> shared/[頁 尾]}}',
    });
  });

  it('a judge takes its file and its own test set with it', async () => {
    const texts = {
      'a.test.yaml':
        'judges:\n  - ./judges/to‸ne.prompt\n  - judge: "./judges/tone.prompt"\n    name: again\ncases: []\n',
      'b.prompt': '---\nassay.judges: [./judges/tone.prompt]\n---\n',
      'judges/tone.prompt': '{{output}}',
      'judges/tone.test.yaml': 'cases: []\n',
      'judges/c.test.json': '{"judges": ["tone.prompt"], "cases": []}',
    };
    assert.deepEqual(await renamed(texts, '語氣, 2'), {
      'a.test.yaml':
        'judges:\n  - \'./judges/語氣, 2.prompt\'\n  - judge: "./judges/語氣, 2.prompt"\n    name: again\ncases: []\n',
      'b.prompt': "---\nassay.judges: ['./judges/語氣, 2.prompt']\n---\n",
      'judges/語氣, 2.prompt': '{{output}}',
      'judges/語氣, 2.test.yaml': 'cases: []\n',
      'judges/c.test.json': '{"judges": ["語氣, 2.prompt"], "cases": []}',
    });
  });

  it('an inline partial is renamed where it is known', async () => {
    const texts = {
      'a.prompt': '{{#*inline "row"}}x{{/inline}}{{> ro‸w}}{{#> row}}y{{/row}}{{> b}}',
      '_b.prompt': '{{> row}}',
      'c.prompt': '{{#*inline "row"}}z{{/inline}}{{> row}}',
    };
    assert.deepEqual(await changed(texts, '列'), [
      'a.prompt: {{#*inline "列"}}x{{/inline}}{{> 列}}{{#> 列}}y{{/列}}{{> b}}',
      '_b.prompt: {{> 列}}',
    ]);
  });

  it('an id is renamed in its test set', async () => {
    const cases: [string, string, string, string][] = [
      ['yaml', 'cases:\n- id: a‸\n  input: {}\n', 'true', "cases:\n- id: 'true'\n  input: {}\n"],
      ['yaml', 'cases:\n- id: a‸\n  input: {}\n', '007', 'cases:\n- id: 007\n  input: {}\n'],
      ['jsonl', '{"id": 1‸}\n', '2', '{"id": 2}\n'],
      ['csv', 'id,q\n‸a,1\nb,2\n', 'x,y', 'id,q\n"x,y",1\nb,2\n'],
    ];
    for (const [format, text, name, wanted] of cases) {
      assert.deepEqual(await renamed({ [`a.test.${format}`]: text }, name), { [`a.test.${format}`]: wanted });
    }
  });
});
