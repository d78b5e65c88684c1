import assert from 'node:assert/strict';
import { CURSOR, languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';

/** What is said at the cursor: the text that it is about, then each paragraph. */
async function hover(path: string, texts: Readonly<Record<string, string>>): Promise<string[]> {
  const { service, text, cursor } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  const found = await service.hover(text(path), cursor(path));
  if (found === undefined) return [];
  const { value } = found.contents as { value: string };
  const about = found.range ? textIn(text(path).text, found.range) : '';
  return [about, ...value.split('\n\n')];
}

const HEAD =
  '---\nmodel: openai/gpt-4o-mini\nconfig:\n  temperature: 0.2\ninput:\n  default:\n    lang: zh\n  schema:\n    問題: string, 使用者的問題\n    items?(array, what to list):\n      name: string\n    lang: string\nassay.judges: [./tone.prompt]\n---\n';
const TESTS =
  'judges:\n  - judge: ./tone.prompt\ncases:\n  - id: 一\n    input: { 問題: 什麼是 RAG？, lang: zh }\n    checks:\n      - contains: RAG\n  - input: { 問題: "LoRA?", lang: en, extra: 1 }\n';
const project = (template: string, head = HEAD) => ({
  'a.prompt': `${head}${template}`,
  '_style.prompt': 'Answer in {{lang}}. 🙂',
  'tone.prompt': '---\ndescription: Is it kind?\n---\nJudge {{output}}',
  'a.test.yaml': TESTS,
});
/** The same with the cursor behind a piece of the frontmatter or the test set. */
const at = (text: string, piece: string) => text.replace(piece, `${piece}${CURSOR}`);

describe('hovering', () => {
  it('says of a variable its type, what it is, where it is declared and what it has been', async () => {
    assert.deepEqual(await hover('a.prompt', project('🙂{{問‸題}}')), [
      '問題',
      '```typescript\n問題: string\n```',
      '使用者的問題',
      'Declared in a.prompt, line 9.',
      'In the test set: `"什麼是 RAG？"`, `"LoRA?"`',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{la‸ng}}')), [
      'lang',
      '```typescript\nlang: string\n```',
      'Declared in a.prompt, line 12.',
      'Default: `"zh"`',
      'In the test set: `"en"`',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{ex‸tra}}')), [
      'extra',
      '```typescript\nextra: integer\n```',
      'The test set gives it, and the schema does not declare it.',
      'In the test set: `1`',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{no‸body}}')), [
      'nobody',
      '```typescript\nnobody: any\n```',
      'Nobody declares it.',
    ]);
  });

  it('says of fields, items and block parameters what they are', async () => {
    assert.deepEqual(await hover('a.prompt', project('{{#each items as |item i|}}{{item.na‸me}}{{/each}}')), [
      'name',
      '```typescript\nname: string\n```',
    ]);
    assert.deepEqual(
      (await hover('a.prompt', project('{{#each items as |item i|}}{{it‸em.name}}{{/each}}'))).slice(0, 2),
      ['item', '```typescript\nitem: object\n```'],
    );
    assert.deepEqual(await hover('a.prompt', project('{{#each items as |item i|}}{{i‸}}{{/each}}')), [
      'i',
      'The number of the item, from 0.',
    ]);
  });

  it('says of helpers, roles, loops and closing tags what they do', async () => {
    assert.match(
      (await hover('a.prompt', project('{{#ea‸ch items}}{{/each}}'))).join(' '),
      /^each .*\{\{#each .*\{\{\/each}}.* Once for every item/s,
    );
    assert.deepEqual(await hover('a.prompt', project('{{role "sys‸tem"}}')), [
      '"system"',
      'How the model is to behave, before anything else.',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{#each items}}{{@in‸dex}}{{/each}}')), [
      'index',
      'The number of the item, from 0.',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{#if lang}}\nx\n{{/i‸f}}')), [
      '{{/if}}',
      '```handlebars\n{{#if lang}}\n```',
      'Opened in line 15.',
    ]);
    assert.deepEqual(await hover('a.prompt', project('{{media ur‸l=x}}')), ['url', 'Address or data of the file.']);
  });

  it('shows the text of a partial, and says where there is none', async () => {
    assert.deepEqual(await hover('a.prompt', project('{{> sty‸le}}')), [
      'style',
      '`_style.prompt`',
      '```handlebars\nAnswer in {{lang}}. 🙂\n```',
    ]);
    assert.match((await hover('a.prompt', project('{{> gon‸e}}'))).join(), /There is no partial "gone"/);
    assert.match(
      (await hover('_style.prompt', { ...project('{{> style}}'), '_style.prompt': '{{la‸ng}}' })).join(),
      /include/,
    );
  });

  it('says of keys what they mean, with their range', async () => {
    const config = await hover('a.prompt', project('', at(HEAD, 'temper')));
    assert.equal(config[0], 'temperature');
    assert.match(config.join(' '), /0 – 2.*chance/s);
    assert.match((await hover('a.prompt', project('', at(HEAD, 'assay.jud')))).join(), /Judges for test sets/);
  });

  it('says of a line of a schema which JSON Schema it becomes', async () => {
    const said = await hover('a.prompt', project('', at(HEAD, '    item')));
    assert.equal(said[0], 'items');
    const json = /```json\n([\s\S]*)\n```/.exec(said.join('\n\n'))?.[1];
    assert.deepEqual(JSON.parse(json ?? ''), {
      type: ['array', 'null'],
      items: {
        type: 'object',
        properties: { name: { type: 'string' } },
        required: ['name'],
        additionalProperties: false,
      },
      description: 'what to list',
    });
  });

  it('says of a model its size and prices, and of a judge its rubric', async () => {
    assert.match(
      (await hover('a.prompt', project('', at(HEAD, 'openai/gpt')))).join(),
      /128,000 tokens of context.*0\.15/,
    );
    assert.match(
      (await hover('a.prompt', project('', at(HEAD, '[./tone')))).join(),
      /Is it kind\?.*Judge \{\{output}}/s,
    );
    assert.match(
      (await hover('a.test.yaml', { ...project(''), 'a.test.yaml': at(TESTS, 'judge: ./to') })).join(),
      /Is it kind\?/,
    );
  });

  it('says the same in test sets of every format', async () => {
    const said = await hover('a.test.yaml', { ...project('{{問題}}'), 'a.test.yaml': at(TESTS, 'input: { 問') });
    assert.deepEqual(said, [
      '問題',
      '```typescript\n問題: string\n```',
      '使用者的問題',
      'In the test set: `"什麼是 RAG？"`, `"LoRA?"`',
    ]);
    assert.match(
      (await hover('a.test.yaml', { ...project(''), 'a.test.yaml': at(TESTS, 'contai') })).join(),
      /has the text in it/,
    );
    assert.match(
      (await hover('a.test.yaml', { ...project(''), 'a.test.yaml': at(TESTS, 'extr') })).join(),
      /does not read it/,
    );
    const { 'a.test.yaml': _, ...prompt } = project('{{問題}}');
    assert.match((await hover('a.test.csv', { ...prompt, 'a.test.csv': 'id,問‸題\n1,什麼\n' })).join(), /使用者的問題/);
    assert.match((await hover('a.test.csv', { ...prompt, 'a.test.csv': 'i‸d,問題\n1,什麼\n' })).join(), /no two cases/);
    assert.match(
      (await hover('a.test.jsonl', { ...prompt, 'a.test.jsonl': '{"問‸題": "什麼"}\n' })).join(),
      /使用者的問題/,
    );
    assert.match(
      (await hover('a.test.json', { ...prompt, 'a.test.json': '{"cases": [{"expec‸ted": "x"}]}' })).join(),
      /answer that is wanted/,
    );
  });

  it('takes a description for words: nothing in it is a link or fetched', async () => {
    const head = '---\ninput:\n  schema:\n    x: string, ![a](https://example.com/t.png) *b* <img src=c>\n---\n';
    const [, , said = ''] = await hover('a.prompt', project('{{x‸}}', head));
    assert.equal(said, '\\!\\[a\\]\\(https://example\\.com/t\\.png\\) \\*b\\* \\<img src=c\\>');
  });

  it('says nothing of text, comments and what is broken beyond reading', async () => {
    for (const template of ['Plain te‸xt', '{{! a com‸ment }}', '{{‸', '{{%‸}}']) {
      assert.deepEqual(await hover('a.prompt', project(template)), [], template);
    }
  });
});
