import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { JUDGE_STATES } from './judgeStates';
import { bundlePanel, type PageName, PanelServer } from './panelPage';
import { PREVIEW_STATES } from './previewStates';
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
  const reports = Object.entries(JUDGE_STATES).map(([name, message]): State => [name, [message]]);
  await beside('judge', reports, folder, wanted, browser);
  await beside('preview', Object.entries(PREVIEW_STATES), folder, wanted, browser);
  await browser.close();
}

type State = readonly [name: string, messages: readonly unknown[]];

/** Pages that open beside the text: half a window and a whole one. */
async function beside(
  page: PageName,
  states: readonly State[],
  folder: string,
  wanted: readonly string[],
  browser: Browser,
): Promise<void> {
  const server = new PanelServer(browser, await bundlePanel(page));
  await server.start();
  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    for (const width of [420, 1000]) {
      const shown = await server.open<unknown, unknown>({ theme, width, height: 900 });
      for (const [state, messages] of states) {
        const name = `${page}-${state.replaceAll(' ', '-')}`;
        if (wanted.length > 0 && !wanted.includes(name)) continue;
        await shown.post(...messages);
        await shown.settled();
        await shown.page.screenshot({ path: join(folder, `${name}-${theme}-${width}.png`), animations: 'disabled' });
      }
      await shown.close();
      if (shown.faults.length > 0) console.error(page, theme, width, shown.faults);
    }
  }
  await server.stop();
}

void main(process.argv.slice(2));
