import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Position } from 'vscode-languageserver-types';
import { inspectPrompt } from '../../../../src/engine/evaluate/inspectPrompt';
import { inspectTestSet } from '../../../../src/engine/evaluate/inspectTestSet';
import { loadTestSet } from '../../../../src/engine/evaluate/loadTestSet';
import { compilePrompt } from '../../../../src/engine/prompt/compilePrompt';
import { memoryFiles } from '../../../support/memoryFiles';
import { JUDGES, languageWorkspace, WORKSPACE } from '../languageWorkspace';
import { applied, type Texts } from '../renamed';
import { type Project, projects } from './projectArbitrary';

const NEW_NAMES = [
  'neu',
  '新名稱',
  'a b',
  'yes',
  '1',
  'a: b',
  '#tag',
  '🙂🙂',
  'it',
  'question',
  'title',
  'true',
  "it's",
  'a,b',
  'a"b',
  'x.y',
];

/** Where there may be a name. */
const NAMED = /question|問題|first name|items|user|title|naïve|🙂|tag_1|範例 二|\b(?:it|row|part|own|tone|c0|given)\b/g;

/** Places of a text by the number of a character. */
function positionIn(text: string, at: number): Position {
  const before = text
    .replace(/^\uFEFF/, '')
    .slice(0, at)
    .split(/\r\n|\r|\n/);
  return { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
}

/**
 * What nobody knows before a rendering is counted as a variable where it stands: names in a partial that a template defines in
 * itself.
 */
const hasInline = (texts: Texts) => Object.values(texts).some((text) => text.includes('*inline'));

/** The messages of every prompt for every case, and all problems and findings of all files. */
async function meaning(texts: Texts): Promise<unknown> {
  const files = memoryFiles(
    Object.fromEntries(Object.entries(texts).map(([path, text]) => [`${WORKSPACE}/${path}`, text])),
  );
  const shown: Record<string, unknown> = {};
  const { service, text } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  for (const path of Object.keys(texts)) {
    const findings = await service.diagnostics(text(path));
    shown[`findings of ${path}`] = findings.map(({ code }) => code).sort();
  }
  for (const path of Object.keys(texts).sort()) {
    const file = `${WORKSPACE}/${path}`;
    if (/\.test\./.test(path)) {
      const { problems } = await inspectTestSet(file, { workspace: WORKSPACE, files, judgesFolder: JUDGES });
      const counted = problems.filter(({ code }) => code !== 'testset.missing-variable' || !hasInline(texts));
      shown[path] = counted.map(({ code }) => code).sort();
      continue;
    }
    if (path.includes('_')) continue;
    const { source, problems, testsFile } = await inspectPrompt(file, { workspace: WORKSPACE, files });
    const compiled = compilePrompt(source);
    const { testSet } =
      testsFile === undefined ? {} : await loadTestSet(testsFile, compiled, { files, workspace: WORKSPACE });
    const messages = (testSet?.cases ?? []).map(({ input }) => {
      try {
        return compiled.render({ input }).messages;
      } catch (error) {
        return (error as { problems?: { code: string }[] }).problems?.map(({ code }) => code);
      }
    });
    shown[path] = [problems.map(({ code }) => code).sort(), messages];
  }
  return shown;
}

describe('renaming', function () {
  this.timeout(60_000);

  const start = fc.record({
    project: projects,
    file: fc.nat(),
    at: fc.nat(),
    name: fc.constantFrom(...NEW_NAMES),
  });

  let done = 0;

  async function rename(project: Project, path: string, position: Position, name: string) {
    const { service, text } = languageWorkspace(project);
    return service.rename(text(path), position, name);
  }

  it('leaves all messages and problems as they were, and renaming back leaves all files so', async () => {
    await fc.assert(
      fc.asyncProperty(start, async ({ project, file, at, name }) => {
        const paths = Object.keys(project);
        const path = paths[file % paths.length] ?? '';
        const text = project[path] ?? '';
        const places = [...text.replace(/^\uFEFF/, '').matchAll(NAMED)];
        const position = positionIn(text, (places[at % places.length]?.index ?? 0) + 1);
        const answer = await rename(project, path, position, name);
        if ('code' in answer) return;
        const [change] = answer.changes;
        const [edit] = change?.edits ?? [];
        if (change === undefined || edit === undefined) return;
        done++;
        const after = applied(project, answer);
        if (answer.renames.length === 0) assert.deepEqual(await meaning(after), await meaning(project));
        // The first place of a file stands where it stood.
        const back = change.file.slice(WORKSPACE.length + 1);
        const { line, character } = edit.range.start;
        const old = (await languageWorkspace(project).service.prepareRename(
          languageWorkspace(project).text(path),
          position,
        )) as { placeholder: string };
        const again = await rename(after, back, { line, character: character + 1 }, old.placeholder);
        if ('code' in again) assert.fail(`${again.code} ${JSON.stringify(again.args)}`);
        assert.deepEqual(applied(after, again), project);
      }),
      { seed: 20261128, numRuns: 40 },
    );
    assert.ok(done > 20, `only ${done} were renamed`);
  });
});
