import assert from 'node:assert/strict';
import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { compilePrompt } from '../../../src/engine/prompt/compilePrompt';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { readPromptSource } from '../../../src/engine/prompt/promptSource';
import { nodeFiles } from '../../../src/node/nodeFiles';

const at = ({ start, end }: Range) => `${start.line}:${start.character}-${end.line}:${end.character}`;

describe('taking a prompt apart', () => {
  it('knows where every key and value stands, after Chinese and emoji too', () => {
    const { ranges } = parsePrompt(
      '---\ndescription: 說明 🚀\nmodel: p/m\ninput:\n  schema:\n    問題: string\nassay.tests: ./t.csv\n---\nx',
    );
    const places = Object.fromEntries([...ranges].map(([path, { key, value }]) => [path, `${at(key)} ${at(value)}`]));
    assert.deepEqual(places, {
      description: '1:0-1:11 1:13-1:18',
      model: '2:0-2:5 2:7-2:10',
      input: '3:0-3:5 4:2-5:14',
      'input.schema': '4:2-4:8 5:4-5:14',
      'input.schema.問題': '5:4-5:6 5:8-5:14',
      'assay.tests': '6:0-6:11 6:13-6:20',
    });
  });

  it('counts columns as editors do: no byte order mark, UTF-16 units', () => {
    const { variables } = parsePrompt('\uFEFF---\r\nmodel: x\r\n---\r\n🚀 {{name}}');
    assert.deepEqual(
      variables.map(({ name, range }) => `${name} ${at(range)}`),
      ['name 3:5-3:9'],
    );
  });

  it('marks a variable by exactly its path, whatever stands before it', () => {
    const piece = fc.constantFrom(
      ...[
        '{{名前}}',
        '{{~ 名前 ~}}',
        '{{{名前}}}',
        '{{json\n  名前}}',
        '{{> p k=名前}}',
        '{{#each 名前}}🚀{{/each}}',
        '{{#if 名前}}x{{/if}}',
      ],
      ...[
        '\n',
        '\r\n',
        '\r',
        '🚀 ',
        '說明',
        '\\{{x}}',
        '\\\\',
        '{{!-- \r\n🚀 --}}',
        '{{{{r}}}}\n{{x}}{{{{/r}}}}',
        '\u2028',
      ],
    );
    const head = fc.constantFrom('', '---\r\nmodel: p/m\r\n---\r\n', '\uFEFF---\n# 🚀\n---\n\n');
    fc.assert(
      fc.property(head, fc.array(piece, { maxLength: 12 }), (start, pieces) => {
        const { text, variables, problems } = parsePrompt(start + pieces.join(''));
        const document = TextDocument.create('', '', 0, text);
        assert.deepEqual(problems, []);
        const written = text.split('名前').length - 1;
        const named = variables.filter(({ name }) => name === '名前');
        assert.equal(named.length, written);
        for (const { range } of named) assert.equal(document.getText(range), '名前', JSON.stringify(text));
      }),
      { numRuns: 1000, seed: 20261123 },
    );
  });

  describe('finds the variables that a template reads', () => {
    const uses = (template: string, partials: Record<string, string> = {}) => {
      const given = new Map(Object.entries(partials).map(([name, text]) => [name, { file: name, text }]));
      const { inputVariables } = compilePrompt({ file: '', text: template, partials: given });
      return [...new Set(inputVariables.map(({ name, required }) => (required ? name : `${name}?`)))].join(' ');
    };
    const cases: [string, string, Record<string, string>?][] = [
      ['{{a}} {{b.c}} {{this.d}} {{./e}} {{@root.f}}', 'a b d e f'],
      ['{{#if a}}{{a}}{{b}}{{/if}}', 'a? b'],
      ['{{#unless a}}x{{/unless}}{{#ifEquals b c}}{{/ifEquals}}', 'a? b? c?'],
      ['{{#each items}}{{name}}{{@index}}{{../a}}{{@root.b}}{{/each}}', 'items? a b'],
      ['{{#each items as |item|}}{{item.x}}{{/each}}{{#with o}}{{y}}{{else}}{{z}}{{/with}}', 'items? o? z'],
      ['{{json a}}{{media url=b}}{{lookup c "k"}}{{role r}}', 'a b c? r'],
      ['{{#flag}}{{x}}{{/flag}}{{^none}}{{y}}{{/none}}', 'flag? none? y'],
      ['{{@metadata.prompt.model}}{{@state.x}}', ''],
      ['{{"first name"}} {{[last name]}} {{json "text"}}', 'first name last name'],
      ['{{#if a}}{{else if b}}{{b}}{{c}}{{else}}{{a}}{{/if}}', 'a? b? c'],
      ['{{#with o}}{{#each ../l}}{{../x}}{{../../y}}{{/each}}{{/with}}', 'o? l? y'],
      ['{{#each a as |x|}}{{#each x as |y|}}{{x}}{{y}}{{z}}{{@root.z}}{{/each}}{{/each}}', 'a? z'],
      ['{{#*inline "i"}}{{a}}{{/inline}}{{> i}}', 'a'],
      ['{{#> p}}{{a}}{{/p}}', 'a b', { p: '{{b}}{{> @partial-block}}' }],
      ['{{> p this}}{{> q @root}}', 'a b', { p: '{{a}}', q: '{{b}}' }],
      ['{{#if a}}{{> p}}{{/if}}', 'a? b', { p: '{{a}}{{b}}' }],
      ['{{> p a=1}}', 'b', { p: '{{> q}}', q: '{{a}}{{b}}' }],
      ['{{json (lookup a b)}}{{media url=c.d contentType=e}}', 'a? b? c e'],
      ['{{> p}}', 'a b?', { p: '{{a}}{{#if b}}{{b}}{{/if}}' }],
      ['{{> p a=x}}', 'x', { p: '{{a}}' }],
      ['{{> p o}}', 'o', { p: '{{a}}' }],
      ['{{#each l}}{{> p}}{{/each}}', 'l?', { p: '{{a}}' }],
    ];
    for (const [template, expected, partials] of cases) {
      it(template, () => assert.equal(uses(template, partials), expected));
    }
  });

  it('keeps what is readable where something else is wrong', () => {
    const { metadata, problems } = parsePrompt(
      '---\nmodel: p/m\nconfig: [1]\noutput:\n  schema:\n    a: strnig\n---\n{{x}}',
    );
    assert.equal(metadata.model, 'p/m');
    assert.deepEqual(
      problems.map(({ code, range }) => `${code} ${range.start.line}`),
      ['prompt.not-map 2', 'prompt.unknown-schema 5'],
    );
  });

  it('compiles once and renders many times, each rendering on its own', () => {
    const { render } = compilePrompt({
      file: '',
      text: '---\nconfig: {a: 1}\n---\n{{role "system"}}S{{role "user"}}{{q}}',
      partials: new Map(),
    });
    const first = render({ input: { q: '1' } });
    (first.config as Record<string, unknown>).a = 2;
    const second = render({ input: { q: '2' } });
    assert.deepEqual([second.config, second.messages[1]?.content], [{ a: 1 }, [{ text: '2' }]]);
  });
});

