import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeProject, type Project } from '../support/project';

describe('The structure of a prompt', () => {
  let project: Project;
  let document: vscode.TextDocument;
  before(async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel:   x\r\ninput:\r\n  schema:\r\n    項目(array): string\r\n---\r\n{{role "system"}}\r\n\t🙂 {{# each  項目 as |項| }}\r\n{{項.name}}\r\n{{/each}}\r\n',
    });
    ({ document } = await project.show('a.prompt'));
  });
  after(() => project.dispose());

  it('can be folded', async () => {
    const folds = await vscode.commands.executeCommand<vscode.FoldingRange[]>(
      'vscode.executeFoldingRangeProvider',
      document.uri,
    );
    assert.deepEqual(
      folds.map(({ start, end }) => `${start + 1}-${end + 1}`),
      ['1-6', '3-5', '4-5', '7-10', '8-9'],
    );
  });

  it('grows a selection', async () => {
    const at = document.positionAt(document.getText().indexOf('項.name') + 3);
    const [range] = await vscode.commands.executeCommand<vscode.SelectionRange[]>(
      'vscode.executeSelectionRangeProvider',
      document.uri,
      [at],
    );
    const steps: string[] = [];
    for (let each = range; each !== undefined; each = each.parent) steps.push(document.getText(each.range));
    assert.ok(steps.includes('項.name') && steps.includes('{{項.name}}'), steps.join('\n'));
  });

  it('colours names by what they mean', async () => {
    const legend = await vscode.commands.executeCommand<vscode.SemanticTokensLegend>(
      'vscode.provideDocumentSemanticTokensLegend',
      document.uri,
    );
    const { data } = await vscode.commands.executeCommand<vscode.SemanticTokens>(
      'vscode.provideDocumentSemanticTokens',
      document.uri,
    );
    const names: string[] = [];
    let [line, character] = [0, 0];
    for (let at = 0; at < data.length; at += 5) {
      const [lines = 0, characters = 0, length = 0, kind = 0] = data.subarray(at, at + 4);
      line += lines;
      character = lines > 0 ? characters : character + characters;
      const range = new vscode.Range(line, character, line, character + length);
      names.push(`${document.getText(range)} ${legend.tokenTypes[kind]}`);
    }
    assert.deepEqual(names, [
      '項目 variable',
      'role function',
      'each function',
      '項目 variable',
      '項 parameter',
      '項 parameter',
      'name property',
    ]);
  });

  it('is formatted without a change to a message', async () => {
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatDocumentProvider',
      document.uri,
      { tabSize: 2, insertSpaces: true },
    );
    const edit = new vscode.WorkspaceEdit();
    edit.set(document.uri, edits);
    await vscode.workspace.applyEdit(edit);
    assert.match(document.getText(), /^---\r\nmodel: x\r\n/);
    assert.ok(document.getText().includes('\t🙂 {{#each 項目 as |項|}}\r\n'));
  });
});
