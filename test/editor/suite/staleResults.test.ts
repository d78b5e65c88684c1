import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import * as vscode from 'vscode';
import { eventually } from './support/eventually';
import { makeProject, type Project } from './support/project';
import { findingsOf, lensesOf } from './support/shown';

const FILES = {
  'a.prompt': '---\nmodel: baseline/extractive\n---\n{{> rules}}\nThe sky is blue. {{question}}\n',
  '_rules.prompt': 'Be brief.\n',
  'a.test.yaml': `judges:
  - judge: ./tone.prompt
    model: baseline/overlap
cases:
  - id: wrong
    input: { question: What is the sky? }
    expected: 完全不同的答案
`,
  'tone.prompt': '---\noutput:\n  schema:\n    reason: string\n    score: integer\n---\nJudge {{output}}\n',
};

/** Marked as of before the last change, and no warning any more. */
function isStale({ message, severity }: vscode.Diagnostic): boolean {
  return message.startsWith('Before your last change: ') && severity === vscode.DiagnosticSeverity.Information;
}

describe('Results of a text that has changed', () => {
  let project: Project;
  let prompt: vscode.Uri;
  let tests: vscode.Uri;

  beforeEach(async () => {
    project = await makeProject(FILES);
    [prompt, tests] = [project.uri('a.prompt'), project.uri('a.test.yaml')];
    await project.show('a.prompt');
    assert.ok(await vscode.commands.executeCommand('assay.runTests', prompt));
    assert.deepEqual(scoresOf(tests).map(isStale), [false]);
  });
  afterEach(() => project.dispose());

  const scoresOf = (uri: vscode.Uri) =>
    findingsOf(uri).filter(({ code }) => String(code).startsWith('judge.tone') || code === 'run.summary');

  async function insert(name: string, line: number, text: string): Promise<vscode.TextEditor> {
    const editor = await project.show(name);
    await editor.edit((edit) => edit.insert(new vscode.Position(line, 0), text));
    return editor;
  }

  for (const [what, name] of [
    ['prompt', 'a.prompt'],
    ['partial', '_rules.prompt'],
    ['judge', 'tone.prompt'],
    ['test set', 'a.test.yaml'],
  ] as const) {
    it(`are marked at once when the ${what} is edited, and no longer when that is undone`, async () => {
      const line = name === 'a.test.yaml' ? 5 : name === '_rules.prompt' ? 0 : name === 'a.prompt' ? 4 : 6;
      const text = name === 'a.test.yaml' ? '    tags: [new]\n' : 'Say why. ';
      await insert(name, line, text);
      assert.deepEqual(scoresOf(tests).map(isStale), [true], 'at once');
      assert.deepEqual(scoresOf(prompt).map(isStale), [true], 'at once');
      await eventually(async () => assert.match((await lensesOf(prompt))[2] ?? '', /stale: /));

      await vscode.commands.executeCommand('undo');
      await eventually(() => assert.deepEqual(scoresOf(tests).map(isStale), [false]));
      assert.deepEqual(scoresOf(prompt).map(isStale), [false]);
    });
  }

  it('are marked when the file changes on disk, by another program', async () => {
    await writeFile(project.uri('_rules.prompt').fsPath, 'Be long.\n');
    await eventually(() => assert.deepEqual(scoresOf(tests).map(isStale), [true]));
  });

  it('stay at their case while text is typed above it', async () => {
    const before = scoresOf(tests)[0]?.range.start.line ?? -1;
    await insert('a.test.yaml', 0, '# 註解 😀\n# more\n');
    await eventually(() => assert.equal(scoresOf(tests)[0]?.range.start.line, before + 2));
  });

  it('are fresh again after another run', async () => {
    await insert('a.prompt', 4, 'Say why. ');
    assert.ok(await vscode.commands.executeCommand('assay.runTests', prompt));
    assert.deepEqual(scoresOf(tests).map(isStale), [false]);
  });

  it('count unsaved text: the run is of what stands in the editor', async () => {
    await insert(
      'a.test.yaml',
      7,
      '  - id: second\n    input: { question: Which sky? }\n    expected: The sky is blue.\n',
    );
    const run = await vscode.commands.executeCommand<{ cases: { id: string }[] }>('assay.runTests', prompt);
    assert.deepEqual(
      run.cases.map(({ id }) => id),
      ['wrong', 'second'],
    );
  });
});
