import assert from 'node:assert/strict';
import type { FromReview, ReviewState } from '../../src/protocol/review';
import { type ContrastFault, weakTexts } from './contrast';
import { ROOMS, setLettersApart, tooWide } from './layout';
import { reviews } from './panels';
import { REVIEW_STATES, reviewedPrompt } from './reviewStates';
import { THEMES, type ThemeName } from './themes';

const STATES = Object.entries(REVIEW_STATES);

describe('the score review', () => {
  const open = reviews();

  async function shown(state: ReviewState | undefined, options: Parameters<typeof open>[0] = {}) {
    const page = await open({ width: 1000, ...options });
    assert.ok(state);
    await page.post({ type: 'state', state });
    await page.settled();
    return page;
  }

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`has text that can be read in every state, its cases unfolded: ${theme}`, async function () {
      this.timeout(60_000);
      const page = await open({ theme, width: 1000, height: 1400 });
      const faults: (ContrastFault & { state: string })[] = [];
      for (const [name, state] of STATES) {
        await page.post({ type: 'state', state });
        await unfoldAll(page);
        await page.settled();
        const found = await page.page.evaluate(weakTexts, 4.5);
        faults.push(...found.map((fault) => ({ state: name, ...fault })));
      }
      assert.deepEqual(faults, []);
    });
  }

  it('never needs more room than there is, down to 200 px, with wide letters too', async function () {
    this.timeout(120_000);
    for (const [width, spacing] of ROOMS) {
      const page = await open({ width });
      await setLettersApart(page.page, spacing);
      for (const [name, state] of STATES) {
        await page.post({ type: 'state', state });
        await unfoldAll(page);
        await page.settled();
        assert.deepEqual(await tooWide(page.page), [], `${name}, ${width} px wide, letters ${spacing} apart`);
        assert.deepEqual(await covered(page), [], `${name}, ${width} px wide: controls that others lie on`);
      }
      if (width !== 1000) await page.close();
    }
  });

  it('says what each button is for, and does it', async () => {
    const page = await shown(REVIEW_STATES.regressed);
    const file = 'prompts/answer.prompt';
    await page.page.locator('[data-case="rag"] summary').click();
    const asked: [name: string, message: FromReview][] = [
      ['Compare again', { type: 'runAgain' }],
      ['Show All Changes', { type: 'openDiff', file }],
      ['Find the Cause', { type: 'explain', file }],
      ['Revert the Cause', { type: 'revert', file }],
      ['Accept with Reason…', { type: 'accept', file }],
    ];
    for (const [name, message] of asked) {
      await page.button(new RegExp(name)).click();
      assert.deepEqual((await page.sent()).at(-1), message);
    }
    const rag = page.row('rag');
    await rag.getByRole('button', { name: 'Compare its messages and output' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'openDiff', file, caseId: 'rag' });
    await rag.getByRole('button', { name: 'Open the case in its file' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'openCase', file, caseId: 'rag' });
  });

  it('can be stopped while it runs, and shows how far it is', async () => {
    const page = await shown(REVIEW_STATES.running);
    assert.match(await page.text(), /Comparing prompts\/answer\.prompt: 5 of 24 cases/);
    await page.button(/Stop/).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'stop' });
  });

  it('offers only what can be done', async () => {
    const prompts = [reviewedPrompt({ canAccept: false, canExplain: false, canRevert: false })];
    const page = await shown({ ...(REVIEW_STATES.regressed as ReviewState), prompts });
    for (const name of [/Find the Cause/, /Revert the Cause/, /Accept with Reason/]) {
      assert.equal(await page.button(name).count(), 0);
    }
  });

  it('is all reached by the tab key, and its cases unfold by the keyboard', async () => {
    const page = await shown(REVIEW_STATES.regressed);
    const reached = new Set<string>();
    for (let stop = 0; stop < 40; stop++) {
      await page.page.keyboard.press('Tab');
      const at = await page.page.evaluate(() => {
        const element = document.activeElement;
        if (element === null || element === document.body) return { text: '', outline: '' };
        return {
          text: element.textContent?.replace(/\s+/g, ' ').trim() ?? '',
          outline: getComputedStyle(element).outlineStyle,
        };
      });
      if (reached.has(at.text)) break;
      if (at.text !== '') assert.notEqual(at.outline, 'none', `${at.text}: the focus can be seen`);
      reached.add(at.text);
      if (at.text.startsWith('rag')) await page.page.keyboard.press('Enter');
    }
    const all = [...reached].join('\n');
    for (const name of [
      'Compare again',
      'Show All Changes',
      'All numbers',
      'Worse',
      'rag',
      'Open the case in its file',
    ]) {
      assert.ok(all.includes(name), `${name} in\n${all}`);
    }
    assert.equal(await page.row('rag').evaluate((row) => (row as HTMLDetailsElement).open), true);
  });

  it('lists the cases that a filter asks for', async () => {
    const page = await shown(REVIEW_STATES.regressed);
    const ids = () => page.page.locator('.case-review .id').allInnerTexts();
    assert.deepEqual(await ids(), ['rag', 'better', 'same', 'unknown']);
    await page.button(/^Worse/).click();
    assert.deepEqual(await ids(), ['rag']);
    await page.button(/^Better/).click();
    assert.deepEqual(await ids(), ['better']);
    assert.equal(await page.button(/^Better/).getAttribute('aria-pressed'), 'true');
  });

  it('names every control, and says what came of it to who cannot see it', async () => {
    const page = await shown(REVIEW_STATES.running);
    const heard = page.page.getByRole('status');
    assert.equal(await heard.innerText(), '');
    for (const [name, state] of STATES) {
      await page.post({ type: 'state', state });
      await unfoldAll(page);
      const nameless = await page.page.locator('button, summary, progress, [role]').evaluateAll((controls) =>
        controls
          .filter((control) => !['listitem', 'list', 'status'].includes(control.getAttribute('role') ?? ''))
          .filter((control) => !(control.getAttribute('aria-label') || control.textContent?.trim()))
          .map(({ outerHTML }) => outerHTML),
      );
      assert.deepEqual(nameless, [], name);
    }
    await page.post({ type: 'state', state: REVIEW_STATES.regressed as ReviewState });
    assert.match(await heard.innerText(), /Regressed: 0\.5 points worse on 12 cases/);
  });

  it('keeps its filter and what was unfolded while its tab is hidden', async () => {
    const page = await shown(REVIEW_STATES.regressed);
    await page.page.locator('[data-case="rag"] summary').click();
    await page.button(/^Worse/).click();
    const stored = await page.stored();
    await page.close();
    const again = await shown(REVIEW_STATES.regressed, { stored });
    assert.deepEqual(await again.page.locator('.case-review .id').allInnerTexts(), ['rag']);
    assert.equal(await again.row('rag').evaluate((row) => (row as HTMLDetailsElement).open), true);
  });

  it('shows what models say as text', async () => {
    const [prompt] = (REVIEW_STATES.regressed as ReviewState).prompts;
    const [first] = prompt?.cases ?? [];
    assert.ok(prompt && first);
    const evil = { score: '1/5', output: '<img src=x onerror=alert(1)> \u202e', reasons: ['<b>bold</b>'] };
    const state = {
      ...(REVIEW_STATES.regressed as ReviewState),
      prompts: [{ ...prompt, cases: [{ ...first, after: evil }] }],
    };
    const page = await shown(state);
    await unfoldAll(page);
    assert.match(await page.text(), /<img src=x onerror=alert\(1\)>/);
    assert.equal(await page.page.locator('main img, main b').count(), 0);
  });
});

type Review = Awaited<ReturnType<ReturnType<typeof reviews>>>;

async function unfoldAll({ page }: Review): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
}

/** Buttons at whose middle something else lies. */
async function covered({ page }: Review): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main button, main summary')]
      .filter((control) => {
        control.scrollIntoView({ block: 'center' });
        const { left, top, width, height } = control.getBoundingClientRect();
        const there = document.elementFromPoint(left + width / 2, top + height / 2);
        return there !== null && !control.contains(there) && !there.contains(control);
      })
      .map((control) => control.textContent?.trim() ?? ''),
  );
}
