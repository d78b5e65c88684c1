import assert from 'node:assert/strict';
import fc from 'fast-check';
import Handlebars from 'handlebars';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { templateBoundFault } from '../../../src/engine/prompt/templateBounds';
import { templateTags } from '../../../src/engine/prompt/templateTags';

const kinds = (template: string) => [...templateTags(template)].map(({ kind }) => kind);

describe('the tags of a template, without parsing it', () => {
  for (const [name, template, expected] of [
    ['blocks', '{{#if a}}{{^b}}{{/b}}{{else}}{{^}}{{/if}}', ['open', 'open', 'close', 'other', 'other', 'close']],
    ['white-space control', '{{~#if a~}}{{~else~}}{{~/if~}}', ['open', 'other', 'close']],
    ['else-if', '{{#if a}}{{else if b}}{{elsewhere}}{{/if}}', ['open', 'else-if', 'other', 'close']],
    ['comments with tags in them', '{{!-- {{/if}} --~}}{{#a}}{{! {{b}}{{/a}}', ['other', 'open', 'other', 'close']],
    ['escaped tags, and a backslash before a tag', '\\{{/if}} \\\\{{#if a}}', ['open']],
    ['raw blocks', '{{{{x}}}} {{/if}} {{{{y}}}}{{{{/y}}}} {{{{/x}}}}{{#a}}', ['other', 'open']],
    ['strings with braces in them', '{{json "}}{{" (b c)}}{{#a}}', ['other', 'open']],
    [
      'partial blocks and inline partials',
      '{{#> p}}{{/p}}{{#*inline "x"}}{{/inline}}',
      ['open', 'close', 'open', 'close'],
    ],
  ] as const) {
    it(`finds ${name}`, () => assert.deepEqual(kinds(template), expected));
  }

  /** How deep blocks and brackets nest in the tree, and how many tags there are. */
  function measure(node: unknown): { depth: number; tags: number } {
    if (Array.isArray(node)) {
      const each = node.map(measure);
      return {
        depth: Math.max(0, ...each.map(({ depth }) => depth)),
        tags: each.reduce((sum, { tags }) => sum + tags, 0),
      };
    }
    if (typeof node !== 'object' || node === null) return { depth: 0, tags: 0 };
    const { type } = node as { type?: string };
    const inner = measure(Object.entries(node).flatMap(([key, value]) => (key === 'loc' ? [] : [value])));
    const nests = /Block|SubExpression/.test(type ?? '') ? 1 : 0;
    const isTag = /Statement$|^Decorator/.test(type ?? '') && type !== 'ContentStatement' ? 1 : 0;
    return { depth: inner.depth + nests, tags: inner.tags + isTag };
  }

  it('never finds fewer tags or less depth than the parser', () => {
    const piece = fc.constantFrom(
      ...[
        '{{#if a}}',
        '{{#a}}',
        '{{/if}}',
        '{{/a}}',
        '{{else}}',
        '{{else if b}}',
        '{{^}}',
        '{{^a}}',
        '{{~a~}}',
        '{{{a}}}',
      ],
      ...[
        '{{!',
        '{{!--',
        '--}}',
        '--~}}',
        '}}',
        '{{',
        '{{{{a}}}}',
        '{{{{/a}}}}',
        '\\',
        '\\\\',
        '\\{{',
        'x',
        '"',
        "'",
        ' ',
      ],
      ...[
        '{{json (json (json a))}}',
        '{{json "}}" (json a)}}',
        "{{json '{{'}}",
        '{{[a}}]}}',
        '{{> p (json a)}}',
        '{{#> p}}',
      ],
      ...['{{/p}}', '{{#*inline "i"}}', '{{/inline}}', '(', ')', '['],
    );
    let parsed = 0;
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 14 }), (pieces) => {
        const template = pieces.join('');
        let tree: unknown;
        try {
          tree = Handlebars.parse(template);
        } catch {
          return;
        }
        parsed++;
        const { depth, tags } = measure(tree);
        const found = [...templateTags(template)];
        let open = 0;
        let deepest = 0;
        const stack: number[] = [];
        for (const { kind, brackets } of found) {
          if (kind === 'open') stack.push(1);
          else if (kind === 'else-if' && stack.length > 0) stack.push((stack.pop() ?? 0) + 1);
          if (kind === 'open' || kind === 'else-if') open++;
          else if (kind === 'close') open -= stack.pop() ?? 0;
          deepest = Math.max(deepest, open + brackets);
        }
        assert.ok(found.length >= tags, `${template}: ${found.length} tags of ${tags}`);
        assert.ok(deepest >= depth, `${template}: ${deepest} levels of ${depth}`);
      }),
      { numRuns: 20_000, seed: 20261123 },
    );
    assert.ok(parsed > 1000, `only ${parsed} were templates`);
  });

  const bombs: [string, string, string][] = [
    ['a chain of else-ifs', `{{#if a}}${'{{else if a}}'.repeat(70)}{{/if}}`, 'prompt.template-too-deep'],
    ['blocks behind a comment that ends in --~}}', `{{!-- --~}}${'{{#if a}}'.repeat(70)}`, 'prompt.template-too-deep'],
    ['blocks behind closing tags that are text', `${'\\{{/if}}{{#if a}}'.repeat(70)}`, 'prompt.template-too-deep'],
    [
      'blocks behind closing tags in raw text',
      '{{#a}}{{{{r}}}}{{/a}}{{{{/r}}}}'.repeat(70),
      'prompt.template-too-deep',
    ],
    [
      'brackets behind braces in a string',
      `{{json "}}" ${'(json '.repeat(70)}a${')'.repeat(70)}}}`,
      'prompt.template-too-deep',
    ],
    ['a path without end', `{{a${'.b'.repeat(100)}}}`, 'prompt.template-too-deep'],
    ['a way up without end', `{{${'../'.repeat(100)}a}}`, 'prompt.template-too-deep'],
    ['arguments without end', `{{json ${'a '.repeat(20_001)}}}`, 'prompt.too-many-words'],
    ['brackets that are never closed', `{{${'['.repeat(200_000)}`, 'prompt.string-not-closed'],
    ['quotes that are never closed', `{{${'"\''.repeat(50_000)}`, 'prompt.string-not-closed'],
  ];
  for (const [name, template, code] of bombs) {
    it(`refuses ${name}`, () => {
      const { problems } = parsePrompt(template);
      assert.deepEqual(
        problems.map((problem) => problem.code).filter((each) => each !== 'prompt.unknown-helper'),
        [code],
      );
    });
  }

  it('takes what is only long', () => {
    assert.equal(templateBoundFault(`{{#if a}}x{{else if b}}y{{/if}}\n`.repeat(1600)), undefined);
    assert.equal(templateBoundFault('\\{{'.repeat(80_000)), undefined);
    assert.equal(templateBoundFault('{'.repeat(1)), undefined);
  });
});
