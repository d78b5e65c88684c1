import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { Finding } from '../../../../src/engine/language/diagnostics/finding';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 99_999, character: 0 } };
const KEY = `ghp_${'q7Zk2XvB9mLw4TnR8sYd3FhJ6pGc1VtKe5Ao'}`;

const YAML = [
  'model: opnai/gpt-4o',
  'modle: x',
  'temperature: 0.5',
  'config: {temprature: 1, topP: 3}',
  'config:\n  temperature: "0.5"',
  'input:\n  schema:\n    問題: string\n    items(array):\n      title: string',
  'input: {schema: {a: str, b?: integer}, default: {b: x, c: 1}}',
  'input:',
  'output:',
  'variables:\n  a: string',
  'assay.judges: [corectness]',
  'assay: {tests: x}',
  'name: [',
  '  - 🙂',
  '# assay-ignore prompt.unknown-key',
  '"',
  '\t',
  'a: &b *b',
];
const TEMPLATE = [
  '{{問題}}',
  '{{問提}}',
  '{{#each items}}{{title}}{{titel}}{{問題}}',
  '{{/each}}',
  '{{#if b}}',
  '{{else}}',
  '{{/if}}',
  '{{> p}}',
  '{{> gone tone="x"}}',
  '{{#> q}}',
  '{{role "assistant"}}',
  '{{#role "system"}}',
  '{{/role}}',
  '{{jsno a}}',
  '{{json this}}',
  '{{',
  '}}',
  '{{{a}}',
  '{{!-- x',
  '"',
  '\0',
  '\u200B',
  'a\u202Eb',
  '\uD83D',
  '🙂👨‍👩‍👧',
  'Reply in JSON.',
  '請以 JSON 輸出',
  KEY,
  '<<<<<<< HEAD\n',
  '=======\n',
  '>>>>>>> x\n',
  '{{! assay-ignore text.secret-key }}',
  ' ',
  '\t',
];
const CASES = [
  'cases:',
  'judges: [corectness, ./judges/j.prompt]',
  'checks: [contians: x]',
  '  - id: 一',
  '    input: { 問題: x, 問提: "a" }',
  '    input:\n      b: 3\n      extra:\n        - x',
  '    expected: y',
  '  - input: {',
  '"',
  'id,問題,"ex,tra"',
  '1,"a\u200Bb",c',
  '2,,"',
  '{"問題": "x", "extra": [1]}',
  '[{"問題": "x"}, {"id": 3',
  ']',
  KEY,
  '🙂',
];
const BREAK = fc.constantFrom('\n', '\r\n', '');

const lines = (pieces: readonly string[], most: number) =>
  fc.array(fc.tuple(fc.constantFrom(...pieces), BREAK), { maxLength: most }).map((all) => all.flat().join(''));

const prompts = fc
  .tuple(
    fc.boolean(),
    lines(YAML, 5).map((yaml) => yaml.replace(/([^\n])$/, '$1\n')),
    lines(TEMPLATE, 14),
    fc.boolean(),
  )
  .map(([keys, yaml, template, mark]) => `${mark ? '\uFEFF' : ''}${keys ? `---\n${yaml}---\n` : ''}${template}`);

const AROUND = {
  '_p.prompt': '{{問題}}{{tone}}',
  'judges/j.prompt': '---\nassay.scale: 1-5\n---\n{{output}}',
};
const SET_NAMES = ['a.test.yaml', 'a.test.json', 'a.test.jsonl', 'a.test.csv', 'a.test.tsv'];

/** Looks at a file, tries every fix, and asserts what has to hold for any text. */
async function look(texts: Readonly<Record<string, string>>, path: string): Promise<void> {
  const { service, text } = languageWorkspace(texts, { commands: ['assay.convertPrompt'] });
  await service.index(WORKSPACE).whole();
  const asked = text(path);
  const find = async (content: string) => {
    const given = { ...asked, text: content };
    return [...(await service.diagnostics(given)), ...(await service.idleDiagnostics(given))];
  };
  const found = await find(asked.text);
  const document = TextDocument.create(path, 'x', 0, asked.text.replace(/^\uFEFF/, ''));
  for (const { file, range, code } of found) if (file === asked.file) assertInside(document, range, code);
  const before = errorsOf(found);
  const fixes = await service.codeActions(asked, EVERYWHERE, [...new Set(found.map(({ code }) => code))]);
  const all = await service.fixAll(asked);
  for (const { edits, title, kind, findings } of all === undefined ? fixes : [...fixes, all]) {
    for (const { file, edits: own } of edits) {
      if (file !== asked.file) continue;
      for (const { range } of own) assertInside(document, range, title);
      const after = errorsOf(await find(TextDocument.applyEdits(document, own)));
      // In a text that is broken anyway, a character less may be one fault more; and what stands below a key that is read
      // now may be wrong itself.
      const uncovers = (before > 0 && findings[0]?.severity !== 'error') || /-key\b/.test(findings[0]?.code ?? '');
      if (kind !== 'quickfix' || edits.length > 1 || uncovers) continue;
      assert.ok(after <= before, `${title} makes ${before} errors ${after}`);
    }
  }
}

/** Partials are followed only where the template can be read: a fix may let one see what is wrong with them. */
const BEHIND_SYNTAX = new Set(['prompt.missing-partial', 'prompt.partial-cycle']);

function errorsOf(findings: readonly Finding[]): number {
  return findings.filter(({ severity, code }) => severity === 'error' && !BEHIND_SYNTAX.has(code)).length;
}

function assertInside(document: TextDocument, { start, end }: Range, what: string): void {
  const [from, to] = [document.offsetAt(start), document.offsetAt(end)];
  assert.ok(from <= to, what);
  assert.deepEqual([document.positionAt(from), document.positionAt(to)], [start, end], what);
}

describe('findings and fixes of any text', function () {
  this.timeout(120_000);

  it('never throw, stand inside of it, and fix without harm: prompts', async () => {
    await fc.assert(
      fc.asyncProperty(prompts, (prompt) =>
        look({ ...AROUND, 'a.prompt': prompt, 'a.test.csv': 'id,問題\n1,x\n' }, 'a.prompt'),
      ),
      { seed: 20261129, numRuns: 400 },
    );
  });

  it('never throw, stand inside of it, and fix without harm: partials', async () => {
    await fc.assert(
      fc.asyncProperty(prompts, (partial) =>
        look(
          { ...AROUND, 'a.prompt': '---\ninput: {schema: {問題: string}}\n---\n{{> p}}', '_p.prompt': partial },
          '_p.prompt',
        ),
      ),
      { seed: 20261130, numRuns: 150 },
    );
  });

  it('never throw, stand inside of it, and fix without harm: test sets', async () => {
    const prompt = '---\ninput: {schema: {問題: string, b?: integer}}\n---\n{{問題}}{{b}}';
    await fc.assert(
      fc.asyncProperty(lines(CASES, 10), fc.constantFrom(...SET_NAMES), (set, path) =>
        look({ ...AROUND, 'a.prompt': prompt, [path]: set }, path),
      ),
      { seed: 20261201, numRuns: 400 },
    );
  });
});
