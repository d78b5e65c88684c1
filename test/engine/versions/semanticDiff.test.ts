import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { semanticDiff } from '../../../src/engine/versions/semanticDiff';

const content = (text: string, partials: Record<string, string> = {}) => ({
  parsed: parsePrompt(text, '/a.prompt'),
  partials: new Map(Object.entries(partials).map(([name, partial]) => [name, { text: partial }])),
});

const changes = (before: string, after: string) => semanticDiff(content(before), content(after));
const codes = (before: string, after: string) => changes(before, after).map(({ code, args }) => ({ code, args }));

/** The lines that the changes stand in, in each of the texts. */
const places = (before: string, after: string) => {
  const cut = (text: string, range?: Range) => range && TextDocument.create('', '', 0, text).getText(range);
  return changes(before, after).map(({ code, ranges }) => [code, cut(before, ranges.before), cut(after, ranges.after)]);
};

describe('semanticDiff', () => {
  it('finds nothing where only the form of the text differs', () => {
    assert.deepEqual(
      codes(
        '---\nmodel: a/b\nconfig: {temperature: 0}\n---\nHi',
        '---\n# x\nconfig:\n  temperature: 0\nmodel: "a/b"\n---\nHi\n',
      ),
      [],
    );
  });

  it('names the model and the settings', () => {
    assert.deepEqual(
      codes(
        '---\nmodel: a/b\nconfig: {temperature: 0, topP: 1}\n---\n',
        '---\nmodel: a/c\nconfig: {temperature: 1, stop: [x]}\n---\n',
      ),
      [
        { code: 'model', args: { before: 'a/b', after: 'a/c' } },
        { code: 'config-added', args: { key: 'stop', before: '–', after: '["x"]' } },
        { code: 'config-changed', args: { key: 'temperature', before: '0', after: '1' } },
        { code: 'config-removed', args: { key: 'topP', before: '1', after: '–' } },
      ],
    );
  });

  it('names variables, the output and tools', () => {
    const before = '---\ninput:\n  schema: {q: string, old: string}\noutput: {format: text}\ntools: [search]\n---\n';
    const after =
      '---\ninput:\n  schema: {q: number, new: string}\noutput:\n  format: json\n  schema: {a: string}\ntools: [search, mail]\n---\n';
    assert.deepEqual(
      codes(before, after).map(({ code, args }) => [code, args.name ?? args.after]),
      [
        ['variable-added', 'new'],
        ['variable-removed', 'old'],
        ['variable-changed', 'q'],
        ['output-format', 'json'],
        ['output-schema', undefined],
        ['tools', 'search, mail'],
      ],
    );
  });

  it('tells messages that were added, removed, edited and moved', () => {
    const system = '{{role "system"}}\nBe kind.\n';
    const user = '{{role "user"}}\n{{q}}\n';
    assert.deepEqual(codes(system + user, `{{role "system"}}\nBe good.\n${user}`), [
      { code: 'message-edited', args: { role: 'system', position: 1 } },
    ]);
    assert.deepEqual(codes(user, system + user), [{ code: 'message-added', args: { role: 'system', position: 1 } }]);
    assert.deepEqual(codes(system + user, user), [{ code: 'message-removed', args: { role: 'system', position: 1 } }]);
    assert.deepEqual(codes(system + user, user + system), [
      { code: 'message-moved', args: { role: 'system', position: 2 } },
    ]);
  });

  it('takes a variable for another one that need not be given, or has another default', () => {
    const json = (required: string) =>
      `---\ninput:\n  schema: {type: object, properties: {q: {type: string}}, required: [${required}]}\n---\n`;
    assert.deepEqual(codes(json('q'), json('')), [{ code: 'variable-changed', args: { name: 'q' } }]);
    const picoschema = (schema: string, value: string) =>
      `---\ninput:\n  schema: {${schema}}\n  default: {${value}}\n---\n`;
    assert.deepEqual(codes(picoschema('q: string', ''), picoschema('q?: string', '')), [
      { code: 'variable-changed', args: { name: 'q' } },
    ]);
    assert.deepEqual(codes(picoschema('q: string', 'q: a'), picoschema('q: string', 'q: b, r: c')), [
      { code: 'variable-changed', args: { name: 'q' } },
      { code: 'variable-added', args: { name: 'r' } },
    ]);
  });

  it('pairs messages by what they are like, in Chinese too, and moves as few as it can', () => {
    const [rule, example, question] = ['請用繁體中文回答，語氣友善。', '問：什麼是 RAG？', '{{question}}'];
    const user = (...texts: string[]) => texts.map((text) => `{{role "user"}}${text}\n`).join('');
    assert.deepEqual(codes(user(rule, example), user('全新的一句話', '請用繁體中文回答，語氣輕鬆。', example)), [
      { code: 'message-added', args: { role: 'user', position: 1 } },
      { code: 'message-edited', args: { role: 'user', position: 2 } },
    ]);
    assert.deepEqual(codes(user(rule, example, question), user(question, rule, example)), [
      { code: 'message-moved', args: { role: 'user', position: 1 } },
    ]);
    const many = Array.from({ length: 1_000 }, (_, index) => `message ${index}`);
    assert.equal(codes(user(...many), user(...many.map((text) => `${text}!`))).length, 1_000);
  });

  it('takes no tag for a role that is in a comment or escaped, and no line break for a change', () => {
    const text = '{{!-- {{role "model"}} --}}\nHi \\{{role "system"}}\n{{role "user"}}x\ny';
    assert.deepEqual(
      codes(text, text.replace('\ny', '\nz')).map(({ args }) => args.position),
      [2],
    );
    assert.deepEqual(codes(text, text.replaceAll('\n', '\r\n')), []);
  });

  it('tells where it stands in both texts', () => {
    const before = '---\nmodel: a/b\nconfig:\n  topP: 1\ninput:\n  schema:\n    q: string\n---\n{{> old}}One\n';
    const after =
      '---\nmodel: a/c\nconfig:\n  stop: [x]\ninput:\n  schema:\n    q?: string\n    r: string\n---\nOne 二\n{{role "system"}}\n Two\n';
    assert.deepEqual(places(before, after), [
      ['model', 'model: a/b', 'model: a/c'],
      ['config-added', undefined, 'stop: [x]'],
      ['config-removed', 'topP: 1', undefined],
      ['variable-changed', 'q: string', 'q?: string'],
      ['variable-added', undefined, 'r: string'],
      ['message-edited', '{{> old}}One', 'One 二'],
      ['message-added', undefined, 'Two'],
    ]);
    const partials = semanticDiff(content('x {{> a}}', { a: '1' }), content('{{> b}}', { b: '1' }));
    assert.deepEqual(
      partials.slice(1).map(({ code, ranges }) => [code, Object.keys(ranges)]),
      [
        ['partial-removed', ['before']],
        ['partial-added', ['after']],
      ],
    );
  });

  it('names partials', () => {
    const partials = semanticDiff(content('x', { a: '1', b: '1' }), content('x', { b: '2', c: '1' }));
    assert.deepEqual(
      partials.map(({ code, args }) => [code, args.name]),
      [
        ['partial-removed', 'a'],
        ['partial-changed', 'b'],
        ['partial-added', 'c'],
      ],
    );
  });
});
