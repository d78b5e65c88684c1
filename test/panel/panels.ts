import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { bundlePanel, type PanelPage, type PanelPageOptions, PanelServer } from './panelPage';

/** One browser and one bundle for all files that a test process runs. */
let started: Promise<{ browser: Browser; server: PanelServer }> | undefined;

async function start(): Promise<{ browser: Browser; server: PanelServer }> {
  const browser = await launchBrowser();
  const server = new PanelServer(browser, await bundlePanel());
  await server.start();
  return { browser, server };
}

after('close the browser', async () => {
  const { browser, server } = (await started) ?? {};
  await browser?.close();
  await server?.stop();
});

/**
 * For use in a `describe`: gives a function that opens a panel, which is closed after the test. An error in the page fails
 * the test, and so does anything that the content security policy refuses.
 */
export function panels(): (options?: PanelPageOptions) => Promise<PanelPage> {
  let open: PanelPage | undefined;

  before('open a browser', async function () {
    this.timeout(60_000);
    started ??= start();
    await started;
  });

  afterEach('close the panel', async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = undefined;
    assert.deepEqual(faults, [], 'errors in the page, or something that its policy refuses');
  });

  return async (options) => {
    started ??= start();
    const { server } = await started;
    open = await server.open(options);
    return open;
  };
}
