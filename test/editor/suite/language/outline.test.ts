import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { makeProject, type Project } from '../support/project';

describe('The outline and the links of a file', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('come through VS Code’s own commands, in Chinese, with emoji and CRLF', async () => {
    project = await makeProject({
      'a.prompt': '---\r\nmodel: x\r\n---\r\n{{role "system"}}\r\n🙂 {{> 樣式}}\r\n',
      '_樣式.prompt': '簡短。',
    });
    const { document } = await project.show('a.prompt');
    const symbols = await vscode.commands.executeCommand<vscode.DocumentSymbol[]>(
      'vscode.executeDocumentSymbolProvider',
      document.uri,
    );
    assert.deepEqual(
      symbols.map(({ name, children }) => [name, children.map((child) => child.name)]),
      [
        ['model', []],
        ['system', ['> 樣式']],
      ],
    );
    const links = await vscode.commands.executeCommand<vscode.DocumentLink[]>(
      'vscode.executeLinkProvider',
      document.uri,
    );
    const link = links.find(({ target }) => target?.fsPath === project.uri('_樣式.prompt').fsPath);
    assert.equal(link && document.getText(link.range), '樣式');
  });
});
