import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Browser, Page } from 'playwright-core';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import { THEMES, type ThemeName } from './themes';

const ROOT = join(__dirname, '../..');
const CODICONS = join(ROOT, 'node_modules/@vscode/codicons/dist');

/** The panel's script and style sheet, bundled from the sources as the build does it. */
export async function bundlePanel(): Promise<{ script: string; style: string }> {
  const options: BuildOptions = {
    absWorkingDir: ROOT,
    entryPoints: { panel: 'src/panel/main.ts' },
    outdir: 'memory',
    bundle: true,
    write: false,
    platform: 'browser',
    format: 'iife',
    target: 'chrome128',
    tsconfig: 'src/panel/tsconfig.json',
    logLevel: 'warning',
  };
  const { outputFiles = [] } = await build(options);
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

export interface PanelPage {
  page: Page;
  /** Sends a message as the editor does. */
  post(message: ToPanel): Promise<void>;
  /** What the panel has sent so far. */
  sent(): Promise<FromPanel[]>;
  /** What went wrong in the page: errors, and what the content security policy refused. */
  faults: string[];
  close(): Promise<void>;
}

export interface PanelPageOptions {
  theme?: ThemeName;
  width?: number;
  height?: number;
  /** What the panel had stored when it was last shown. */
  stored?: unknown;
}

/** Opens pages with the panel in them, under the policy that the editor sets. Only the editor's side is played. */
export class PanelServer {
  readonly #browser: Browser;
  readonly #files: Readonly<Record<string, { type: string; body: string | Buffer }>>;
  #server: Server | undefined;

  constructor(browser: Browser, { script, style }: { script: string; style: string }) {
    this.#browser = browser;
    this.#files = {
      '/panel.js': { type: 'text/javascript', body: script },
      '/panel.css': { type: 'text/css', body: style },
      '/codicon.css': { type: 'text/css', body: readFileSync(join(CODICONS, 'codicon.css')) },
      '/codicon.ttf': { type: 'font/ttf', body: readFileSync(join(CODICONS, 'codicon.ttf')) },
    };
  }

  async start(): Promise<void> {
    const server = createServer(({ url = '/' }, response) => {
      const path = url.split('?')[0] ?? '/';
      const file = this.#files[path];
      if (path === '/') response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(pageText(server));
      else if (file) response.writeHead(200, { 'content-type': `${file.type}; charset=utf-8` }).end(file.body);
      else response.writeHead(404).end();
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    this.#server = server;
  }

  async open({ theme = 'dark', width = 320, height = 800, stored }: PanelPageOptions = {}): Promise<PanelPage> {
    const page = await this.#browser.newPage({ viewport: { width, height } });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    const colours = Object.entries(THEMES[theme]);
    // The test runner's compiler names functions through a helper of its own, which a page does not have.
    await page.addInitScript('globalThis.__name = (target) => target');
    await page.addInitScript(
      ({ stored }) => {
        const window_ = window as unknown as { sent: unknown[]; acquireVsCodeApi: () => unknown };
        window_.sent = [];
        let state: unknown = stored;
        window_.acquireVsCodeApi = () => ({
          postMessage: (message: unknown) => window_.sent.push(message),
          getState: () => state,
          setState: (next: unknown) => {
            state = next;
          },
        });
      },
      { stored },
    );
    await page.goto(addressOf(this.#server));
    await page.evaluate((colours) => {
      for (const [name, value] of colours) document.documentElement.style.setProperty(`--vscode-${name}`, value);
      document.body.style.background = 'var(--vscode-sideBar-background)';
    }, colours);
    await page.waitForFunction(() =>
      (window as unknown as { sent: { type: string }[] }).sent.some(({ type }) => type === 'ready'),
    );
    return {
      page,
      faults,
      post: (message) => page.evaluate((data) => window.postMessage(data, '*'), message),
      sent: () => page.evaluate(() => (window as unknown as { sent: FromPanel[] }).sent),
      close: () => page.close(),
    };
  }

  async stop(): Promise<void> {
    await new Promise((resolve) => this.#server?.close(resolve) ?? resolve(undefined));
  }
}

function addressOf(server: Server | undefined): string {
  const address = server?.address() as AddressInfo | undefined;
  return `http://127.0.0.1:${address?.port}`;
}

/** The same page and policy as `panelHtml` of the editor. */
function pageText(server: Server): string {
  const source = addressOf(server);
  const policy = `default-src 'none'; script-src 'nonce-test'; style-src ${source}; font-src ${source}; img-src ${source} data:`;
  return `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<link rel="stylesheet" href="${source}/codicon.css">
<link rel="stylesheet" href="${source}/panel.css">
<title>Assay</title>
</head>
<body>
<script nonce="test" src="${source}/panel.js"></script>
</body>
</html>`;
}
