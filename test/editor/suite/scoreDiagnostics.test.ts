import assert from 'node:assert/strict';
import * as vscode from 'vscode';
import { startEndpoint, type TestEndpoint, verdict } from './support/endpoint';
import { makeProject, type Project } from './support/project';
import { findingsOf, problemsOf } from './support/shown';

const PROMPT = `---
model: test/small
input:
  schema:
    question: string
---
{{> rules}}
{{question}}
`;

/** Chinese text and emoji stand before every place that a finding points to. */
const TESTS = `# 測試集 😀
judges:
  - judge: ./judges/tone.prompt
    model: test/judge
cases:
  - { id: 檢索, input: { question: 什麼是 RAG？😀 }, checks: [contains: 檢索] }
  - id: 😀漂移
    input: { question: What is drift? }
    checks:
      - { contains: 資料, ignore-case: true }
  - id: fine
    input: { question: Say fine }
`;

const JUDGE = `---
input:
  schema:
    output: string
output:
  schema:
    reason: string
    score: integer
---
Judge this: {{output}}
`;

const FILES = {
  'a.prompt': PROMPT,
  '_rules.prompt': 'Be brief.\n',
  'a.test.yaml': TESTS,
  'judges/tone.prompt': JUDGE,
};

describe('Findings of a run', () => {
  let endpoint: TestEndpoint;
  let project: Project;

  before(async () => {
    endpoint = await startEndpoint();
    endpoint.server.answer(({ body }) => {
      const asked = JSON.stringify(body.messages);
      if (body.model === 'small')
        return { text: asked.includes('fine') ? 'fine' : asked.includes('RAG') ? '檢索' : 'No.' };
      return { text: asked.includes('fine') ? verdict(5, 'Good') : verdict(2, '語氣太硬 😀') };
    });
  });
  after(() => endpoint.dispose());
  afterEach(() => project.dispose());

  async function run(files: Readonly<Record<string, string>>): Promise<{ prompt: vscode.Uri; tests: vscode.Uri }> {
    project = await makeProject(files);
    const [prompt, tests] = [project.uri('a.prompt'), project.uri('a.test.yaml')];
    await project.show('a.test.yaml');
    assert.ok(await vscode.commands.executeCommand('assay.runTests', prompt), 'it ran');
    return { prompt, tests };
  }

  it('stand at the case and at the failed check, in exact columns after Chinese text and emoji', async () => {
    const { tests } = await run(FILES);
    const document = await vscode.workspace.openTextDocument(tests);
    const found = findingsOf(tests).map(({ code, severity, message, range }) => ({
      at: `${range.start.line} ${document.getText(range)}`,
      finding: `${vscode.DiagnosticSeverity[severity]} ${String(code)}: ${message}`,
    }));
    assert.deepEqual(
      found.filter(({ finding }) => finding.includes('judge.')),
      [
        { at: '5 檢索', finding: 'Warning judge.tone: tone 2/5: 語氣太硬 😀' },
        { at: '6 😀漂移', finding: 'Warning judge.tone: tone 2/5: 語氣太硬 😀' },
      ],
    );
    const [check] = found.filter(({ finding }) => finding.includes('check.'));
    assert.match(check?.finding ?? '', /^Error check\.contains: check failed: .*資料/);
    assert.match(check?.at ?? '', /^9 .*contains: 資料/);
  });

  it('link the case, the prompt, and a document with the output', async () => {
    const { prompt, tests } = await run(FILES);
    const finding = findingsOf(tests).find(({ code }) => code === 'judge.tone');
    const related = finding?.relatedInformation ?? [];
    assert.deepEqual(
      related.map(({ message }) => message),
      ['case "檢索"', 'the prompt', 'output of case "檢索"'],
    );
    assert.equal(related[0]?.location.uri.toString(), tests.toString());
    assert.equal(related[1]?.location.uri.toString(), prompt.toString());
    const output = related[2]?.location.uri;
    assert.ok(output);
    assert.equal((await vscode.workspace.openTextDocument(output)).getText(), '檢索');
  });

  it('sum the run up at the top of the prompt', async () => {
    const { prompt } = await run(FILES);
    assert.deepEqual(problemsOf(prompt), ['warning 0:0-0:3 run.summary: 2 of 3 cases fail (mean 3.0/5)']);
    assert.equal(findingsOf(prompt)[0]?.relatedInformation?.length, 2);
  });

  it('are the same in a file with CRLF and a BOM', async () => {
    const { tests } = await run({ ...FILES, 'a.test.yaml': `\uFEFF${TESTS.replaceAll('\n', '\r\n')}` });
    const titles = findingsOf(tests).filter(({ code }) => code === 'judge.tone');
    assert.deepEqual(
      titles.map(({ range }) => range.start.line),
      [5, 6],
    );
    const document = await vscode.workspace.openTextDocument(tests);
    assert.equal(document.getText(titles[1]?.range), '😀漂移');
  });

  it('say of a case that it is flaky, and why no judge was asked', async () => {
    let asked = 0;
    endpoint.server.answer(({ body }) => {
      if (body.model !== 'small') return { text: verdict(5, 'Good') };
      // Of two answers to the question about RAG one is empty.
      const isEmpty = JSON.stringify(body.messages).includes('RAG') && asked++ === 0;
      return { text: isEmpty ? '' : '檢索 資料' };
    });
    const { tests } = await run({ ...FILES, 'a.test.yaml': `repeat: 2\n${TESTS}` });
    const messages = findingsOf(tests)
      .filter(({ code }) => code === 'judge.tone')
      .map(({ message }) => message);
    assert.deepEqual(messages, ['tone 1/5: The answer is empty, so no judge was asked. (flaky: 1 of 2 passed)']);
  });

  it('never show an error of the provider as a low score', async () => {
    endpoint.server.answer(({ body }) => {
      if (JSON.stringify(body.messages).includes('RAG'))
        return { status: 400, error: { message: 'No such parameter' } };
      return { text: body.model === 'small' ? '資料 fine' : verdict(5, 'Good') };
    });
    const { prompt, tests } = await run(FILES);
    const [finding, ...others] = findingsOf(tests);
    assert.equal(others.length, 0);
    assert.equal(finding?.severity, vscode.DiagnosticSeverity.Information);
    assert.match(finding?.message ?? '', /^not scored: .*No such parameter/);
    assert.match(problemsOf(prompt).join(), /information 0:0-0:3 run\.summary: 1 of 3 cases could not be scored/);
  });
});
