import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Frame } from 'playwright-core';
import { labelLine } from '../../support/labelLine';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const CASES = Array.from({ length: 40 }, (_, index) => ({ id: `c${index + 1}`, worth: (index % 5) + 1 }));
const outputOf = ({ id, worth }: (typeof CASES)[number]) => `答案 ${id} worth ${worth} 🙂`;

/** What Ada says of each output: what it is worth. */
const LABELS = CASES.slice(0, 34).map((each) =>
  labelLine({
    caseId: each.id,
    judge: './judges/kind.prompt',
    score: each.worth,
    note: `worth ${each.worth}`,
    output: outputOf(each),
    input: { question: `q ${each.id}` },
  }),
);

const JUDGE = `---
model: mine/judge
input:
  schema:
    output: string
---
{{role "system"}}
Judge from {{min}} to {{max}}.

{{role "user"}}
{{output}}
`;

/** The judge's own test set: twelve outputs with the scores that people gave. */
const OWN = CASES.slice(0, 12)
  .map(({ id, worth }) => `  - { id: own-${id}, input: { output: 答案 worth ${worth} }, expected: ${worth} }\n`)
  .join('');

describe('The judge report', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;
  let panel: Frame;
  let report: Frame;

  before(async () => {
    server = await startModelServer();
    server.answer(({ body }) => {
      const text = body.messages.map(({ content }) => String(content)).join('\n');
      if (body.model !== 'judge') {
        const id = /q (c\d+)/.exec(text)?.[1];
        return { text: outputOf(CASES.find((each) => each.id === id) ?? { id: '?', worth: 0 }) };
      }
      // Kind to everything, until people's examples show how they judge.
      const worth = Number(/worth (\d)/.exec(text.split('<output').at(-1) ?? '')?.[1]);
      const score = text.includes('<examples') ? worth : worth === 5 ? 4 : 5;
      return { text: JSON.stringify({ reason: `I like it (${worth}).`, score }) };
    });
    const cases = CASES.map(({ id }) => `  - { id: ${id}, input: { question: q ${id} } }\n`).join('');
    folder = await makeFolder({
      'a.prompt': '---\nmodel: mine/small\n---\n{{question}}\n',
      'a.test.yaml': `judges:\n  - ./judges/kind.prompt\ncases:\n${cases}`,
      'judges/kind.prompt': JUDGE,
      'judges/kind.test.yaml': `cases:\n${OWN}`,
      '.assay/labels/a.prompt--ada.jsonl': `${LABELS.join('\n')}\n`,
    });
    window = await openWorkbench({
      workspace: folder.path,
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'files.autoSave': 'off' },
    });
    await window.openFile('a.prompt');
    await window.page.locator('.codelens-decoration a', { hasText: 'Run 40 cases' }).click();
    panel = await window.webview('.row[data-case="c1"]');
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  it('is announced by a warning in the panel, with the scores corrected by the labels', async () => {
    await panel.locator('.trust').getByText('The judge kind does not agree with people').waitFor();
    assert.match(
      await panel.locator('.trust .corrected').innerText(),
      /corrected by people’s labels \(34 in this run\)/,
    );
  });

  it('is announced by a warning in Problems, where the test set names the judge', async () => {
    await window.openFile('a.test.yaml');
    await window.page.locator('.squiggly-warning').first().waitFor();
    await window.runCommand('Problems: Focus on Problems View');
    await window.page.locator('.markers-panel', { hasText: 'The judge kind does not agree with people' }).waitFor();
  });

  it('opens from the warning: the standing, the agreement, and the strongest disagreements first', async () => {
    await panel.getByRole('button', { name: /The judge kind does not agree/ }).click();
    report = await window.webview('assay-judge h1');
    assert.match(await report.locator('h1').innerText(), /does not agree with people well enough/);
    const first = report.locator('.disagreements details').first();
    await first.locator('summary').click();
    const said = await first.innerText();
    assert.match(said, /people 1 · judge 5/);
    assert.match(said, /Ada: 1 – worth 1/);
    assert.match(said, /worth 1 🙂/);
    assert.equal(await report.locator('.confusion tbody tr').count(), 5);
  });

  it('leads to the case of a disagreement with one click', async () => {
    const id = await report.locator('.disagreements .case').first().innerText();
    await report.getByRole('button', { name: 'Open Case' }).first().click();
    await window.page
      .locator('.view-line', { hasText: `id: ${id},` })
      .first()
      .waitFor();
  });

  it('opens from the warning beside the score, above the prompt', async () => {
    await window.openFile('a.prompt');
    await window.page.locator('.codelens-decoration a', { hasText: 'does not agree with people: kind' }).click();
    await window.page.locator('.tab.active', { hasText: 'Judges' }).waitFor();
    // The keys of the next test belong to an editor, not to the page.
    await window.page.locator('.tab[data-resource-name="a.prompt"]').click();
    await window.page.locator('.tab.active[data-resource-name="a.prompt"]').waitFor();
  });

  it('measures a judge by its own test set, from the lens above it', async () => {
    await window.openFile('judges/kind.test.yaml');
    await window.page.locator('.codelens-decoration a', { hasText: 'Test this judge against people’s scores' }).click();
    report = await window.webview('assay-judge h1');
    await report.getByText('No conclusion: 12 labels, and at least 30 are needed').first().waitFor();
    await report.locator('.disagreements summary').first().click();
    await report.getByRole('button', { name: 'Open Case' }).first().click();
    await window.page.locator('.tab.active[data-resource-name="kind.test.yaml"]').waitFor();
  });

  it('tries whether examples help, on labels held out, and shows the change', async () => {
    await window.openFile('a.prompt');
    await window.runCommand('Assay: Show How Judges Agree with People');
    report = await window.webview('assay-judge h1');
    await report.getByRole('button', { name: 'Improve This Judge…' }).click();
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Try It' }).click();
    await report.getByText(/It helps: \+0\.\d+ of the scale nearer to people/).waitFor();
    await report.getByRole('button', { name: 'Show Change' }).click();
    await window.page.locator('.diff-editor, .monaco-diff-editor').first().waitFor();
    await window.page.locator('.notification-toast').getByRole('button', { name: 'Take the Examples' }).click();
    // Not the tab of the comparison, whose title has the name as well.
    await window.page.locator('.tab.active.dirty[data-resource-name="kind.prompt"]').waitFor();
    await window.page.keyboard.press('ControlOrMeta+S');
    await window.page.locator('.tab.active:not(.dirty)[data-resource-name="kind.prompt"]').waitFor();
    const text = await readFile(join(folder.path, 'judges/kind.prompt'), 'utf8');
    assert.match(text, /^assay\.examples:$/m);
    assert.match(text, /reason: worth 1/);
    assert.match(text, /\{\{examples\}\}\n\n\{\{role "user"\}\}/);
  });
});
