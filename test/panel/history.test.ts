import assert from 'node:assert/strict';
import type { PanelHistory } from '../../src/protocol/panel';
import { finished, HISTORY, PROMPT, ROWS } from './examples';
import { panels } from './panels';

describe('the score over versions', () => {
  const open = panels();

  async function shown(history: PanelHistory = HISTORY) {
    const panel = await open();
    await panel.post({ type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
    await panel.post({ type: 'history', history });
    return panel;
  }

  it('has a mark for each version, at the height of its score', async () => {
    const panel = await shown();
    const marks = panel.page.locator('.version-mark');
    assert.equal(await marks.count(), 6);
    const heights = await marks.evaluateAll((all) => all.map((mark) => mark.getBoundingClientRect().top));
    const order = [...heights.keys()].sort((a, b) => (heights[a] ?? 0) - (heights[b] ?? 0));
    // From the top: 4.2, then the three of 4.1, 3.9 and 3.4.
    assert.deepEqual([order[0], order[4], order[5]], [4, 0, 3]);
    assert.equal(await marks.nth(3).getAttribute('aria-label'), 'edit 4 修改 · 3.4/5 on 12 cases');
  });

  it('opens the version whose mark is clicked', async () => {
    const panel = await shown();
    await panel.page.locator('.version-mark').nth(3).click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'openVersion', key: 'c4' });
  });

  it('is one stop of the tab key, in which the arrow keys go from version to version', async () => {
    const panel = await shown();
    const stops = () => panel.page.locator('.version-mark[tabindex="0"]').count();
    assert.equal(await stops(), 1);
    await panel.page.locator('.version-mark').nth(5).focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) await panel.page.keyboard.press(key);
    assert.deepEqual((await panel.sent()).at(-1), { type: 'openVersion', key: 'c4' });
    for (const key of ['Home', 'ArrowLeft', 'Enter']) await panel.page.keyboard.press(key);
    assert.deepEqual((await panel.sent()).at(-1), { type: 'openVersion', key: 'c1' });
    assert.equal(await stops(), 1);
  });

  it('is not there below two versions with a score', async () => {
    const panel = await shown({ marks: HISTORY.marks.slice(0, 1), head: null });
    assert.equal(await panel.page.locator('.history').count(), 0);
    assert.equal(await panel.page.locator('.head-change').count(), 0);
  });

  it('says what the edit did to the score of HEAD, and compares case by case', async () => {
    const panel = await shown();
    await panel.button('vs HEAD: Improved: 0.5 points better on 12 cases').click();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'compareWithHead' });
  });

  it('is gone with another prompt, until more is known', async () => {
    const panel = await shown();
    const phase = finished({ prompt: { ...PROMPT, file: 'other.prompt' } });
    await panel.post({ type: 'state', phase, rows: ROWS, locale: 'en' });
    assert.equal(await panel.page.locator('.history').count(), 0);
  });
});
