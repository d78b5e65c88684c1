import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { commitAll, initRepository } from '../../../support/gitRepository';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';
import { codeOf, findingsOf } from '../support/shown';

const { Warning, Hint, Information } = vscode.DiagnosticSeverity;
const EVERYWHERE = new vscode.Range(0, 0, 9999, 0);

describe('Findings of the language', () => {
  let project: Project;
  afterEach(() => project.dispose());

  const finding = (uri: vscode.Uri, code: string) =>
    eventually(() => {
      const found = findingsOf(uri).find((each) => codeOf(each) === code);
      assert.ok(found, `${code} among ${findingsOf(uri).map(codeOf).join(', ')}`);
      return found;
    });

  const actionsFor = async (uri: vscode.Uri, code: string) => {
    const { range } = await finding(uri, code);
    return vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      uri,
      range,
      vscode.CodeActionKind.QuickFix.value,
    );
  };

  const applying = async (action: vscode.CodeAction | undefined) => {
    assert.ok(action?.edit);
    assert.ok(await vscode.workspace.applyEdit(action.edit));
  };

  it('have severities, tags and a link to what is written about them, in Chinese, with emoji, tabs and CRLF', async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel: baseline/extractive\r\ninput:\r\n  schema:\r\n    問題: string\r\n    舊的: string\r\n---\r\n\t🙂 {{問題}} {{問提題}}\r\n',
    });
    const { document } = await project.show('a.prompt');
    const undeclared = await finding(document.uri, 'prompt.undeclared-variable');
    assert.equal(undeclared.severity, Warning);
    assert.equal(document.getText(undeclared.range), '問提題');
    const { target } = undeclared.code as { target: vscode.Uri };
    assert.equal(target.scheme, 'command');
    const [page] = JSON.parse(decodeURIComponent(target.query)) as [vscode.Uri];
    assert.match(page.path, /\/docs\/diagnostics\.md$/);
    assert.equal(page.fragment, 'promptundeclared-variable');
    const text = new TextDecoder().decode(await vscode.workspace.fs.readFile(vscode.Uri.file(page.path)));
    assert.match(text, /^### prompt\.undeclared-variable$/m);
    const unused = await finding(document.uri, 'prompt.unused-variable');
    assert.deepEqual([unused.severity, unused.tags], [Hint, [vscode.DiagnosticTag.Unnecessary]]);
    assert.equal(document.getText(unused.range), '舊的');
  });

  it('can be put right through VS Code’s own command, and are gone then', async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel: baseline/extractive\r\ninput:\r\n  schema:\r\n    問題: string\r\n---\r\n\t🙂 {{問題}} {{語言}}\r\n{{> 樣式}}\r\n',
      'a.test.yaml': 'cases:\n  - input: { 問題: 一, 語言: zh }\n',
    });
    const { document } = await project.show('a.prompt');
    const [declare] = await actionsFor(document.uri, 'prompt.undeclared-variable');
    assert.deepEqual([declare?.title, declare?.isPreferred], ['Declare "語言" in the input schema', true]);
    await applying(declare);
    assert.match(document.getText(), /\r\n {4}問題: string\r\n {4}語言: string\r\n---\r\n/);
    await eventually(() => assert.ok(!findingsOf(document.uri).some((each) => /undeclared/.test(codeOf(each)))));
    const [create] = await actionsFor(document.uri, 'prompt.missing-partial');
    await applying(create);
    await vscode.workspace.fs.stat(project.uri('_樣式.prompt'));
    await eventually(() =>
      assert.ok(!findingsOf(document.uri).some((each) => codeOf(each) === 'prompt.missing-partial')),
    );
  });

  it('are put right in test sets too', async () => {
    project = await makeProject({
      'a.prompt': '{{question}}\n',
      'a.test.csv': 'id,questoin\r\n一,"x, 🙂"\r\n',
    });
    const { document } = await project.show('a.test.csv');
    const [rename] = await actionsFor(document.uri, 'testset.unknown-variable-suggestion');
    await applying(rename);
    assert.equal(document.getText(), 'id,question\r\n一,"x, 🙂"\r\n');
    await eventually(() => assert.deepEqual(findingsOf(document.uri), []));
  });

  it('that need no decision are put right at once', async () => {
    project = await makeProject({ 'a.prompt': '您好\u200B。\n{{role "assistant"}}x\n{{> gone}}' });
    const { document } = await project.show('a.prompt');
    await finding(document.uri, 'text.invisible-character');
    const [all] = await vscode.commands.executeCommand<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      document.uri,
      EVERYWHERE,
      vscode.CodeActionKind.SourceFixAll.value,
    );
    assert.equal(all?.kind?.value, 'source.fixAll.assay');
    await applying(all);
    assert.equal(document.getText(), '{{role "user"}}\n您好。\n{{role "model"}}x\n{{> gone}}');
  });

  it('that take longer come when nobody types, move with the text, and go with what they were about', async () => {
    project = await makeProject({ 'a.prompt': 'x {{> p}}\n', '_p.prompt': '短。\n', '_q.prompt': '長。\n' });
    const editor = await project.show('_q.prompt');
    const { document } = editor;
    assert.equal((await finding(document.uri, 'prompt.unused-partial')).severity, Information);
    await project.write('b.prompt', '{{> q}}\n');
    await eventually(() => assert.deepEqual(findingsOf(document.uri), []));
  });

  it('of a partial know what is written in a prompt and not saved', async () => {
    project = await makeProject({
      'a.prompt': '---\ninput: { schema: { 問題: string } }\n---\n{{問題}}{{> p}}\n',
      '_p.prompt': '{{語氣}}\n',
    });
    const prompt = await project.show('a.prompt');
    const partial = await project.show('_p.prompt');
    await finding(partial.document.uri, 'prompt.undeclared-by-includers');
    await vscode.window.showTextDocument(prompt.document);
    const edit = new vscode.WorkspaceEdit();
    edit.insert(prompt.document.uri, new vscode.Position(3, 11), ' 語氣="正式"');
    assert.ok(await vscode.workspace.applyEdit(edit));
    await eventually(() => assert.deepEqual(findingsOf(partial.document.uri), []));
  });

  it('are shown in versions too, with the partials as they were', async () => {
    project = await makeProject({
      'a.prompt': '---\ninput: { schema: { 問題: string } }\n---\n{{問題}} {{語氣}}{{> p}}\n',
      '_p.prompt': '好。\n',
    });
    await initRepository(project.folder);
    await commitAll(project.folder, 'first');
    await vscode.workspace.fs.delete(project.uri('_p.prompt'));
    const query = JSON.stringify({ file: project.uri('a.prompt').fsPath, point: { revision: 'HEAD' } });
    const uri = vscode.Uri.from({ scheme: 'assay-version', path: '/HEAD/a.prompt', query });
    const document = await vscode.workspace.openTextDocument(uri);
    const { range } = await finding(document.uri, 'prompt.undeclared-variable');
    assert.equal(document.getText(range), '語氣');
    assert.deepEqual(findingsOf(uri).map(codeOf), ['prompt.undeclared-variable']);
  });
});
