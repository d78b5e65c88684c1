import assert from 'node:assert/strict';
import type { ToPanel } from '../../src/protocol/panel';
import { detail, finished, ROWS, row, running } from './examples';
import type { PanelPage } from './panelPage';
import { panels } from './panels';

const DONE: ToPanel = { type: 'state', phase: finished(), rows: ROWS, locale: 'en' };
const ids = ({ page }: PanelPage) =>
  page.locator('[data-case]').evaluateAll((rows) => rows.map((each) => each.getAttribute('data-case')));
const focused = ({ page }: PanelPage, id: string) =>
  page.waitForFunction((wanted) => document.activeElement?.getAttribute('data-case') === wanted, id);

/** Sends 10,000 cases; they are made in the page, as it takes seconds to hand them over to the browser. */
async function postMany({ page, row: rowOf }: PanelPage): Promise<void> {
  await page.evaluate(
    ({ phase, example }) => {
      const rows = Array.from({ length: 10_000 }, (_, index) => ({ ...example, id: `case-${index + 1}` }));
      window.postMessage({ type: 'state', phase, rows, locale: 'en' } satisfies ToPanel, '*');
    },
    { phase: finished(), example: row('example') },
  );
  await rowOf('case-1').waitFor();
}

/** Waits for the rows in the page to be these. */
async function lists(panel: PanelPage, ...wanted: string[]): Promise<void> {
  await panel.settled();
  assert.deepEqual(await ids(panel), wanted);
}

