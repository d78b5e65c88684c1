/**
 * Takes the pictures of the README: the sample in a real VS Code, run and with its findings, in three themes.
 *
 *   npm run screenshots        writes media/screenshots/{editor,review,preview}-{dark,light,contrast}.png
 */
import { cp, mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { git, initRepository } from '../../support/gitRepository';
import { openWorkbench, type Workbench } from '../support/workbench';

const PROJECT = join(__dirname, '../../..');
const PICTURES = join(PROJECT, 'media/screenshots');

const THEMES = {
  dark: 'Dark Modern',
  light: 'Light Modern',
  contrast: 'Dark High Contrast',
};

async function take(name: string, theme: string): Promise<void> {
  const workspace = await mkdtemp(join(tmpdir(), 'assay-picture-'));
  await cp(join(PROJECT, 'media/sample'), workspace, { recursive: true });
  await mkdir(join(workspace, '.vscode'));
  await initRepository(workspace);
  const settings = { 'editor.minimap.enabled': false, 'window.commandCenter': false };
  await writeFile(join(workspace, '.vscode/settings.json'), JSON.stringify(settings));
  const window = await openWorkbench({ workspace, trusted: true, viewport: { width: 1360, height: 820 } });
  const { page } = window;
  try {
    await window.openFile('answer.prompt');
    // The served VS Code keeps its theme in the browser: it is chosen as a person chooses it.
    await page.keyboard.press('Control+K');
    await page.keyboard.press('Control+T');
    await page.locator('.quick-input-widget input').first().pressSequentially(theme);
    await page.locator('.quick-input-list .monaco-list-row', { hasText: theme }).first().click();
    await page
      .locator('.codelens-decoration a', { hasText: /Run \d+\s+cases/ })
      .first()
      .click();
    await page.locator('.codelens-decoration a', { hasText: 'passed' }).first().waitFor();
    const panel = await window.webview('[data-case]');
    await panel.locator('[data-case="rag-steps"]').waitFor();
    await window.openFile('answer.test.yaml');
    await page.locator('.codelens-decoration a', { hasText: 'correctness' }).first().waitFor();
    await page.keyboard.press('Control+Shift+M');
    await page.locator('.markers-panel .monaco-list-row').first().waitFor();
    // Pictures are of things at rest: nothing selected, no tooltip.
    await page.mouse.move(700, 300);
    await page.waitForTimeout(1000);
    await window.screenshot(join(PICTURES, `editor-${name}.png`));
    console.log(`media/screenshots/editor-${name}.png`);
    await takeReview(name, workspace, window);
    await takePreview(name, window);
  } finally {
    await window.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

/** An edit that helps one case and harms many, and what the review says of it. */
async function takeReview(name: string, workspace: string, window: Workbench): Promise<void> {
  const { page } = window;
  const file = join(workspace, 'answer.prompt');
  const text = await readFile(file, 'utf8');
  await writeFile(
    file,
    text.replace(/^Question: .*$/m, 'Question: {{question}}\n\nWhich of these is about the model?'),
  );
  await git(workspace, 'add', 'answer.prompt');
  await page.keyboard.press('Control+J');
  await window.runCommand('Assay: Review Score Regressions');
  const review = await window.webview('assay-review .case-review');
  await review.locator('.case-review summary').first().click();
  await page.mouse.move(700, 300);
  await page.waitForTimeout(1000);
  await window.screenshot(join(PICTURES, `review-${name}.png`));
  console.log(`media/screenshots/review-${name}.png`);
}

/** The prompt with one of its cases, beside it while it is being changed. */
async function takePreview(name: string, window: Workbench): Promise<void> {
  const { page } = window;
  await window.runCommand('View: Close All Editors');
  await window.openFile('answer.prompt');
  await page.keyboard.press('Control+B');
  await window.runCommand('Assay: Open Preview to the Side');
  const preview = await window.webview('assay-preview article');
  await preview.locator('ins', { hasText: 'Which of these' }).waitFor();
  await page.locator('.editor-instance .view-line', { hasText: '{{context' }).first().click();
  await preview.locator('.at-cursor').first().waitFor();
  await preview.locator('footer', { hasText: 'tokens' }).waitFor();
  await page.mouse.move(700, 700);
  await page.waitForTimeout(1000);
  await window.screenshot(join(PICTURES, `preview-${name}.png`));
  console.log(`media/screenshots/preview-${name}.png`);
}

async function main(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const [name, theme] of Object.entries(THEMES)) await take(name, theme);
}

void main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
