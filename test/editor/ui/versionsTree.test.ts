import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, git, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const prompt = (instruction: string) => `---\nmodel: mine/small\n---\n${instruction}\n{{question}}\n`;

describe('The versions of a prompt', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;

  const row = (text: string | RegExp) => window.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

  /** Takes an entry of the list that is open. */
  const choose = async (entry: string) => {
    const list = window.page.locator('.quick-input-widget');
    await list.locator('input[type=text]').fill(entry);
    await list.locator('.monaco-list-row.focused', { hasText: entry }).waitFor();
    await window.page.keyboard.press('Enter');
  };
  const lens = (text: string) => window.page.locator('.codelens-decoration a', { hasText: text }).first();

  before(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('short') ? 'no' : 'good' }));
    const cases = Array.from(
      { length: 8 },
      (_, index) => `  - { id: q${index + 1}, input: { question: 問題 ${index + 1}？ } }\n`,
    );
    folder = await makeFolder({
      '.gitignore': '.assay/\n',
      'a.prompt': prompt('Be good.'),
      'a.test.yaml': `checks:\n  - contains: good\ncases:\n${cases.join('')}`,
    });
    await initRepository(folder.path);
    await writeFile(join(folder.path, 'a.prompt'), prompt('Be short 簡短.'));
    await commitAll(folder.path, 'shorter 更短');
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'files.autoSave': 'off' },
    });
    await window.openFile('a.prompt');
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  it('stand under the results, newest first, with what is on record', async () => {
    await window.runCommand('Assay: Show Results');
    await window.page.locator('.pane-header', { hasText: 'Versions' }).click();
    await row('shorter 更短').getByText('not run').waitFor();
    await row('first').getByText('not run').waitFor();
  });

  it('have their scores as soon as there are some', async () => {
    await window.page.locator('.codelens-decoration a', { hasText: 'Run 8 cases' }).first().click();
    await row('shorter 更短').getByText(/^0 ·/).waitFor();
  });

  it('open as they were, read-only', async () => {
    await row('first').click();
    await window.page.locator('.tab.active', { hasText: 'a.prompt' }).waitFor();
    await window.page.locator('.view-line', { hasText: 'Be good.' }).first().waitFor();
  });

  it('are compared with the prompt as it is now, measured by today’s test set', async () => {
    await row('first').hover();
    await row('first').getByRole('button', { name: 'Compare Scores with the Prompt as It Is Now' }).click();
    const review = await window.webview('assay-review .sentence');
    await review.getByText('Regressed: 1 point worse on 8 cases').first().waitFor();
    await row('first').getByText(/^1 ·/).waitFor();
    await row('shorter 更短').getByText(/▼−1/).waitFor();
  });

  it('begin with what is not committed: an edit has its place, and a lens compares it with HEAD', async () => {
    await window.openFile(join(folder.path, 'a.prompt'));
    await lens('vs HEAD').waitFor({ state: 'detached' });
    await window.page.locator('.view-line', { hasText: 'Be short' }).first().click();
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' But 好 good.');
    await row('Unsaved edit').getByText('not evaluated').waitFor();
    await lens('vs HEAD: not evaluated').waitFor();
  });

  it('tell what a run of the edit did to the score of HEAD', async () => {
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages).includes('好 good') ? 'good' : 'no' }));
    await lens('Run 8 cases').click();
    await lens('vs HEAD 0 → 1 · +1').waitFor();
    await row('Unsaved edit').getByText('1 ▲+1 · Improved').waitFor();
    const calls = server.requests.length;
    await lens('vs HEAD 0 → 1').click();
    const review = await window.webview('assay-review .sentence');
    await review.getByText('Improved: 1 point better on 8 cases').first().waitFor();
    // All of it was on record.
    assert.equal(server.requests.length, calls);
  });

  it('have the saved and the staged state in their places', async () => {
    await window.openFile(join(folder.path, 'a.prompt'));
    await window.page.keyboard.press('ControlOrMeta+S');
    await row('Saved, not staged').waitFor();
    // Beside its name wherever VS Code shows it: in tabs, the explorer, and Source Control.
    await window.page.locator('[aria-label*="Scores against HEAD: Improved: 1 point better"]').first().waitFor();
    await git(folder.path, 'add', 'a.prompt');
    await window.runCommand('Git: Refresh');
    await row(/^Staged/)
      .getByText('1 ▲+1')
      .waitFor();
    await row(/^Staged/).click();
    await window.page.locator('.tab.active', { hasText: 'HEAD ↔ Staged' }).waitFor();
    await commitAll(folder.path, 'good again');
    await window.runCommand('Git: Refresh');
    await row('good again')
      .getByText(/^1 ▲\+1/)
      .waitFor();
    await row(/^Staged/).waitFor({ state: 'detached' });
  });

  it('are drawn by their scores in the panel, where a click opens one', async () => {
    const panel = await window.webview('assay-panel .version-mark');
    await panel.locator('.version-mark').nth(2).waitFor();
    await panel.locator('.version-mark[aria-label*="shorter 更短 · 0 on 8 cases"]').click();
    await window.page.locator('.view-line', { hasText: 'Be short' }).first().waitFor();
    await lens('Run this version on today’s test set').waitFor();
  });

  it('can be filtered', async () => {
    await window.page.locator('.pane-header', { hasText: 'Versions' }).hover();
    await window.page.getByRole('button', { name: 'Filter Versions…' }).click();
    await choose('Regressed ones');
    await window.page.getByText('1 of 3 versions').waitFor();
    await row('good again').waitFor({ state: 'detached' });
    await window.page.locator('.pane-header', { hasText: 'Versions' }).hover();
    await window.page.getByRole('button', { name: 'Show All Versions' }).click();
    await row('good again').waitFor();
  });

  it('can be run on today’s test set where they are read', async () => {
    await row('first').click();
    await window.page.locator('.tab.active', { hasText: 'a.prompt' }).waitFor();
    await lens('Run this version on today’s test set').waitFor();
    await window.page.locator('.codelens-decoration', { hasText: '1 on 8 cases' }).waitFor();
    // Another test set: what is on record does not hold for it.
    await writeFile(
      join(folder.path, 'a.test.yaml'),
      'checks:\n  - contains: no\ncases:\n  - { id: new, input: { question: 新 } }\n',
    );
    await lens('Run this version on today’s test set').click();
    await window.page.locator('.notification-toast', { hasText: '1 of 1 passed' }).waitFor();
  });

  it('have their problems at their lines, with their partials as they were', async () => {
    await writeFile(join(folder.path, 'a.prompt'), prompt('{{#if 壞}} never closed'));
    await commitAll(folder.path, 'broken 壞了');
    await writeFile(join(folder.path, 'a.prompt'), prompt('Be good 好.'));
    await commitAll(folder.path, 'mended');
    await window.runCommand('Git: Refresh');
    await row('broken 壞了').click();
    await window.page.locator('.view-line', { hasText: 'never closed' }).first().waitFor();
    await window.page.locator('.editor-group-container.active .squiggly-error').first().waitFor();
  });

  it('are compared two by two, whichever they are', async () => {
    await window.openFile(join(folder.path, 'a.prompt'));
    await window.runCommand('Assay: Compare Versions…');
    const calls = server.requests.length;
    await choose('first');
    await choose('shorter 更短');
    const review = await window.webview('assay-review .sentence');
    // By the newer one's own test set, of which everything is on record.
    await review.getByText('Regressed: 1 point worse on 8 cases').first().waitFor();
    assert.equal(server.requests.length, calls);
    // Both are of the past: nothing is left to accept.
    assert.equal(await review.getByRole('button', { name: 'Accept with Reason…' }).count(), 0);
    await window.runCommand('Assay: Compare Versions…');
    await choose('Another commit, tag or branch…');
    const box = window.page.locator('.quick-input-widget');
    await box.getByText('A commit, tag or branch').first().waitFor();
    await box.locator('input[type=text]').fill('nope');
    await window.page.keyboard.press('Enter');
    await choose('As it is in the editor');
    await review.getByText('There is no revision nope.').waitFor();
  });

  it('are read page by page', async () => {
    for (let edit = 1; edit <= 32; edit++) {
      await writeFile(join(folder.path, 'a.prompt'), prompt(`Be good 好 ${edit}.`));
      await commitAll(folder.path, `edit ${edit}`);
    }
    await window.runCommand('Git: Refresh');
    await row('edit 32').click();
    await window.page.keyboard.press('End');
    await row('Show more…').click();
    await row('edit 2').click();
    await window.page.keyboard.press('End');
    await row('first').waitFor();
  });
});
