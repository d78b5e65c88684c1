import assert from 'node:assert/strict';
import type { CaseDetail, FromPanel, PanelRating, ToPanel } from '../../src/protocol/panel';
import { detail, finished, opinion, ROWS, rating, running, sample } from './examples';
import type { PanelPage, PanelPageOptions } from './panelPage';
import { panels } from './panels';
import { STATES } from './states';

const DONE: ToPanel = { type: 'state', phase: finished(), rows: ROWS, locale: 'en' };

describe('labels in the panel', () => {
  const open = panels();

  async function opened(part: Partial<CaseDetail> = {}, options: PanelPageOptions = {}): Promise<PanelPage> {
    const panel = await open({ height: 1600, ...options });
    await panel.post(DONE);
    await panel.row('rag').click();
    await show(panel, part);
    return panel;
  }

  const show = (panel: PanelPage, part: Partial<CaseDetail> = {}) =>
    panel.post({ type: 'detail', detail: detail('rag', part) });
  const rated = (...ratings: PanelRating[]) => ({ samples: [sample({ ratings })] });
  const labels = async (panel: PanelPage) =>
    (await panel.sent()).filter((each): each is Extract<FromPanel, { type: 'label' }> => each.type === 'label');
  const scores = ({ page }: PanelPage, name: string) => page.getByRole('radiogroup', { name, exact: true });
  const ABOUT = { type: 'label', caseId: 'rag', output: 'k' };

  it('give a score with a click, and take it back with another', async () => {
    const panel = await opened();
    await scores(panel, 'Your score for correctness').getByRole('radio', { name: '4 of 5' }).click();
    await show(panel, rated(rating(null), rating('correctness', { own: opinion({ score: 4 }) })));
    const chosen = scores(panel, 'Your score for correctness').getByRole('radio', { checked: true });
    assert.equal(await chosen.innerText(), '4');
    await chosen.click();
    assert.deepEqual(await labels(panel), [
      { ...ABOUT, judge: 'correctness', score: 4 },
      { ...ABOUT, judge: 'correctness', score: null },
    ]);
  });

  it('give a score with the keyboard: arrows move, space chooses, digits give, delete takes back', async () => {
    const panel = await opened(rated(rating(null), rating('correctness', { own: opinion({ score: 2 }) })));
    const { page } = panel;
    await panel.page.getByRole('button', { name: 'Correct the answer…' }).focus();
    await page.keyboard.press('Tab');
    await page.keyboard.press('Tab');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    assert.equal(await focused(), '2 of 5', 'one stop for the group, at what is chosen');
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), '4 of 5');
    assert.deepEqual(await labels(panel), [], 'moving gives nothing');
    await page.keyboard.press('Space');
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowRight');
    assert.equal(await focused(), '1 of 5');
    await page.keyboard.press('3');
    await page.keyboard.press('Delete');
    assert.deepEqual(
      (await labels(panel)).map(({ score }) => score),
      [4, 3, null],
    );
  });

  it('give a thumb, which says whether it is chosen', async () => {
    const panel = await opened();
    await panel.button('Bad answer').click();
    await show(panel, rated(rating(null, { own: opinion({ thumb: 'down' }) })));
    await panel.page.locator('button[aria-pressed="true"][aria-label="Bad answer"]').click();
    assert.deepEqual(await labels(panel), [
      { ...ABOUT, judge: null, thumb: 'down' },
      { ...ABOUT, judge: null, thumb: null },
    ]);
  });

  it('correct the answer: begun with the output, saved with Ctrl+Enter, the keyboard back where it was', async () => {
    const panel = await opened();
    const { page } = panel;
    await panel.button('Correct the answer…').click();
    const area = page.getByRole('textbox', { name: 'Your corrected answer' });
    await page.waitForFunction(() => document.activeElement?.tagName === 'TEXTAREA');
    assert.equal(await area.inputValue(), sample().output);
    await page.keyboard.type(' 然後生成。\n😀');
    await page.keyboard.press('Control+Enter');
    assert.deepEqual(await labels(panel), [{ ...ABOUT, judge: null, corrected: `${sample().output} 然後生成。\n😀` }]);
    await area.waitFor({ state: 'detached' });
    await page.waitForFunction(() => document.activeElement?.textContent?.includes('Correct the answer'));
  });

  it('save nothing as a correction that corrects nothing, and drop what is cancelled', async () => {
    const panel = await opened();
    await panel.button('Correct the answer…').click();
    await panel.button('Save').click();
    assert.deepEqual(await labels(panel), [{ ...ABOUT, judge: null, corrected: null }]);
    await panel.button('Note…').first().click();
    await panel.page.keyboard.type('Never mind');
    await panel.button('Cancel').click();
    await panel.button('Note…').first().click();
    assert.equal(await panel.page.getByRole('textbox', { name: 'Your note' }).inputValue(), '');
  });

  it('keep what is being written while results come in, cases change and the panel is drawn anew', async () => {
    const panel = await opened();
    const { page } = panel;
    await panel.button('Correct the answer…').click();
    const area = page.getByRole('textbox', { name: 'Your corrected answer' });
    // The form puts the cursor at the end when it is drawn, which would undo the selection that `fill` makes.
    await page.waitForFunction(() => document.activeElement?.matches('textarea'));
    await area.fill('Half a sentence');
    await area.evaluate((element: HTMLTextAreaElement) => element.setSelectionRange(4, 4));
    await show(panel, rated(rating(null, { others: [{ by: 'Ada', said: opinion({ score: 4 }) }] })));
    await page.getByText('Ada: 4').waitFor();
    assert.equal(await area.evaluate((element: HTMLTextAreaElement) => element.selectionStart), 4);
    assert.ok(await area.evaluate((element) => document.activeElement === element));
    // Run again meanwhile: no answer, another answer.
    await panel.post({ type: 'phase', phase: running(0, 1) });
    await show(panel, { status: 'running', samples: [], streaming: 'RAG' });
    await show(panel, { samples: [sample({ output: 'Another answer', outputKey: 'other' })] });
    assert.equal(await area.inputValue(), 'Half a sentence');
    await panel.row('drift').click();
    await panel.row('rag').click();
    await show(panel);
    assert.equal(await area.inputValue(), 'Half a sentence');
    const stored = await panel.stored();
    await panel.close();
    const again = await open({ stored, height: 1600 });
    await again.post(DONE);
    await show(again);
    assert.equal(
      await again.page.getByRole('textbox', { name: 'Your corrected answer' }).inputValue(),
      'Half a sentence',
    );
  });

  it('cannot be given while the case is run, nor of no output', async () => {
    const panel = await opened({ status: 'judging' });
    for (const radio of await panel.page.locator('.detail [role=radio]').all()) assert.ok(await radio.isDisabled());
    assert.ok(await panel.button('Correct the answer…').isDisabled());
    await show(panel, { samples: [sample({ output: null, outputKey: null, ratings: [] })] });
    assert.equal(await panel.page.locator('.rating').count(), 0);
  });

  it('show what others say, and their corrections folded', async () => {
    const panel = await opened(
      rated(
        rating(null, {
          others: [{ by: '<b>Eve</b>', said: opinion({ thumb: 'down', corrected: 'Hers', note: 'No' }) }],
        }),
        rating('correctness', { others: [{ by: 'Ada', said: opinion({ score: 4 }) }] }),
      ),
    );
    await panel.page.getByText('Ada: 4').waitFor();
    await panel.page.getByText('<b>Eve</b>: bad, corrected, “No”').waitFor();
    await panel.page.getByText('Corrected answer of <b>Eve</b>').click();
    await panel.page.getByText('Hers').waitFor();
  });

  it('hand the corrected answer on to the test set', async () => {
    const panel = await opened(rated(rating(null, { own: opinion({ corrected: 'Better' }) })));
    await panel.page.getByText('Your corrected answer').click();
    await panel.button('Use as Expected Answer').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'useAsExpected', caseId: 'rag', output: 'k' });
  });

  it('open the form for a corrected answer when the editor asks for it', async () => {
    const panel = await open({ height: 1600 });
    await panel.post(DONE, { type: 'reveal', caseId: 'rag', correct: true });
    await show(panel);
    await panel.page.waitForFunction(() => document.activeElement?.getAttribute('data-draft') === 'corrected');
  });

  it('fit wherever the panel is put', async () => {
    for (const state of ['case-labels', 'case-labels-zh']) {
      for (const width of [200, 300, 700, 1400]) {
        const panel = await open({ width, height: 1600 });
        await panel.post(...(STATES[state] ?? []));
        await panel.settled();
        const over = await panel.page
          .locator('.detail')
          .evaluate((element) => element.scrollWidth - element.clientWidth);
        assert.ok(over <= 0, `${state} at ${width}: ${over} px too wide`);
        await panel.close();
      }
    }
  });
});
