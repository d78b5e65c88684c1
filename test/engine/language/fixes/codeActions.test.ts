import assert from 'node:assert/strict';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';
import { applied, fixesFor } from './fixed';

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 999, character: 0 } };

describe('code actions', () => {
  const open = (texts: Record<string, string>, commands: string[] = []) =>
    languageWorkspace(texts, { commands, builtIn: true });

  it('are those of the findings that are seen, in the range', async () => {
    const { service, text } = open({ 'a.prompt': '{{role "assistant"}}\nx\u200By {{}}' });
    const titles = async (range: typeof EVERYWHERE, ...codes: string[]) =>
      (await service.codeActions(text('a.prompt'), range, codes)).map(({ title }) => title);
    assert.deepEqual(await titles(EVERYWHERE, 'prompt.unknown-role', 'text.invisible-character'), [
      'Replace with model',
      'Remove U+200B',
    ]);
    assert.deepEqual(await titles(EVERYWHERE, 'prompt.empty-tag'), ['Remove {{}}']);
    const second = { start: { line: 1, character: 0 }, end: { line: 1, character: 0 } };
    assert.deepEqual(await titles(second, 'prompt.unknown-role', 'text.invisible-character'), []);
    assert.deepEqual(await titles(EVERYWHERE), []);
  });

  it('offer a conversion only where there is a command for it', async () => {
    const texts = { 'a.prompt': '---\nmodel: gpt-4o\ntemperature: 0.7\n---\n<system>\nHi\n</system>\n' };
    const codes = ['prompt.dialect-humanloop'];
    const ask = async (commands: string[]) => {
      const { service, text } = open(texts, commands);
      return service.codeActions(text('a.prompt'), EVERYWHERE, codes);
    };
    assert.deepEqual(await ask([]), []);
    const [fix] = await ask(['assay.convertPrompt']);
    assert.deepEqual(fix?.command, { command: 'assay.convertPrompt', arguments: [`${WORKSPACE}/a.prompt`] });
    assert.deepEqual(fix?.edits, []);
  });

  it('know the judges that come with Assay', async () => {
    const { service, text } = open({
      'a.prompt': '{{q}}',
      'a.test.yaml': 'judges: [corectness]\ncases:\n  - input: {q: x}\n    expected: y\n',
    });
    const [fix] = await service.codeActions(text('a.test.yaml'), EVERYWHERE, ['judge.unknown']);
    assert.equal(fix?.title, 'Replace with correctness');
  });

  it('find what only the idle pass sees', async () => {
    const texts = {
      'a.prompt': '---\ninput: {schema: {title: string}}\n---\n{{title}}{{> p}}',
      '_p.prompt': '{{titel}}',
    };
    const [fix] = await fixesFor(texts, '_p.prompt', 'prompt.undeclared-by-includers-suggestion');
    assert.equal(fix?.title, 'Replace with title');
  });

  it('fix all at once what needs no decision, and nothing else', async () => {
    const before = {
      'a.prompt': '您好\u200B {{#role "system"}}x{{/role}}\r\n{{role "assistant"}}{{role "poet"}}{{> gone}}\u202E',
    };
    const { service, text } = open(before);
    const fix = await service.fixAll(text('a.prompt'));
    assert.equal(fix?.kind, 'source.fixAll.assay');
    assert.equal(
      applied(before, fix ?? { edits: [] })['a.prompt'],
      '{{role "user"}}\r\n您好 {{role "system"}}x\r\n{{role "model"}}{{role "poet"}}{{> gone}}',
    );
  });

  it('fix nothing where nothing is to be fixed', async () => {
    const { service, text } = open({ 'a.prompt': '{{> gone}} {{role "poet"}}' });
    assert.equal(await service.fixAll(text('a.prompt')), undefined);
  });
});
