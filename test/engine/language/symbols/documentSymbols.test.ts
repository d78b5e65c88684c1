import assert from 'node:assert/strict';
import type { DocumentSymbol } from 'vscode-languageserver-types';
import { languageWorkspace, textIn } from '../languageWorkspace';

/** An outline as indented names, each with the first line of what it stands for. */
function outline(path: string, content: string): string[] {
  const { service, text } = languageWorkspace({ [path]: content });
  const lines = (symbols: DocumentSymbol[], depth: number): string[] =>
    symbols.flatMap(({ name, range, selectionRange, children = [] }) => {
      const whole = textIn(content, range);
      assert.ok(whole.includes(textIn(content, selectionRange)), name);
      return [`${'  '.repeat(depth)}${name} ‹${whole.split(/\r?\n/)[0]}›`, ...lines(children, depth + 1)];
    });
  return lines(service.symbols(text(path)), 0);
}

describe('the outline', () => {
  it('of a prompt has its keys, variables, messages, blocks and partials', () => {
    const prompt =
      '---\r\nmodel: x\r\ninput:\r\n  schema:\r\n    問題: string\r\n---\r\n{{role "system"}}\r\n{{#each 問題}}\r\n{{> 樣式}}\r\n{{/each}}\r\n{{role "user"}}🙂{{問題}}';
    assert.deepEqual(outline('a.prompt', prompt), [
      'model ‹model: x›',
      'input ‹input:›',
      '  問題 ‹問題: string›',
      'system ‹{{role "system"}}›',
      '  #each 問題 ‹{{#each 問題}}›',
      '    > 樣式 ‹{{> 樣式}}›',
      'user ‹{{role "user"}}🙂{{問題}}›',
    ]);
  });

  it('of a test set has its judges and cases', () => {
    assert.deepEqual(outline('a.test.yaml', 'judges: [tone]\ncases:\n  - id: 一\n    input: {}\n  - input: {}\n'), [
      'judges ‹judges: [tone]›',
      'cases ‹cases:›',
      '  一 ‹id: 一›',
      '  case-2 ‹input: {}›',
    ]);
    assert.deepEqual(outline('a.test.csv', 'id,q\nx,1\n'), ['x ‹x,1›']);
  });
});
