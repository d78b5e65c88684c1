import { type Browser, chromium as playwright } from 'playwright-core';
import { chromium } from '../../scripts/vscodeHost/chromium.mjs';

/** A headless Chromium for tests of pages: fetched with the project, unpacked on first use. The caller closes it. */
export async function launchBrowser(): Promise<Browser> {
  return playwright.launch({ ...(await chromium()), headless: true });
}
