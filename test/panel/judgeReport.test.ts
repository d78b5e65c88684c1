import assert from 'node:assert/strict';
import type { FromJudgeReport } from '../../src/protocol/judgeReport';
import { type ContrastFault, weakTexts } from './contrast';
import { agreement, JUDGE_STATES, shown } from './judgeStates';
import { ROOMS, setLettersApart, tooWide } from './layout';
import { judgeReports } from './panels';
import { THEMES, type ThemeName } from './themes';

const STATES = Object.entries(JUDGE_STATES);

describe('the judge report', () => {
  const open = judgeReports();

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`has text that can be read in every state, its disagreements unfolded: ${theme}`, async function () {
      this.timeout(60_000);
      const page = await open({ theme, width: 1000, height: 1400 });
      const faults: (ContrastFault & { state: string })[] = [];
      for (const [name, message] of STATES) {
        await page.post(message);
        await unfoldAll(page);
        await page.settled();
        faults.push(...(await page.page.evaluate(weakTexts, 4.5)).map((fault) => ({ state: name, ...fault })));
      }
      assert.deepEqual(faults, []);
    });
  }

  it('never needs more room than there is, down to 200 px, with wide letters too', async function () {
    this.timeout(120_000);
    for (const [width, spacing] of ROOMS) {
      const page = await open({ width });
      await setLettersApart(page.page, spacing);
      for (const [name, message] of STATES) {
        await page.post(message);
        await unfoldAll(page);
        await page.settled();
        assert.deepEqual(await tooWide(page.page), [], `${name}, ${width} px wide, letters ${spacing} apart`);
      }
      await page.close();
    }
  });

  it('says first whether the judge can be relied on, then how far, then where it disagrees', async () => {
    const page = await open({ width: 1000 });
    await page.post(shown());
    await page.settled();
    assert.match(await page.page.locator('h1').innerText(), /does not agree with people well enough/);
    assert.deepEqual(await page.page.locator('h2').allInnerTexts(), [
      'Agreement with people, with 95 % intervals',
      'People and judge, output by output',
      'Strongest disagreements',
    ]);
    const row = page.page.locator('.confusion tbody tr').first();
    assert.deepEqual(await row.locator('td').allInnerTexts(), ['3', '2', '3', '1', '1']);
    assert.equal(await row.locator('td').last().getAttribute('aria-label'), 'people 1, judge 5: 1');
    assert.deepEqual(await page.page.locator('.disagreements .case').allInnerTexts(), ['rag', 'time-to-first-token']);
  });

  it('does what each control says', async () => {
    const page = await open({ width: 1000 });
    await page.post(JUDGE_STATES.agrees ?? shown());
    await page.settled();
    const asked: [string, FromJudgeReport][] = [
      ['Open Judge', { type: 'openJudge' }],
      ['Improve This Judge…', { type: 'improve' }],
      ['Show Change', { type: 'showImprovement' }],
    ];
    for (const [name, message] of asked) {
      await page.page.getByRole('button', { name }).click();
      assert.deepEqual((await page.sent()).at(-1), message);
    }
    await page.post(shown());
    await page.page.getByRole('button', { name: 'Judge 6 more' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'measure' });
    await page.page.getByRole('combobox').selectOption({ label: 'tone – too few labels' });
    assert.deepEqual((await page.sent()).at(-1), { type: 'choose', key: './judges/tone.prompt' });
    await page.post(shown({ running: { finished: 3, total: 42 } }));
    assert.equal(await page.page.getByRole('button', { name: 'Judge 6 more' }).isDisabled(), true);
    await page.page.getByRole('button', { name: 'Stop' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'stop' });
  });

  it('unfolds a disagreement with the keyboard, to what everybody said, one click from its case', async () => {
    const page = await open({ width: 700 });
    await page.post(shown());
    await page.settled();
    await page.page.locator('.disagreements summary').first().focus();
    await page.page.keyboard.press('Enter');
    const said = page.page.locator('.disagreements details').first();
    assert.match(await said.innerText(), /Ada: 1 – That is fine-tuning, not RAG\./);
    assert.match(await said.innerText(), /RAG 是一種微調模型權重的方法。🙂/);
    await said.getByRole('button', { name: 'Open Case' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'openCase', id: 'rag' });
    // What is open stays so when more is known.
    await page.post(shown({ report: agreement({ missing: 0 }) }));
    await page.settled();
    assert.equal(await page.page.locator('.disagreements details[open]').count(), 1);
  });

  it('speaks Traditional Chinese', async () => {
    const page = await open({ width: 1000 });
    await page.post(JUDGE_STATES['zh-tw'] ?? shown());
    await page.settled();
    assert.equal(await page.page.evaluate(() => document.documentElement.lang), 'zh-Hant-TW');
    assert.equal(await page.page.getByRole('button', { name: '改善這個評審…' }).count(), 1);
  });
});

type Report = Awaited<ReturnType<ReturnType<typeof judgeReports>>>;

async function unfoldAll({ page }: Report): Promise<void> {
  await page.evaluate(() => {
    for (const each of document.querySelectorAll('details')) each.open = true;
  });
}
