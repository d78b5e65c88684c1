import assert from 'node:assert/strict';
import type { FromPanel, PanelPhase, ToPanel } from '../../src/protocol/panel';
import { finished, PROMPT, ROWS, running, summary } from './examples';
import { panels } from './panels';

const state = (phase: PanelPhase, part: Partial<Extract<ToPanel, { type: 'state' }>> = {}): ToPanel => ({
  type: 'state',
  phase,
  rows: ROWS,
  locale: 'en',
  ...part,
});

describe('the panel before there are results', () => {
  const open = panels();

  const EMPTY: readonly { phase: PanelPhase; says: RegExp; buttons: Readonly<Record<string, FromPanel['type']>> }[] = [
    {
      phase: { kind: 'no-prompt' },
      says: /Open a \.prompt file/,
      buttons: { 'Open Sample Workspace': 'openSample', 'New Prompt…': 'newPrompt' },
    },
    { phase: { kind: 'untrusted' }, says: /not trusted/, buttons: { 'Manage Trust': 'manageTrust' } },
    {
      phase: { kind: 'no-tests', prompt: { ...PROMPT, tests: null } },
      says: /no test set yet/,
      buttons: { 'Create Test Set': 'createTests' },
    },
    {
      phase: { kind: 'no-model', prompt: PROMPT, reason: 'There is no key for openai.', endpoint: 'openai' },
      says: /There is no key for openai\.[\s\S]*not a language model/,
      buttons: {
        'Set API Key': 'setApiKey',
        'Use a Local Model': 'useLocalModel',
        'Use the Built-in Baseline': 'useBaseline',
      },
    },
    {
      phase: { kind: 'ready', prompt: PROMPT, total: 4 },
      says: /4 cases, not run yet/,
      buttons: { 'Run Test Set': 'run', 'Run the test set': 'run' },
    },
  ];
  for (const { phase, says, buttons } of EMPTY) {
    it(`says what to do next: ${phase.kind}`, async () => {
      const panel = await open();
      await panel.post(state(phase, { rows: [] }));
      assert.match(await panel.text(), says);
      for (const [name, type] of Object.entries(buttons)) {
        await panel.button(name).click();
        assert.deepEqual((await panel.sent()).at(-1), { type });
      }
    });
  }

  it('lists problems with their places, and opens them', async () => {
    const panel = await open();
    const problems = [{ severity: 'error' as const, message: 'Duplicate id.', file: 'a.test.yaml', line: 8 }];
    await panel.post(state({ kind: 'problems', prompt: PROMPT, problems }));
    assert.match(await panel.text(), /Nothing can run[\s\S]*Duplicate id\. a\.test\.yaml:9/);
    await panel.button(/Duplicate id/).click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'openProblem', file: 'a.test.yaml', line: 8 });
  });

  it('only says it where there is a notice and no problem', async () => {
    const panel = await open();
    const problems = [{ severity: 'info' as const, message: 'Reading the test set …', file: 'a.prompt', line: 0 }];
    await panel.post(state({ kind: 'problems', prompt: PROMPT, problems }, { rows: [] }));
    assert.match(await panel.text(), /Reading the test set …$/);
    assert.equal(await panel.button(/Reading/).count(), 0);
  });

  it('lists the cases that can be run', async () => {
    const panel = await open();
    const rows = ROWS.map((each) => ({ ...each, status: 'not-run' as const, score: null, judges: [] }));
    await panel.post(state({ kind: 'ready', prompt: PROMPT, total: 4 }, { rows }));
    await panel.row('ttft').waitFor();
    assert.equal(await panel.row('rag').getAttribute('aria-label'), 'rag, not run yet');
  });
});

describe("the panel's header", () => {
  const open = panels();

  it('names prompt, model and test set, and opens the files', async () => {
    const panel = await open();
    await panel.post(state(finished()));
    assert.match(
      await panel.page.locator('header').innerText(),
      /answer\.prompt\s+openai\/gpt-4o-mini\s+answer\.test\.yaml/,
    );
    await panel.button('answer.prompt').click();
    await panel.button('answer.test.yaml').click();
    assert.deepEqual((await panel.sent()).slice(-2), [{ type: 'openPrompt' }, { type: 'openTests' }]);
  });

  it('says of the baseline that it is no language model', async () => {
    const panel = await open();
    const prompt = { ...PROMPT, model: 'baseline/extractive', baseline: true };
    await panel.post(state(finished({ prompt })));
    assert.match(await panel.text(), /built-in baseline: not a language model/);
  });

  it('runs all, runs what failed, and opens a tab', async () => {
    const panel = await open();
    await panel.post(state(finished()));
    for (const name of ['Run the test set', 'Run the failed cases', 'Open in a tab']) await panel.button(name).click();
    assert.deepEqual(
      (await panel.sent()).slice(-3).map(({ type }) => type),
      ['run', 'runFailed', 'openInTab'],
    );
    assert.equal(await panel.button('Stop').count(), 0);
  });

  it('offers no second run of failed cases where none failed', async () => {
    const panel = await open();
    await panel.post(state(finished(), { rows: ROWS.filter(({ status }) => status === 'passed') }));
    assert.equal(await panel.button('Run the failed cases').count(), 0);
  });

  it('shows progress, time left and cost while running, and stops', async () => {
    const panel = await open();
    await panel.post(state(running(3, 12)));
    assert.match(await panel.text(), /3 of 12\s+4\.2 s left\s+\$0\.0042/);
    const share = await panel.page.getByRole('progressbar').evaluate((bar: HTMLProgressElement) => bar.value / bar.max);
    assert.equal(share, 0.25);
    await panel.post({ type: 'phase', phase: running(6, 12) });
    assert.match(await panel.text(), /6 of 12/);
    await panel.button('Stop').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'stop' });
    assert.equal(await panel.button('Run the test set').count(), 0);
  });

  it('has no numbers yet when a run has only begun', async () => {
    const panel = await open();
    await panel.post(state({ kind: 'running', prompt: PROMPT, finished: 0, total: 4, etaMs: null, summary: null }));
    assert.match(await panel.text(), /0 of 4\s+All/);
  });
});

