import assert from 'node:assert/strict';
import type { Range } from 'vscode-languageserver-types';
import { CURSOR, languageWorkspace } from '../languageWorkspace';

/** A text with ‹brackets› around some of its ranges. */
function marked(text: string, ranges: readonly Range[]): string {
  const lines = text.replace(CURSOR, '').split('\n');
  const sorted = [...ranges].sort((a, b) => b.start.line - a.start.line || b.start.character - a.start.character);
  for (const { start, end } of sorted) {
    const line = lines[start.line] ?? '';
    lines[start.line] =
      `${line.slice(0, start.character)}‹${line.slice(start.character, end.character)}›${line.slice(end.character)}`;
  }
  return lines.join('\n');
}

async function highlighted(path: string, content: string, others: Record<string, string> = {}): Promise<string> {
  const { service, text, cursor } = languageWorkspace({ [path]: content, ...others });
  const found = await service.highlights(text(path), cursor(path));
  return found === undefined
    ? 'nothing'
    : marked(
        content,
        found.map(({ range }) => range),
      );
}

describe('highlights', () => {
  const cases: [string, string, string][] = [
    [
      'a.prompt',
      '---\ninput:\n  schema:\n    q?: string\n  default: { q: 1 }\n---\n🙂{{q‸}}\t{{#if q}}{{q.x}}{{/if}}{{#q}}{{q}}{{../q}}{{/q}}{{> q q=q}}',
      '---\ninput:\n  schema:\n    ‹q›?: string\n  default: { ‹q›: 1 }\n---\n🙂{{‹q›}}\t{{#if ‹q›}}{{‹q›.x}}{{/if}}{{#‹q›}}{{q}}{{../‹q›}}{{/‹q›}}{{> q q=‹q›}}',
    ],
    [
      'a.prompt',
      '{{#each xs as |x|}}{{x‸.y}}{{../x}}{{x.z}}{{/each}}',
      '{{#each xs as |‹x›|}}{{‹x›.y}}{{../x}}{{‹x›.z}}{{/each}}',
    ],
    ['a.prompt', '{{#each xs}}{{y}}{{/each}}{{xs.0.y‸}}{{y}}', '{{#each xs}}{{‹y›}}{{/each}}{{xs.0.‹y›}}{{y}}'],
    [
      'a.prompt',
      '{{#i‸f a}}{{#if b}}{{else}}{{/if}}{{else if c}}{{^}}{{/if}}',
      '{{#‹if› a}}{{#if b}}{{else}}{{/if}}{{‹else› if c}}‹{{^}}›{{/‹if›}}',
    ],
    ['a.prompt', '{{#if b}}{{el‸se}}{{/if}}', '{{#‹if› b}}{{‹else›}}{{/‹if›}}'],
    ['a.prompt', '{{> p‸}}{{#> p}}{{/p}}{{> d/p}}', '{{> ‹p›}}{{#> ‹p›}}{{/‹p›}}{{> d/p}}'],
    ['a.prompt', '{{> p a‸=1}}{{> p b=1 a=2}}{{> q a=1}}', '{{> p ‹a›=1}}{{> p b=1 ‹a›=2}}{{> q a=1}}'],
    [
      'a.prompt',
      '{{#*inline "r"}}{{x}}{{/inline}}{{> r‸}}{{> s}}',
      '{{#*inline "‹r›"}}{{x}}{{/inline}}{{> ‹r›}}{{> s}}',
    ],
    [
      'a.test.yaml',
      'cases:\n- input: { q‸: 1 }\n- input: { r: 1, "q": 2 }\n',
      'cases:\n- input: { ‹q›: 1 }\n- input: { r: 1, "‹q›": 2 }\n',
    ],
    ['a.test.csv', 'id,"q‸"\n1,q\n', 'id,"‹q›"\n1,q\n'],
    ['a.prompt', 'te‸xt {{q}}', 'nothing'],
    ['a.prompt', '{{#if q‸', '{{#if ‹q›'],
  ];
  for (const [path, content, wanted] of cases) {
    it(`of ${content}`, async () => assert.equal(await highlighted(path, content), wanted));
  }

  it('know a partial by its file', async () => {
    const text = '{{> p‸}}{{> ../d/p}}{{> ../p}}';
    const files = { 'd/_p.prompt': '', '_p.prompt': '' };
    const { service, text: asked, cursor } = languageWorkspace({ 'd/a.prompt': text, ...files });
    await service.index('/w').whole();
    const found = await service.highlights(asked('d/a.prompt'), cursor('d/a.prompt'));
    assert.equal(
      marked(
        text,
        (found ?? []).map(({ range }) => range),
      ),
      '{{> ‹p›}}{{> ../d/‹p›}}{{> ../p}}',
    );
  });
});

describe('linked names', () => {
  const cases: [string, string][] = [
    ['{{#if‸ a}}{{#if b}}{{/if}}{{/if}}', '{{#‹if› a}}{{#if b}}{{/if}}{{/‹if›}}'],
    ['{{#xs}}🙂{{/x‸s}}', '{{#‹xs›}}🙂{{/‹xs›}}'],
    ['{{#> d/p}}{{/d/p‸}}', '{{#> ‹d/p›}}{{/‹d/p›}}'],
    ['{{#if a‸}}{{/if}}', 'nothing'],
    ['{{#if‸ a}}', 'nothing'],
  ];
  for (const [content, wanted] of cases) {
    it(`in ${content}`, () => {
      const { service, text, cursor } = languageWorkspace({ 'a.prompt': content });
      const ranges = service.linkedNames(text('a.prompt'), cursor('a.prompt'));
      assert.equal(ranges === undefined ? 'nothing' : marked(content, ranges), wanted);
    });
  }
});
