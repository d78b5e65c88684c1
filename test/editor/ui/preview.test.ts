import assert from 'node:assert/strict';
import type { Frame } from 'playwright-core';
import { initRepository } from '../../support/gitRepository';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const PROMPT = `---
model: openai/gpt-4o-mini
input:
  default:
    lang: 繁體中文
---
{{role "system"}}
You are kind. 🙂
{{> style}}
{{role "user"}}
{{question}}
`;

describe('The preview', () => {
  let folder: Folder;
  let window: Workbench;
  let preview: Frame;

  const text = (index: number) => preview.locator('article .text').nth(index);
  const line = (content: string) => window.page.locator('.editor-instance .view-line', { hasText: content }).first();

  before(async () => {
    folder = await makeFolder({
      '.gitignore': '.assay/\n',
      'a.prompt': PROMPT,
      '_style.prompt': 'Answer in {{lang}}.\n',
      'a.test.yaml':
        'cases:\n  - id: rag\n    input: { question: 什麼是 RAG？ }\n  - id: drift\n    input: { question: What is drift? }\n',
      'other.prompt': 'Other: {{thing}}\n',
    });
    await initRepository(folder.path);
    window = await openWorkbench({ workspace: folder.path, trusted: true });
    await window.openFile('a.prompt');
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
  });

  it('opens beside the prompt from its title, and shows the messages of the first case with their tokens', async () => {
    await window.page.locator('.editor-actions .action-label[aria-label*="Open Preview to the Side"]').first().click();
    preview = await window.webview('assay-preview article');
    assert.equal(await text(0).innerText(), '\nYou are kind. 🙂\nAnswer in 繁體中文.\n');
    assert.equal((await text(1).innerText()).trim(), '什麼是 RAG？');
    await preview.locator('footer', { hasText: 'tokens of 128,000' }).waitFor();
    assert.match((await preview.locator('article').first().getAttribute('aria-label')) ?? '', /^system, \d+ tokens$/);
    await window.page.locator('.tab', { hasText: 'Preview a.prompt' }).waitFor();
  });

  it('marks what the cursor is in', async () => {
    await line('You are kind.').click();
    await preview.locator('.at-cursor', { hasText: 'You are kind. 🙂' }).waitFor();
    await line('{{question}}').click();
    await preview.locator('.at-cursor', { hasText: '什麼是 RAG？' }).waitFor();
  });

  it('follows typing, and marks what changed since HEAD', async () => {
    await line('You are kind.').click();
    await window.page.keyboard.press('End');
    await window.page.keyboard.type(' Be short.');
    await preview.locator('article ins', { hasText: 'Be short.' }).waitFor();
    assert.equal(await preview.locator('article del').count(), 0);
    await preview.getByRole('button', { name: 'Show what changed since HEAD' }).click();
    await preview.locator('article ins').waitFor({ state: 'detached' });
    await preview.getByRole('button', { name: 'Show what changed since HEAD' }).click();
    await preview.locator('article ins').first().waitFor();
  });

  it('says what cannot be rendered and where, and keeps the messages of before', async () => {
    await window.page.locator('.editor-instance .view-line').last().click();
    await window.page.keyboard.press('Control+End');
    // Its closing tag comes by itself; what it is still is nothing.
    await window.page.keyboard.type('{{#nope x}}');
    await preview.locator('.banner.error').waitFor();
    await preview.locator('main.stale article', { hasText: 'Be short.' }).waitFor();
    await preview.getByRole('button', { name: /^a\.prompt:\d+$/ }).waitFor();
    await window.page.keyboard.press('Control+End');
    await window.page.keyboard.press('Shift+Home');
    await window.page.keyboard.press('Delete');
    await preview.locator('.banner.error').waitFor({ state: 'detached' });
  });

  it('shows another case, chosen from all of them', async () => {
    await preview.getByRole('button', { name: 'Case: rag' }).click();
    await window.page.locator('.quick-input-widget input[type=text]').fill('dri');
    await window.page.locator('.quick-input-widget .monaco-list-row', { hasText: 'drift' }).click();
    await preview.locator('article', { hasText: 'What is drift?' }).waitFor();
    await preview.getByRole('button', { name: 'Previous case' }).click();
    await preview.locator('article', { hasText: '什麼是 RAG？' }).waitFor();
  });

  it('leads from a stretch to its tag, to the partial, and to the value in the test set', async () => {
    await preview.locator('.stretch', { hasText: '什麼是 RAG？' }).click();
    await window.page.locator('.editor-instance .selected-text').first().waitFor();
    assert.match(await status(), /Ln 11, Col 13 \(12 selected\)/);
    await preview.locator('.stretch', { hasText: '繁體中文' }).focus();
    await preview.locator('.stretch', { hasText: '繁體中文' }).press('Enter');
    await window.page.locator('.tab.active', { hasText: '_style.prompt' }).waitFor();
    // A partial is part of this prompt: it stays.
    await preview.locator('.at-cursor', { hasText: '繁體中文' }).waitFor();
    await preview.locator('.stretch', { hasText: '什麼是 RAG？' }).click({ modifiers: ['Alt'] });
    await window.page.locator('.tab.active', { hasText: 'a.test.yaml' }).waitFor();
  });

  it('shows the case at the cursor in the test set', async () => {
    await line('What is drift?').click();
    await preview.locator('article', { hasText: 'What is drift?' }).waitFor();
  });

  it('follows the active prompt until it is told to stay', async () => {
    await window.openFile('other.prompt');
    await preview.locator('article', { hasText: 'Other: ‹thing›' }).waitFor();
    await preview.getByText('There is no case').waitFor();
    await preview.getByRole('button', { name: 'Stay with this prompt' }).click();
    await window.page.locator('.tab', { hasText: '[Preview] other.prompt' }).waitFor();
    // Where the preview has the focus, a file would open over it.
    await line('Other:').click();
    await window.openFile('a.prompt');
    await line('You are kind.').click();
    assert.equal(await preview.locator('article', { hasText: 'Other: ‹thing›' }).count(), 1);
    await preview.getByRole('button', { name: 'Stay with this prompt' }).click();
    await preview.locator('article', { hasText: 'What is drift?' }).waitFor();
  });

  /** The cursor's place in the status bar. */
  async function status(): Promise<string> {
    const selection = window.page.locator('#status\\.editor\\.selection');
    await selection.filter({ hasText: 'selected' }).waitFor();
    return selection.innerText();
  }
});
