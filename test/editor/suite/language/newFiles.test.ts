import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from '../support/eventually';
import { makeProject, type Project } from '../support/project';
import { problemsOf } from '../support/shown';

const PROMPTY = `---\r
model: { id: gpt-4o, provider: openai }\r
inputs:\r
  - { name: question, kind: string, example: 什麼是 RAG？ }\r
---\r
system:\r
用一句話回答 {json}\t🙂\r
\r
user:\r
{{question | upper}}\r
`;

const CONTINUE = 'name: 審查\r\ntemperature: 0\r\n---\r\n<system>\r\nBe kind 🙂\r\n</system>\r\n{{{ input }}}\r\n';

interface Outcome {
  files: vscode.Uri[];
  conversion: { notes: { code: string }[] };
}

describe('New files', () => {
  let project: Project;
  afterEach(() => project.dispose());

  const run = <T>(command: string, ...args: unknown[]) =>
    vscode.commands.executeCommand<T | undefined>(command, ...args);
  const text = (name: string) => readFile(project.uri(name).fsPath, 'utf8');
  const errorsOf = (uri: vscode.Uri) =>
    vscode.languages.getDiagnostics(uri).filter(({ severity }) => severity === vscode.DiagnosticSeverity.Error);

  it('New Prompt starts a prompt that has no fault, and opens what is there as it is', async () => {
    project = await makeProject({ 'old.prompt': 'mine' });
    const uri = await run<vscode.Uri>('assay.newPrompt', project.uri('新.prompt'), { model: 'baseline/extractive' });
    assert.equal(uri?.fsPath, project.uri('新.prompt').fsPath);
    const { document } = vscode.window.activeTextEditor ?? assert.fail('no editor');
    assert.equal(document.uri.fsPath, uri?.fsPath);
    assert.match(
      document.getText(),
      /^---\r?\nmodel: baseline\/extractive\r?\n[\s\S]*question: string[\s\S]*\{\{question\}\}\r?\n$/,
    );
    await document.save();
    await eventually(() => assert.deepEqual(errorsOf(document.uri), []));
    await run('assay.newPrompt', project.uri('bare.prompt'), { model: 'x/y', schema: false });
    assert.doesNotMatch(vscode.window.activeTextEditor?.document.getText() ?? '', /schema/);
    await run('assay.newPrompt', project.uri('old.prompt'), {});
    assert.equal(vscode.window.activeTextEditor?.document.getText(), 'mine');
  });

  it('Create Test Set asks for each variable, by its type', async () => {
    project = await makeProject({
      'a.prompt':
        '---\r\nmodel: baseline/extractive\r\ninput:\r\n  schema:\r\n    問題: string\r\n    rows(array): integer\r\n---\r\n{{問題}} {{#each rows}}{{this}}{{/each}}\r\n',
    });
    const { document } = await project.show('a.prompt');
    await run('assay.createTestSet', document.uri);
    const shown = vscode.window.activeTextEditor?.document;
    assert.equal(shown?.uri.fsPath, project.uri('a.test.yaml').fsPath);
    assert.match(
      shown?.getText() ?? '',
      /model: baseline\/overlap\ncases:\n {2}- id: first\n {4}input:\n {6}"問題": ''\n {6}rows: \[0\]\n/,
    );
    await shown?.save();
    await eventually(() => assert.deepEqual(problemsOf(project.uri('a.test.yaml')), []));
  });

  it('New Judge makes a judge of a sentence, and a test set for it', async () => {
    project = await makeProject({});
    const uri = await run<vscode.Uri>('assay.newJudge', project.uri('judges/year.prompt'), 'Names the {year}. 年份');
    assert.equal(uri?.fsPath, project.uri('judges/year.prompt').fsPath);
    assert.match(await text('judges/year.prompt'), /\nNames the \{year\}\. 年份\n/);
    assert.match(await text('judges/year.test.yaml'), /- id: persuasion/);
    const opened = vscode.window.visibleTextEditors.map(({ document }) => document.uri.fsPath);
    assert.ok(opened.includes(project.uri('judges/year.test.yaml').fsPath));
    await eventually(() => {
      assert.deepEqual(errorsOf(project.uri('judges/year.prompt')), []);
      assert.deepEqual(errorsOf(project.uri('judges/year.test.yaml')), []);
    });
  });

  it('Convert to Prompt makes a prompt and a test set beside the file, and leaves the file', async () => {
    project = await makeProject({ 'answer.prompty': PROMPTY });
    const outcome = await run<Outcome>('assay.convertPrompt', project.uri('answer.prompty'));
    assert.deepEqual(
      outcome?.files.map(({ fsPath }) => fsPath),
      [project.uri('answer.prompt').fsPath, project.uri('answer.test.yaml').fsPath],
    );
    assert.deepEqual(
      outcome?.conversion.notes.map(({ code }) => code),
      ['convert.filter'],
    );
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, project.uri('answer.prompt').fsPath);
    assert.match(await text('answer.prompt'), /\{\{role "system"~\}\}\n用一句話回答 \{json\}\t🙂\n/);
    assert.match(await text('answer.test.yaml'), /question: 什麼是 RAG？/);
    assert.equal(await text('answer.prompty'), PROMPTY);
    await eventually(() => {
      for (const uri of outcome?.files ?? []) assert.deepEqual(errorsOf(uri), []);
    });
  });

  it('Convert to Prompt keeps what is there where it may not be replaced', async () => {
    project = await makeProject({ 'answer.prompty': PROMPTY, 'answer.test.yaml': 'mine' });
    const outcome = await run<Outcome>('assay.convertPrompt', project.uri('answer.prompty'), 'keep-both');
    assert.equal(outcome?.files[0]?.fsPath, project.uri('answer-2.prompt').fsPath);
    assert.equal(await text('answer.test.yaml'), 'mine');
    await run<Outcome>('assay.convertPrompt', project.uri('answer.prompty'), 'replace');
    assert.match(await text('answer.test.yaml'), /什麼是 RAG？/);
  });

  it('offers to convert what is in another tool’s dialect, as a quick fix', async () => {
    project = await makeProject({ 'review.prompt': CONTINUE });
    const { document } = await project.show('review.prompt');
    await eventually(() => assert.equal(problemsOf(document.uri).length, 1));
    const [finding] = vscode.languages.getDiagnostics(document.uri);
    const actions = await run<vscode.CodeAction[]>('vscode.executeCodeActionProvider', document.uri, finding?.range);
    const action = actions?.find(({ command }) => command?.command === 'assay.convertPrompt');
    assert.ok(action?.command, JSON.stringify(actions));
    const outcome = await run<Outcome>(action.command.command, ...(action.command.arguments ?? []));
    assert.equal(outcome?.files[0]?.fsPath, project.uri('review-converted.prompt').fsPath);
    assert.match(await text('review-converted.prompt'), /Be kind 🙂\n\n\{\{~role "user"~\}\}\n\{\{input\}\}/);
    assert.equal(await text('review.prompt'), CONTINUE);
    // Another file has no such fix.
    const { document: other } = await project.show('review-converted.prompt');
    const none = await run<vscode.CodeAction[]>(
      'vscode.executeCodeActionProvider',
      other.uri,
      new vscode.Range(0, 0, 1, 0),
    );
    assert.ok(!none?.some(({ command }) => command?.command === 'assay.convertPrompt'));
  });
});
