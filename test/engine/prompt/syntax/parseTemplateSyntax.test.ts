import assert from 'node:assert/strict';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { parseTemplateSyntax } from '../../../../src/engine/prompt/syntax/parseTemplateSyntax';

/** Faults as `code text-that-is-marked`. */
const faults = (template: string) =>
  parseTemplateSyntax(template).faults.map(({ code, start, end }) => `${code.slice(7)} ${template.slice(start, end)}`);

describe('the syntax of templates', () => {
  const pieces = [
    ...[
      '{{',
      '}}',
      '{{{',
      '}}}',
      '{{{{',
      '}}}}',
      '{{#',
      '{{/',
      '{{^',
      '{{else',
      '{{else}}',
      '{{~',
      '~}}',
      '{{>',
      '{{#>',
    ],
    ...[
      '{{#*inline',
      '{{!',
      '{{!--',
      '--}}',
      '{{&',
      '{{*',
      'if',
      'each',
      'foo',
      'bar.baz',
      '../x',
      './y',
      'this',
      'this.a',
    ],
    ...[
      '@index',
      '@root.a',
      '@',
      'true',
      'false',
      'null',
      'undefined',
      '12',
      '-1.5',
      '"str"',
      "'s'",
      '"',
      "'",
      '[a b]',
      '[',
    ],
    ...[
      '(',
      ')',
      '=',
      '|',
      'as |',
      'as |a b|',
      ' ',
      ' ',
      '\n',
      '\r\n',
      '\r',
      'text',
      '中文',
      '🙂',
      '\\',
      '\\{{',
      'a=1',
    ],
    ...['{{/if}}', '{{/each}}', '{{#if x}}', '{{#each xs}}', '{{x}}', '..', '.', '/', '{{{{raw}}}}', '{{{{/raw}}}}'],
    ...['{{else if y}}', '{{^}}', '{{> p a=1}}', '{{#> p}}', '{{/p}}', '{{#*inline "p"}}', '{{/inline}}', '%', '\\"'],
  ];
  const template = fc.array(fc.constantFrom(...pieces), { maxLength: 14 }).map((parts) => parts.join(''));

  it('are taken and refused as by Handlebars, and the trees are the same', () => {
    let taken = 0;
    fc.assert(
      fc.property(template, (text) => {
        const ours = parseTemplateSyntax(text);
        let theirs: hbs.AST.Program | undefined;
        try {
          theirs = Handlebars.parseWithoutProcessing(text);
        } catch {}
        assert.equal(ours.faults.length === 0, theirs !== undefined, JSON.stringify(ours.faults));
        if (theirs === undefined) return;
        taken++;
        assert.deepEqual(withoutControl(ours.program), withoutControl(theirs));
      }),
      { seed: 20261128, numRuns: 30_000 },
    );
    assert.ok(taken > 5000, `only ${taken} were templates`);
  });

  it('have every tag at its place, in the order of the text, whatever the text', () => {
    fc.assert(
      fc.property(template, (text) => {
        let last = 0;
        for (const { start, end, innerStart, innerEnd, closed, tokens } of parseTemplateSyntax(text).tags) {
          assert.ok(last <= start && start <= innerStart && innerStart <= innerEnd && innerEnd <= end);
          assert.ok(end <= text.length && text.startsWith('{{', start));
          if (closed) assert.ok(text.slice(innerEnd, end).endsWith('}}'));
          for (const token of tokens) assert.ok(token.start >= innerStart && token.end <= innerEnd);
          last = end;
        }
      }),
      { seed: 20261128, numRuns: 10_000 },
    );
  });

  it('have more faults than the first', () => {
    assert.deepEqual(faults('{{#if a}}\n{{}} {{b c=}}\n{{/each}}\n{{name\nmore {{x}} {{else}}'), [
      'empty-tag {{}}',
      'argument-without-value c=',
      'close-mismatch {{/each}}',
      'tag-not-closed {{name',
      'else-without-block {{else}}',
    ]);
  });

  const broken: [string, string[]][] = [
    ['{{#if a}}{{#each b}}x{{/if}}', ['block-not-closed {{#each b}}']],
    ['{{#if a}}x', ['block-not-closed {{#if a}}']],
    ['{{/if}}', ['close-without-open {{/if}}']],
    ['{{role "system}}\ntext', ['string-not-closed "system']],
    ['{{role "system}}\ntext "and" {{x}}', ['string-not-closed "system']],
    ['{{[a b}} text', ['string-not-closed [a b']],
    ['{{a b', ['tag-not-closed {{a b']],
    ['{{a\n{{b}}', ['tag-not-closed {{a']],
    ['{{', ['tag-not-closed {{']],
    ['{{{a}}', ['wrong-braces }}']],
    ['{{a}}}}', ['wrong-braces }}}}']],
    ['{{a % b}}', ['unexpected-in-tag %']],
    ['{{a/}}', ['path-not-finished a/']],
    ['{{@}}', ['data-without-name @']],
    ['{{json (lookup a}}', ['bracket-not-closed (']],
    ['{{#each a as |}}{{/each}}', ['block-params as |']],
    ['{{a/this}}', ['invalid-path a/this']],
    ['{{!-- 中文 }} {{x}}', ['comment-not-closed {{!--']],
    ['{{{{raw}}}} {{x}}', ['raw-block-not-closed {{{{raw}}}}']],
    ['{{#if a}}{{else}}{{else}}{{/if}}', ['second-else {{else}}']],
    ['{{^if a}}{{else if b}}{{/if}}', ['else-if-in-inverse {{else if b}}']],
    ['{{#*inline "p"}}{{else}}{{/inline}}', ['else-in-inline {{else}}']],
    ['{{#> p}}{{else}}{{/p}}', ['else-without-block {{else}}']],
  ];
  for (const [text, wanted] of broken) {
    it(`say of ${JSON.stringify(text)} what is wrong, and where`, () => assert.deepEqual(faults(text), wanted));
  }

  it('keep what is right around what is broken', () => {
    const { program } = parseTemplateSyntax('{{#each xs}}{{a/}} {{y}}\n{{#if z}}{{w');
    const [each] = program.body as hbs.AST.BlockStatement[];
    assert.equal(each?.path.original, 'each');
    const inside = each?.program.body.map(
      (each) => (each as hbs.AST.MustacheStatement).path,
    ) as hbs.AST.PathExpression[];
    assert.deepEqual(
      inside.filter(Boolean).map(({ original }) => original),
      ['a', 'y', 'if'],
    );
  });

  it('come to an end with what nothing ends', () => {
    for (const part of [
      '{{',
      '{{"',
      "{{'",
      '{{[',
      '{{{{',
      '{{!--',
      '{{"a" \'',
      '\\{{',
      '{{#if "',
      '{{a (',
      '}}',
      '{{a.',
    ]) {
      assert.doesNotThrow(() => parseTemplateSyntax(part.repeat(Math.floor(200_000 / part.length))));
    }
  });
});

/** A tree less what white space control notes in it, and less the places of programs, which Handlebars leaves out at times. */
function withoutControl(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(withoutControl);
  if (typeof value !== 'object' || value === null) return value;
  const { type } = value as { type?: string };
  const kept: Record<string, unknown> = {};
  for (const [key, each] of Object.entries(value)) {
    if (/strip/i.test(key) || ['indent', 'chained'].includes(key) || each === undefined) continue;
    if (key === 'loc' && type === 'Program') continue;
    // Handlebars takes one dash off a comment that begins with two or one; the text itself matters to nobody.
    if (key === 'value' && type === 'CommentStatement') continue;
    const { start, end } = (key === 'loc' ? each : {}) as hbs.AST.SourceLocation;
    kept[key] = key === 'loc' ? { start, end } : withoutControl(each);
  }
  return kept;
}
