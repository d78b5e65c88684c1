import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { git, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const prompt = (instruction: string) => `---\nmodel: mine/small\n---\n${instruction}\n{{question}}\n`;

describe('The score review', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;
  let review: Frame;

  before(async () => {
    server = await startModelServer();
    server.answer(({ body }) => {
      const bad = JSON.stringify(body.messages).includes('Be short');
      return { text: bad ? '提示詞要短 <b>😀</b>' : '提示詞要好 <b>😀</b>' };
    });
    const cases = Array.from(
      { length: 8 },
      (_, index) => `  - { id: q${index + 1}, input: { question: 問題 ${index + 1}？ } }\n`,
    );
    folder = await makeFolder({
      '.gitignore': '.assay/\n',
      'a.prompt': prompt('Be good.'),
      'a.test.yaml': `checks:\n  - contains: 好\ncases:\n${cases.join('')}`,
    });
    await initRepository(folder.path);
    await writeFile(join(folder.path, 'a.prompt'), prompt('Be short.'));
    await git(folder.path, 'add', '--all');
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } } },
    });
    await window.openFile('a.prompt');
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  it('runs what is missing and says in one sentence what the staged change does', async () => {
    await window.runCommand('Assay: Review Score Regressions');
    review = await window.webview('assay-review .sentence');
    assert.equal(await review.locator('.sentence').innerText(), 'Regressed: 1 point worse on 8 cases (95 % −1 to −1)');
    assert.equal(server.chats.length, 16);
  });

  it('shows both outputs side by side, word by word, as text', async () => {
    await review.locator('[data-case="q3"] summary').click();
    const sides = review.locator('[data-case="q3"] .side');
    assert.match(await sides.nth(0).innerText(), /要好 <b>😀<\/b>/);
    assert.match(await sides.nth(1).innerText(), /要短 <b>😀<\/b>/);
    assert.equal(await sides.locator('del').count(), 1);
    assert.equal(await sides.locator('ins').count(), 1);
    assert.equal(await review.locator('.side b').count(), 0);
  });

  it('lists only those cases that are asked for', async () => {
    await review.getByRole('button', { name: /^Better/ }).click();
    assert.equal(await review.locator('.case-review').count(), 0);
    await review.getByRole('button', { name: /^Worse/ }).click();
    assert.equal(await review.locator('.case-review').count(), 8);
  });

  it('marks the prompt in the explorer until it changes', async () => {
    await window.page.locator('.explorer-viewlet [aria-label*="a.prompt"]').first().waitFor();
    await window.page.locator('[aria-label*="1 point worse on 8 cases"]').first().waitFor();
  });

  it('finds the line that did it, and says before what that may take', async () => {
    await review.getByRole('button', { name: 'Find the Cause' }).click();
    await review.getByText('Likely cause: a.prompt:4 “Be short.” (−1 on 8 cases)').waitFor();
    // One change is the cause without a further call.
    assert.equal(server.chats.length, 16);
  });

  it('marks that line in the prompt, with a quick fix that takes it back', async () => {
    await window.page
      .locator('.tab', { hasText: /^a\.prompt/ })
      .first()
      .click();
    await window.page.locator('.squiggly-warning').first().waitFor();
    await window.page.locator('.view-line', { hasText: 'Be short.' }).click();
    await window.page.keyboard.press('Control+.');
    await window.page.getByText('Revert This Change').first().waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.locator('.view-line', { hasText: 'Be good.' }).waitFor();
    await window.page.keyboard.press('Control+Z');
    await window.page.locator('.view-line', { hasText: 'Be short.' }).waitFor();
    await window.page.locator('.tab', { hasText: 'Score Review' }).click();
    review = await window.webview('assay-review .sentence');
  });

  it('accepts with a reason, which the gate then knows and the commit message can take', async () => {
    await review.getByRole('button', { name: 'Accept with Reason' }).click();
    await window.page.locator('.quick-input-widget input').fill('shorter is better here');
    await window.page.keyboard.press('Enter');
    await review.getByText('Regressed, and accepted: shorter is better here').waitFor();
    await window.page.getByRole('button', { name: 'Add to Commit Message' }).click();
    assert.equal(await review.getByRole('button', { name: 'Accept with Reason' }).count(), 0);
  });

  it('opens the case in its file, and all changes in VS Code’s own diff editors', async () => {
    await review.locator('[data-case="q3"]').getByRole('button', { name: 'Open the case in its file' }).click();
    await window.page.locator('.tab.active', { hasText: 'a.test.yaml' }).waitFor();
    await window.page.locator('.tab', { hasText: 'Score Review' }).click();
    // The page was taken down while the tab was hidden, and is as it was left.
    review = await window.webview('assay-review .sentence');
    await review.locator('[data-case="q3"] .side').first().waitFor();
    await review.getByRole('button', { name: 'Show All Changes' }).click();
    await window.page.locator('.tab.active', { hasText: 'a.prompt: texts and outputs' }).waitFor();
    const resources = window.page.locator('.multiDiffEditor .monaco-icon-label-container');
    await resources.filter({ hasText: 'a.prompt' }).first().waitFor();
    // The messages of the case that changed most, as they were sent.
    await resources.filter({ hasText: 'q1.md' }).first().waitFor();
    await window.page.locator('.multiDiffEditor .view-line', { hasText: '# user' }).first().waitFor();
    await resources.filter({ hasText: 'q1.txt' }).first().waitFor();
  });

  it('opens the messages and the output of a chosen case', async () => {
    await window.page.locator('.tab', { hasText: 'Score Review' }).click();
    review = await window.webview('assay-review .sentence');
    await review.locator('[data-case="q3"]').getByRole('button', { name: 'Compare its messages and output' }).click();
    const resources = window.page.locator('.multiDiffEditor .monaco-icon-label-container');
    await resources.filter({ hasText: 'q3.md' }).first().waitFor();
    await resources.filter({ hasText: 'q3.txt' }).first().waitFor();
    await window.page.locator('.multiDiffEditor .view-line', { hasText: '問題 3' }).first().waitFor();
    await window.screenshot('/tmp/changes.png');
  });

  it('has a button in Source Control', async () => {
    await window.page.keyboard.press('Control+Shift+G');
    await window.page.locator('.action-label[aria-label*="Review Score Regressions"]').first().waitFor();
  });
});
