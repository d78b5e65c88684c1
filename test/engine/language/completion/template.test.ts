import assert from 'node:assert/strict';
import { chosen, itemsIn, labelsIn } from './applied';

const SCHEMA = `---
input:
  schema:
    question: string, what is asked
    items(array):
      title: string
      tags(array): string
    user:
      name: string
      first name: string
    語言(enum): [en, zh-TW]
    json?: string
---
`;

/** A prompt with this template. */
const prompt = (template: string) => ({ 'a.prompt': `${SCHEMA}${template}` });
/** The template after an item was chosen. */
const choose = async (template: string, label: string, others: Record<string, string> = {}) =>
  (await chosen({ ...prompt(template), ...others }, label)).slice(SCHEMA.length);

describe('completion in a template', () => {
  it('offers nothing in text, comments, raw blocks, behind a tag and in escaped ones', async () => {
    for (const template of [
      'plain ‸ text',
      '{‸',
      '{{! a comment ‸ }}',
      '{{!-- {{‸}} --}}',
      '{{{{raw}}}} {{‸}} {{{{/raw}}}}',
      '{{question}}‸',
      '‸{{question}}',
      '\\{{‸}}',
      '{{question "a ‸ text"}}',
      '{{#each items as |‸|}}{{/each}}',
    ]) {
      assert.deepEqual(await labelsIn(prompt(template)), [], template);
    }
  });

  it('offers variables, those that are not read yet first, then data, then helpers', async () => {
    const labels = await labelsIn(prompt('{{question}} {{‸}}'));
    assert.deepEqual(labels.slice(0, 6), ['items', 'user', '語言', 'json', 'question', '@root']);
    assert.ok(labels.includes('role') && labels.includes('#each') && !labels.includes('else'));
  });

  it('says what a variable is, and on a closer look what it has been', async () => {
    const texts = {
      'a.prompt':
        '---\ninput:\n  schema:\n    lang?(enum, a language): [en, zh-TW]\n  default:\n    tone: dry\n---\n{{‸}}',
      'a.test.yaml': 'cases:\n  - input: { lang: en, topic: 雪 }\n  - input: { topic: "`" }\n',
    };
    const items = await itemsIn(texts);
    const shown = items
      .slice(0, 3)
      .map(({ label, detail, labelDetails }) => [label, detail, labelDetails?.description]);
    assert.deepEqual(shown, [
      ['lang', '"en" | "zh-TW"', undefined],
      ['tone', 'string', 'has a default'],
      ['topic', 'string', 'in the test set'],
    ]);
    assert.deepEqual(items[0]?.documentation, { kind: 'markdown', value: 'a language' });
  });

  it('leaves braces alone, and adds those that are missing', async () => {
    for (const [template, after] of [
      ['{{qu‸}} x', '{{question}} x'],
      ['{{qu‸', '{{question}}'],
      ['{{~ qu‸ ~}}', '{{~ question ~}}'],
      ['{{{qu‸', '{{{question}}}'],
      ['{{json qu‸', '{{json question}}'],
      ['{{#if qu‸\ntext', '{{#if question}}\ntext'],
      ['{{qu‸estion}}', '{{question}}'],
      ['{{‸question}}', '{{question}}'],
      ['{{json (lookup qu‸', '{{json (lookup question)}}'],
    ] as const) {
      assert.equal(await choose(template, 'question'), after);
    }
  });

  it('knows fields, items, names between bars, and the way out of a block', async () => {
    assert.deepEqual(await labelsIn(prompt('{{user.‸}}')), ['name', 'first name']);
    assert.equal(await choose('{{user.fi‸}}', 'first name'), '{{user.[first name]}}');
    assert.equal(await choose('{{user.[fi‸}}', 'first name'), '{{user.[first name]}}');
    assert.deepEqual((await labelsIn(prompt('{{#each items}}{{‸}}{{/each}}'))).slice(0, 4), [
      'title',
      'tags',
      'this',
      '../question',
    ]);
    assert.deepEqual((await labelsIn(prompt('{{#each items as |item i|}}{{‸'))).slice(0, 2), ['item', 'i']);
    assert.deepEqual(await labelsIn(prompt('{{#each items as |item i|}}{{item.‸}}{{/each}}')), ['title', 'tags']);
    assert.deepEqual(await labelsIn(prompt('{{#with user}}{{this.‸}}{{/with}}')), ['name', 'first name']);
    assert.deepEqual(await labelsIn(prompt('{{#with user}}{{@root.user.‸}}{{/with}}')), ['name', 'first name']);
    assert.equal(
      await choose('{{#each items}}{{#each tags}}{{ques‸}}{{/each}}{{/each}}', '@root.question'),
      '{{#each items}}{{#each tags}}{{@root.question}}{{/each}}{{/each}}',
    );
    assert.deepEqual(await labelsIn(prompt('{{#each items}}{{../use‸}}{{/each}}')), ['user']);
  });

  it('takes from cases what nobody declares', async () => {
    const texts = {
      'a.prompt': '{{#each people}}{{‸}}{{/each}}',
      'a.test.yaml': 'cases:\n  - input: { people: [{ 姓名: 王, age: 3 }] }\n',
    };
    assert.deepEqual((await labelsIn(texts)).slice(0, 3), ['姓名', 'age', 'this']);
  });

  it('takes from the template itself what it reads elsewhere, but not what is being typed', async () => {
    const labels = await labelsIn({ 'a.prompt': '{{topic}} {{user.name}} {{to‸}}' });
    assert.deepEqual(
      labels.filter((label) => /^to/.test(label)),
      ['topic'],
    );
    assert.deepEqual(await labelsIn({ 'a.prompt': '{{user.name}} {{user.‸}}' }), ['name']);
  });

  it('lets a variable with the name of a helper be reached', async () => {
    assert.equal(await choose('{{js‸}}', 'json'), '{{this.json}}');
    assert.equal(await choose('{{#if js‸}}{{/if}}', 'json'), '{{#if json}}{{/if}}');
  });

  it('offers helpers only where one can stand', async () => {
    const helpers = async (template: string) =>
      (await labelsIn(prompt(template))).filter((label) => /^#?(role|each|lookup)$/.test(label));
    assert.deepEqual(await helpers('{{‸}}'), ['role', 'lookup', '#each']);
    assert.deepEqual(await helpers('{{#‸}}'), ['each']);
    assert.deepEqual(await helpers('{{json (‸)}}'), ['lookup']);
    assert.deepEqual(await helpers('{{json ‸}}'), []);
    assert.deepEqual(await helpers('{{user.‸}}'), []);
    assert.deepEqual(await helpers('{{> ‸}}'), []);
  });

  it('opens a block with what it most likely goes through, and closes it once', async () => {
    assert.equal(await choose('{{#ea‸}}', 'each'), '{{#each items}}\n\n{{/each}}');
    assert.equal(await choose('  {{#ea‸}}\n', 'each'), '  {{#each items}}\n  \n  {{/each}}\n');
    assert.equal(await choose('a {{#ea‸}} b', 'each'), 'a {{#each items}}{{/each}} b');
    assert.equal(await choose('a {{ea‸}} b', '#each'), 'a {{#each items}}{{/each}} b');
    assert.equal(await choose('a {{#ea‸}}x{{/each}}', 'each'), 'a {{#each items}}x{{/each}}');
    assert.equal(await choose('{{#if question}}{{#i‸}}{{/if}}', 'if'), '{{#if question}}{{#if json}}{{/if}}{{/if}}');
    assert.equal(await choose('a {{#us‸}} b', 'user'), 'a {{#user}}{{/user}} b');
    assert.equal(await choose('a {{^us‸}} b', 'user'), 'a {{^user}}{{/user}} b');
    assert.match(
      await chosen({ 'a.prompt': 'x\r\n{{#ea‸}}\r\n' }, 'each'),
      /\{\{#each items\}\}\r\n\r\n\{\{\/each\}\}\r\n$/,
    );
  });

  it('closes the innermost block, and offers else where one is missing', async () => {
    assert.deepEqual(await labelsIn({ 'a.prompt': '{{#each x}}{{#if y}}{{/‸' }), ['if']);
    assert.equal(await chosen({ 'a.prompt': '{{#if y}}{{/‸' }, 'if'), '{{#if y}}{{/if}}');
    assert.equal(await chosen({ 'a.prompt': '{{#if y}}{{/i‸}}' }, 'if'), '{{#if y}}{{/if}}');
    const elses = async (template: string) =>
      (await labelsIn({ 'a.prompt': template })).filter((label) => /^else/.test(label));
    assert.deepEqual(await elses('{{#if y}}{{‸}}{{/if}}'), ['else', 'else if']);
    assert.deepEqual(await elses('{{#if y}}{{else}}{{‸}}{{/if}}'), []);
    assert.deepEqual(await elses('{{#if y}}{{‸}}{{else}}{{/if}}'), ['else if']);
    assert.deepEqual(await elses('{{‸}}'), []);
    assert.equal(
      await chosen({ 'a.prompt': '{{#if y}}{{else ‸}}{{/if}}' }, 'unless'),
      '{{#if y}}{{else unless condition}}{{/if}}',
    );
  });

  it('offers roles, with quotes and without', async () => {
    assert.deepEqual(await labelsIn(prompt('{{role "‸"}}')), ['system', 'user', 'model', 'tool']);
    for (const template of [
      '{{role ‸}}',
      '{{role "‸"}}',
      '{{role "sy‸"}}',
      '{{role "‸user"}}',
      '{{role "‸',
      '{{role "sys‸}}',
      '{{role ‸',
    ]) {
      assert.equal(await choose(template, 'system'), '{{role "system"}}');
    }
    assert.equal(await choose("{{role 's‸'}}", 'system'), "{{role 'system'}}");
  });

  it('offers named arguments and what they can be', async () => {
    assert.deepEqual(await labelsIn(prompt('{{media ‸}}')), ['url=']);
    assert.deepEqual(await labelsIn(prompt('{{media url=photo ‸}}')), ['contentType=']);
    assert.deepEqual((await labelsIn(prompt('{{media url=photo contentType="‸"}}'))).slice(0, 2), [
      'image/png',
      'image/jpeg',
    ]);
    assert.equal(
      await choose('{{media url=photo contentType=‸}}', 'image/jpeg'),
      '{{media url=photo contentType="image/jpeg"}}',
    );
    assert.deepEqual(await labelsIn(prompt('{{json items ‸}}')), ['indent=']);
    const files = { 'img/cat.png': '', 'img/notes.txt': '', 'img/deep/x.png': '' };
    assert.deepEqual(await labelsIn({ ...prompt('{{media url="./img/‸"}}'), ...files }), [
      './img/cat.png',
      './img/deep/',
    ]);
    assert.deepEqual(await labelsIn({ ...prompt('{{media url="../‸"}}'), ...files }), []);
  });

  it('offers what a variable can be where it is compared', async () => {
    assert.equal(await choose('{{#ifEquals 語言 ‸}}{{/ifEquals}}', 'zh-TW'), '{{#ifEquals 語言 "zh-TW"}}{{/ifEquals}}');
    assert.deepEqual(await labelsIn(prompt('{{#ifEquals 語言 "‸"}}{{/ifEquals}}')), ['en', 'zh-TW']);
  });

  it('offers names for what a block goes through', async () => {
    assert.equal(
      await choose('{{#each items ‸}}{{/each}}', 'as |item index|'),
      '{{#each items as |item index|}}{{/each}}',
    );
  });

  it('offers data variables: those of loops in loops', async () => {
    assert.deepEqual(await labelsIn(prompt('{{@‸}}')), ['@root', '@metadata']);
    assert.deepEqual((await labelsIn(prompt('{{#each items}}{{@‸}}{{/each}}'))).slice(0, 4), [
      '@index',
      '@first',
      '@last',
      '@key',
    ]);
    assert.deepEqual(await labelsIn(prompt('{{@metadata.‸}}')), ['prompt', 'docs', 'messages']);
    assert.deepEqual(await labelsIn(prompt('{{@auth}} {{@‸}}')), ['@root', '@metadata', '@auth']);
  });

  describe('of partials', () => {
    const files = {
      '_card.prompt': '{{title}} {{question}}',
      'deep/_inner.prompt': '{{#if x}}{{/if}}',
      'other/b.prompt': '{{> card title="x" tone="dry"}}',
    };

    it('offers names as they are found from the file, with what it would lack', async () => {
      const texts = { ...prompt('{{> ‸}}'), ...files };
      assert.deepEqual(await labelsIn(texts), ['card', 'deep/inner']);
      assert.equal(await choose('{{> ca‸}}', 'card', files), '{{> card title="title"}}');
      assert.equal(await choose('{{> deep/in‸', 'deep/inner', files), '{{> deep/inner x="x"}}');
      assert.equal(await choose('{{> ca‸ title=question}}', 'card', files), '{{> card title=question}}');
      const inside = { ...files, 'deep/a.prompt': '{{> ‸}}' };
      assert.deepEqual(await labelsIn(inside, 'deep/a.prompt'), ['card', 'inner']);
    });

    it('never leads in a circle', async () => {
      const circle = { '_a.prompt': '{{> ‸}}', '_b.prompt': '{{> a}}', '_c.prompt': '{{> b}}', '_d.prompt': '' };
      assert.deepEqual(await labelsIn(circle), ['d', '@partial-block']);
    });

    it('offers its arguments, those that the input does not have first', async () => {
      const labels = await labelsIn({ ...prompt('{{> card ‸}}'), ...files });
      assert.deepEqual(
        labels.filter((label) => label.endsWith('=')),
        ['title=', 'tone=', 'question='],
      );
      assert.equal(labels[0], 'title=');
      assert.equal(await choose('{{> card ‸}}', 'question=', files), '{{> card question=question}}');
      const after = await labelsIn({ ...prompt('{{> card title="x" ‸}}'), ...files });
      assert.deepEqual(after, ['tone=', 'question=']);
    });

    it('shows their text on a closer look', async () => {
      const texts = { ...prompt('{{> ‸}}'), ...files };
      const [card] = await itemsIn(texts);
      assert.equal(card?.detail, 'title, question');
      assert.equal(card?.labelDetails?.description, '_card.prompt');
    });

    it('knows in a partial what those who include it have', async () => {
      const texts = {
        '_card.prompt': '{{‸}}',
        'a.prompt': '---\ninput:\n  schema:\n    question: string\n---\n{{> card title="x"}}',
      };
      const items = (await itemsIn(texts)).slice(0, 2);
      assert.deepEqual(
        items.map(({ label, detail }) => [label, detail]),
        [
          ['title', undefined],
          ['question', 'string'],
        ],
      );
    });
  });

  it('knows in a judge what every judge gets, and the variables of the prompts that it judges', async () => {
    const judge = (template: string) => ({
      'judges/j.prompt': `---\noutput:\n  schema:\n    score: integer\n---\n${template}`,
      'a.prompt': '---\ninput:\n  schema:\n    lang: string\n---\n{{topic}}',
      'a.test.yaml': 'judges: [./judges/j.prompt]\ncases: []\n',
    });
    const labels = await labelsIn(judge('{{‸}}'), 'judges/j.prompt');
    assert.deepEqual(labels.slice(0, 3), ['output', 'question', 'input']);
    assert.deepEqual(await labelsIn(judge('{{input.‸}}'), 'judges/j.prompt'), ['lang', 'topic']);
  });
});
