import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { problemsOf } from './support/shown';

const PROMPT = '---\nmodel: baseline/extractive\ninput:\n  schema:\n    question: string\n---\n{{question}}\n';

const CONFIG = `prompts: ['Answer {{question}}']
tests:
  - description: 檢索
    vars: { question: 什麼是 RAG？ }
    assert:
      - { type: icontains, value: rag }
      - { type: python, value: 'True' }
`;

describe('Importing a test set', () => {
  let project: Project;
  afterEach(() => project.dispose());

  const run = (source: string, target: string) =>
    vscode.commands.executeCommand<{ uri: vscode.Uri; imported: { entries: { code: string }[] } } | undefined>(
      'assay.importTestSet',
      project.uri(source),
      project.uri(target),
    );

  it('writes it where it is to go, shows it, and knows what could not be carried over', async () => {
    project = await makeProject({ 'answer.prompt': PROMPT, 'promptfooconfig.yaml': CONFIG });
    await project.show('answer.prompt');
    const outcome = await run('promptfooconfig.yaml', 'answer.test.yaml');
    assert.equal(outcome?.uri.fsPath, project.uri('answer.test.yaml').fsPath);
    assert.equal(vscode.window.activeTextEditor?.document.uri.fsPath, outcome?.uri.fsPath);
    const text = await readFile(project.uri('answer.test.yaml').fsPath, 'utf8');
    assert.match(text, /^ {2}# not carried over: The assertion python /m);
    assert.match(text, /- id: 檢索\n {4}input:\n {6}question: 什麼是 RAG？\n {4}checks:\n {6}- contains: rag\n/);
    assert.deepEqual(
      outcome?.imported.entries.map(({ code }) => code),
      ['import.prompts', 'import.assertion-code'],
    );
    await eventually(() => assert.deepEqual(problemsOf(project.uri('answer.test.yaml')), []));
  });

  it('writes nothing where the file is wrong', async () => {
    project = await makeProject({ 'answer.prompt': PROMPT, 'tests.csv': 'question,__expected\n"open,x\n' });
    assert.equal(await run('tests.csv', 'answer.test.yaml'), undefined);
    await assert.rejects(readFile(project.uri('answer.test.yaml').fsPath));
  });
});
