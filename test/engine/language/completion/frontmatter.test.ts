import assert from 'node:assert/strict';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';
import { chosen, itemsIn, labelsIn } from './applied';

const front = (yaml: string, template = '') => ({ 'a.prompt': `---\n${yaml}\n---\n${template}` });
const choose = async (yaml: string, label: string, others: Record<string, string> = {}, template = '') => {
  const text = await chosen({ ...front(yaml, template), ...others }, label);
  return text.slice(4, text.indexOf('\n---', 3));
};

describe('completion in a frontmatter', () => {
  it('offers keys, those that are there left out, and begins their values', async () => {
    const labels = await labelsIn(front('model: x\n‸'));
    assert.deepEqual(labels.slice(0, 4), ['config', 'input', 'output', 'description']);
    assert.ok(!labels.includes('model') && labels.includes('assay.tests') && labels.includes('assay.scale'));
    assert.equal(await choose('conf‸', 'config'), 'config:\n  ');
    assert.equal(await choose('mod‸', 'model'), 'model: ');
    assert.equal(await choose('mod‸: openai/x', 'model'), 'model: openai/x');
    assert.equal(await choose('assay.ju‸', 'assay.judges'), 'assay.judges:\n  - correctness');
  });

  it('works before the second fence is there, and in a file that is broken elsewhere', async () => {
    assert.ok((await labelsIn({ 'a.prompt': '---\nmodel: x\n‸' })).includes('config'));
    assert.ok((await labelsIn({ 'a.prompt': '---\n‸' })).includes('model'));
    assert.ok((await labelsIn(front('input: { broken\n  - : [\nconfig:\n  ‸'))).includes('temperature'));
    assert.deepEqual(await labelsIn({ '_p.prompt': '---\n‸\n---\n' }), []);
    assert.deepEqual(await labelsIn({ 'a.prompt': '‸' }), []);
  });

  it('offers nothing in comments, in texts, and where a value cannot be', async () => {
    for (const yaml of ['# ‸', 'model: x # ‸', 'description: |\n  text ‸', 'description: a text ‸', 'model: x\n  ‸']) {
      assert.deepEqual(await labelsIn(front(yaml)), [], yaml);
    }
  });

  it('offers the settings that the provider knows, with their bounds', async () => {
    const detail = async (model: string, key: string) =>
      (await itemsIn(front(`model: ${model}\nconfig:\n  ‸`))).find(({ label }) => label === key)?.detail;
    assert.equal(await detail('openai/gpt-4o', 'temperature'), 'number, 0 – 2');
    assert.equal(await detail('anthropic/claude', 'temperature'), 'number, 0 – 1');
    assert.equal(await detail('mistral/x', 'randomSeed'), 'integer, ≥ 0');
    assert.equal(await detail('openai/gpt-4o', 'topK'), undefined);
    assert.equal(await detail('anthropic/claude', 'seed'), undefined);
    assert.equal(await detail('work/own-server', 'topK'), 'integer, ≥ 1');
    assert.equal(await choose('config:\n  temp‸', 'temperature'), 'config:\n  temperature: 0.7');
    assert.deepEqual(await labelsIn(front('config:\n  reasoningEffort: m‸')), ['medium', 'minimal']);
  });

  it('offers models: providers, then what they have', async () => {
    const labels = await labelsIn(front('model: ‸'));
    assert.deepEqual(
      labels.filter((label) => /^(openai|ollama|baseline)/.test(label)),
      ['openai/', 'ollama/', 'baseline/'],
    );
    assert.ok((await labelsIn(front('model: openai/‸'))).includes('openai/gpt-4o-mini'));
    assert.deepEqual(await labelsIn(front('model: nowhere/‸')), []);
    assert.equal(await choose('model:‸', 'openai/'), 'model: openai/');
    assert.equal(await choose('model: "op‸"', 'openai/'), 'model: "openai/"');
    assert.equal(await choose('model: "op‸', 'openai/'), 'model: "openai/"');
  });

  it('says on a closer look what a model takes and costs', async () => {
    const { service, text, cursor } = languageWorkspace(front('model: openai/gpt-4o-min‸'));
    const { items } = await service.completion(text('a.prompt'), cursor('a.prompt'));
    const item = items.find(({ label }) => label === 'openai/gpt-4o-mini');
    assert.ok(item);
    const { documentation } = await service.resolveCompletion(item, text('a.prompt'));
    assert.match(JSON.stringify(documentation), /128,000 tokens of context · 0\.15 in, 0\.6 out/);
  });

  it('offers variables that the template reads, with a type that fits', async () => {
    const template = '{{question}} {{#each items}}{{title}}{{/each}} {{user.name}} {{known}}';
    const yaml = 'input:\n  schema:\n    known: string\n    ‸';
    assert.deepEqual((await labelsIn(front(yaml, template))).slice(0, 3), ['question', 'items(array)', 'user']);
    assert.equal(
      await choose(yaml, 'items(array)', {}, template),
      'input:\n  schema:\n    known: string\n    items(array): any',
    );
  });

  it('offers the types and the forms of Picoschema, and keywords once it is JSON Schema', async () => {
    const schema = (rest: string) => front(`input:\n  schema:\n    ${rest}`);
    assert.deepEqual((await labelsIn(schema('tags: ‸'))).slice(0, 3), ['string', 'integer', 'number']);
    assert.deepEqual(await labelsIn(schema('tags: string, what ‸')), []);
    assert.deepEqual((await labelsIn(schema('tags‸'))).slice(0, 5), [
      'tags',
      'tags?',
      'tags(array)',
      'tags(object)',
      'tags(enum)',
    ]);
    assert.deepEqual(await labelsIn(schema('標籤(‸')), ['標籤(array)', '標籤(object)', '標籤(enum)']);
    assert.equal(
      await choose('input:\n  schema:\n    標籤(e‸', '標籤(enum)'),
      'input:\n  schema:\n    標籤(enum): [one, other]',
    );
    assert.deepEqual((await labelsIn(schema('user:\n      name: ‸'))).slice(0, 1), ['string']);
    assert.ok((await labelsIn(schema('type: object\n    ‸'))).includes('properties'));
    assert.ok((await labelsIn(schema('type: object\n    properties:\n      a:\n        ‸'))).includes('type'));
  });

  it('offers defaults for the variables, with their values', async () => {
    const yaml = 'input:\n  schema:\n    lang(enum): [en, zh-TW]\n    done: boolean\n  default:\n    ';
    assert.deepEqual(await labelsIn(front(`${yaml}‸`)), ['lang', 'done']);
    assert.deepEqual(await labelsIn(front(`${yaml}lang: ‸`)), ['en', 'zh-TW']);
    assert.deepEqual(await labelsIn(front(`${yaml}done: ‸`)), ['true', 'false']);
  });

  it('offers the output, and of a judge what it has to give', async () => {
    assert.deepEqual(await labelsIn(front('output:\n  format: ‸')), ['json', 'text']);
    assert.deepEqual((await labelsIn(front('assay.scale: 1-5\noutput:\n  schema:\n    ‸'))).slice(0, 2), [
      'reason',
      'score',
    ]);
    assert.equal(
      await choose('assay.scale: 1-5\noutput:\n  schema:\n    ‸', 'reason'),
      'assay.scale: 1-5\noutput:\n  schema:\n    reason: string\n    score: integer',
    );
    assert.ok((await labelsIn(front('assay.scale: ‸'))).includes('pass/fail'));
    assert.ok((await labelsIn(front('assay.measure: ‸'))).includes('faithfulness'));
  });

  it('offers files: test sets by folder, judges by name and by path', async () => {
    const files = {
      'tests/other.jsonl': '',
      'x.csv': '',
      'readme.md': '',
      'judges/tone.prompt': '{{output}}{{expected}}',
    };
    assert.deepEqual(await labelsIn({ ...front('assay.tests: ‸'), ...files }), ['./x.csv', './judges/', './tests/']);
    assert.deepEqual(await labelsIn({ ...front('assay.tests: ./tests/‸'), ...files }), ['./tests/other.jsonl']);
    const judges = await labelsIn({ ...front('assay.judges:\n  - ‸'), ...files });
    assert.deepEqual(judges.slice(0, 2), ['./judges/tone.prompt', 'answer-relevance']);
    assert.ok(judges.includes('judge') && judges.includes('rubric') && !judges.includes('threshold'));
    assert.deepEqual(await labelsIn({ ...front('assay.judges:\n  - ./judges/‸'), ...files }), ['./judges/tone.prompt']);
    assert.deepEqual(await labelsIn({ ...front('assay.tests: ../‸'), ...files }), []);
  });

  it('shows a judge on a closer look', async () => {
    const texts = front('assay.judges:\n  - corr‸');
    const { service, text, cursor } = languageWorkspace(texts, { builtIn: true });
    await service.index(WORKSPACE).whole();
    const { items } = await service.completion(text('a.prompt'), cursor('a.prompt'));
    const item = items.find(({ label }) => label === 'correctness');
    assert.ok(item);
    const { documentation } = await service.resolveCompletion(item, text('a.prompt'));
    assert.match(
      JSON.stringify(documentation),
      /Does the answer say what the expected answer says.*You compare an answer/s,
    );
  });

  it('keeps CRLF, and stands in Chinese at the right column', async () => {
    const text = '---\r\n名稱: 甲\r\nconf‸\r\n---\r\n{{問題}}';
    assert.equal(await chosen({ 'a.prompt': text }, 'config'), '---\r\n名稱: 甲\r\nconfig:\r\n  \r\n---\r\n{{問題}}');
    assert.equal(await chosen({ 'a.prompt': '🙂 {{問題}} 🙂{{問‸}}' }, '問題'), '🙂 {{問題}} 🙂{{問題}}');
  });
});
