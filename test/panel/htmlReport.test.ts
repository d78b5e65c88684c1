import assert from 'node:assert/strict';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { caseResult } from '../../src/engine/evaluate/caseResult';
import { htmlReport } from '../../src/engine/report/htmlReport';
import { say } from '../../src/wording';
import { caseOf, check, judgement, sample } from '../engine/evaluate/builders';
import { OPTIONS, reported } from '../engine/report/reported';
import { launchBrowser } from '../support/browser';
import { weakTexts } from './contrast';
import { setLettersApart, tooWide } from './layout';

const WIDTHS = [400, 1200];

const readings = [4, 3].map((score) => ({
  model: `openai/a-model-with-a-long-name-${score}`,
  score,
  reason: '理由',
  cached: false,
}));
const group = check(false, { check: 'all', parts: [check(true), check(false, { args: { wanted: '檢索' } })] });
const evidence = [{ kind: 'claim' as const, text: '微調改變模型權重。', holds: false, reason: 'nowhere' }];

/** A case of every kind. */
const CASES = [
  caseOf(
    sample({
      caseId: 'a-case-with-a-name-that-is-too-long-for-a-narrow-page-and-has-no-place-to-break'.repeat(2),
      status: 'failed',
      output: `${'長'.repeat(500)}\n${'x'.repeat(500)}`,
      checks: [check(true), group],
      judges: [judgement(2, { reason: '太短'.repeat(100), evidence }), judgement(3.5, { judge: 'tone', readings })],
      usage: { input: 10, output: 20 },
      latencyMs: 1_200,
      ttftMs: 300,
    }),
    { tags: ['zh', 'must-pass'] },
  ),
  caseResult({ id: 'flaky', tags: [], weight: 1 }, [
    sample({ judges: [judgement(5)] }),
    sample({ repeat: 1, status: 'failed', score: 0.25, finishReason: 'length', judges: [judgement(2)] }),
  ]),
  caseOf(
    sample({ caseId: 'down', status: 'error', score: null, output: null, error: { kind: 'server', message: 'down' } }),
  ),
  caseOf(sample({ caseId: 'good', judges: [judgement(5, { reason: 'Right.' })] })),
  caseOf(sample({ caseId: 'later', status: 'cancelled', score: null, output: null })),
];

describe('the HTML report in a browser', function () {
  this.timeout(60_000);
  let browser: Browser;
  let folder: string;

  before(async () => {
    browser = await launchBrowser();
    folder = await mkdtemp(join(tmpdir(), 'assay-html-'));
    for (const locale of ['en', 'zh-tw'] as const) {
      const options = {
        ...OPTIONS,
        say: (code: string, args?: Record<string, string | number>) => say(code, args, locale),
      };
      await writeFile(join(folder, `${locale}.html`), htmlReport.write([reported(CASES)], options));
    }
  });
  after(async () => {
    await browser.close();
    await rm(folder, { recursive: true });
  });

  /** Opens the report without a network, does something with it, and makes sure that it wanted nothing and broke no rule. */
  const open = async (
    {
      colorScheme = 'light',
      width = 1200,
      locale = 'en',
    }: { colorScheme?: 'light' | 'dark'; width?: number; locale?: string },
    look: (page: Page) => Promise<void>,
  ) => {
    const context = await browser.newContext({ colorScheme, viewport: { width, height: 900 }, offline: true });
    const page = await context.newPage();
    // tsx wraps functions in a helper that a page does not have.
    await page.addInitScript('globalThis.__name = (target) => target');
    const address = pathToFileURL(join(folder, `${locale}.html`)).href;
    const wanted: string[] = [];
    page.on('request', (request) => wanted.push(request.url()));
    page.on('console', (message) => wanted.push(message.text()));
    await page.goto(address);
    const closed = page.locator('details:not([open]) > summary');
    while ((await closed.count()) > 0) await closed.first().click();
    await look(page);
    assert.deepEqual(wanted, [address]);
    await context.close();
  };

  for (const colorScheme of ['light', 'dark'] as const) {
    it(`has text that can be read: ${colorScheme}`, async () => {
      await open({ colorScheme }, async (page) => assert.deepEqual(await page.evaluate(weakTexts, 4.5), []));
    });
  }

  it('never needs more room than there is', async () => {
    for (const width of WIDTHS) {
      for (const locale of ['en', 'zh-tw']) {
        await open({ width, locale }, async (page) => {
          for (const spacing of ['0', '0.1em']) {
            await setLettersApart(page, spacing);
            assert.deepEqual(await tooWide(page), [], `${width} px, ${locale}, letters ${spacing} apart`);
          }
        });
      }
    }
  });

  it('shows some of the cases by choice, with the keyboard too', async () => {
    await open({}, async (page) => {
      const shown = () => page.locator('details:visible > summary > b').allInnerTexts();
      assert.equal((await shown()).length, CASES.length);
      await page.getByText('no score 1').click();
      assert.deepEqual(await shown(), ['down']);
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await shown(), ['flaky']);
      await page.keyboard.press('ArrowRight');
      assert.deepEqual(await shown(), ['good']);
    });
  });
});
