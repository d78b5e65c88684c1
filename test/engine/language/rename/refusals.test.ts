import assert from 'node:assert/strict';
import type { FileSystem } from '../../../../src/engine/host';
import { createLanguageService } from '../../../../src/engine/language/languageService';
import { languageNames } from '../../../../src/wording/languageNames';
import { memoryFiles } from '../../../support/memoryFiles';
import { CURSOR, JUDGES, languageWorkspace } from '../languageWorkspace';
import type { Texts } from '../renamed';

const SCHEMA = '---\ninput:\n  schema:\n    q: string\n---\n';

/** What is refused, and with which code; `reason @ file:line` where the reason has a place. */
const REFUSED: readonly [what: string, texts: Texts, name: string, reason: string][] = [
  ['what is no name', { 'a.prompt': 'te‸xt' }, 'x', 'rename.nothing-here'],
  ['a helper', { 'a.prompt': '{{#i‸f x}}{{/if}}' }, 'x', 'rename.helper'],
  ['the helper in a closing tag', { 'a.prompt': '{{#if x}}{{/i‸f}}' }, 'x', 'rename.helper'],
  ['an argument of a helper', { 'a.prompt': '{{media u‸rl=x}}' }, 'x', 'rename.argument'],
  ['data', { 'a.prompt': '{{#each x}}{{@in‸dex}}{{/each}}' }, 'x', 'rename.data'],
  ['a built-in judge', { 'a.test.yaml': 'judges: [correct‸ness]\ncases: []' }, 'x', 'rename.built-in-judge'],
  ['a judge that is missing', { 'a.test.yaml': 'judges: [./j‸.prompt]\ncases: []' }, 'x', 'rename.missing-judge'],
  ['a partial that is missing', { 'a.prompt': '{{> g‸one}}' }, 'x', 'rename.missing-partial'],
  [
    'what Assay gives to judges',
    { 'j.prompt': '{{out‸put}}', 'a.test.yaml': 'judges: [./j.prompt]\ncases: []' },
    'x',
    'rename.judge-variable',
  ],
  [
    'the same in the test set of a judge',
    { 'j.prompt': '---\nassay.scale: 1-5\n---\n{{output}}', 'j.test.csv': 'out‸put,q\na,b\n' },
    'x',
    'rename.judge-variable',
  ],
  ['an empty name', { 'a.prompt': '{{q‸}}' }, ' ', 'rename.empty'],
  ['space around a name', { 'a.prompt': '{{q‸}}' }, 'x ', 'rename.space-around'],
  ['a name nobody sees', { 'a.prompt': '{{q‸}}' }, 'x\u200by', 'rename.unseen-character'],
  ['a line break', { 'a.prompt': '{{q‸}}' }, 'x\ny', 'rename.unseen-character'],
  ['a name with a bracket', { 'a.prompt': '{{q‸}}' }, 'x]', 'rename.no-template-name'],
  ['a block parameter with a space', { 'a.prompt': '{{#each x as |i‸|}}{{/each}}' }, 'a b', 'rename.no-plain-name'],
  ['a bracket in Picoschema', { 'a.prompt': SCHEMA.replace('q', '‸q') }, 'a(b)', 'rename.no-picoschema'],
  ['a partial with a folder', { 'a.prompt': '{{> p‸}}', '_p.prompt': '' }, 'x/y', 'rename.no-folders'],
  ['a partial that no file can be', { 'a.prompt': '{{> p‸}}', '_p.prompt': '' }, 'x?', 'rename.no-file-name'],
  ['the name of a helper', { 'a.prompt': '{{q‸}}' }, 'each', 'rename.is-helper'],
  ['a block parameter like a helper', { 'a.prompt': '{{#each x as |i‸|}}{{/each}}' }, 'json', 'rename.is-helper'],
  ['a number inside', { 'a.prompt': '{{q.r‸}}' }, '0', 'rename.is-number'],
  [
    'a variable of the judge',
    { 'j.prompt': '{{x‸}}', 'a.test.yaml': 'judges: [./j.prompt]\ncases: []' },
    'output',
    'rename.is-judge-variable @ j.prompt:1',
  ],
  ['a reserved column', { 'a.prompt': '{{q‸}}', 'a.test.csv': 'q\n1\n' }, 'id', 'rename.reserved @ a.test.csv:1'],
  [
    'a reserved key',
    { 'a.prompt': '{{q‸}}', 'a.test.jsonl': '{"q": 1}\n' },
    'input',
    'rename.reserved @ a.test.jsonl:1',
  ],
  [
    'passages as a name',
    { 'a.prompt': '{{q‸}}', 'a.test.yaml': 'cases:\n- input: {q: 1}\n' },
    'context',
    'rename.reserved @ a.test.yaml:1',
  ],
  [
    'the passages of cases',
    { 'a.prompt': '{{con‸text}}', 'a.test.csv': 'id,context\n1,a\n' },
    'x',
    'rename.passages @ a.test.csv:1',
  ],
  ['a name that the template reads', { 'a.prompt': '{{q‸}}\n{{r}}' }, 'r', 'rename.taken @ a.prompt:2'],
  ['a name that the schema has', { 'a.prompt': `${SCHEMA}{{x‸}}` }, 'q', 'rename.taken @ a.prompt:4'],
  [
    'a name that a partial reads',
    { 'a.prompt': '{{q‸}}{{> p}}', '_p.prompt': '\n{{#if r}}{{/if}}' },
    'r',
    'rename.taken @ _p.prompt:2',
  ],
  [
    'a name that a case has',
    { 'a.prompt': '{{q‸}}', 'a.test.yaml': 'cases:\n- input: {q: 1}\n- input: {r: 1}\n' },
    'r',
    'rename.taken @ a.test.yaml:3',
  ],
  [
    'a name that a judge reads',
    {
      'a.prompt': '{{q‸}}',
      'j.prompt': '{{input.r}}',
      'a.test.yaml': 'judges: [./j.prompt]\ncases:\n- input: {q: 1}\n',
    },
    'r',
    'rename.taken @ j.prompt:1',
  ],
  [
    'a field beside it',
    { 'a.prompt': '{{u.q‸}}', 'a.test.yaml': 'cases:\n- input: {u: {q: 1, r: 2}}\n' },
    'r',
    'rename.taken @ a.test.yaml:2',
  ],
  [
    'another variant',
    { 'a.prompt': '{{q‸}}', 'a.b.prompt': '{{q}}{{r}}', 'a.test.csv': 'q\n1\n' },
    'r',
    'rename.taken @ a.b.prompt:1',
  ],
  [
    'a block parameter that would hide it',
    {
      'a.prompt':
        '{{#each x as |r|}}{{#if y}}{{@root.q}}{{/if}}{{/each}}{{#with y as |r|}}{{#if r}}{{/if}}{{/with}}{{q‸}}',
    },
    'z',
    '',
  ],
  [
    'one that does hide it',
    { 'a.prompt': '{{q‸}}\n{{#with this as |r|}}{{q}}{{/with}}' },
    'r',
    'rename.captured @ a.prompt:2',
  ],
  [
    'an argument that would hide it',
    { 'a.prompt': '{{q‸}}{{> p r=1}}', '_p.prompt': '{{q}}' },
    'r',
    'rename.captured @ a.prompt:1',
  ],
  [
    'two arguments of one name',
    { 'a.prompt': '{{> p q=1 r=2}}', '_p.prompt': '{{q‸}}' },
    'r',
    'rename.captured @ a.prompt:1',
  ],
  [
    'a parameter that is used',
    { 'a.prompt': '{{#each x as |i‸|}}{{i}}{{r}}{{/each}}' },
    'r',
    'rename.taken @ a.prompt:1',
  ],
  ['a parameter beside it', { 'a.prompt': '{{#each x as |i‸ r|}}{{i}}{{/each}}' }, 'r', 'rename.taken @ a.prompt:1'],
  [
    'a parameter inside',
    { 'a.prompt': '{{#each x as |i‸|}}{{#each y as |r|}}{{i}}{{/each}}{{/each}}' },
    'r',
    'rename.captured @ a.prompt:1',
  ],
  ['the id of another case', { 'a.test.yaml': 'cases:\n- id: a‸\n- id: b\n' }, 'b', 'rename.id-taken @ a.test.yaml:3'],
  [
    'an id that a case has without saying so',
    { 'a.test.yaml': 'cases:\n- id: a‸\n- input: {}\n' },
    'case-2',
    'rename.id-taken @ a.test.yaml:3',
  ],
  [
    'a file that is there',
    { 'a.prompt': '{{> p‸}}', '_p.prompt': '', '_x.prompt': '' },
    'x',
    'rename.file-exists @ _x.prompt:1',
  ],
  [
    'a partial that is nearer',
    { 'b/a.prompt': '{{> p}}', 'c.prompt': '{{> p‸}}', '_p.prompt': '', 'b/_x.prompt': '' },
    'x',
    'rename.other-partial @ b/a.prompt:1',
  ],
  [
    'a partial that it would be nearer than',
    { 'b/a.prompt': '{{> p‸}}{{> x}}', 'b/_p.prompt': '', '_x.prompt': '' },
    'x',
    'rename.other-partial @ b/a.prompt:1',
  ],
  [
    'a partial that a template defines',
    { 'a.prompt': '{{> p‸}}{{#*inline "x"}}{{/inline}}', '_p.prompt': '' },
    'x',
    'rename.partial-taken @ a.prompt:1',
  ],
  [
    'an inline partial like a file',
    { 'a.prompt': '{{#*inline "p‸"}}{{/inline}}{{> x}}', '_x.prompt': '' },
    'x',
    'rename.partial-taken @ a.prompt:1',
  ],
  [
    'the test set of several',
    { 'j.prompt': '{{output}}', 'j.x.prompt': '', 'j.test.csv': '', 'a.test.yaml': 'judges: [./j‸.prompt]\ncases: []' },
    'x',
    'rename.shared-tests @ j.test.csv:1',
  ],
  [
    'a broken prompt',
    { 'a.prompt': '{{q‸}}', 'a.b.prompt': 'x\n{{#if q}}', 'a.test.csv': 'q\n1\n' },
    'x',
    'rename.broken @ a.b.prompt:2',
  ],
  ['broken frontmatter', { 'a.prompt': '---\na: [\n---\n{{q‸}}' }, 'x', 'rename.broken @ a.prompt:3'],
  [
    'a broken test set',
    { 'a.prompt': '{{q‸}}', 'a.test.yaml': 'cases:\n- input: {q: 1\n' },
    'x',
    'rename.broken @ a.test.yaml:1',
  ],
  [
    'a broken line',
    { 'a.prompt': '{{q‸}}', 'a.test.jsonl': '{"q": 1}\n{"q": \n' },
    'x',
    'rename.broken @ a.test.jsonl:1',
  ],
  ['a torn quote', { 'a.prompt': '{{q‸}}', 'a.test.csv': 'q\n"1\n' }, 'x', 'rename.broken @ a.test.csv:1'],
  [
    'what is no text',
    { 'a.prompt': '{{q‸}}{{> p}}', '_p.prompt': '\uFFFD {{q}}' },
    'x',
    'rename.unreadable @ _p.prompt:1',
  ],
  [
    'a field of nobody knows what',
    { 'a.prompt': '{{u.q‸}}{{#section}}{{q}}{{/section}}' },
    'x',
    'rename.unknown-context @ a.prompt:1',
  ],
  [
    'a partial in nobody knows what',
    { 'a.prompt': '\n{{#each (json x)}}{{> p}}{{/each}}', '_p.prompt': '{{q‸}}' },
    'x',
    'rename.unknown-context @ a.prompt:2',
  ],
  [
    'a field that is gone through',
    { 'a.prompt': '{{#each u}}{{q‸}}{{/each}}{{u.v.q}}' },
    'x',
    'rename.ambiguous @ a.prompt:1',
  ],
  ['a name that messages show', { 'a.prompt': '{{u.q‸}}\n{{json u}}' }, 'x', 'rename.written-out @ a.prompt:2'],
  ['a variable that messages show', { 'a.prompt': '{{q‸}}\n{{json this}}' }, 'x', 'rename.written-out @ a.prompt:2'],
  [
    'a key that messages show',
    { 'a.prompt': '{{u.q‸}}\n{{#each u}}{{@key}}{{/each}}' },
    'x',
    'rename.written-out @ a.prompt:2',
  ],
  [
    'a field that is looked up by chance',
    { 'a.prompt': '{{u.q‸}}\n{{lookup u v}}' },
    'x',
    'rename.written-out @ a.prompt:2',
  ],
  [
    'fields in cells',
    { 'a.prompt': '{{u.q‸}}', 'a.test.csv': 'u\n"{""q"": 1}"\n' },
    'x',
    'rename.in-cells @ a.test.csv:1',
  ],
  [
    'patterns for names',
    { 'a.prompt': '---\ninput:\n  schema:\n    type: object\n    patternProperties: {}\n---\n{{q‸}}' },
    'x',
    'rename.schema-patterns @ a.prompt:1',
  ],
  [
    'a definition for several',
    {
      'a.prompt':
        '---\ninput:\n  schema:\n    properties:\n      a: {$ref: "#/$defs/d"}\n      b: {$ref: "#/$defs/d"}\n    $defs: {d: {properties: {q: {}}}}\n---\n{{a.q‸}}',
    },
    'x',
    'rename.shared-schema @ a.prompt:1',
  ],
  [
    'what the schema would become',
    { 'a.prompt': '---\ninput:\n  schema:\n    q‸: object\n    r: string\n---\n{{r}}' },
    'type',
    'rename.changes-meaning @ a.prompt:1',
  ],
];

