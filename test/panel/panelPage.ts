import { readFileSync } from 'node:fs';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import { type BuildOptions, build } from 'esbuild';
import type { Browser, Locator, Page } from 'playwright-core';
import { webviewOptions } from '../../scripts/webviewOptions.mjs';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import { THEMES, type ThemeName } from './themes';

const ROOT = join(__dirname, '../..');
const CODICONS = join(ROOT, 'node_modules/@vscode/codicons/dist');

/** What the workbench puts before a webview's own style sheets, as far as it matters here (VS Code 1.100). */
const DEFAULT_STYLE = `
html { scrollbar-color: var(--vscode-scrollbarSlider-background) var(--vscode-editor-background); }
body {
  overscroll-behavior-x: none;
  background-color: transparent;
  color: var(--vscode-editor-foreground);
  font-family: var(--vscode-font-family);
  font-weight: var(--vscode-font-weight);
  font-size: var(--vscode-font-size);
  margin: 0;
  padding: 0 20px;
}
code { color: var(--vscode-textPreformat-foreground); }
`;

/** The pages of the editor. */
export const PAGES = {
  panel: 'src/panel/main.ts',
  review: 'src/panel/review/main.ts',
  judge: 'src/panel/judge/main.ts',
  preview: 'src/panel/preview/main.ts',
} as const;

export type PageName = keyof typeof PAGES;

/** A page's script and style sheet, bundled from the sources as the build does it. */
export async function bundlePanel(name: PageName = 'panel'): Promise<{ script: string; style: string }> {
  const options: BuildOptions = {
    ...webviewOptions,
    absWorkingDir: ROOT,
    entryPoints: { [name]: PAGES[name] },
    outdir: 'memory',
    write: false,
    logLevel: 'warning',
  };
  const { outputFiles = [] } = await build(options);
  const text = (ending: string) => outputFiles.find(({ path }) => path.endsWith(ending))?.text ?? '';
  return { script: text('.js'), style: text('.css') };
}

/** @typeParam To what the editor sends @typeParam From what the page sends */
export interface PanelPage<To = ToPanel, From = FromPanel> {
  page: Page;
  /** Sends messages as the editor does. */
  post(...messages: To[]): Promise<void>;
  /** What the panel has sent so far. */
  sent(): Promise<From[]>;
  /** What it has stored for the next time. */
  stored(): Promise<unknown>;
  /** The text of the panel as a person sees it. */
  text(): Promise<string>;
  /** The row of a case. */
  row(id: string): Locator;
  button(name: string | RegExp): Locator;
  /** Waits until the page is drawn as the messages so far have it. */
  settled(): Promise<void>;
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
  /** What the system prefers. */
  media?: { reducedMotion?: 'reduce'; forcedColors?: 'active' };
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
      '/default.css': { type: 'text/css', body: DEFAULT_STYLE },
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

  async open<To = ToPanel, From = FromPanel>({
    theme = 'dark',
    width = 320,
    height = 800,
    stored,
    media,
  }: PanelPageOptions = {}): Promise<PanelPage<To, From>> {
    const page = await this.#browser.newPage({ viewport: { width, height }, timezoneId: 'UTC', ...media });
    const faults: string[] = [];
    page.on('pageerror', (error) => faults.push(String(error)));
    page.on('console', (message) => {
      if (message.type() === 'error') faults.push(message.text());
    });
    // The test runner's compiler names functions through a helper of its own, which a page does not have.
    await page.addInitScript('globalThis.__name = (target) => target');
    await page.addInitScript(
      ({ stored }) => {
        const window_ = window as unknown as { sent: unknown[]; stored: unknown; acquireVsCodeApi: () => unknown };
        window_.sent = [];
        window_.stored = stored;
        window_.acquireVsCodeApi = () => ({
          postMessage: (message: unknown) => window_.sent.push(message),
          getState: () => window_.stored,
          setState: (next: unknown) => {
            window_.stored = next;
          },
        });
      },
      { stored },
    );
    await page.goto(addressOf(this.#server));
    await page.evaluate(({ className, variables }) => {
      for (const [name, value] of Object.entries(variables)) {
        document.documentElement.style.setProperty(`--vscode-${name}`, value);
      }
      document.body.className = className;
      // The workbench puts the view's own background below the page.
      document.documentElement.style.background = 'var(--vscode-sideBar-background)';
    }, THEMES[theme]);
    await page.waitForFunction(() =>
      (window as unknown as { sent: { type: string }[] }).sent.some(({ type }) => type === 'ready'),
    );
    return {
      page,
      faults,
      post: async (...messages) => {
        await page.evaluate((all) => {
          for (const message of all) window.postMessage(message, '*');
          // Messages arrive in order: when this one does, the others have been acted on.
          return new Promise<void>((resolve) => {
            addEventListener('message', function listen({ data }) {
              if (data?.type !== 'all sent') return;
              removeEventListener('message', listen);
              resolve();
            });
            window.postMessage({ type: 'all sent' }, '*');
          });
        }, messages);
      },
      sent: () => page.evaluate(() => (window as unknown as { sent: From[] }).sent),
      stored: () => page.evaluate(() => (window as unknown as { stored: unknown }).stored),
      text: () => page.locator('main').innerText(),
      row: (id) => page.locator(`[data-case="${id}"]`),
      button: (name) => page.getByRole('button', { name, exact: typeof name === 'string' }),
      settled: () =>
        page.evaluate(async () => {
          await document.fonts.ready;
          // Icons may turn without end; rows are measured, placed and measured again: it takes a few frames until nothing moves any more.
          const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
          for (let still = 0, last = ''; still < 4; ) {
            await frame();
            const places = [...document.querySelectorAll('main button, main section')]
              .map((each) => each.getBoundingClientRect().top)
              .join();
            still = places === last ? still + 1 : 0;
            last = places;
          }
        }),
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
<link rel="stylesheet" href="${source}/default.css">
<link rel="stylesheet" href="${source}/codicon.css">
<link rel="stylesheet" href="${source}/panel.css">
<title>Assay</title>
</head>
<body>
<script nonce="test" src="${source}/panel.js"></script>
</body>
</html>`;
}
