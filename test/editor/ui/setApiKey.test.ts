import assert from 'node:assert/strict';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

describe('Assay: Set API Key', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;

  before(async () => {
    server = await startModelServer({ key: 'sk-right', models: ['small', 'large'] });
    folder = await makeFolder({
      'a.prompt': '---\nmodel: mine/small\n---\n{{question}}\n',
      'a.test.yaml': 'cases:\n  - { id: only, input: { question: What is drift? } }\n',
    });
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url, needsKey: true } } },
    });
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  const input = () => window.page.locator('.quick-input-widget input').first();
  const notification = (text: string | RegExp) => window.page.locator('.notification-toast', { hasText: text });
  const button = (text: string) => window.page.locator('.notification-toast .monaco-button', { hasText: text });

  async function giveKey(key: string): Promise<void> {
    await window.page.locator('.quick-input-widget', { hasText: server.origin }).waitFor();
    assert.equal(await input().getAttribute('type'), 'password');
    await input().fill(key);
    await window.page.keyboard.press('Enter');
  }

  it('is offered by the first run without a key, with a local model and the baseline beside it', async () => {
    await window.openFile('a.prompt');
    await window.page.locator('.codelens-decoration a', { hasText: 'Run 1 case' }).click();
    await notification('mine/small needs an API key').waitFor();
    assert.equal(await button('Use Local Model').count(), 1);
    assert.equal(await button('Use Built-in Baseline').count(), 1);
    assert.deepEqual(server.requests, []);
    await button('Set API Key').click();
  });

  it('tests the key with one call, says in plain words that it is wrong, and lets it be corrected', async () => {
    await giveKey('sk-wrong');
    await notification('refuses the key').waitFor();
    assert.equal(server.requests.length, 1);
    await button('Enter Another Key').click();
  });

  it('stores a key that works, for its own address: the run that follows uses it', async () => {
    await giveKey('sk-right');
    await notification('The key works and is stored').waitFor();
    await window.page.locator('.codelens-decoration a', { hasText: 'Run 1 case' }).click();
    await server.received(1);
    await window.page.locator('.codelens-decoration a', { hasText: '1 of 1 passed' }).waitFor();
    assert.equal(server.chats[0]?.headers.authorization, 'Bearer sk-right');
  });

  it('keeps the key out of the log', async () => {
    await window.runCommand('Assay: Show Log');
    const log = window.page.locator('.part.panel .view-lines');
    await log.filter({ hasText: `mine/small at ${server.origin}` }).waitFor();
    assert.doesNotMatch(await log.innerText(), /sk-right|sk-wrong/);
  });
});
