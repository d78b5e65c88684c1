import { chromium as playwright } from 'playwright-core';
import { chromium } from './chromium.mjs';
import { startServer } from './startServer.mjs';

/**
 * Runs extension tests in the npm-served VS Code, as `runTests` of `@vscode/test-electron` does on a desktop.
 * @param {object} options
 * @param {string} options.extensionDevelopmentPath
 * @param {string} options.extensionTestsPath a script that exports `run(): Promise<void>`
 * @param {string} options.workspace the folder to open
 * @param {boolean} [options.trusted] false: the window starts in Restricted Mode
 * @param {Record<string, unknown>} [options.settings]
 * @param {NodeJS.ProcessEnv} [options.env] for the extension host
 * @param {number} [options.timeoutMs] until the whole run counts as stuck
 * @param {(line: string) => void} [options.log] gets the tests' report: the lines of their console that start with a
 *   bar. VS Code's own lines go there only when the tests came to no report, or with `ASSAY_TEST_VERBOSE`
 * @returns {Promise<number>} the exit code of the tests
 */
export async function runTestsInServer({
  extensionDevelopmentPath,
  extensionTestsPath,
  workspace,
  trusted,
  settings,
  env,
  timeoutMs = 240_000,
  log = console.log,
}) {
  const server = await startServer({ trusted, settings, env, log });
  try {
    const browser = await playwright.launch({ ...(await chromium()), headless: true });
    try {
      const page = await browser.newPage({ viewport: { width: 1280, height: 800 } });
      /** @type {Promise<number>} */
      const finished = new Promise((resolve, reject) => {
        void page.exposeFunction('codeAutomationExit', (/** @type {number} */ code) => resolve(code));
        page.on('crash', () => reject(new Error('The page of VS Code crashed')));
        server.exited.then(() => reject(new Error("VS Code's server ended before the tests did")));
        setTimeout(() => reject(new Error(`The tests did not end within ${timeoutMs / 1000} s`)), timeoutMs).unref();
      });
      let reported = false;
      /** @type {string[]} */
      const other = [];
      await page.exposeFunction('codeAutomationLog', (/** @type {string} */ _type, /** @type {unknown[]} */ args) => {
        const line = args.map(String).join(' ');
        const isReport = line.startsWith('│');
        reported ||= isReport;
        if (isReport || process.env.ASSAY_TEST_VERBOSE) log(line);
        else other.push(line);
      });
      await page.goto(
        server.address(workspace, [
          ['extensionDevelopmentPath', server.remote(extensionDevelopmentPath)],
          ['extensionTestsPath', server.remote(extensionTestsPath)],
          ['skipWelcome', 'true'],
        ]),
      );
      const code = await finished;
      if (code !== 0 && !reported) for (const line of other) log(line);
      return code;
    } finally {
      await browser.close();
    }
  } finally {
    await server.stop();
  }
}
