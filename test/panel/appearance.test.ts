import assert from 'node:assert/strict';
import { type ContrastFault, weakTexts } from './contrast';
import { ROOMS, setLettersApart, tooWide } from './layout';
import type { PanelPage } from './panelPage';
import { panels } from './panels';
import { STATES } from './states';
import { THEMES, type ThemeName } from './themes';

const THEME_NAMES = Object.keys(THEMES) as ThemeName[];
const NOTHING = STATES['no-prompt'] ?? [];

describe('the looks of the panel', () => {
  const open = panels();

  for (const theme of THEME_NAMES) {
    for (const width of [300, 1000]) {
      it(`has text that can be read in every state: ${theme}, ${width} px wide`, async function () {
        this.timeout(60_000);
        const panel = await open({ theme, width, height: 1400 });
        const faults: (ContrastFault & { state: string })[] = [];
        for (const [state, messages] of Object.entries(STATES)) {
          await panel.post(...NOTHING, ...messages);
          await panel.settled();
          const found = await panel.page.evaluate(weakTexts, 4.5);
          faults.push(...found.map((fault) => ({ state, ...fault })));
        }
        assert.deepEqual(faults, []);
      });
    }
  }

  it('never needs more room than there is, down to 200 px, with wide letters too', async function () {
    this.timeout(120_000);
    for (const [width, spacing] of ROOMS) {
      const panel = await open({ width });
      await setLettersApart(panel.page, spacing);
      for (const [state, messages] of Object.entries(STATES)) {
        await panel.post(...NOTHING, ...messages);
        await panel.settled();
        assert.deepEqual(await tooWide(panel.page), [], `${state}, ${width} px wide, letters ${spacing} apart`);
      }
      if (width !== 1000) await panel.close();
    }
  });

  it('has rows of one height, whatever is in them', async () => {
    const panel = await open();
    await panel.post(...(STATES.running ?? []));
    await panel.settled();
    const heights = await panel.page
      .locator('.row')
      .evaluateAll((rows) => rows.map((row) => (row as HTMLElement).offsetHeight));
    assert.equal(new Set(heights).size, 1, heights.join());
  });

  it('outlines bars and marks the chosen filter by its border in high contrast', async () => {
    const panel = await open({ theme: 'highContrast' });
    await panel.post(...(STATES.finished ?? []));
    const outline = await panel.page.locator('.outcome').evaluate((bar) => getComputedStyle(bar).outlineColor);
    assert.equal(outline, 'rgb(111, 195, 223)');
    const border = (name: string) =>
      panel.page.getByRole('radio', { name }).evaluate((radio) => getComputedStyle(radio).borderTopColor);
    assert.notEqual(await border('All 4'), await border('Failed 1'));
  });

  it('keeps what bars say where the system gives the colours', async () => {
    const panel = await open({ media: { forcedColors: 'active' } });
    await panel.post(...(STATES.finished ?? []));
    const fill = (name: string) =>
      panel.page.locator(`.outcome .status-${name}`).evaluate((part) => getComputedStyle(part).fill);
    assert.notEqual(await fill('passed'), await fill('failed'));
    const line = await panel.page
      .locator('.score.below')
      .first()
      .evaluate((score) => getComputedStyle(score).textDecorationLine);
    assert.equal(line, 'underline');
  });

  it('turns nothing for those who want nothing to move', async () => {
    const turning = (panel: PanelPage) =>
      panel.page
        .locator('.codicon-loading')
        .first()
        .evaluate((icon) => getComputedStyle(icon).animationName);
    const moving = await open();
    await moving.post(...(STATES.running ?? []));
    assert.notEqual(await turning(moving), 'none');
    await moving.close();
    const still = await open({ media: { reducedMotion: 'reduce' } });
    await still.post(...(STATES.running ?? []));
    assert.equal(await turning(still), 'none');
  });
});