describe('the summary of a run', () => {
  const open = panels();

  it('gives the score on its own scale with its interval, and every other number with its unit', async () => {
    const panel = await open();
    await panel.post(state(finished()));
    const text = await panel.text();
    const expected = [
      /Score\s+4\.1\s*\/5\s*±0\.3/,
      /Passed\s+2 of 4/,
      /Cost\s+\$0\.0042/,
      /Tokens\s+2,950/,
      /Latency p50 \/ p95\s+820 ms \/ 1\.8 s/,
      /First token p50 \/ p95\s+210 ms \/ 310 ms/,
      /Errors: 1/,
      /From the cache: 1/,
      /Nov 23, 10:15, took 5\.2 s/,
    ];
    for (const part of expected) assert.match(text, part);
  });

  it("gives each judge's mean on that judge's scale", async () => {
    const panel = await open();
    const judges = [
      { judge: 'correctness', mean: 4, min: 1, max: 5, scored: 3, errors: 0 },
      { judge: './judges/tone.prompt', mean: 7.25, min: 1, max: 10, scored: 2, errors: 1 },
      { judge: 'silent', mean: null, min: 1, max: 5, scored: 0, errors: 3 },
    ];
    await panel.post(state(finished({ summary: summary({ judges }) })));
    const text = await panel.text();
    assert.match(text, /correctness\s+4\.0\s*\/5\s+tone[\s\S]*7\.3\s*\/10\s+silent[\s\S]*–/);
    const meter = panel.page.getByRole('meter', { name: 'tone' });
    assert.deepEqual(await meter.evaluate(({ min, max, value }: HTMLMeterElement) => [min, max, value]), [1, 10, 7.25]);
  });

  it('shows a share where the judges have no common scale, and no score where there is none', async () => {
    const panel = await open();
    await panel.post(state(finished({ summary: summary({ scale: { min: 0, max: 1 } }) })));
    assert.match(await panel.text(), /0\.78\s*\/1\s*±0\.08/);
    await panel.post({ type: 'phase', phase: finished({ summary: summary({ score: null, interval: null }) }) });
    assert.match(await panel.text(), /Score\s+–/);
  });

  it('never shows an unknown cost as nothing', async () => {
    const panel = await open();
    await panel.post(state(finished({ summary: summary({ cost: null, knownCost: 0 }) })));
    assert.match(await panel.text(), /Cost\s+unknown/);
    await panel.post({ type: 'phase', phase: finished({ summary: summary({ cost: null, knownCost: 0.004 }) }) });
    assert.match(await panel.text(), /Cost\s+≥ \$0\.0040/);
    await panel.post({ type: 'phase', phase: finished({ summary: summary({ cost: 0, knownCost: 0 }) }) });
    assert.match(await panel.text(), /Cost\s+\$0\s/);
  });

  it('says that a run is of an earlier text, and offers another', async () => {
    const panel = await open();
    await panel.post(state(finished({ stale: true })));
    assert.match(await panel.text(), /These are the results of an earlier text/);
    await panel.button('Run Again').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'run' });
    await panel.post({ type: 'phase', phase: finished() });
    assert.doesNotMatch(await panel.text(), /earlier text/);
  });

  it('says how a run ended that did not simply end, and what may help', async () => {
    const panel = await open();
    const refused = { kind: 'stopped' as const, error: { kind: 'auth', message: 'Incorrect API key provided' } };
    await panel.post(state(finished({ outcome: refused })));
    assert.match(await panel.text(), /The run was stopped: Incorrect API key provided/);
    await panel.button('Set API Key').click();
    const spent = { kind: 'stopped' as const, error: { kind: 'quota', message: 'You exceeded your quota' } };
    await panel.post({ type: 'phase', phase: finished({ outcome: spent }) });
    await panel.button('Show Log').click();
    assert.deepEqual((await panel.sent()).slice(-2), [{ type: 'setApiKey' }, { type: 'showLog' }]);
    await panel.post({ type: 'phase', phase: finished({ outcome: { kind: 'cancelled' } }) });
    assert.match(await panel.text(), /Stopped before the end/);
    await panel.post({ type: 'phase', phase: finished({ outcome: { kind: 'budget' } }) });
    assert.match(await panel.text(), /The budget is used up/);
  });
});

describe('the panel in Traditional Chinese', () => {
  const open = panels();

  it('speaks it, and says so to the browser', async () => {
    const panel = await open();
    await panel.post(state(finished({ stale: true }), { locale: 'zh-tw' }));
    const text = await panel.text();
    for (const part of [/分數/, /通過/, /未通過 1/, /這是先前內容的結果/, /11月23日 10:15，耗時 5\.2 s/])
      assert.match(text, part);
    assert.equal(await panel.page.evaluate(() => document.documentElement.lang), 'zh-Hant-TW');
  });
});
