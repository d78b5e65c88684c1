import assert from 'node:assert/strict';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { openWorkbench, type Workbench } from '../support/workbench';
import { type Folder, makeFolder } from './support/folder';

const PROMPT = `---
model: mine/small
---
{{role "system"}}
Answer in Chinese only.
請保持冷靜。
{{role "user"}}
{{question}}
`;

describe('The weight of lines', () => {
  let server: ModelServer;
  let folder: Folder;
  let window: Workbench;

  before(async () => {
    server = await startModelServer();
    server.answer(({ body }) => ({ text: JSON.stringify(body.messages[0]).includes('Chinese') ? '好' : 'well' }));
    const cases = Array.from(
      { length: 8 },
      (_, index) => `  - { id: q${index + 1}, input: { question: Q${index} } }\n`,
    );
    folder = await makeFolder({
      'a.prompt': PROMPT,
      'a.test.yaml': `checks:\n  - contains: 好\ncases:\n${cases.join('')}`,
    });
    window = await openWorkbench({
      workspace: folder.path,
      // Lines are read as they are shown: without what is shown beside them.
      settings: { 'assay.endpoints': { mine: { baseUrl: server.url } }, 'editor.inlayHints.enabled': 'off' },
    });
    await window.openFile('a.prompt');
  });
  after(async () => {
    await window?.close();
    await folder?.dispose();
    await server?.close();
  });

  it('says what it takes, and sends nothing to those who decline', async () => {
    await window.runCommand('Assay: Weigh the Lines of This Prompt…');
    const dialog = window.page.locator('.monaco-dialog-box');
    await dialog.getByText('Weighing 2 sentences on 8 cases: at most 32 calls to mine/small').waitFor();
    await dialog.getByRole('button', { name: 'Cancel' }).click();
    assert.equal(server.chats.length, 0);
  });

  it('marks in the gutter what matters and what could go, each with a shape of its own', async () => {
    await window.runCommand('Assay: Weigh the Lines of This Prompt…');
    await window.page.locator('.monaco-dialog-box').getByRole('button', { name: 'Weigh' }).click();
    await window.page.getByText('1 sentence could go: about').first().waitFor();
    assert.equal(server.chats.length, 24);
    const icons = await window.page
      .locator('.glyph-margin-widgets .cgmr, .margin-view-overlays .cgmr')
      .evaluateAll((all) =>
        all.map((each) => getComputedStyle(each).backgroundImage).filter((image) => image.includes('weight-')),
      );
    assert.deepEqual(icons.map((image) => /weight-([a-z-]+)-(?:dark|light)/.exec(image)?.[1]).sort(), [
      'could-go',
      'matters',
    ]);
    if (process.env.ASSAY_SCREENSHOT) await window.screenshot(process.env.ASSAY_SCREENSHOT);
  });

  it('has the numbers in the hover of a sentence', async () => {
    await window.page.locator('.view-line span', { hasText: 'Answer in Chinese only.' }).last().hover();
    await window.page
      .locator('.monaco-hover', { hasText: 'matters: Without it: 1 point worse on 8 cases' })
      .first()
      .waitFor();
  });

  it('lists all of them in words', async () => {
    await window.runCommand('Assay: Show the Weights of Lines');
    const rows = window.page.locator('.quick-input-widget .monaco-list-row');
    await rows.first().waitFor();
    assert.match((await rows.allInnerTexts()).join('\n'), /Answer in Chinese only\.[\s\S]+could go[\s\S]+not weighed/);
    await rows.nth(1).click();
    await window.page.locator('.statusbar-item', { hasText: 'Ln 6,' }).waitFor();
  });

  it('takes a sentence out with a quick fix, and forgets its mark', async () => {
    await window.page.keyboard.press('Control+.');
    await window.page
      .getByText(/Remove This Sentence \(Saves about \d+ tokens a call\)/)
      .first()
      .waitFor();
    await window.page.keyboard.press('Enter');
    await window.page.locator('.view-line', { hasText: '請保持冷靜。' }).waitFor({ state: 'detached' });
    await window.page.locator('.cgmr[class*="TextEditorDecorationType"]').nth(1).waitFor({ state: 'detached' });
    assert.deepEqual(
      (await window.page.locator('.view-line').allInnerTexts())
        .map((line) => line.replaceAll('\u00A0', ' '))
        .slice(3, 6),
      ['{{role "system"}}', 'Answer in Chinese only.', '{{role "user"}}'],
    );
  });
});
