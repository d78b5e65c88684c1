import assert from 'node:assert/strict';
import { weakTexts } from './contrast';
import { finished } from './examples';
import { ROOMS, setLettersApart, tooWide } from './layout';
import type { PanelPage, PanelPageOptions } from './panelPage';
import { panels } from './panels';
import { FLAKY_ROWS, REPEATED_CASE, SPREAD, SPREAD_ZH } from './spreadExamples';
import { THEMES, type ThemeName } from './themes';

describe('spread and bias in the panel', () => {
  const open = panels();

  async function opened(options: PanelPageOptions = {}): Promise<PanelPage> {
    const panel = await open({ height: 1600, ...options });
    await panel.post({ type: 'state', phase: finished({ spread: SPREAD }), rows: FLAKY_ROWS, locale: 'en' });
    return panel;
  }

  async function withCase(options: PanelPageOptions = {}): Promise<PanelPage> {
    const panel = await opened(options);
    await panel.row('rag').click();
    await panel.post({ type: 'detail', detail: REPEATED_CASE });
    await panel.page.locator('.verdicts').first().waitFor();
    return panel;
  }

  const verdict = ({ page }: PanelPage, judge: string) =>
    page.locator('.verdicts > li').filter({ has: page.locator('strong', { hasText: judge }) });

  it('marks a flaky case, shows the spread of a steady one and labels in the place of numbers', async () => {
    const panel = await opened();
    assert.equal(await panel.row('rag').locator('.flaky').count(), 1);
    assert.match((await panel.row('rag').getAttribute('aria-label')) ?? '', /flaky: 3 of 5 repeats passed/);
    assert.match(await panel.row('drift').innerText(), /4\.6\/5\s*±0\.4/);
    assert.equal(await panel.row('drift').locator('.flaky').count(), 0);
    assert.match(await panel.row('polite').innerText(), /excellent/);
  });

  it('filters the flaky ones, by mouse and keyboard; offers it only where there are any', async () => {
    const panel = await opened();
    await panel.page.getByRole('radio', { name: 'Failed 1' }).click();
    await panel.page.keyboard.press('ArrowRight');
    await panel.page.getByRole('radio', { name: 'Flaky 1', checked: true }).waitFor();
    assert.deepEqual(
      await panel.page.locator('.row').evaluateAll((rows) => rows.map((row) => row.getAttribute('data-case'))),
      ['rag'],
    );
    const steady = FLAKY_ROWS.map(({ flaky: _, ...row }) => row);
    await panel.page.getByRole('radio', { name: 'All 5' }).click();
    await panel.post({ type: 'state', phase: finished(), rows: steady, locale: 'en' });
    assert.equal(await panel.page.getByRole('radio', { name: /Flaky/ }).count(), 0);
  });

  it('shows the repeats of a case, one at a time, and what they are together', async () => {
    const panel = await withCase();
    assert.match(await panel.page.locator('.samples').innerText(), /flaky: 3 of 5 passed · mean 3\.6\/5 ±1\.1/);
    await panel.button('Sample 2 of 5, failed').click();
    assert.equal(await panel.button('Sample 2 of 5, failed').getAttribute('aria-pressed'), 'true');
  });

  it('folds the readings of a judge, and shows each with its model, score and reason', async () => {
    const panel = await withCase();
    const correctness = verdict(panel, 'correctness');
    assert.match(await correctness.innerText(), /3\.7\/5[\s\S]*weighted by probabilities/);
    assert.doesNotMatch(await correctness.innerText(), /有提到檢索步驟/);
    await correctness.getByText('3 readings, ±0.6').click();
    await correctness.locator('.readings').waitFor();
    await verdict(panel, 'versus').locator('.readings').waitFor();
    const readings = await correctness.locator('.readings').innerText();
    assert.match(readings, /4\/5\s+openai\/gpt-4o\s+Names the retrieval step\.[\s\S]*3\/5\s+ollama\/llama3/);
    assert.match(await verdict(panel, 'versus').innerText(), /win\s+openai\/gpt-4o · this output shown first/);
  });

  it('shows the claims that a score was computed from, each with a check or a cross', async () => {
    const panel = await withCase();
    const faithfulness = verdict(panel, 'faithfulness');
    await faithfulness.getByText('Claims: 2 of 3 hold').click();
    await faithfulness.locator('.evidence').waitFor();
    assert.equal(await faithfulness.locator('.evidence .codicon-check').count(), 2);
    assert.equal(await faithfulness.locator('.evidence .codicon-close').count(), 1);
    assert.match(await faithfulness.locator('.evidence').innerText(), /stated in the first passage/);
  });

  it('says labels instead of numbers, and why no judge was asked', async () => {
    const panel = await withCase();
    assert.match(
      await verdict(panel, 'polite').innerText(),
      /polite\s+excellent\s+openai\/gpt-4o\s+Friendly throughout\./,
    );
    const unasked = await verdict(panel, 'relevance').innerText();
    assert.match(unasked, /The answer is empty, so no judge was asked\./);
    assert.doesNotMatch(unasked, /gpt-4o/, 'no model judged');
  });

  it('fits and can be read with everything open, from 200 px on, in every theme', async function () {
    this.timeout(60_000);
    const stored = { file: 'prompts/answer.prompt', sections: ['spread', 'readings', 'evidence'] };
    const themes = Object.keys(THEMES) as ThemeName[];
    for (const [index, [width, spacing]] of ROOMS.entries()) {
      const theme = themes[index % themes.length] as ThemeName;
      const panel = await open({ width, theme, stored, height: 1600 });
      await setLettersApart(panel.page, spacing);
      for (const [locale, spread] of [
        ['en', SPREAD],
        ['zh-tw', SPREAD_ZH],
      ] as const) {
        await panel.post({ type: 'state', phase: finished({ spread }), rows: FLAKY_ROWS, locale });
        await panel.post({ type: 'reveal', caseId: 'rag' }, { type: 'detail', detail: REPEATED_CASE });
        await panel.page.locator('.evidence').first().waitFor();
        await panel.settled();
        assert.deepEqual(await tooWide(panel.page), [], `${locale}, ${theme}, ${width} px`);
        assert.deepEqual(await panel.page.evaluate(weakTexts, 4.5), [], `${locale}, ${theme}, ${width} px`);
      }
      if (index < ROOMS.length - 1) await panel.close();
    }
  });

  it('folds what the run as a whole says, with the parts of the variance, the next step and the hints', async () => {
    const panel = await opened();
    const section = panel.page.locator('.run-spread');
    assert.match(await section.innerText(), /Spread and bias\s+hints: 1$/);
    await panel.page.keyboard.press('Tab');
    await section.locator('summary').focus();
    await panel.page.keyboard.press('Enter');
    await section.getByText('20 more would bring ±0.3 to ±0.2').waitFor();
    assert.match(
      await section.innerText(),
      /pass\^5 60 %[\s\S]*cases 62 %\s+calls 30 %\s+judges 8 %[\s\S]*self-preference/,
    );
    const widths = await section
      .locator('.variance-bar rect')
      .evaluateAll((parts) => parts.map((part) => part.getAttribute('width')));
    assert.deepEqual(widths, ['62', '30', '8']);
    assert.ok(JSON.stringify(await panel.stored()).includes('"spread"'), 'stays open for the next time');
  });
});
