import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

describe('A run with repeats', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;
  let panel: Frame;

  before(async () => {
    server = await startModelServer();
    folder = await makeFolder({
      'a.prompt': '---\nmodel: mine/llama3\n---\n{{question}}\n',
      'a.test.yaml': `repeat: 3
judges:
  - judge: helpfulness
    model: mine/llama3-judge
    repeat: 2
cases:
  - { id: steady, input: { question: What is drift? } }
  - { id: shaky, input: { question: 什麼是 RAG？ } }
`,
    });
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'assay.concurrency': 1 },
    });
    let answers = 0;
    server.answer(({ body }) => {
      const asked = JSON.stringify(body.messages);
      if (body.model === 'llama3-judge') {
        const score = asked.includes('badly') ? 2 : 5;
        return { text: JSON.stringify({ reason: `Worth ${score}.`, score }) };
      }
      if (!asked.includes('RAG')) return { text: 'Data that moves.' };
      answers++;
      return { text: answers === 2 ? '檢索 badly.' : '檢索增強生成。' };
    });
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  const row = (id: string) => panel.locator(`.row[data-case="${id}"]`);

  it('calls each case as often as the test set says, and marks the flaky one', async () => {
    await window.openFile('a.prompt');
    await window.page.locator('.codelens-decoration a', { hasText: 'Run 2 cases' }).click();
    panel = await window.webview('.row[data-case="shaky"]');
    await row('shaky').locator('.flaky').waitFor();
    await row('steady').getByText('5/5').waitFor();
    assert.equal(server.chats.filter(({ body }) => body.model === 'llama3').length, 6);
    await panel.getByRole('radio', { name: 'Flaky 1' }).click();
    assert.equal(await panel.locator('.row').count(), 1);
  });

  it('shows its repeats and the readings of its judge', async () => {
    await row('shaky').click();
    await panel.getByText('flaky: 2 of 3 passed · mean 4/5 ±1.7').waitFor();
    await panel.getByRole('button', { name: 'Sample 2 of 3, failed' }).click();
    await panel.getByText('2 readings, ±0').click();
    await panel.locator('.readings').getByText('Worth 2.').first().waitFor();
  });

  it('says where the uncertainty comes from, what would help, and whose judge judges', async () => {
    await panel.locator('.run-spread summary').click();
    const said = await panel.locator('.spread-parts').innerText();
    assert.match(said, /pass\^3 50 % · pass@3 100 % · 1 flaky/);
    assert.match(said, /cases \d+ %\s+calls \d+ %\s+judges 0 %/);
    assert.match(said, /would bring|could bring|With one more case|more cases/);
    assert.match(said, /of the same family as the tested model \(Meta\)/);
  });

  it('marks the case in the test set', async () => {
    await panel.getByRole('button', { name: 'Open in File' }).click();
    await window.page.waitForSelector('.tab.active[data-resource-name="a.test.yaml"]');
    await window.page.locator('.codelens-decoration a', { hasText: 'flaky: 2 of 3 passed' }).waitFor();
  });
});