async function refusal(texts: Texts, name: string): Promise<string> {
  const path = Object.keys(texts).find((each) => texts[each]?.includes(CURSOR)) ?? '';
  const { service, text, cursor } = languageWorkspace(texts);
  const answer = await service.rename(text(path), cursor(path), name);
  if (!('code' in answer)) return '';
  const { code, args } = answer;
  return args.file === undefined ? code : `${code} @ ${args.file}:${args.line}`;
}

describe('a rename is refused', () => {
  for (const [what, texts, name, reason] of REFUSED) {
    it(`${reason === '' ? 'not ' : ''}for ${what}`, async () => assert.equal(await refusal(texts, name), reason));
  }

  /** A service over files that are none of the texts of a test. */
  const serviceOver = (files: FileSystem) =>
    createLanguageService({
      host: { files, clock: { now: () => new Date(0), monotonic: () => 0 }, judgesFolder: JUDGES },
      say: (code) => code,
      endpoints: () => [],
    });
  const at = { line: 3, character: 3 };

  it('for a file outside of the workspace, by its path or by a link', async () => {
    const texts = { '/w/a.prompt': '---\nassay.tests: t.jsonl\n---\n{{q}}', '/out/t.jsonl': '{"q": 1}\n' };
    const service = serviceOver(memoryFiles(texts, { '/w/t.jsonl': '/out/t.jsonl' }));
    const text = { file: '/w/a.prompt', text: texts['/w/a.prompt'], workspace: '/w' };
    assert.deepEqual(await service.rename(text, at, 'x'), { code: 'rename.outside', args: { file: 't.jsonl' } });
    const out = { ...text, text: text.text.replace('t.jsonl', '../out/t.jsonl') };
    service.textChanged(out.file, out.text);
    assert.deepEqual(await service.rename(out, at, 'x'), {
      code: 'rename.outside',
      args: { file: '../out/t.jsonl', line: 1 },
    });
  });

  it('for a test set, or a folder, that is too large', async () => {
    const long = `cases:\n- input: {q: 1}\n#${' '.repeat(17 * 1024 * 1024)}`;
    assert.equal(await refusal({ 'a.prompt': '{{q‸}}', 'a.test.yaml': long }, 'x'), 'rename.too-large @ a.test.yaml:1');
    const files = memoryFiles({ '/w/a.prompt': '\n\n\n{{q}}' });
    const many = Array.from({ length: 200_001 }, (_, index) => ({ name: `${index}.txt`, kind: 'file' as const }));
    const service = serviceOver({ ...files, list: async () => many });
    const answer = await service.rename({ file: '/w/a.prompt', text: '\n\n\n{{q}}', workspace: '/w' }, at, 'x');
    assert.deepEqual(answer, { code: 'rename.workspace-too-large', args: { file: '/w' } });
  });

  it('for what belongs to the judges that come with Assay', async () => {
    const text = { file: `${JUDGES}/correctness.prompt`, text: '\n\n\n{{> verdict}}', workspace: '/w' };
    const answer = await serviceOver(memoryFiles({})).prepareRename(text, { line: 3, character: 6 });
    assert.deepEqual(answer, { code: 'rename.built-in', args: { name: 'verdict' } });
  });

  it('with a code that has a sentence, and every sentence has its case', () => {
    const tested = new Set(REFUSED.map(([, , , reason]) => reason.split(' ')[0] ?? ''));
    const elsewhere = [
      'rename.too-large',
      'rename.outside',
      'rename.workspace-too-large',
      'rename.built-in',
      'references.missing',
    ];
    const sentences = Object.keys(languageNames.en);
    assert.deepEqual(
      [...tested].filter((code) => code !== '' && !sentences.includes(code)),
      [],
    );
    assert.deepEqual(
      sentences.filter((code) => !tested.has(code) && !elsewhere.includes(code)),
      [],
    );
  });
});