describe('the panel for those who do not see it', () => {
  const open = panels();

  it('names every control, in every state', async function () {
    this.timeout(60_000);
    const panel = await open({ height: 1600 });
    for (const [state, messages] of Object.entries(STATES)) {
      await panel.post(...NOTHING, ...messages);
      await panel.settled();
      const nameless = await panel.page.locator('button, input, progress, meter, [role]').evaluateAll((controls) =>
        controls
          .filter((control) => !['listitem', 'status', 'alert'].includes(control.getAttribute('role') ?? ''))
          .filter((control) => !(control.getAttribute('aria-label') || control.textContent?.trim()))
          .map(({ outerHTML }) => outerHTML),
      );
      assert.deepEqual(nameless, [], state);
    }
  });

  it('is a tree of roles and names that can be followed', async () => {
    const panel = await open();
    await panel.post(...(STATES.finished ?? []));
    const tree = await panel.page.locator('main').ariaSnapshot();
    for (const part of [
      '- button "answer.prompt"',
      '- toolbar "answer.prompt"',
      '- region "Summary"',
      '- radiogroup "Show"',
      '- radio "All 4" [checked]',
      '- searchbox "Search cases"',
      '- list "Cases"',
      '- button "rag, failed, correctness 2/5, tone 4/5"',
    ]) {
      assert.ok(tree.includes(part), `${part} in\n${tree}`);
    }
  });

  it('tells how a run and the open case ended, and not every step', async () => {
    const panel = await open();
    await panel.post(...(STATES.running ?? []));
    const said = panel.page.locator('p[role=status]');
    assert.equal(await said.textContent(), '');
    await panel.post({ type: 'delta', caseId: 'kv-cache', text: ' more' });
    assert.equal(await said.textContent(), '');
    const [done] = STATES.finished ?? [];
    if (done?.type === 'state') await panel.post({ type: 'phase', phase: done.phase });
    assert.equal(await said.textContent(), 'Finished. 2 of 4 passed');
    assert.equal(await panel.page.locator('main [aria-live], main [role=status]').count(), 0);
  });

  it('keeps the keyboard when the row that has it scrolls out of the page', async () => {
    const panel = await open();
    await panel.page.evaluate(
      ([message]) => {
        if (message?.type !== 'state') return;
        const [example] = message.rows;
        const rows = Array.from({ length: 500 }, (_, index) => ({ ...example, id: `case-${index + 1}` }));
        window.postMessage({ ...message, rows }, '*');
      },
      [...(STATES.finished ?? [])],
    );
    await panel.row('case-1').focus();
    await panel.page.locator('[data-scrolls]').evaluate((element) => element.scrollTo({ top: 9_000 }));
    await panel.row('case-1').waitFor({ state: 'detached' });
    await panel.page.keyboard.press('ArrowDown');
    await panel.page.waitForFunction(() => document.activeElement?.getAttribute('data-case') === 'case-2');
  });
});

describe('the panel after it was hidden', () => {
  const open = panels();
  const [finished] = STATES.finished ?? [];

  it('is as it was left', async () => {
    const panel = await open();
    await panel.post(...(STATES.finished ?? []));
    await panel.page.getByRole('radio', { name: 'Failed 1' }).click();
    await panel.button('Worst first').click();
    await panel.row('rag').click();
    const stored = await panel.stored();
    await panel.close();

    const again = await open({ stored });
    assert.ok(finished);
    await again.post(finished);
    await again.page.getByRole('radio', { name: 'Failed 1', checked: true }).waitFor();
    await again.button('In the order of the file').waitFor();
    assert.equal(await again.row('rag').getAttribute('aria-expanded'), 'true');
    assert.deepEqual((await again.sent()).at(-1), { type: 'unfold', caseId: 'rag' });
  });

  it('is scrolled as it was', async () => {
    const panel = await open({ height: 300 });
    assert.ok(finished);
    await panel.post(finished);
    const scroller = panel.page.locator('[data-scrolls]');
    await scroller.evaluate((element) => element.scrollTo({ top: 90 }));
    await panel.page.waitForFunction(
      () => (window as unknown as { stored?: { scroll: number } }).stored?.scroll === 90,
    );
    const stored = await panel.stored();
    await panel.close();

    const again = await open({ height: 300, stored });
    await again.post(finished);
    await again.page.waitForFunction(() => document.querySelector('[data-scrolls]')?.scrollTop === 90);
  });
});
