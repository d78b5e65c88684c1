import { join } from 'node:path';
import type { Frame, Page } from 'playwright-core';
import { startServer } from '../../../scripts/vscodeHost/startServer.mjs';
import { launchBrowser } from '../../support/browser';

const PROJECT = join(__dirname, '../../..');

export interface WorkbenchOptions {
  /** Absolute path of the folder to open. */
  workspace: string;
  /** The extension to load from source; this project's where absent. */
  extensionDevelopmentPath?: string;
  settings?: Record<string, unknown>;
  /** False: the window starts in Restricted Mode. */
  trusted?: boolean;
  /** More environment for the extension host. */
  env?: NodeJS.ProcessEnv;
  viewport?: { width: number; height: number };
  /** Pixels per CSS pixel of screenshots. */
  scale?: number;
}

/** A VS Code window that a test drives as a person does. */
export interface Workbench {
  page: Page;
  /** Runs a command of the palette by its full title, `Assay: Run Test Set`. */
  runCommand(title: string): Promise<void>;
  /** Opens a file of the workspace by its path in it, and waits for its text. */
  openFile(path: string): Promise<void>;
  /** The frame of a webview in which an element is visible. */
  webview(selector: string): Promise<Frame>;
  screenshot(path: string): Promise<void>;
  close(): Promise<void>;
}

/** Opens a folder in a VS Code of its own (npm-served, in a headless Chromium), with the extension under development. */
export async function openWorkbench(options: WorkbenchOptions): Promise<Workbench> {
  const { workspace, extensionDevelopmentPath = PROJECT, settings, trusted, env, scale = 1 } = options;
  const server = await startServer({ trusted, settings, env });
  const browser = await launchBrowser().catch(async (error) => {
    await server.stop();
    throw error;
  });
  const close = async () => {
    await browser.close();
    await server.stop();
  };
  try {
    const page = await browser.newPage({
      viewport: options.viewport ?? { width: 1280, height: 800 },
      deviceScaleFactor: scale,
    });
    page.setDefaultTimeout(30_000);
    await page.goto(
      server.address(workspace, [
        ['extensionDevelopmentPath', server.remote(extensionDevelopmentPath)],
        ['skipWelcome', 'true'],
      ]),
    );
    await page.waitForSelector('.monaco-workbench .explorer-folders-view .monaco-list-row');
    return {
      page,
      runCommand: (title) => pick(page, 'F1', `>${title}`, title),
      openFile: async (path) => {
        const name = path.slice(path.lastIndexOf('/') + 1);
        await pick(page, 'ControlOrMeta+P', path, name);
        await page.waitForSelector(`.tab.active[data-resource-name="${name}"]`);
        await page.waitForSelector('.editor-group-container.active .view-line');
      },
      webview: (selector) => webviewWith(page, selector),
      screenshot: async (path) => {
        await page.screenshot({ path });
      },
      close,
    };
  } catch (error) {
    await close();
    throw error;
  }
}

/** Types into the quick input that a key opens, waits for the entry of that name, and takes it. */
async function pick(page: Page, key: string, text: string, entry: string): Promise<void> {
  await page.keyboard.press(key);
  const input = page.locator('.quick-input-widget input[type=text]');
  await input.fill(text);
  const row = page.locator('.quick-input-widget .monaco-list-row.focused', { hasText: entry });
  await row.waitFor();
  await page.keyboard.press('Enter');
  await page.locator('.quick-input-widget').waitFor({ state: 'hidden' });
}

/** Webviews are two frames deep and come and go; this asks all of them until one shows the element. */
async function webviewWith(page: Page, selector: string): Promise<Frame> {
  const deadline = Date.now() + 30_000;
  for (;;) {
    for (const frame of page.frames()) {
      const visible = await frame
        .locator(selector)
        .first()
        .isVisible()
        .catch(() => false);
      if (visible && frame !== page.mainFrame()) return frame;
    }
    if (Date.now() > deadline) throw new Error(`No webview shows ${selector}`);
    await page.waitForTimeout(100);
  }
}
