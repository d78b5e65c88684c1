import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { commitAll, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const prompt = (instruction: string) => `---\nmodel: mine/small\n---\n${instruction}\n{{question}}\n`;

describe('The versions of a prompt', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;

  const row = (text: string | RegExp) => window.page.locator('.pane-body .monaco-list-row', { hasText: text }).first();

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
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } } },
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
});
