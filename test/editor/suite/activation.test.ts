import assert from 'node:assert/strict';
import { statSync } from 'node:fs';
import { join } from 'node:path';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { rawLensesOf } from './support/shown';

const extension = vscode.extensions.getExtension('assay.assay');

/** Files that this extension host has loaded from the extension's folder. */
function loaded(part: string): string[] {
  const folder = extension?.extensionPath ?? '';
  return Object.keys(require.cache).filter((file) => file.startsWith(folder) && file.includes(part));
}

describe('Activation', () => {
  it('happens when a prompt is opened, and the file is a dotprompt document', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const document = await vscode.workspace.openTextDocument(vscode.Uri.joinPath(folder.uri, 'answer.prompt'));
    assert.equal(document.languageId, 'dotprompt');
    assert.ok(extension);
    await eventually(() => assert.equal(extension.isActive, true));
  });

  it('loads neither the model client nor a tokenizer, not even to show what can be run', async () => {
    const folder = vscode.workspace.workspaceFolders?.[0];
    assert.ok(folder);
    const lenses = await eventually(async () => {
      const found = await rawLensesOf(vscode.Uri.joinPath(folder.uri, 'answer.prompt'));
      assert.ok(found.length > 0);
      return found;
    });
    assert.match(lenses[0]?.command?.title ?? '', /Run \d+ cases/);
    assert.notDeepEqual(loaded(join('dist', 'extension.js')), [], 'the extension runs from dist');
    assert.deepEqual(loaded('openai'), []);
    assert.deepEqual(loaded('tokenizer'), []);
    assert.deepEqual(loaded('genai-prices'), []);
  });

  it('reads an entry of less than 500 KB', () => {
    const entry = join(extension?.extensionPath ?? '', 'dist/extension.js');
    assert.ok(statSync(entry).size < 500_000, `${statSync(entry).size} bytes`);
  });

  it('provides every command that package.json names, each in the category Assay', async () => {
    const commands: { command: string; category: string }[] = extension?.packageJSON.contributes.commands;
    const registered = new Set(await vscode.commands.getCommands(true));
    for (const { command, category } of commands) {
      assert.ok(registered.has(command), command);
      assert.equal(category, 'Assay', command);
    }
  });
});
