import assert from 'node:assert/strict';
import type { CaseDetail, ToPanel } from '../../src/protocol/panel';
import { detail, finished, ROWS, running, sample } from './examples';
import type { PanelPage, PanelPageOptions } from './panelPage';
import { panels } from './panels';

const DONE: ToPanel = { type: 'state', phase: finished(), rows: ROWS, locale: 'en' };

describe('the detail of a case', () => {
  const open = panels();

  /** A panel with the case `rag` open. */
  async function opened(part: Partial<CaseDetail> = {}, options: PanelPageOptions = {}): Promise<PanelPage> {
    const panel = await open({ height: 1600, ...options });
    await panel.post(DONE);
    await panel.row('rag').click();
    await panel.post({ type: 'detail', detail: detail('rag', part) });
    return panel;
  }

  const textOf = ({ page }: PanelPage) => page.locator('.detail').innerText();
  /** The text of the part below a heading. */
  const part = ({ page }: PanelPage, heading: string) =>
    page.locator('.detail section').filter({ has: page.getByRole('heading', { name: heading }) });

  it('shows input, output, what the judges and checks said, timing and tags', async () => {
    const text = await textOf(await opened());
    const expected = [
      /Input\s+question\s+什麼是 RAG？\s+context\s+RAG 結合了/,
      /Output\s+RAG 是一種生成模型/,
      /Judges\s+correctness\s+2\/5\s+passes from 4 · openai\/gpt-4o\s+Leaves out the generation step\./,
      /Checks\s+The output does not contain "外部"\.\s+length holds/,
      /Latency\s+920 ms\s+First token\s+240 ms\s+Tokens\s+120 in, 34 out\s+Cost\s+\$0\.00030/,
      /Tags: zh/,
    ];
    for (const each of expected) assert.match(text, each);
  });

  it('shows the rendered messages by role, and keeps them open from case to case', async () => {
    const panel = await opened();
    assert.doesNotMatch(await textOf(panel), /Answer only from the context/);
    await panel.page.getByText('Messages').click();
    await panel.page.getByText('Answer only from the context.').waitFor();
    assert.match(await textOf(panel), /system\s+Answer only from the context\.\s+user\s+什麼是 RAG？/);
    await panel.row('drift').click();
    await panel.post({ type: 'detail', detail: detail('drift') });
    await panel.page.getByText('Answer only from the context.').waitFor();
    await panel.page.getByText('Messages').click();
    await panel.page.getByText('Answer only from the context.').waitFor({ state: 'detached' });
  });

  it('shows pictures that are in the prompt and loads none from elsewhere', async () => {
    const pixel = 'data:image/gif;base64,R0lGODlhAQABAIAAAAAAAP///yH5BAEAAAAALAAAAAABAAEAAAIBRAA7';
    const media = (url: string) => ({ media: { url, contentType: 'image/gif' } });
    const messages: CaseDetail['messages'] = [
      { role: 'user', content: [media(pixel), media('https://example.invalid/cat.gif')] },
    ];
    const panel = await opened({ messages });
    await panel.page.getByText('Messages').click();
    await panel.page.getByText('image/gif https://example.invalid/cat.gif').waitFor();
    assert.equal(await panel.page.locator('.detail img').count(), 1);
    assert.equal(
      await panel.page.getByAltText('image/gif').evaluate((image: HTMLImageElement) => image.naturalWidth),
      1,
    );
  });

  it('shows the context passages', async () => {
    const panel = await opened({ context: ['First passage.', 'Second passage.'] });
    await panel.page.locator('summary').filter({ hasText: 'Context' }).click();
    await panel.page.getByText('First passage.').waitFor();
    assert.match(await textOf(panel), /Context 2\s+First passage\.\s+Second passage\./);
  });

  it('runs the case, opens it and copies its output', async () => {
    const panel = await opened();
    for (const name of ['Run This Case', 'Open in File', 'Copy Output']) await panel.button(name).click();
    assert.deepEqual((await panel.sent()).slice(-3), [
      { type: 'runCase', caseId: 'rag' },
      { type: 'openCase', caseId: 'rag' },
      { type: 'copy', text: 'RAG 是一種生成模型，從資料庫檢索信息。' },
    ]);
  });

  it('streams the output as it comes', async () => {
    const panel = await open();
    await panel.post({ ...DONE, phase: running(0, 4) });
    await panel.row('rag').click();
    await panel.post({ type: 'detail', detail: detail('rag', { samples: [], streaming: 'RAG 結合' }) });
    for (const text of ['了檢索', '系統']) await panel.post({ type: 'delta', caseId: 'rag', text });
    assert.match(await textOf(panel), /streaming …\s+RAG 結合了檢索系統\s/);
    assert.equal(await panel.button('Run This Case').count(), 0, 'not while it runs');
    await panel.post({ type: 'detail', detail: detail('rag') });
    assert.match(await textOf(panel), /Leaves out the generation step/);
    assert.doesNotMatch(await textOf(panel), /streaming/);
  });

  it('compares Chinese with the expected answer word by word', async () => {
    const panel = await opened({
      expected: '模型從外部知識庫檢索。',
      samples: [sample({ output: '模型從內部知識庫檢索。' })],
    });
    const compared = part(panel, 'Output against expected').locator('.diff');
    assert.equal(await compared.locator('del').textContent(), 'missing: 外部');
    assert.equal(await compared.locator('ins').textContent(), 'added: 內部');
    const line = (name: 'del' | 'ins') =>
      compared.locator(name).evaluate((element) => getComputedStyle(element).textDecorationLine);
    assert.deepEqual([await line('del'), await line('ins')], ['line-through', 'underline']);
  });

  it('says so where the output is what was expected', async () => {
    const panel = await opened({ expected: 'the answer', samples: [sample({ output: 'the answer' })] });
    assert.match(await textOf(panel), /The output is the expected answer, word for word\./);
  });

  it('shows the expected answer as it is where it cannot be compared', async () => {
    const panel = await opened({ expected: 'short', samples: [sample({ output: 'word '.repeat(5_000) })] });
    assert.match(await part(panel, 'Expected').innerText(), /short/);
    assert.equal(await panel.page.locator('.diff').count(), 0);
  });

  it('shows everything as text, whatever it is', async () => {
    const script = '<img src=x onerror="window.hacked = 1"><script>window.hacked = 2</script>';
    const panel = await opened({
      input: { [script]: script },
      expected: script,
      tags: [script],
      messages: [{ role: 'user', content: [{ text: script }] }],
      samples: [
        sample({
          output: `${script} and more`,
          errorText: script,
          checkTexts: [{ text: script, parts: [] }],
          judges: [{ ...sample().judges[0], judge: script, reason: script, model: script } as never],
        }),
      ],
    });
    await panel.page.getByText('Messages').click();
    await panel.page.locator('.chat').waitFor();
    assert.equal((await textOf(panel)).split('<img src=x onerror=').length - 1, 10);
    assert.equal(await panel.page.locator('.detail img, .detail script').count(), 0);
    assert.equal(await panel.page.evaluate(() => (window as unknown as { hacked?: number }).hacked), undefined);
  });

  it('shows characters that would hide', async () => {
    const panel = await opened({ expected: null, samples: [sample({ output: 'a\u202eb\u0007c\u200bd\r\ne' })] });
    assert.match(await part(panel, 'Output').innerText(), /a⟨U\+202E⟩b␇c⟨U\+200B⟩d\ne/);
  });

  it('cuts a long output, between characters, until all of it is asked for', async () => {
    const output = `${'x'.repeat(19_999)}👩${'y'.repeat(29_999)}`;
    const panel = await opened({ expected: null, samples: [sample({ output })] });
    const shown = part(panel, 'Output').locator('.text');
    assert.equal(await shown.evaluate((element) => element.textContent), `${'x'.repeat(19_999)}…`);
    await panel.button('Show all 50,000 characters').click();
    assert.equal(await shown.evaluate((element) => element.textContent), output);
  });

  it('shows an enormous output piece by piece', async () => {
    const panel = await opened({ expected: null, samples: [sample({ output: 'word '.repeat(100_000) })] });
    const length = () =>
      part(panel, 'Output')
        .locator('.text')
        .evaluate(({ textContent }) => textContent?.length);
    await panel.button('Show more (20,000 of 500,000 characters)').click();
    assert.equal(await length(), 220_001);
    await panel.button('Show more (220,000 of 500,000 characters)').click();
    await panel.button('Show more (420,000 of 500,000 characters)').click();
    assert.equal(await length(), 500_000);
  });

  it('keeps a long input from pushing the answer out of sight', async () => {
    const panel = await opened({ input: { context: '長'.repeat(2_000) } });
    assert.match(await part(panel, 'Input').innerText(), /長{600}…\s+Show all 2,000 characters/);
  });

  it('shows repeats one at a time, the first one again in another case', async () => {
    const repeats = (name: string) => [
      sample({ output: `${name} first` }),
      sample({ repeat: 1, status: 'passed', output: `${name} second` }),
    ];
    const panel = await opened({ expected: null, samples: repeats('rag') }, { width: 1000 });
    await panel.button('Sample 2 of 2, passed').click();
    assert.match(await textOf(panel), /rag second/);
    await panel.row('drift').click();
    await panel.post({ type: 'detail', detail: detail('drift', { expected: null, samples: repeats('drift') }) });
    assert.match(await textOf(panel), /drift first/);
  });

  it('never shows a failure as a score', async () => {
    const failed = sample({
      status: 'error',
      score: null,
      output: null,
      judges: [],
      checks: [],
      errorText: 'The server is overloaded.',
    });
    const panel = await opened({ status: 'error', samples: [failed] });
    assert.equal(await panel.page.getByRole('alert').innerText(), 'The server is overloaded.');
    assert.doesNotMatch(await textOf(panel), /\d\/5|No output/);
  });

  it('tells a judge that failed from a low score', async () => {
    const [judgement] = sample().judges;
    const judges = [
      {
        ...judgement,
        score: null,
        normalized: null,
        passed: null,
        reason: '',
        error: { kind: 'no-verdict', message: 'no score in the reply' },
      },
    ];
    const panel = await opened({ samples: [sample({ judges: judges as never })] });
    assert.match(await textOf(panel), /No score: no score in the reply/);
    assert.doesNotMatch(await textOf(panel), /\d\/5/);
  });

  it('says why an output ends early, that it came from the cache, and that its cost is unknown', async () => {
    const panel = await opened({ samples: [sample({ finishReason: 'length', cached: true, cost: null })] });
    const text = await textOf(panel);
    assert.match(text, /The output was cut off at the token limit\./);
    assert.match(text, /Timing and cost\s+From the cache/);
    assert.match(text, /Cost\s+unknown/);
  });

  it('shows tool calls', async () => {
    const toolCalls = [{ id: '1', name: 'search', arguments: '{"query":"RAG"}' }];
    const panel = await opened({ samples: [sample({ output: '', toolCalls })] });
    assert.match(await textOf(panel), /No output\.\s+Tool calls\s+search\({"query":"RAG"}\)/);
  });
});
