/**
 * Takes the pictures of the README: the sample in a real VS Code, run and with its findings, in three themes.
 *
 *   npm run screenshots        writes media/screenshots/editor-{dark,light,contrast}.png
 */
import { cp, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { openWorkbench } from '../support/workbench';

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
  } finally {
    await window.close();
    await rm(workspace, { recursive: true, force: true });
  }
}

async function main(): Promise<void> {
  await mkdir(PICTURES, { recursive: true });
  for (const [name, theme] of Object.entries(THEMES)) await take(name, theme);
}

void main().catch((error) => {
  console.error(error);
  process.exitCode = 1;
});