describe('reading a prompt with its partials', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-prompt-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function write(files: Record<string, string>): Promise<void> {
    for (const [name, text] of Object.entries(files)) {
      await mkdir(dirname(join(folder, name)), { recursive: true });
      await writeFile(join(folder, name), text);
    }
  }
  const read = (name: string) => readPromptSource(join(folder, name), { files: nodeFiles(), workspace: folder });

  it('finds them beside the file, above it, and in folders', async () => {
    await write({
      'a/b/x.prompt': '{{> near}}{{> far}}{{> lib/deep}}',
      'a/b/_near.prompt': '{{> far}}',
      '_far.prompt': 'F',
      'a/lib/_deep.prompt': 'D',
    });
    const { source, problems } = await read('a/b/x.prompt');
    assert.deepEqual(problems, []);
    assert.deepEqual([...source.partials.keys()].sort(), ['far', 'lib/deep', 'near']);
    assert.deepEqual(compilePrompt(source).render({}).messages[0]?.content, [{ text: 'FFD' }]);
  });

  it('leaves the workspace neither by a path nor by a link', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'assay-outside-'));
    await writeFile(join(outside, '_secret.prompt'), 'SECRET');
    await write({ 'x.prompt': '{{> linked}}{{> ../secret}}{{> /etc/passwd}}' });
    await symlink(join(outside, '_secret.prompt'), join(folder, '_linked.prompt'));
    const { source } = await read('x.prompt');
    await rm(outside, { recursive: true });
    assert.deepEqual([...source.partials.keys()], []);
  });

  it('reads no more than 4 MB of partials', async () => {
    const names = Array.from({ length: 17 }, (_, index) => `p${index}`);
    const text = 'x'.repeat(256 * 1024);
    await write({
      'x.prompt': names.map((name) => `{{> ${name}}}`).join(''),
      ...Object.fromEntries(names.map((name) => [`_${name}.prompt`, text])),
    });
    const { source, problems } = await read('x.prompt');
    assert.equal(source.partials.size, 16);
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['prompt.partials-too-large'],
    );
  });

  it('says that a file is missing, too large or no text', async () => {
    await write({ 'large.prompt': 'x'.repeat(300_000) });
    await writeFile(join(folder, 'binary.prompt'), Buffer.from([0xff, 0xfe, 0x00]));
    const codes = async (name: string) => (await read(name)).problems.map(({ code }) => code);
    assert.deepEqual(await codes('none.prompt'), ['prompt.file-not-found']);
    assert.deepEqual(await codes('large.prompt'), ['prompt.too-large']);
    assert.deepEqual(await codes('binary.prompt'), ['prompt.not-utf8']);
  });
});
