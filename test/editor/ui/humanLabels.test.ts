import assert from 'node:assert/strict';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import type { HumanLabel } from '../../../src/engine/judge/labels';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const TESTS = `judges:
  - judge: helpfulness
    model: mine/judge
cases:
  - id: drift
    input: { question: What is drift? }
  - id: rag
    input: { question: 什麼是 RAG？ }
`;

describe('Human labels', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;
  let panel: Frame;

  before(async () => {
    server = await startModelServer();
    server.answer(({ body }) =>
      body.model === 'judge'
        ? { text: JSON.stringify({ reason: 'Vague', score: 2 }) }
        : { text: JSON.stringify(body.messages).includes('RAG') ? '檢索。' : 'Data that moves.' },
    );
    folder = await makeFolder({ 'a.prompt': '---\nmodel: mine/small\n---\n{{question}}\n', 'a.test.yaml': TESTS });
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'assay.annotator': 'Ada <ada@example.com>' },
    });
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  const lens = (text: string | RegExp) => window.page.locator('.codelens-decoration a', { hasText: text });
  const choose = (text: string | RegExp) =>
    window.page.locator('.quick-input-widget .monaco-list-row', { hasText: text }).click();

  /** The lines of all label files, waited for until there are so many. */
  async function lines(count: number): Promise<HumanLabel[]> {
    const labels = join(folder.path, '.assay/labels');
    for (const end = Date.now() + 15_000; ; ) {
      const names = (await readdir(labels).catch(() => [])).filter((name) => name.endsWith('.jsonl'));
      const texts = await Promise.all(names.map((name) => readFile(join(labels, name), 'utf8')));
      const found = texts.flatMap((text) => text.split('\n').filter(Boolean));
      if (found.length >= count || Date.now() > end) {
        assert.equal(found.length, count);
        return found.map((line) => JSON.parse(line) as HumanLabel);
      }
      await window.page.waitForTimeout(50);
    }
  }

  it('are given in the panel, and kept in a file of their own', async () => {
    await window.openFile('a.test.yaml');
    assert.equal(await lens('Your score').count(), 0, 'nothing to score before a run');
    await lens('Run 2 cases').click();
    panel = await window.webview('.row[data-case="drift"]');
    await panel.locator('.row[data-case="drift"]').getByText('2/5').waitFor();
    await panel.locator('.row[data-case="drift"]').click();
    const scores = panel.getByRole('radiogroup', { name: 'Your score for helpfulness' });
    await scores.getByRole('radio', { name: '4 of 5' }).click();
    await scores.getByRole('radio', { name: '4 of 5', checked: true }).waitFor();
    const [label] = await lines(1);
    assert.ok(label);
    const { id, at, outputDigest, ...rest } = label;
    assert.match(`${id} ${at} ${outputDigest}`, /^[0-9a-f-]{36} 20\S+Z [0-9a-f]{64}$/);
    assert.deepEqual(rest, {
      by: 'Ada <ada@example.com>',
      prompt: 'a.prompt',
      caseId: 'drift',
      judge: 'helpfulness',
      score: 4,
      min: 1,
      max: 5,
      output: 'Data that moves.',
      input: { question: 'What is drift?' },
    });
    await lens('you: 4/5').waitFor();
  });

  it('take a corrected answer, which the test set can take on', async () => {
    await panel.getByRole('button', { name: 'Correct the answer…' }).click();
    await panel.getByRole('textbox', { name: 'Your corrected answer' }).fill('Data that moves away.\nSlowly.');
    await panel.getByRole('button', { name: 'Save' }).click();
    await panel.getByText('Your corrected answer').click();
    assert.equal((await lines(2)).at(-1)?.corrected, 'Data that moves away.\nSlowly.');
    await panel.getByRole('button', { name: 'Use as Expected Answer' }).click();
    await window.page.locator('.view-line', { hasText: 'expected: |-' }).waitFor();
    await window.page.locator('.view-line', { hasText: 'Slowly.' }).waitFor();
  });

  it('are given from the lens of a case: for a judge, and for the output as a whole', async () => {
    await lens('Your score…').click();
    await choose('helpfulness');
    await choose(/^\s*3/);
    assert.deepEqual(
      (await lines(3))
        .filter(({ caseId }) => caseId === 'rag')
        .map(({ judge, score, output }) => [judge, score, output]),
      [['helpfulness', 3, '檢索。']],
    );
    await lens('you: 3/5').click();
    await choose('the output as a whole');
    await choose('Bad answer');
    assert.equal((await lines(4)).filter(({ thumb }) => thumb === 'down').length, 1);
  });

  it('open the form for a corrected answer from the lens', async () => {
    await lens('you: 3/5').click();
    await choose('the output as a whole');
    await choose('Correct the answer…');
    const form = panel.getByRole('textbox', { name: 'Your corrected answer' });
    await form.waitFor();
    assert.equal(await form.inputValue(), '檢索。');
  });

  it('of others are shown as soon as they are pulled', async () => {
    const names = await readdir(join(folder.path, '.assay/labels'));
    const own = names.find((name) => name.endsWith('.jsonl')) ?? '';
    const text = await readFile(join(folder.path, '.assay/labels', own), 'utf8');
    const first = text.split('\n').find((line) => line.includes('"caseId":"rag"')) ?? '';
    const theirs = { ...(JSON.parse(first) as HumanLabel), id: 'theirs', by: 'Bob <bob@example.com>', score: 1 };
    await writeFile(join(folder.path, '.assay/labels/bob.jsonl'), `${JSON.stringify(theirs)}\n`);
    await panel.getByText('Bob: 1').waitFor();
  });
});
