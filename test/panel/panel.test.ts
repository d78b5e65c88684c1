import assert from 'node:assert/strict';
import type { Browser } from 'playwright-core';
import { launchBrowser } from '../support/browser';
import { detail, finished, PROMPT, ROWS, row, running, sample, summary } from './examples';
import { bundlePanel, type PanelPage, type PanelPageOptions, PanelServer } from './panelPage';

describe('the results panel', function () {
  this.timeout(60_000);
  let browser: Browser;
  let server: PanelServer;
  let open: PanelPage | undefined;

  before(async () => {
    browser = await launchBrowser();
    server = new PanelServer(browser, await bundlePanel());
    await server.start();
  });

  afterEach(async () => {
    const faults = open?.faults ?? [];
    await open?.close();
    open = undefined;
    assert.deepEqual(faults, [], 'errors in the page, or something that its policy refuses');
  });

  after(async () => {
    await browser?.close();
    await server?.stop();
  });

  async function panel(options?: PanelPageOptions): Promise<PanelPage> {
    open = await server.open(options);
    return open;
  }

  const textOf = ({ page }: PanelPage) => page.locator('main').innerText();
  const rowOf = ({ page }: PanelPage, id: string) => page.locator(`[data-case="${id}"]`);

  describe('before there are results', () => {
    it('offers the sample where no prompt is open', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: { kind: 'no-prompt' }, rows: [], locale: 'en' });
      await shown.page.getByRole('button', { name: 'Open Sample Workspace' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'openSample' });
    });

    it('says why nothing runs in an untrusted workspace', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: { kind: 'untrusted' }, rows: [], locale: 'en' });
      assert.match(await textOf(shown), /not trusted/);
      await shown.page.getByRole('button', { name: 'Manage Trust' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'manageTrust' });
    });

    it('offers to create a test set', async () => {
      const shown = await panel();
      const phase = { kind: 'no-tests' as const, prompt: { ...PROMPT, tests: null } };
      await shown.post({ type: 'state', phase, rows: [], locale: 'en' });
      await shown.page.getByRole('button', { name: 'Create Test Set' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'createTests' });
    });

    it('offers the three ways to a model, and says that the baseline is none', async () => {
      const shown = await panel();
      const phase = { kind: 'no-model' as const, prompt: PROMPT, reason: 'No key for openai.', endpoint: 'openai' };
      await shown.post({ type: 'state', phase, rows: [], locale: 'en' });
      for (const name of ['Set API Key', 'Use a Local Model', 'Use the Built-in Baseline']) {
        await shown.page.getByRole('button', { name }).click();
      }
      const types = (await shown.sent()).slice(-3).map(({ type }) => type);
      assert.deepEqual(types, ['setApiKey', 'useLocalModel', 'useBaseline']);
      assert.match(await textOf(shown), /no language model/);
    });

    it('lists problems with their places, and opens them', async () => {
      const shown = await panel();
      const problems = [{ severity: 'error' as const, message: 'Duplicate id.', file: 'a.test.yaml', line: 8 }];
      await shown.post({
        type: 'state',
        phase: { kind: 'problems', prompt: PROMPT, problems },
        rows: ROWS,
        locale: 'en',
      });
      assert.match(await textOf(shown), /a\.test\.yaml:9/);
      await shown.page.getByRole('button', { name: /Duplicate id/ }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'openProblem', file: 'a.test.yaml', line: 8 });
    });

    it('runs from the ready state', async () => {
      const shown = await panel();
      const rows = ROWS.map((each) => ({ ...each, status: 'not-run' as const, score: null, judges: [] }));
      await shown.post({ type: 'state', phase: { kind: 'ready', prompt: PROMPT, total: 4 }, rows, locale: 'en' });
      await shown.page.getByRole('button', { name: 'Run Test Set' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'run' });
      assert.equal(await shown.page.locator('[data-case]').count(), 4);
    });
  });

  describe('while a run goes on', () => {
    it('shows progress and cost, and stops', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: running(3, 12), rows: ROWS, locale: 'en' });
      assert.match(await textOf(shown), /3 of 12\s+4\.2 s left\s+\$0\.0042/);
      assert.equal(
        await shown.page.locator('progress').evaluate((bar: HTMLProgressElement) => bar.value / bar.max),
        0.25,
      );
      await shown.page.getByRole('button', { name: 'Stop' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'stop' });
    });

    it('streams the output of the open case', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: running(0, 4), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      await shown.post({ type: 'detail', detail: detail('rag', { samples: [], streaming: 'RAG 結合' }) });
      await shown.post({ type: 'delta', caseId: 'rag', text: '了檢索系統' });
      await shown.page.getByText('RAG 結合了檢索系統', { exact: true }).waitFor();
      await shown.post({ type: 'detail', detail: detail('rag') });
      await shown.page.locator('.streaming').waitFor({ state: 'detached' });
      assert.match(await textOf(shown), /Leaves out the generation step/);
    });

    it('replaces only the rows that changed', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: running(0, 4), rows: ROWS, locale: 'en' });
      await shown.post({ type: 'rows', rows: [row('drift', { status: 'judging', judges: [] })] });
      await rowOf(shown, 'drift').and(shown.page.getByLabel('drift, being judged, no score')).waitFor();
      assert.equal(await shown.page.locator('[data-case]').count(), 4);
    });
  });

  describe('the summary', () => {
    it('gives the score on its own scale with its interval', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      const text = await textOf(shown);
      for (const part of [
        /4\.1\s*\/5\s*±0\.3/,
        /2 of 4/,
        /\$0\.0042/,
        /2,950/,
        /820 ms \/ 1\.8 s/,
        /210 ms \/ 310 ms/,
      ]) {
        assert.match(text, part);
      }
      assert.match(text, /correctness\s+4\/5/);
      assert.match(text, /tone\s+4\.6\/5/);
    });

    it('never shows an unknown cost as nothing', async () => {
      const shown = await panel();
      await shown.post({
        type: 'state',
        phase: finished({ summary: summary({ cost: null, knownCost: 0 }) }),
        rows: ROWS,
        locale: 'en',
      });
      assert.match(await textOf(shown), /Cost\s+unknown/);
      await shown.post({ type: 'phase', phase: finished({ summary: summary({ cost: null, knownCost: 0.5 }) }) });
      await shown.page.getByText('≥ $0.50').waitFor();
    });

    it('says that a run is of an earlier text, and offers another', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished({ stale: true }), rows: ROWS, locale: 'en' });
      await shown.page.getByRole('button', { name: 'Run Again' }).click();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'run' });
    });

    it('says how a run ended that did not simply end', async () => {
      const shown = await panel();
      const stopped = { kind: 'stopped' as const, error: { kind: 'auth', message: 'Incorrect API key provided' } };
      await shown.post({ type: 'state', phase: finished({ outcome: stopped }), rows: ROWS, locale: 'en' });
      assert.match(await textOf(shown), /Incorrect API key provided/);
      await shown.page.getByRole('button', { name: 'Set API Key' }).click();
      await shown.post({ type: 'phase', phase: finished({ outcome: { kind: 'cancelled' } }) });
      await shown.page.getByText('Stopped before its end.').waitFor();
      await shown.post({ type: 'phase', phase: finished({ outcome: { kind: 'budget' } }) });
      await shown.page.getByText('The budget is used up').waitFor();
    });

    it('says of the baseline that it is no language model', async () => {
      const shown = await panel();
      const prompt = { ...PROMPT, model: 'baseline/extractive', baseline: true };
      await shown.post({ type: 'state', phase: finished({ prompt }), rows: ROWS, locale: 'en' });
      assert.match(await textOf(shown), /no language model/);
    });
  });

  describe('the list of cases', () => {
    it('filters, searches and sorts', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      const ids = () =>
        shown.page.locator('[data-case]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-case')));
      await shown.page.getByRole('radio', { name: 'Failed 1' }).click();
      await rowOf(shown, 'drift').waitFor({ state: 'detached' });
      assert.deepEqual(await ids(), ['rag']);
      await shown.page.getByRole('radio', { name: 'Failed 1' }).press('ArrowRight');
      await rowOf(shown, 'ttft').waitFor();
      assert.deepEqual(await ids(), ['ttft']);
      await shown.page.getByRole('radio', { name: 'All 4' }).click();
      await shown.page.getByRole('searchbox').fill('qlora');
      await rowOf(shown, 'rag').waitFor({ state: 'detached' });
      assert.deepEqual(await ids(), ['lora']);
      await shown.page.getByRole('searchbox').fill('');
      await shown.page.getByRole('button', { name: 'Worst first' }).click();
      await shown.page.getByRole('button', { name: 'In the order of the file' }).waitFor();
      await shown.page.waitForFunction(
        () => document.querySelector('[data-case]')?.getAttribute('data-case') === 'ttft',
      );
      assert.deepEqual(await ids(), ['ttft', 'rag', 'lora', 'drift']);
    });

    it('says that nothing matches', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await shown.page.getByRole('searchbox').fill('nothing of that kind');
      await shown.page.getByText('No case matches.').waitFor();
    });

    it('is moved through and opened with the keyboard', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').focus();
      const focused = (id: string) =>
        shown.page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-case') === wanted, id);
      await shown.page.keyboard.press('ArrowDown');
      await focused('drift');
      await shown.page.keyboard.press('End');
      await focused('ttft');
      await shown.page.keyboard.press('Home');
      await focused('rag');
      await shown.page.keyboard.press('Enter');
      assert.deepEqual((await shown.sent()).at(-1), { type: 'unfold', caseId: 'rag' });
      assert.equal(await rowOf(shown, 'rag').getAttribute('aria-expanded'), 'true');
      await shown.page.keyboard.press('Escape');
      assert.deepEqual((await shown.sent()).at(-1), { type: 'fold', caseId: 'rag' });
    });

    it('keeps one row in the order of the tab key', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      assert.equal(await shown.page.locator('[data-case][tabindex="0"]').count(), 1);
      assert.equal(await rowOf(shown, 'drift').getAttribute('aria-posinset'), '2');
      assert.equal(await rowOf(shown, 'drift').getAttribute('aria-setsize'), '4');
    });

    it('holds 10,000 cases with only those in sight in the page', async () => {
      const shown = await panel();
      const rows = Array.from({ length: 10_000 }, (_, index) => row(`case-${index + 1}`));
      await shown.post({ type: 'state', phase: finished(), rows, locale: 'en' });
      await rowOf(shown, 'case-1').focus();
      assert.ok((await shown.page.locator('[data-case]').count()) < 200);
      await shown.page.keyboard.press('End');
      await shown.page.waitForFunction(() => document.activeElement?.getAttribute('data-case') === 'case-10000');
      assert.ok(await rowOf(shown, 'case-10000').isVisible());
      assert.ok((await shown.page.locator('[data-case]').count()) < 200);
    });

    it('brings a case into sight that the editor points at, whatever the filter', async () => {
      const shown = await panel();
      const rows = Array.from({ length: 2_000 }, (_, index) => row(`case-${index + 1}`));
      await shown.post({ type: 'state', phase: finished(), rows, locale: 'en' });
      await shown.page.getByRole('radio', { name: /Failed/ }).click();
      await shown.post({ type: 'reveal', caseId: 'case-1500' });
      await rowOf(shown, 'case-1500').waitFor();
      assert.deepEqual((await shown.sent()).at(-1), { type: 'unfold', caseId: 'case-1500' });
    });
  });

  describe('the detail of a case', () => {
    it('shows output, comparison, judges, checks, timing, input and messages', async () => {
      const shown = await panel({ height: 1600 });
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      await shown.post({ type: 'detail', detail: detail('rag') });
      await shown.page.getByText('Messages').click();
      const text = await shown.page.locator('.detail').innerText();
      for (const part of [
        /RAG 是一種生成模型/,
        /correctness\s+2\/5/,
        /passes from 4 · openai\/gpt-4o/,
        /does not contain "外部"/,
        /length holds/,
        /920 ms, first token 240 ms · 120 \+ 34 tokens/,
        /question/,
        /Answer only from the context/,
        /zh/,
      ]) {
        assert.match(text, part);
      }
      await shown.page.getByRole('button', { name: 'Run This Case' }).click();
      await shown.page.getByRole('button', { name: 'Open in File' }).click();
      await shown.page.getByRole('button', { name: 'Copy Output' }).click();
      assert.deepEqual((await shown.sent()).slice(-3), [
        { type: 'runCase', caseId: 'rag' },
        { type: 'openCase', caseId: 'rag' },
        { type: 'copy', text: 'RAG 是一種生成模型，從資料庫檢索信息。' },
      ]);
    });

    it('compares Chinese word by word', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      await shown.post({
        type: 'detail',
        detail: detail('rag', {
          expected: '模型從外部知識庫檢索。',
          samples: [sample({ output: '模型從內部知識庫檢索。' })],
        }),
      });
      await shown.page.locator('.diff').waitFor();
      assert.match(await shown.page.locator('.diff del').innerText(), /外部$/);
      assert.match(await shown.page.locator('.diff ins').innerText(), /內部$/);
    });

    it('shows an output as text, whatever it is', async () => {
      const shown = await panel();
      const output = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 2</script>\u202e\u0007\u200b';
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      await shown.post({ type: 'detail', detail: detail('rag', { expected: null, samples: [sample({ output })] }) });
      const text = await shown.page.locator('.detail .text').first().innerText();
      assert.match(text, /<img src=x onerror=/);
      assert.match(text, /⟨U\+202E⟩␇⟨U\+200B⟩/);
      assert.equal(await shown.page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined);
    });

    it('cuts a very long output until all of it is asked for', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      await shown.post({
        type: 'detail',
        detail: detail('rag', { expected: null, samples: [sample({ output: 'x'.repeat(50_000) })] }),
      });
      const length = () =>
        shown.page
          .locator('.detail .text')
          .first()
          .evaluate((element) => element.textContent?.length ?? 0);
      assert.equal(await length(), 20_001);
      await shown.page.getByRole('button', { name: 'Show all 50,000 characters' }).click();
      await shown.page.waitForFunction(() => document.querySelector('.detail .text')?.textContent?.length === 50_000);
    });

    it('shows repeats one at a time', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'rag').click();
      const samples = [sample({ output: 'first answer' }), sample({ repeat: 1, output: 'second answer' })];
      await shown.post({ type: 'detail', detail: detail('rag', { expected: null, samples }) });
      await shown.page.getByRole('button', { name: 'Sample 2 of 2' }).click();
      await shown.page.getByText('second answer', { exact: true }).waitFor();
    });

    it('never shows a failure as a score', async () => {
      const shown = await panel();
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await rowOf(shown, 'ttft').click();
      const failed = sample({
        status: 'error',
        score: null,
        output: null,
        judges: [],
        checks: [],
        errorText: 'The server is overloaded.',
      });
      await shown.post({ type: 'detail', detail: detail('ttft', { status: 'error', samples: [failed] }) });
      await shown.page.getByRole('alert').waitFor();
      const text = await shown.page.locator('.detail').innerText();
      assert.match(text, /The server is overloaded/);
      assert.doesNotMatch(text, /\d\/5/);
    });

    it('stands beside the list where there is room', async () => {
      const shown = await panel({ width: 1000 });
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      await shown.page.getByText('Choose a case to see it here.').waitFor();
      await rowOf(shown, 'rag').click();
      await shown.post({ type: 'detail', detail: detail('rag') });
      await shown.page.locator('aside .detail').waitFor();
      assert.equal(await shown.page.locator('assay-cases .detail').count(), 0);
    });
  });

  it('remembers what was open and chosen', async () => {
    const shown = await panel({ stored: { filter: 'failed', sort: 'worst', unfolded: 'rag' } });
    await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
    await shown.page.getByRole('radio', { name: 'Failed 1', checked: true }).waitFor();
    assert.deepEqual((await shown.sent()).at(-1), { type: 'unfold', caseId: 'rag' });
  });

  it('speaks Traditional Chinese', async () => {
    const shown = await panel();
    await shown.post({ type: 'state', phase: finished({ stale: true }), rows: ROWS, locale: 'zh-tw' });
    const text = await textOf(shown);
    for (const part of [/分數/, /通過/, /未通過 1/, /這是先前內容的結果/]) assert.match(text, part);
    assert.equal(await shown.page.evaluate(() => document.documentElement.lang), 'zh-Hant-TW');
  });

  for (const theme of ['light', 'dark', 'highContrast'] as const) {
    it(`is readable in the ${theme} theme: ordinary text has a contrast of 4.5 or more`, async () => {
      const shown = await panel({ theme });
      await shown.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
      const weak = await shown.page.evaluate(weakTexts);
      assert.deepEqual(weak, []);
    });
  }

  it('names every button', async () => {
    const shown = await panel({ height: 1600 });
    await shown.post({ type: 'state', phase: finished({ stale: true }), rows: ROWS, locale: 'en' });
    await rowOf(shown, 'rag').click();
    await shown.post({ type: 'detail', detail: detail('rag') });
    const nameless = await shown.page
      .locator('button')
      .evaluateAll((buttons) =>
        buttons
          .filter((button) => !(button.getAttribute('aria-label') || button.textContent?.trim()))
          .map((button) => button.outerHTML),
      );
    assert.deepEqual(nameless, []);
  });
});

/** Texts whose contrast (WCAG 2.2, relative luminance) is below 4.5; marks of failure have the theme's own colour and a shape. */
function weakTexts(): string[] {
  type Colour = [number, number, number, number];
  const parse = (text: string): Colour => {
    const [r = 0, g = 0, b = 0, a = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [r, g, b, a];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const luminance = ([r, g, b]: Colour) => {
    const linear = (value: number) =>
      value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
    return 0.2126 * linear(r) + 0.7152 * linear(g) + 0.0722 * linear(b);
  };
  const background = (element: Element): Colour => {
    const own = parse(getComputedStyle(element).backgroundColor);
    if (own[3] === 1) return own;
    return element.parentElement === null ? [255, 255, 255, 1] : over(own, background(element.parentElement));
  };
  const weak: string[] = [];
  for (const element of document.querySelectorAll('main *')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === 3)
      .map((node) => node.textContent?.trim())
      .join('');
    if (!text || element.closest('.below, .error, .for-reader')) continue;
    const behind = background(element);
    const front = luminance(over(parse(getComputedStyle(element).color), behind));
    const back = luminance(behind);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (contrast < 4.5) weak.push(`${text}: ${contrast.toFixed(2)}`);
  }
  return weak;
}
