import assert from 'node:assert/strict';
import { ProblemError } from '../../../src/engine/problem';
import { compilePrompt } from '../../../src/engine/prompt/compilePrompt';
import type { RenderData } from '../../../src/engine/prompt/message';
import { assertSameAsReference } from './reference';

/** What is wrong, by code and by the text at its place: first what shows without a rendering, else what a rendering finds. */
function faults(text: string, data: RenderData = {}, partials: Record<string, string> = {}): string[] {
  const given = new Map(
    Object.entries(partials).map(([name, each]) => [name, { file: `_${name}.prompt`, text: each }]),
  );
  const texts: Record<string, string> = { 'x.prompt': text };
  for (const { file, text: each } of given.values()) texts[file] = each;
  try {
    compilePrompt({ file: 'x.prompt', text, partials: given }).render(data);
    return [];
  } catch (error) {
    assert.ok(error instanceof ProblemError, String(error));
    return error.problems.map(({ code, file, range: { start, end } }) => {
      const line = texts[file]?.split(/\r?\n/)[start.line] ?? '';
      return `${file}: ${code} ${line.slice(start.character, end.line === start.line ? end.character : undefined)}`;
    });
  }
}

describe('what a template calls', () => {
  const wrong: [string, string][] = [
    ['{{shout a}}', 'prompt.unknown-helper shout'],
    ['{{#shout a}}x{{/shout}}', 'prompt.unknown-helper shout'],
    ['{{#if (shout a)}}x{{/if}}', 'prompt.unknown-helper shout'],
    ['{{blockHelperMissing}}', 'prompt.unknown-helper blockHelperMissing'],
    ['{{#unles a}}x{{/unles}}', 'prompt.unknown-helper-suggestion unles'],
    ['{{jsn a}}', 'prompt.unknown-helper-suggestion jsn'],
    ['{{json}}', 'prompt.helper-arguments {{json}}'],
    ['{{json a b}}', 'prompt.helper-arguments {{json a b}}'],
    ['{{#ifEquals a}}x{{/ifEquals}}', 'prompt.helper-arguments ifEquals'],
    ['{{#each}}x{{/each}}', 'prompt.helper-arguments each'],
    ['{{lookup a}}', 'prompt.helper-arguments {{lookup a}}'],
    ['{{if a}}', 'prompt.helper-needs-block {{if a}}'],
    ['{{#json a}}x{{/json}}', 'prompt.helper-block json'],
    ['{{#role "user"}}x{{/role}}', 'prompt.role-block role'],
    ['中文 {{role "assistant"}}', 'prompt.unknown-role {{role "assistant"}}'],
    ['{{role}}', 'prompt.role-without-name {{role}}'],
    ['{{media photo}}', 'prompt.media-without-url {{media photo}}'],
    ['{{section}}', 'prompt.section-without-name {{section}}'],
    ['{{> (lookup a "b")}}', 'prompt.dynamic-partial {{> (lookup a "b")}}'],
    ['{{* x}}', 'prompt.unknown-decorator {{* x}}'],
  ];
  for (const [template, expected] of wrong) {
    it(`says what is wrong with ${template}, and where`, () => {
      assert.deepEqual(faults(`---\nmodel: p/m\n---\n\n🚀 ${template}`), [`x.prompt: ${expected}`]);
    });
  }

  it('takes a block parameter for what it is, though a helper has its name', async () => {
    const input = { list: ['x', 'y'] };
    for (const name of ['json', 'role', 'section', 'lookup']) {
      await assertSameAsReference(`{{#each list as |${name}|}}{{${name}}}{{/each}}`, { input });
    }
    assert.deepEqual(faults('{{#each list as |role|}}{{role}}{{else}}{{role}}{{/each}}'), [
      'x.prompt: prompt.role-without-name {{role}}',
    ]);
  });

  describe('with a value that cannot be used', () => {
    it('is marked at its tag', () => {
      assert.deepEqual(faults('---\nmodel: x\n---\r\n說明\r\n🚀 {{~media url=photo}} {{role who}}'), [
        'x.prompt: prompt.media-without-url {{~media url=photo}}',
      ]);
      assert.deepEqual(faults('{{#if a}}\n  {{role who}}{{/if}}', { input: { a: 1, who: 'Assistant' } }), [
        'x.prompt: prompt.unknown-role {{role who}}',
      ]);
      assert.deepEqual(faults('{{role who}}'), ['x.prompt: prompt.role-without-name {{role who}}']);
      assert.deepEqual(faults('{{section name}}'), ['x.prompt: prompt.section-without-name {{section name}}']);
    });

    it('is marked in the partial that it stands in', () => {
      const partials = { a: 'x\n{{> b}}', b: '\uFEFFok\n  {{media url=photo}}' };
      assert.deepEqual(faults('{{> a}}', {}, partials), ['_b.prompt: prompt.media-without-url {{media url=photo}}']);
    });

    it('is marked in the prompt, where a partial puts in a block of it', () => {
      const layout = { layout: 'a long enough first line of a layout\n{{> @partial-block}}' };
      assert.deepEqual(faults('{{#> layout}}\n{{media url=photo}}{{/layout}}', {}, layout), [
        'x.prompt: prompt.media-without-url {{media url=photo}}',
      ]);
    });

    it('renders again afterwards', () => {
      const { render } = compilePrompt({
        file: '',
        text: '{{> p}}',
        partials: new Map([['p', { file: 'p', text: '{{role r}}x' }]]),
      });
      assert.throws(() => render({ input: { r: 'Boss' } }), ProblemError);
      assert.deepEqual(render({ input: { r: 'system' } }).messages, [{ role: 'system', content: [{ text: 'x' }] }]);
      assert.throws(() => render({}), ProblemError);
    });
  });

  it('puts an address of no characters in, as the reference does', () =>
    assertSameAsReference('{{media url=u}}', { input: { u: '' } }));

  it('ends loops that would run for ever', () => {
    const list = Array.from({ length: 100 }, (_, index) => index);
    const loops = `${'{{#each @root.list}}'.repeat(10)}x${'{{/each}}'.repeat(10)}`;
    assert.match(faults(loops, { input: { list } })[0] ?? '', /^x\.prompt: prompt\.too-many-iterations/);
    assert.match(
      faults(loops.replaceAll('each @root.list', '@root.list').replaceAll('/each', '/@root.list'), {
        input: { list },
      })[0] ?? '',
      /too-many-iterations/,
    );
  });

  describe('where partials define and hand over partials', () => {
    it('knows the inline partials of an including template', async () => {
      await assertSameAsReference('{{#*inline "slot"}}S{{a}}{{/inline}}{{> layout}}', {
        input: { a: 1 },
        partials: { layout: '[{{> slot}}]' },
      });
    });

    it('takes the block of a partial that is missing', () => assertSameAsReference('{{#> none}}fallback{{/none}}'));

    it('says nothing of a partial that is given and not included', () => {
      assert.deepEqual(faults('x', {}, { broken: '{{#if' }), []);
      assert.deepEqual(faults('{{> broken}}', {}, { broken: 'ok\n{{#if a}}' }), [
        '_broken.prompt: prompt.block-not-closed {{#if a}}',
      ]);
    });

    it('finds every partial that is missing, once for each tag', () => {
      assert.deepEqual(faults('{{> a}} {{> b}}', {}, { a: '{{> c}}' }), [
        '_a.prompt: prompt.missing-partial {{> c}}',
        'x.prompt: prompt.missing-partial {{> b}}',
      ]);
    });

    const doubling = Array.from(
      { length: 40 },
      (_, at) => `{{#*inline "i${at}"}}{{> i${at + 1}}}{{> i${at + 1}}}{{/inline}}`,
    ).join('');
    for (const [name, template, partials] of [
      ['inline partials that double', `${doubling}{{#*inline "i40"}}x{{/inline}}{{> i0}}`, {}],
      [
        'blocks that are put in twice',
        `${'{{#> p}}'.repeat(40)}x${'{{/p}}'.repeat(40)}`,
        { p: '{{> @partial-block}}{{> @partial-block}}' },
      ],
    ] as const) {
      it(`refuses ${name}`, () => {
        assert.match(faults(template, {}, partials)[0] ?? '', /^x\.prompt: prompt\.expands-too-far/);
      });
    }

    it('refuses a chain of partials without end', () => {
      const chain = Object.fromEntries(Array.from({ length: 300 }, (_, at) => [`p${at}`, `{{> p${at + 1}}}`]));
      assert.match(faults('{{> p0}}', {}, { ...chain, p300: 'x' })[0] ?? '', /partials-too-deep/);
      assert.deepEqual(faults('{{> p240}}', {}, { ...chain, p300: 'x' }), []);
    });

    it('survives an inline partial that includes itself', () => {
      assert.match(faults('{{#*inline "a"}}{{> a}}{{/inline}}{{> a}}')[0] ?? '', /prompt\.render/);
    });
  });
});
