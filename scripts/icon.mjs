/** Draws media/icon.png, which the marketplace wants as a bitmap, from media/icon.svg. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { chromium as playwright } from 'playwright-core';
import { projectFolder } from './vscodeHost/cacheFolder.mjs';
import { chromium } from './vscodeHost/chromium.mjs';

const browser = await playwright.launch({ ...(await chromium()), headless: true });
const page = await browser.newPage({ viewport: { width: 256, height: 256 } });
const svg = await readFile(join(projectFolder, 'media/icon.svg'), 'utf8');
await page.setContent(`<body style="margin:0">${svg}</body>`);
await page.screenshot({ path: join(projectFolder, 'media/icon.png'), omitBackground: true });
await browser.close();
