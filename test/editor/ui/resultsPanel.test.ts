import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

/** An answer that takes longer to stream than any test waits for its end. */
const ENDLESS = Array.from({ length: 5000 }, (_, index) => (index === 0 ? '檢索' : ` w${index}`));

const verdict = (score: number, reason: string) => ({ text: JSON.stringify({ reason, score }) });

describe('The results panel', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;
  let panel: Frame;

  before(async () => {
    server = await startModelServer();
    folder = await makeFolder({
      'a.prompt': '---\nmodel: mine/small\n---\n{{question}}\n',
      'a.test.yaml': `judges:
  - judge: helpfulness
    model: mine/judge
cases:
  - { id: quick, input: { question: What is drift? } }
  - { id: slow, input: { question: 什麼是 RAG？ } }
  - { id: never, input: { question: <b>Bold</b>? } }
`,
    });
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'assay.concurrency': 2 },
    });
    server.answer(({ body }) => {
      const asked = JSON.stringify(body.messages);
      if (body.model === 'judge') return verdict(2, 'Says <i>nothing</i> 😀');
      return asked.includes('RAG') ? { pieces: ENDLESS, pieceDelayMs: 20 } : { text: 'Data that moves.' };
    });
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  const row = (id: string) => panel.locator(`.row[data-case="${id}"]`);
  const lens = (text: string | RegExp) => window.page.locator('.codelens-decoration a', { hasText: text });

  it('opens when a run begins, and shows each case as it comes in', async () => {
    await window.openFile('a.prompt');
    await lens('Run 3 cases').click();
    panel = await window.webview('.row[data-case="quick"]');
    await row('quick').getByText('2/5').waitFor();
    await row('slow').getByText('Running').waitFor();
    await panel.locator('.progress-text', { hasText: /of 3/ }).waitFor();
  });

  it('shows an answer while it streams', async () => {
    await row('slow').click();
    const text = panel.locator('assay-case pre.text', { hasText: '檢索' }).first();
    await text.waitFor();
    await panel.locator('assay-case pre.text', { hasText: 'w20' }).waitFor();
    assert.ok(!(await text.innerText()).includes('w4999'), 'it still streams');
  });

  it('stops the run when asked to: the open calls end and none follows', async () => {
    await panel.getByRole('button', { name: 'Stop' }).click();
    await row('slow').getByText('stopped').waitFor();
    await server.idle();
    const calls = server.chats.length;
    await lens(/1 of|0 of/).waitFor();
    assert.equal(server.chats.length, calls);
    assert.ok(
      server.chats.some(({ aborted }) => aborted),
      'the streaming call was broken off',
    );
  });

  it('shows the judge’s reason as text, never as markup', async () => {
    await row('slow').click();
    await row('quick').click();
    await panel.locator('assay-case', { hasText: 'Says <i>nothing</i> 😀' }).waitFor();
    assert.equal(await panel.locator('assay-case i:has-text("nothing")').count(), 0);
  });

  it('marks the results as stale when the prompt is edited', async () => {
    await window.page.locator('.monaco-editor .view-line', { hasText: 'question' }).click();
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' Briefly.');
    await panel.getByText('These are the results of an earlier text.').first().waitFor();
    await lens('stale: ').waitFor();
  });

  it('opens a case in its file', async () => {
    await panel.getByRole('button', { name: 'Open in File' }).click();
    await window.page.waitForSelector('.tab.active[data-resource-name="a.test.yaml"]');
  });

  it('loads nothing from outside, and runs no script but its own', async () => {
    const policy = await panel.locator('meta[http-equiv="Content-Security-Policy"]').getAttribute('content');
    assert.match(policy ?? '', /^default-src 'none'; script-src 'nonce-[\w+/=]+'; /);
    assert.doesNotMatch(policy ?? '', /unsafe/);
  });
});