describe('the list of cases', () => {
  const open = panels();

  it('shows id, status, scores and preview of each', async () => {
    const panel = await open();
    await panel.post(DONE);
    assert.match(await panel.row('rag').innerText(), /rag\s+2\/5\s*4\/5\s+什麼是 RAG？/);
    assert.match(await panel.row('ttft').innerText(), /ttft\s+error\s+What does time/);
    assert.equal(await panel.row('rag').getAttribute('aria-label'), 'rag, failed, correctness 2/5, tone 4/5');
  });

  it('shows the score of the checks where there is no judge', async () => {
    const panel = await open();
    await panel.post({ ...DONE, rows: [row('one', { judges: [], score: 0.5 })] });
    assert.match(await panel.row('one').innerText(), /0\.50/);
  });

  it('replaces the rows that changed while a run goes on', async () => {
    const panel = await open();
    await panel.post({ ...DONE, phase: running(0, 4) });
    await panel.post({ type: 'rows', rows: [row('drift', { status: 'judging', judges: [] })] });
    assert.equal(await panel.row('drift').getAttribute('aria-label'), 'drift, judging');
    await lists(panel, 'rag', 'drift', 'lora', 'ttft');
  });

  it('filters by outcome, with the mouse and with the arrow keys', async () => {
    const panel = await open();
    await panel.post(DONE);
    const failed = panel.page.getByRole('radio', { name: 'Failed 1' });
    await failed.click();
    await lists(panel, 'rag');
    assert.equal(await failed.getAttribute('aria-checked'), 'true');
    await failed.press('ArrowRight');
    await lists(panel, 'ttft');
    await panel.page.keyboard.press('ArrowRight');
    await lists(panel, 'rag', 'drift', 'lora', 'ttft');
  });

  it('searches', async () => {
    const panel = await open();
    await panel.post(DONE);
    const search = panel.page.getByRole('searchbox', { name: 'Search cases' });
    await search.fill('qlora');
    await lists(panel, 'lora');
    await search.fill('nothing of that kind');
    await panel.page.getByText('No case matches.').waitFor();
    await search.fill('');
    await lists(panel, 'rag', 'drift', 'lora', 'ttft');
  });

  it('puts the worst first, and back', async () => {
    const panel = await open();
    await panel.post(DONE);
    await panel.button('Worst first').click();
    await lists(panel, 'ttft', 'rag', 'lora', 'drift');
    await panel.button('In the order of the file').click();
    await lists(panel, 'rag', 'drift', 'lora', 'ttft');
  });

  it('is moved through and opened with the keyboard', async () => {
    const panel = await open();
    await panel.post(DONE);
    await panel.row('rag').focus();
    for (const [key, id] of [
      ['ArrowDown', 'drift'],
      ['End', 'ttft'],
      ['ArrowDown', 'ttft'],
      ['ArrowUp', 'lora'],
      ['Home', 'rag'],
      ['PageDown', 'ttft'],
      ['PageUp', 'rag'],
    ] as const) {
      await panel.page.keyboard.press(key);
      await focused(panel, id);
    }
    await panel.page.keyboard.press('Enter');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'unfold', caseId: 'rag' });
    assert.equal(await panel.row('rag').getAttribute('aria-expanded'), 'true');
    await panel.page.keyboard.press('Escape');
    assert.deepEqual((await panel.sent()).at(-1), { type: 'fold', caseId: 'rag' });
    await focused(panel, 'rag');
  });

  it('closes a case from inside of it with Escape, and goes back to its row', async () => {
    const panel = await open();
    await panel.post(DONE);
    await panel.row('drift').click();
    await panel.post({ type: 'detail', detail: detail('drift') });
    await panel.button('Open in File').focus();
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.keyboard.press('Escape');
    await focused(panel, 'drift');
    assert.equal(await panel.page.locator('.detail').count(), 0);
  });

  it('keeps one row in the order of the tab key, and tells how many there are', async () => {
    const panel = await open();
    await postMany(panel);
    await panel.settled();
    assert.equal(await panel.page.locator('[data-case][tabindex="0"]').count(), 1);
    const second = panel.page.getByRole('listitem').filter({ has: panel.row('case-2') });
    assert.equal(await second.getAttribute('aria-posinset'), '2');
    assert.equal(await second.getAttribute('aria-setsize'), '10000');
  });

  it('tells the editor which case is open: one at a time', async () => {
    const panel = await open();
    await panel.post(DONE);
    await panel.row('rag').click();
    await panel.row('drift').click();
    await panel.row('drift').click();
    assert.deepEqual((await panel.sent()).slice(1), [
      { type: 'unfold', caseId: 'rag' },
      { type: 'fold', caseId: 'rag' },
      { type: 'unfold', caseId: 'drift' },
      { type: 'fold', caseId: 'drift' },
    ]);
  });

  it('asks again for the open case when the editor sends all anew', async () => {
    const panel = await open();
    await panel.post(DONE);
    await panel.row('rag').click();
    await panel.post({ type: 'detail', detail: detail('rag') }, DONE);
    assert.deepEqual((await panel.sent()).slice(-2), [
      { type: 'unfold', caseId: 'rag' },
      { type: 'unfold', caseId: 'rag' },
    ]);
    assert.equal(await panel.page.locator('.detail').count(), 1, 'the detail stays until it is sent again');
  });

  for (const width of [300, 1000]) {
    it(`holds 10,000 cases with only those in sight in the page, ${width} px wide`, async () => {
      const panel = await open({ width });
      await postMany(panel);
      await panel.row('case-1').focus();
      assert.ok((await panel.page.locator('[data-case]').count()) < 150);
      await panel.page.keyboard.press('End');
      await focused(panel, 'case-10000');
      await panel.settled();
      const box = await panel.row('case-10000').boundingBox();
      assert.ok(box && box.y > 0 && box.y + box.height <= 801, JSON.stringify(box));
      assert.ok((await panel.page.locator('[data-case]').count()) < 150);
      await panel.page.keyboard.press('Home');
      await focused(panel, 'case-1');
    });
  }

  it('scrolls to the last of 10,000 with the wheel as well', async () => {
    const panel = await open();
    await postMany(panel);
    await panel.settled();
    await panel.page.locator('[data-scrolls]').evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await panel.settled();
    // What lies between was only estimated: the way down may grow by a little.
    await panel.page.locator('[data-scrolls]').evaluate((element) => element.scrollTo({ top: element.scrollHeight }));
    await panel.row('case-10000').waitFor();
  });

  it('brings a case into sight that the editor points at, whatever the filter', async () => {
    const panel = await open();
    await postMany(panel);
    await panel.page.getByRole('radio', { name: /Failed/ }).click();
    await panel.post({ type: 'reveal', caseId: 'case-1500' }, { type: 'detail', detail: detail('case-1500') });
    await panel.row('case-1500').waitFor();
    assert.deepEqual((await panel.sent()).at(-1), { type: 'unfold', caseId: 'case-1500' });
    await panel.page.locator('.detail').waitFor();
    await panel.settled();
    const [row_, filters] = [
      await panel.row('case-1500').boundingBox(),
      await panel.page.locator('.filters').boundingBox(),
    ];
    assert.ok(row_ && filters);
    assert.ok(row_.y >= filters.y + filters.height - 1, 'not below what stays at the top');
    assert.ok(row_.y < 400, 'with room for its detail below');
  });

  it('shows the detail beside the list where there is room', async () => {
    const panel = await open({ width: 1000 });
    await panel.post(DONE);
    await panel.page.getByText('Choose a case to see it here.').waitFor();
    await panel.row('rag').click();
    await panel.post({ type: 'detail', detail: detail('rag') });
    await panel.page.locator('aside .detail').waitFor();
    assert.match(await panel.page.locator('aside').innerText(), /rag\s+failed\s+2\/5\s*4\/5/);
    assert.equal(await panel.page.locator('assay-cases .detail').count(), 0);
    await panel.page.setViewportSize({ width: 320, height: 800 });
    await panel.page.locator('assay-cases .detail').waitFor();
  });
});
