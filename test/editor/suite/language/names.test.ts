import assert from 'node:assert/strict';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';

const FILES = {
  'answer.prompt':
    '\uFEFF---\r\nmodel: x\r\ninput:\r\n  schema:\r\n    問題: string\r\nassay.judges:\r\n  - ./tone.prompt\r\n---\r\n🙂\t{{問題}}{{#if 問題}}\t🙂{{問題}}{{/if}}{{> 樣式}}',
  '_樣式.prompt': '中文🙂 {{問題}}',
  'answer.formal.prompt': '---\r\nassay.tests: rows.csv\r\n---\r\n{{問題}}{{> 樣式}}',
  'answer.test.jsonl': '\uFEFF{"id": "一", "問題": "🙂"}\r\n',
  'rows.csv': 'id,問題\r\n1,"a, b"\r\n',
  'tone.prompt': '{{output}} {{input.問題}}',
};

/** The position behind a text in a document. */
function behind(document: vscode.TextDocument, text: string): vscode.Position {
  const at = document.getText().indexOf(text);
  assert.ok(at >= 0, `There is no ${text}.`);
  return document.positionAt(at + text.length);
}

describe('Names in prompts and test sets', () => {
  let project: Project;
  beforeEach(async () => {
    project = await makeProject(FILES);
  });
  afterEach(() => project.dispose());

  const renameAt = (document: vscode.TextDocument, position: vscode.Position, name: string) =>
    vscode.commands.executeCommand<vscode.WorkspaceEdit>(
      'vscode.executeDocumentRenameProvider',
      document.uri,
      position,
      name,
    );
  const textOf = async (name: string) => (await vscode.workspace.openTextDocument(project.uri(name))).getText();
  const nameOf = ({ fsPath }: vscode.Uri) => fsPath.slice(project.folder.length + 1);

  it('lead to their declarations, from exactly where they stand', async () => {
    const { document } = await project.show('_樣式.prompt');
    const [link] = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.LocationLink[]>(
        'vscode.executeDefinitionProvider',
        document.uri,
        behind(document, '{{問'),
      );
      assert.equal(found.length, 1);
      return found;
    });
    assert.ok(link);
    assert.equal(document.getText(link.originSelectionRange), '問題');
    assert.equal(nameOf(link.targetUri), 'answer.prompt');
    const target = await vscode.workspace.openTextDocument(link.targetUri);
    assert.equal(target.getText(link.targetSelectionRange), '問題');
    assert.equal(link.targetRange.start.line, 4);
  });

  it('are found in every file, and highlighted in one', async () => {
    const { document } = await project.show('rows.csv');
    await project.show('answer.prompt');
    const places = await eventually(async () => {
      const found = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        behind(document, 'id,問'),
      );
      assert.equal(found.length, 9);
      return found;
    });
    for (const { uri, range } of places) {
      assert.equal((await vscode.workspace.openTextDocument(uri)).getText(range), '問題', nameOf(uri));
    }
    const prompt = await vscode.workspace.openTextDocument(project.uri('answer.prompt'));
    const highlights = await vscode.commands.executeCommand<vscode.DocumentHighlight[]>(
      'vscode.executeDocumentHighlights',
      prompt.uri,
      behind(prompt, '{{問題'),
    );
    assert.deepEqual(
      highlights.map(({ range, kind }) => `${range.start.line}:${range.start.character} ${kind}`).sort(),
      ['4:4 2', '8:15 1', '8:24 1', '8:5 1'],
    );
  });

  it('are renamed in six files, one of them not saved, as one step to undo', async () => {
    const editor = await project.show('answer.prompt');
    const { document } = editor;
    await editor.edit((edit) => edit.insert(behind(document, '{{/if}}'), ' 未存 {{問題}}'));
    const before = new Map<string, string>();
    for (const name of Object.keys(FILES)) before.set(name, await textOf(name));
    const position = behind(document, '{{問題');
    const start = await vscode.commands.executeCommand<{ range: vscode.Range; placeholder: string }>(
      'vscode.prepareRename',
      document.uri,
      position,
    );
    assert.equal(start.placeholder, '問題');
    assert.equal(document.getText(start.range), '問題');
    const edit = await renameAt(document, position, '提問 2');
    assert.equal(edit.entries().length, 6);
    assert.ok(await vscode.workspace.applyEdit(edit, { isRefactoring: true }));
    assert.match(document.getText(), /^---\r\nmodel: x\r\ninput:\r\n {2}schema:\r\n {4}提問 2: string\r\n/);
    assert.match(document.getText(), / 未存 \{\{\[提問 2\]\}\}/);
    assert.equal(await textOf('_樣式.prompt'), '中文🙂 {{[提問 2]}}');
    assert.equal(await textOf('answer.test.jsonl'), '{"id": "一", "提問 2": "🙂"}\r\n');
    assert.equal(await textOf('rows.csv'), 'id,提問 2\r\n1,"a, b"\r\n');
    assert.equal(await textOf('tone.prompt'), '{{output}} {{input.[提問 2]}}');
    await vscode.commands.executeCommand('undo');
    for (const [name, text] of before) assert.equal(await textOf(name), text, name);
    await vscode.commands.executeCommand('redo');
    assert.equal(await textOf('tone.prompt'), '{{output}} {{input.[提問 2]}}');
  });

  it('of partials are those of their files', async () => {
    const { document } = await project.show('answer.prompt');
    const edit = await renameAt(document, behind(document, '{{> 樣'), '文體');
    assert.ok(await vscode.workspace.applyEdit(edit, { isRefactoring: true }));
    assert.match(document.getText(), /\{\{> 文體\}\}$/);
    assert.equal(await textOf('_文體.prompt'), '中文🙂 {{問題}}');
    assert.match(await textOf('answer.formal.prompt'), /\{\{> 文體\}\}$/);
    await vscode.workspace.saveAll();
    assert.equal(await readFile(project.uri('_文體.prompt').fsPath, 'utf8'), '中文🙂 {{問題}}');
    await vscode.commands.executeCommand('undo');
    assert.equal(await textOf('_樣式.prompt'), '中文🙂 {{問題}}');
    assert.match(document.getText(), /\{\{> 樣式\}\}$/);
  });

  it('that cannot be renamed whole are not, and a sentence says why', async () => {
    const { document } = await project.show('answer.prompt');
    const refused = async (position: vscode.Position, name: string) => {
      try {
        await renameAt(document, position, name);
      } catch (error) {
        return (error as Error).message;
      }
      return 'renamed';
    };
    assert.match(await refused(behind(document, '{{問'), 'each'), /"each" is the name of a helper/);
    await assert.rejects(
      async () => vscode.commands.executeCommand('vscode.prepareRename', document.uri, behind(document, '{{#i')),
      /"if" is a helper/,
    );
    await project.write('answer.test.jsonl', '{"問題": \n');
    await eventually(async () =>
      assert.match(await refused(behind(document, '{{問'), 'neu'), /answer\.test\.jsonl is broken at line 1/),
    );
  });

  it('are known as files come, change and go', async () => {
    const { document } = await project.show('answer.prompt');
    const found = async () => {
      const places = await vscode.commands.executeCommand<vscode.Location[]>(
        'vscode.executeReferenceProvider',
        document.uri,
        behind(document, '{{問'),
      );
      return [...new Set(places.map(({ uri }) => nameOf(uri)))].sort();
    };
    const all = [
      '_樣式.prompt',
      'answer.formal.prompt',
      'answer.prompt',
      'answer.test.jsonl',
      'rows.csv',
      'tone.prompt',
    ];
    const shows = (names: string[]) => eventually(async () => assert.deepEqual(await found(), names));
    await shows(all);
    // Not saved.
    const editor = await project.show('answer.formal.prompt');
    await editor.edit((edit) => edit.insert(new vscode.Position(3, 0), '{{> more/下}}'));
    await project.write('more/_下.prompt', '{{@root.問題}}');
    await shows([...all, 'more/_下.prompt'].sort());
    await vscode.commands.executeCommand('workbench.action.files.revert');
    await shows(all);
    // Folders that move, and files that get other names on disk.
    await project.write('away/_z.prompt', '{{問題}}');
    const saved = await project.write('answer.b.prompt', '{{問題}}{{> later/z}}');
    await shows([...all, 'answer.b.prompt'].sort());
    await rename(project.uri('away').fsPath, project.uri('later').fsPath);
    await shows([...all, 'answer.b.prompt', 'later/_z.prompt'].sort());
    await rm(project.uri('later').fsPath, { recursive: true });
    await shows([...all, 'answer.b.prompt'].sort());
    await mkdir(project.uri('other').fsPath);
    await rename(saved.fsPath, project.uri('other/answer.b.prompt').fsPath);
    await shows(all);
  });

  it('of a block are linked', async () => {
    const { document } = await project.show('answer.prompt');
    const { ranges } = await vscode.commands.executeCommand<{ ranges: vscode.Range[] }>(
      '_executeLinkedEditingProvider',
      document.uri,
      behind(document, '{{#i'),
    );
    assert.deepEqual(ranges.length, 2);
  });
});
