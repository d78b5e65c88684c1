import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import type { FromJudgeReport, ToJudgeReport } from '../../src/protocol/judgeReport';
import type { FromPanel, ToPanel } from '../../src/protocol/panel';
import type { FromPreview, ToPreview } from '../../src/protocol/preview';
import type { FromReview, ToReview } from '../../src/protocol/review';
import { launchBrowser } from '../support/browser';
import { bundlePanel, type PageName, type PanelPage, type PanelPageOptions, PanelServer } from './panelPage';

/** One browser and one bundle of each page for all files that a test process runs. */
let browser: Promise<Browser> | undefined;
const servers = new Map<PageName, Promise<PanelServer>>();

async function start(name: PageName): Promise<PanelServer> {
  browser ??= launchBrowser();
  const server = new PanelServer(await browser, await bundlePanel(name));
  await server.start();
  return server;
}

function serverOf(name: PageName): Promise<PanelServer> {
  const started = servers.get(name) ?? start(name);
  servers.set(name, started);
  return started;
}

after('close the browser', async () => {
  await (await browser)?.close();
  for (const server of servers.values()) await (await server).stop();
});

/**
 * For use in a `describe`: gives a function that opens a panel, which is closed after the test. An error in the page fails
 * the test, and so does anything that the content security policy refuses.
 */
export function panels(): (options?: PanelPageOptions) => Promise<PanelPage> {
  return pages<ToPanel, FromPanel>('panel');
}

/** The same with score reviews. */
export function reviews(): (options?: PanelPageOptions) => Promise<PanelPage<ToReview, FromReview>> {
  return pages<ToReview, FromReview>('review');
}

/** The same with judge reports. */
export function judgeReports(): (options?: PanelPageOptions) => Promise<PanelPage<ToJudgeReport, FromJudgeReport>> {
  return pages<ToJudgeReport, FromJudgeReport>('judge');
}

/** The same with previews. */
export function previews(): (options?: PanelPageOptions) => Promise<PanelPage<ToPreview, FromPreview>> {
  return pages<ToPreview, FromPreview>('preview');
}

function pages<To, From>(name: PageName): (options?: PanelPageOptions) => Promise<PanelPage<To, From>> {
  let open: PanelPage<To, From> | undefined;

  before('open a browser', async function () {
    this.timeout(60_000);
    await serverOf(name);
  });

  afterEach('close the page', async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = undefined;
    assert.deepEqual(faults, [], 'errors in the page, or something that its policy refuses');
  });

  return async (options) => {
    open = await (await serverOf(name)).open<To, From>(options);
    return open;
  };
}
