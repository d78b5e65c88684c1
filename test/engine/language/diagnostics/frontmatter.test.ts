import assert from 'node:assert/strict';
import { inPrompt, shownFindings } from './findingsOf';

/** What these examples are not about. */
const OTHER = /undeclared|yaml-syntax|judge\.path/;

const withKeys = (yaml: string, template = 'x') =>
  inPrompt(`---\r\n${yaml.replaceAll('\n', '\r\n')}\r\n---\r\n${template}`);

describe('findings about the frontmatter', () => {
  const examples: [string, string, string[]][] = [
    ['a key that is nearly a known one', 'modle: openai/gpt-4o', ['warning prompt.unknown-key-suggestion ‹modle›']],
    ['the same where the known one is there', 'modle: x\nmodel: openai/gpt-4o', ['warning prompt.unknown-key ‹modle›']],
    ['a key of nobody’s', '語氣: 正式', ['warning prompt.unknown-key ‹語氣›']],
    ['keys that others read', 'metadata: {a: 1}\nmaxTurns: 3\nmyext.a: 1\nx-note: y\nversion: "1"', []],
    ['a key under another name', 'tests: ./x.yaml', ['warning prompt.unknown-key-suggestion ‹tests›']],
    ['a setting at the top', 'temperature: 0.5', ['warning prompt.misplaced-key ‹temperature›']],
    ['the same below config', 'config: {temperature: 0.5}', []],
    ['a key of a draft', 'variables:\n  a: string', ['warning prompt.deprecated-key ‹variables›']],
    ['keys below input', 'input: {shema: {a: string}}', ['warning prompt.unknown-key-suggestion ‹shema›']],
    ['keys below output', 'output:\n  format: json\n  foo: 1\n  instructions: x', ['warning prompt.unknown-key ‹foo›']],
    ['a map below assay', 'assay: {tests: x}', ['warning prompt.assay-map ‹assay›']],
    ['a key of Assay’s that is not', 'assay.zeal: 3', ['warning prompt.unknown-assay-key ‹assay.zeal›']],
    ['one that nearly is', 'assay.repaet: 3', ['warning prompt.unknown-assay-key-suggestion ‹assay.repaet›']],
    ['a namespace that nearly is', 'asay.repeat: 3', ['warning prompt.unknown-assay-key-suggestion ‹asay.repeat›']],
    ['those that are', 'assay.repeat: 3', []],
    ['text where a number belongs', 'config:\n  temperature: hot', ['warning prompt.config-type ‹hot›']],
    ['a number in quotes', "config: {topK: '40'}", ["warning prompt.config-type ‹'40'›"]],
    ['a list where text belongs', 'config: {reasoningEffort: [high]}', ['warning prompt.config-type ‹[high]›']],
    [
      'what is out of range',
      'config: {temperature: 2.5, top_p: -1}',
      ['warning prompt.config-range ‹2.5›', 'warning prompt.config-range ‹-1›'],
    ],
    ['what is too small', 'config: {maxOutputTokens: 0}', ['warning prompt.config-too-small ‹0›']],
    [
      'Anthropic’s temperature',
      'model: anthropic/claude-sonnet-4-5\nconfig: {temperature: 1.5}',
      ['warning prompt.config-range ‹1.5›'],
    ],
    [
      'settings that fit',
      'config: {temperature: 2, topP: 1, top_k: 0, stopSequences: [a], stop: b, seed: -1, repetition_penalty: 1.1}',
      [],
    ],
    ['an endpoint’s own setting', 'config: {mirostat: 2, num_ctx: 4096, temperature: }', []],
    ['a setting that is nearly one', 'config: {temprature: 1}', ['hint prompt.unknown-config-key ‹temprature›']],
    ['the same beside it', 'config: {temprature: 1, temperature: 1}', []],
    ['what is not a prompt’s to set', 'config: {apiKey: abc}', ['info prompt.ignored-config-key ‹apiKey›']],
    [
      'a provider that is nearly one',
      'model: opnai/gpt-4o',
      ['warning model.unknown-provider-suggestion ‹opnai/gpt-4o›'],
    ],
    ['a provider that is not', 'model: "acme/x"', ['warning model.unknown-provider ‹acme/x›']],
    ['a model without a provider', 'model: gpt-4o', ['warning model.no-provider ‹gpt-4o›']],
    ['a provider without a model', 'model: openai/', ['warning model.no-name ‹openai/›']],
    ['a baseline that is not', 'model: baseline/gpt', ['warning model.unknown-baseline ‹baseline/gpt›']],
    ['a model that is there', 'model: openrouter/meta-llama/llama-3-8b', []],
    [
      'a judge’s model',
      'assay.judges: [{judge: ./j.prompt, models: [opnai/x, openai/y]}]',
      ['warning model.unknown-provider-suggestion ‹opnai/x›'],
    ],
    ['a judge that is not', 'assay.judges: [corectness]', ['error judge.unknown ‹[corectness]›']],
    ['judges that are no list', 'assay.judges: correctness', ['error testset.judges-not-a-list ‹correctness›']],
    ['a deprecated model', 'model: mistral/mistral-tiny', ['warning prompt.deprecated-model ‹mistral/mistral-tiny›']],
    ['one that is not', 'model: mistral/mistral-large-latest', []],
    [
      'a default that breaks its schema',
      'input:\n  schema: {a: integer, b?: string}\n  default: {a: 一, b: x}',
      ['warning prompt.default-breaks-schema ‹一›'],
    ],
    ['defaults that fit', 'input:\n  schema: {a: integer, b?: string}\n  default: {b: }', []],
    [
      'a schema that cannot be used',
      'input:\n  schema: {type: object, properties: {a: {type: nubmer}}}',
      ['warning prompt.unusable-schema ‹schema›'],
    ],
    ['broken YAML, which is not looked into', 'modle: [', []],
  ];
  for (const [name, yaml, wanted] of examples) {
    it(`of ${name}: ${yaml.replaceAll('\n', ' ⏎ ')}`, async () => {
      const found = await withKeys(yaml, '{{a}}{{b}}');
      assert.deepEqual(
        found.filter((each) => !OTHER.test(each)),
        wanted,
      );
    });
  }

  it('find more than the first fault of YAML', async () => {
    const found = await inPrompt('---\na: [1\nb: }\nc: "x\n---\n{{#if a}}{{#each}}');
    assert.ok(found.filter((each) => each.startsWith('error prompt.yaml-syntax')).length > 1, found.join('\n'));
    assert.ok(
      found.some((each) => each.startsWith('error prompt.block-not-closed ‹{{#if a}}›')),
      found.join('\n'),
    );
  });

  it('stand aside for a dialect', async () => {
    const humanloop = '---\nmodel: gpt-4o\ntemperature: 0.7\n---\n<system>\nHi\n</system>\n';
    const found = await inPrompt(humanloop);
    assert.ok(found[0]?.startsWith('error prompt.dialect-humanloop'), found.join('\n'));
    assert.equal(found.length, 1, found.join('\n'));
  });

  it('say that a partial has none', async () => {
    const texts = { 'a.prompt': '{{> p}}', '_p.prompt': '---\nmodel: x\n---\n好\n' };
    assert.deepEqual(await shownFindings(texts, '_p.prompt'), [
      'warning prompt.partial-frontmatter ‹---\nmodel: x\n---›',
    ]);
    assert.deepEqual(await shownFindings({ ...texts, '_p.prompt': 'a\n---\nb' }, '_p.prompt'), []);
  });
});
