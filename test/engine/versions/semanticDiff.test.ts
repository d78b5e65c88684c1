import assert from 'node:assert/strict';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { semanticDiff } from '../../../src/engine/versions/semanticDiff';

const content = (text: string, partials: Record<string, string> = {}) => ({
  parsed: parsePrompt(text, '/a.prompt'),
  partials: new Map(Object.entries(partials).map(([name, partial]) => [name, { text: partial }])),
});

const codes = (before: string, after: string) => semanticDiff(content(before), content(after));

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

  it('names partials', () => {
    const changes = semanticDiff(content('x', { a: '1', b: '1' }), content('x', { b: '2', c: '1' }));
    assert.deepEqual(
      changes.map(({ code, args }) => [code, args.name]),
      [
        ['partial-removed', 'a'],
        ['partial-changed', 'b'],
        ['partial-added', 'c'],
      ],
    );
  });
});
