import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startEndpoint, type TestEndpoint } from '../support/endpoint';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';

const PROMPT = [
  '---',
  'model: ',
  'input:',
  '  schema:',
  '    問題: string, what is asked 🙂',
  '    items(array): string',
  '---',
  '\t🙂 {{#each items}}{{}}{{/each}}',
  '{{> }}',
  '{{role ""}}',
  '',
].join('\r\n');

const labelOf = ({ label }: vscode.CompletionItem) => (typeof label === 'string' ? label : label.label);

/** Assay's items behind a text of a document. */
async function itemsBehind(document: vscode.TextDocument, written: string): Promise<vscode.CompletionItem[]> {
  const position = document.positionAt(document.getText().indexOf(written) + written.length);
  const list = await vscode.commands.executeCommand<vscode.CompletionList>(
    'vscode.executeCompletionItemProvider',
    document.uri,
    position,
    undefined,
    50,
  );
  // Snippets of the language come from VS Code itself.
  return list.items.filter(({ kind }) => kind !== vscode.CompletionItemKind.Snippet);
}

describe('Completion', () => {
  let project: Project;
  let endpoint: TestEndpoint | undefined;
  afterEach(async () => {
    await project.dispose();
    await endpoint?.dispose();
    endpoint = undefined;
  });

  it('comes through VS Code’s own command, in Chinese, with emoji, tabs and CRLF', async () => {
    project = await makeProject({ 'a.prompt': PROMPT, '_樣式.prompt': '簡短：{{問題}}' });
    const { document } = await project.show('a.prompt');
    const inLoop = await itemsBehind(document, '{{#each items}}{{');
    const variable = inLoop.find((item) => labelOf(item) === '../問題');
    assert.equal(variable?.insertText, '../問題');
    assert.equal(variable.detail, 'string');
    assert.ok(inLoop.some((item) => labelOf(item) === 'this') && inLoop.some((item) => labelOf(item) === '@index'));
    const partial = await eventually(async () => {
      const found = (await itemsBehind(document, '{{> ')).find((item) => labelOf(item) === '樣式');
      assert.ok(found);
      return found;
    });
    assert.match((partial.documentation as vscode.MarkdownString).value, /簡短：/);
    assert.deepEqual((await itemsBehind(document, '{{role "')).map(labelOf), ['system', 'user', 'model', 'tool']);
    assert.deepEqual(await itemsBehind(document, '\t🙂 '), []);
  });

  it('knows the test set and its prompt', async () => {
    project = await makeProject({
      'a.prompt': '---\ninput:\n  schema:\n    問題: string\n    lang(enum): [en, zh-TW]\n---\n{{問題}}{{lang}}',
      'a.test.yaml': 'judges:\r\n  - \r\ncases:\r\n  - id: "🙂"\r\n    input:\r\n      lang: \r\n      \r\n',
      'a.test.csv': 'id,\r\na,b\r\n',
    });
    const { document } = await project.show('a.test.yaml');
    assert.deepEqual((await itemsBehind(document, '      lang: ')).map(labelOf), ['en', 'zh-TW']);
    assert.ok((await itemsBehind(document, 'lang: \r\n      ')).map(labelOf).includes('問題'));
    const judges = (await itemsBehind(document, 'judges:\r\n  - ')).map(labelOf);
    assert.ok(judges.includes('correctness') && judges.includes('rubric'));
    const table = (await project.show('a.test.csv')).document;
    assert.ok((await itemsBehind(table, 'id,')).map(labelOf).includes('lang'));
  });

  it('asks the user’s own endpoints for their models, and shows them a moment later', async () => {
    endpoint = await startEndpoint({ models: ['small-1', 'large-2'] });
    project = await makeProject({ 'a.prompt': PROMPT });
    const { document } = await project.show('a.prompt');
    await eventually(async () => {
      const labels = (await itemsBehind(document, 'model: ')).map(labelOf);
      assert.ok(labels.includes('test/small-1') && labels.includes('test/large-2'), labels.join(', '));
    });
    assert.deepEqual(endpoint.server.chats, []);
  });

  it('puts what is chosen into the text while somebody types', async () => {
    project = await makeProject({ 'a.prompt': PROMPT });
    const editor = await project.show('a.prompt');
    const line = editor.document.lineCount - 1;
    editor.selection = new vscode.Selection(line, 0, line, 0);
    for (const text of ['{', '{', '問']) await vscode.commands.executeCommand('type', { text });
    await vscode.commands.executeCommand('editor.action.triggerSuggest');
    // It is accepted as soon as it is shown.
    await eventually(async () => {
      await vscode.commands.executeCommand('acceptSelectedSuggestion');
      assert.equal(editor.document.lineAt(line).text, '{{問題}}');
    });
  });
});

