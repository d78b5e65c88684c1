import assert from 'node:assert/strict';
import type { FromPreview } from '../../src/protocol/preview';
import { type ContrastFault, weakTexts } from './contrast';
import { ROOMS, setLettersApart, tooWide } from './layout';
import { previews } from './panels';
import { message, PREVIEW_STATES, state, traced } from './previewStates';
import { THEMES, type ThemeName } from './themes';

const STATES = Object.entries(PREVIEW_STATES);

describe('the preview', () => {
  const open = previews();

  for (const theme of Object.keys(THEMES) as ThemeName[]) {
    it(`has text that can be read in every state: ${theme}`, async function () {
      this.timeout(60_000);
      const page = await open({ theme, width: 600, height: 900 });
      const faults: (ContrastFault & { state: string })[] = [];
      for (const [name, messages] of STATES) {
        await page.post(...messages);
        await page.page.evaluate(() => {
          for (const each of document.querySelectorAll('details')) each.open = true;
        });
        await page.settled();
        faults.push(...(await page.page.evaluate(weakTexts, 4.5)).map((fault) => ({ state: name, ...fault })));
      }
      // What is dimmed on purpose says beside it that it is not what stands in the editor.
      assert.deepEqual(
        faults.filter(({ state: name }) => name !== 'broken'),
        [],
      );
    });
  }

  it('never needs more room than there is, down to 200 px, with wide letters too', async function () {
    this.timeout(120_000);
    for (const [width, spacing] of ROOMS) {
      const page = await open({ width });
      await setLettersApart(page.page, spacing);
      for (const [name, messages] of STATES) {
        await page.post(...messages);
        await page.settled();
        assert.deepEqual(await tooWide(page.page), [], `${name}, ${width} px wide, letters ${spacing} apart`);
      }
      await page.close();
    }
  });

  it('shows each message with its role and its tokens, white space as it is', async () => {
    const page = await open({ width: 700 });
    await page.post(...(PREVIEW_STATES.usual ?? []));
    await page.settled();
    assert.deepEqual(
      await page.page.locator('article').evaluateAll((all) => all.map((each) => each.getAttribute('aria-label'))),
      ['system, 41 tokens', 'user, 38 tokens'],
    );
    assert.equal(
      await page.page.locator('article .text').first().textContent(),
      'Answer only from the context. If it is not there, say that you do not know.\nTone: kind\n\twith tabs,   and spaces\n',
    );
    assert.equal(
      await page.page.locator('footer').innerText(),
      '79 tokens of 128,000 · $0.000012 a call, without the answer',
    );
    assert.equal(await page.page.locator('.output summary').innerText(), 'Output: json');
    assert.equal(await page.page.locator('.output pre').isVisible(), false);
  });

  it('marks where the cursor is, brings it into sight, and keeps the mark when it is drawn anew', async () => {
    const page = await open({ width: 500, height: 300 });
    const lines = Array.from({ length: 200 }, (_, index) => `[line ${index}]`).join('\n');
    const many = (version: number) => ({
      type: 'state' as const,
      state: state({ version, messages: [message('user', [traced(lines)])] }),
    });
    await page.post(many(1), { type: 'cursor', version: 1, places: [150] });
    await page.settled();
    const marked = page.page.locator('.at-cursor');
    assert.equal(await marked.innerText(), 'line 150');
    assert.ok(await marked.evaluate((each) => each.getBoundingClientRect().bottom < innerHeight));
    // A cursor of a state that is no longer shown means nothing.
    await page.post(many(2), { type: 'cursor', version: 1, places: [3] });
    await page.settled();
    assert.equal(await marked.innerText(), 'line 150');
    await page.post({ type: 'cursor', version: 2, places: [] });
    await page.settled();
    assert.equal(await marked.count(), 0);
  });

  it('leads to where a stretch came from, by mouse and by keyboard', async () => {
    const page = await open({ width: 700 });
    await page.post(...(PREVIEW_STATES.usual ?? []));
    await page.settled();
    const last = async () => (await page.sent()).at(-1);
    await page.page.getByText('Answer only').click({ position: { x: 1, y: 5 } });
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 1, offset: 0, value: false });
    await page.page.getByText('Answer only').click({ position: { x: 200, y: 5 } });
    const { offset } = (await last()) as Extract<FromPreview, { type: 'open' }>;
    assert.ok(offset > 15 && offset < 35, `${offset} characters in`);
    await page.page.getByText('什麼是 RAG？').click({ modifiers: ['Alt'] });
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 13, offset: 0, value: true });
    await page.page.getByText('kind').click({ modifiers: ['Alt'] });
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 3, offset: 0, value: false });
    await page.page.keyboard.press('Home');
    await page.page.keyboard.press('Enter');
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 0, offset: 0, value: false });
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('ArrowDown');
    await page.page.keyboard.press('Enter');
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 2, offset: 0, value: false });
    await page.page.keyboard.press('End');
    await page.page.keyboard.press('Alt+Enter');
    assert.deepEqual(await last(), { type: 'open', version: 1, place: 13, offset: 0, value: true });
    // All stretches are one stop: the next one is what follows them.
    await page.page.keyboard.press('Tab');
    assert.equal(await page.page.evaluate(() => document.activeElement?.tagName), 'SUMMARY');
  });

  it('lets text be selected without going anywhere', async () => {
    const page = await open({ width: 700 });
    await page.post(...(PREVIEW_STATES.usual ?? []));
    await page.settled();
    const before = (await page.sent()).length;
    await page.page.getByText('Answer only').dblclick();
    const sent = (await page.sent()).slice(before);
    assert.ok(sent.length <= 1, 'the second click of two selects a word');
  });

  it('does what each control says', async () => {
    const page = await open({ width: 700 });
    await page.post({ type: 'state', state: state() });
    const asked: [string, FromPreview][] = [
      ['Case: rag', { type: 'chooseCase' }],
      ['Previous case', { type: 'step', by: -1 }],
      ['Next case', { type: 'step', by: 1 }],
      ['Show what changed since HEAD', { type: 'toggleChanges' }],
      ['Stay with this prompt', { type: 'toggleLock' }],
    ];
    for (const [name, wanted] of asked) {
      await page.page.getByRole('button', { name }).click();
      assert.deepEqual((await page.sent()).at(-1), wanted);
    }
    await page.post(...(PREVIEW_STATES.broken ?? []));
    await page.page.getByRole('button', { name: 'answer.prompt:7' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'openError' });
    assert.match(await page.page.getByRole('status').innerText(), /Role “Boss” does not exist/);
    assert.equal(await page.page.locator('article').count(), 2);
    await page.post(...(PREVIEW_STATES.samples ?? []));
    await page.page.getByRole('button', { name: 'Create Test Set' }).click();
    assert.deepEqual((await page.sent()).at(-1), { type: 'createTests' });
    const changes = page.page.getByRole('button', { name: 'Show what changed since HEAD' });
    assert.equal(await changes.getAttribute('aria-disabled'), 'true');
    assert.match((await changes.getAttribute('title')) ?? '', /no git repository/);
    await changes.click({ force: true });
    assert.deepEqual((await page.sent()).at(-1), { type: 'createTests' });
  });

  it('marks words that were added and removed, and says so to a screen reader', async () => {
    const page = await open({ width: 700 });
    await page.post(...(PREVIEW_STATES.changed ?? []));
    await page.settled();
    const [system, added, removed] = await page.page.locator('article').allInnerTexts();
    assert.match(system ?? '', /added:\s+only .*removed:\s+passages below and nothing else/s);
    assert.match(added ?? '', /new since HEAD/);
    assert.match(removed ?? '', /gone since HEAD/);
  });

  it('shows text of prompts as text, and loads nothing', async () => {
    const page = await open({ width: 700 });
    const bad = '<img src=x onerror="alert(1)"> \u202E';
    await page.post({
      type: 'state',
      state: state({
        file: bad,
        messages: [
          message('user', [
            { kind: 'text', text: bad, stretches: [], before: `${bad}y` },
            { kind: 'media', url: 'https://example.org/a.png', contentType: bad },
          ]),
        ],
        error: { text: bad, place: bad },
        notes: [bad],
      }),
    });
    await page.settled();
    assert.equal(await page.page.locator('img').count(), 0);
    assert.match(await page.page.locator('.text').first().innerText(), /⟨U\+202E⟩/);
  });

  it('cuts what is too long to be laid out, until somebody asks for it', async () => {
    const page = await open({ width: 700 });
    const text = 'word '.repeat(50_000);
    await page.post({
      type: 'state',
      state: state({ messages: [message('user', [{ kind: 'text', text, stretches: [], before: null }])] }),
    });
    await page.settled();
    const length = () => page.page.locator('article .text').evaluate((each) => each.textContent?.length);
    assert.ok(((await length()) ?? 0) < 200_000);
    await page.page.getByRole('button', { name: 'Show all 250,000 characters' }).click();
    await page.settled();
    assert.equal(await length(), text.length);
  });

  it('speaks Traditional Chinese', async () => {
    const page = await open({ width: 700 });
    await page.post(...(PREVIEW_STATES['zh-tw'] ?? []));
    await page.settled();
    assert.equal(await page.page.evaluate(() => document.documentElement.lang), 'zh-Hant-TW');
    assert.equal(await page.page.getByRole('button', { name: '顯示與 HEAD 的差異' }).count(), 1);
    assert.deepEqual(await page.page.locator('h2').allInnerTexts(), ['系統', '使用者']);
  });
});
