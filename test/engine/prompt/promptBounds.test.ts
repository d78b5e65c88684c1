import assert from 'node:assert/strict';
import fc from 'fast-check';
import { compilePrompt } from '../../../src/engine/prompt/compilePrompt';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';

/** What a repository may not do to whoever opens it. Each of these would freeze or end the process without its bound. */
describe('the bounds of a prompt', () => {
  const codes = (source: string) =>
    parsePrompt(source).problems.map(({ code, range }) => `${code} ${range.start.line + 1}`);

  it('files over 256 KB, counted in bytes', () => {
    assert.deepEqual(codes('x'.repeat(256 * 1024)), []);
    assert.deepEqual(codes('x'.repeat(256 * 1024 + 1)), ['prompt.too-large 1']);
    assert.deepEqual(codes('檢'.repeat(90_000)), ['prompt.too-large 1']);
  });

  it('frontmatter over 64 KB', () => {
    assert.match(codes(`---\na: ${'x'.repeat(65 * 1024)}\n---\nx`)[0] ?? '', /^prompt\.frontmatter-too-large/);
  });

  for (const [name, yaml] of [
    ['5,000 open brackets', `a: ${'['.repeat(5000)}`],
    ['braces', `a: ${'{b: '.repeat(2000)}`],
    ['indentation', Array.from({ length: 200 }, (_, depth) => `${' '.repeat(depth)}k:`).join('\n')],
    ['dashes in one line', `${'- '.repeat(3000)}x`],
    ['brackets closed again', `a: ${'['.repeat(65)}${']'.repeat(65)}`],
  ] as const) {
    it(`YAML nested too deeply: ${name}`, () => {
      assert.match(codes(`---\n${yaml}\n---\nx`)[0] ?? '', /^prompt\.yaml-too-deep/);
    });
  }

  it('64 levels are enough for anybody, and wide YAML is not deep', () => {
    assert.deepEqual(codes(`---\na: ${'['.repeat(50)}${']'.repeat(50)}\n---\nx`), []);
    assert.deepEqual(
      codes(
        `---\nconfig:\n${Array.from({ length: 500 }, (_, index) => `  k${index}: [1, {a: b}]`).join('\n')}\n---\nx`,
      ),
      [],
    );
  });

  it('YAML aliases, which could expand without end', () => {
    assert.deepEqual(codes('---\na: &x [1]\nb: *x\n---\nz'), ['prompt.yaml-alias 3']);
    assert.deepEqual(codes('---\na: "*x"\nb: |\n  *not an alias\n---\nz'), []);
  });

  it('5,000 nested blocks, and deep brackets', () => {
    assert.deepEqual(codes(`\n${'{{#if a}}'.repeat(5000)}${'{{/if}}'.repeat(5000)}`), ['prompt.template-too-deep 2']);
    assert.deepEqual(codes(`{{json ${'(json '.repeat(70)}a${')'.repeat(70)}}}`), ['prompt.template-too-deep 1']);
    assert.deepEqual(codes(`${'{{#if a}}'.repeat(60)}x${'{{/if}}'.repeat(60)}`), []);
  });

  it('more than 5,000 tags', () => {
    assert.deepEqual(codes('{{a}}'.repeat(5000)), []);
    assert.deepEqual(codes(`${'{{a}}'.repeat(5000)}\n{{a}}`), ['prompt.too-many-tags 2']);
  });

  it('partials that multiply', () => {
    const partials = new Map(
      Array.from({ length: 30 }, (_, index) => [
        `p${index}`,
        { file: `p${index}`, text: `{{> p${index + 1}}}{{> p${index + 1}}}` },
      ]),
    );
    partials.set('p30', { file: 'p30', text: 'x' });
    const { problems } = compilePrompt({ file: '', text: '{{> p0}}', partials });
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['prompt.expands-too-far'],
    );
  });

  it('any text at all is taken apart without an exception, with ranges inside of it', () => {
    const pieces = fc.constantFrom(
      '---\n',
      '{{',
      '}}',
      '{{#if a}}',
      '{{/if}}',
      '{{role "system"}}',
      '{{> p}}',
      'model: x\n',
      ': ',
      '[',
      '{',
      '- ',
      '"',
      "'",
      '\n',
      '\r\n',
      '\uFEFF',
      '中',
      '🚀',
      '\ud800',
      '&a',
      '*a',
      '!!binary',
      '| ',
      '> ',
      '(',
      ')',
      '=',
      '\\',
      '@x',
      '<<<<<<< ',
      '\0',
      '\u2028',
    );
    fc.assert(
      fc.property(fc.array(pieces, { maxLength: 30 }), (parts) => {
        const source = parts.join('');
        const { problems, text } = parsePrompt(source);
        const lines = text.split(/\r\n|\r|\n/);
        for (const { range } of problems) {
          assert.ok(range.start.line < lines.length && range.end.line < lines.length, JSON.stringify(range));
          assert.ok(range.end.line > range.start.line || range.end.character >= range.start.character);
        }
      }),
      { numRuns: 1500, seed: 7 },
    );
  });
});
