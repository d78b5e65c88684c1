import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import type { FromJudgeReport, ToJudgeReport } from '../../src/protocol/judgeReport';
import { launchBrowser } from '../support/browser';
import { JUDGE_STATES } from './judgeStates';
import { bundlePanel, PanelServer } from './panelPage';
import { STATES } from './states';
import { THEMES, type ThemeName } from './themes';

/**
 * Pictures of every state in every theme, narrow and wide, for eyes to judge: `npx tsx test/panel/screenshots.ts
 * [state …]` puts them into out/screenshots/panel/.
 */
const NOTHING = STATES['no-prompt'] ?? [];

async function main(wanted: readonly string[]): Promise<void> {
  const folder = join(__dirname, '../../out/screenshots/panel');
  await mkdir(folder, { recursive: true });
  const browser = await launchBrowser();
  const server = new PanelServer(browser, await bundlePanel());
  await server.start();
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const width of [300, 1000]) {
      const panel = await server.open({ theme, width, height: 720 });
      for (const [name, messages] of Object.entries(STATES)) {
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        await panel.post(...NOTHING, ...messages);
        await panel.settled();
        await panel.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
      }
      await panel.close();
      if (panel.faults.length > 0) console.error(theme, width, panel.faults);
    }
  }
  await server.stop();
  await judgeReports(folder, wanted, browser);
  await browser.close();
}

/** The judge report opens beside the text: half a window and a whole one. */
async function judgeReports(folder: string, wanted: readonly string[], browser: Browser): Promise<void> {
  const server = new PanelServer(browser, await bundlePanel('judge'));
  await server.start();
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const width of [420, 1000]) {
      const page = await server.open<ToJudgeReport, FromJudgeReport>({ theme, width, height: 900 });
      for (const [name, message] of Object.entries(JUDGE_STATES)) {
        if (wanted.length > 0 && !wanted.includes(`judge-${name}`)) continue;
        await page.post(message);
        await page.settled();
        await page.page.screenshot({
          path: join(folder, `judge-${name}-${theme}-${width}.png`),
          animations: 'disabled',
        });
      }
      await page.close();
      if (page.faults.length > 0) console.error('judge', theme, width, page.faults);
    }
  }
  await server.stop();
}

void main(process.argv.slice(2));