describe('Signature help', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('comes through VS Code’s own command', async () => {
    project = await makeProject({ 'a.prompt': '\t問 🙂 {{lookup user }}\r\n{{media url=x }}\r\n' });
    const { document } = await project.show('a.prompt');
    const at = async (written: string) => {
      const position = document.positionAt(document.getText().indexOf(written) + written.length);
      const help = await vscode.commands.executeCommand<vscode.SignatureHelp>(
        'vscode.executeSignatureHelpProvider',
        document.uri,
        position,
      );
      return [help.signatures[0]?.label, help.activeParameter];
    };
    assert.deepEqual(await at('{{lookup user '), ['lookup map key', 1]);
    assert.deepEqual(await at('{{media url=x '), ['media url= contentType=', 1]);
  });
});

describe('Typing', () => {
  let project: Project;
  afterEach(() => project.dispose());

  it('brings the end of a block through VS Code’s own command', async () => {
    project = await makeProject({ 'a.prompt': '問 🙂\r\n\t{{#each 項目}}\r\n' });
    const { document } = await project.show('a.prompt');
    const edits = await vscode.commands.executeCommand<vscode.TextEdit[]>(
      'vscode.executeFormatOnTypeProvider',
      document.uri,
      document.lineAt(1).range.end,
      '}',
      { tabSize: 2, insertSpaces: true },
    );
    assert.deepEqual(
      edits.map(({ range, newText }) => [range.start.line, range.start.character, newText]),
      [[1, 13, '{{/each}}']],
    );
  });

  it('ends a block with the cursor inside, as one step that can be undone', async () => {
    project = await makeProject({ 'a.prompt': '問\r\n\r\n' });
    const editor = await project.show('a.prompt');
    editor.selection = new vscode.Selection(1, 0, 1, 0);
    for (const text of ['{', '{', '#', 'i', 'f', ' ', 'x', '}', '}']) {
      await vscode.commands.executeCommand('type', { text });
    }
    await eventually(() => assert.equal(editor.document.lineAt(1).text, '{{#if x}}{{/if}}'));
    await eventually(() => assert.equal(editor.selection.active.character, '{{#if x}}'.length));
    await vscode.commands.executeCommand('type', { text: 'y' });
    assert.equal(editor.document.lineAt(1).text, '{{#if x}}y{{/if}}');
    for (let step = 0; step < 2; step++) await vscode.commands.executeCommand('undo');
    assert.equal(editor.document.lineAt(1).text, '{{#if x}}');
  });

  it('indents the line below a key of the frontmatter', async () => {
    project = await makeProject({ 'a.prompt': '---\r\n# 註解 🙂\r\n\r\n---\r\n問\r\n' });
    const editor = await project.show('a.prompt');
    editor.selection = new vscode.Selection(2, 0, 2, 0);
    for (const text of ['config:', '\n']) await vscode.commands.executeCommand('type', { text });
    await eventually(() => assert.equal(editor.document.lineAt(3).text, '  '));
  });
});
