import assert from 'node:assert/strict';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { withPromptDefaults } from '../../../src/engine/testset/promptDefaults';
import { testSetOf } from './testSetOf';

async function completed(frontmatter: string, name: string, text: string) {
  const parsed = parsePrompt(`---\n${frontmatter}\n---\n{{q}}`, '/work/answer.prompt');
  const { testSet, problems } = withPromptDefaults(await testSetOf(name, text), parsed);
  return {
    judges: testSet.judges.map(({ judge }) => judge),
    checks: testSet.checks.map(({ kind, negate }) => (negate ? `not-${kind}` : kind)),
    lines: [...testSet.judges, ...testSet.checks].map(({ range }) => range.start.line + 1),
    problems: problems.map(({ code, file, range }) => `${file}:${range.start.line + 1} ${code}`),
  };
}

const FRONTMATTER = `model: a/b
assay.judges:
  - correctness
  - {judge: ./tone.prompt, weight: 2}
assay.checks:
  - not-contains: sorry`;

describe('withPromptDefaults', () => {
  it('takes the judges and checks of the frontmatter for a test set without any', async () => {
    const { judges, checks, lines, problems } = await completed(FRONTMATTER, 'a.csv', 'id,q\na,b\n');
    assert.deepEqual(problems, []);
    assert.deepEqual(judges, ['correctness', './tone.prompt']);
    assert.deepEqual(checks, ['not-contains']);
    assert.deepEqual(lines, [4, 4, 7], 'at the place in the prompt');
  });

  it('leaves what the test set says itself', async () => {
    const text = 'judges: [relevance]\nchecks: [json]\ncases:\n  - input: {q: x}\n';
    const { judges, checks } = await completed(FRONTMATTER, 'a.yaml', text);
    assert.deepEqual([judges, checks], [['relevance'], ['json']]);
  });

  it('judges correctness where nobody says anything and every case has an expected answer', async () => {
    const { judges } = await completed('model: a/b', 'a.csv', 'q,expected\na,b\nc,d\n');
    assert.deepEqual(judges, ['correctness']);
  });

  it('judges nothing where one case has no expected answer, or there are checks', async () => {
    assert.deepEqual((await completed('model: a/b', 'a.csv', 'q,expected\na,b\nc,\n')).judges, []);
    const withCheck = 'cases:\n  - expected: b\n    checks: [json]\n';
    assert.deepEqual((await completed('model: a/b', 'a.yaml', withCheck)).judges, []);
    assert.deepEqual((await completed('assay.checks: [json]', 'a.csv', 'q,expected\na,b\n')).judges, []);
  });

  it('reports mistakes in the frontmatter at their place in the prompt', async () => {
    const { problems } = await completed('assay.judges: correctness\nassay.checks: [contain: x]', 'a.csv', 'q\na\n');
    assert.deepEqual(problems, [
      '/work/answer.prompt:2 testset.judges-not-a-list',
      '/work/answer.prompt:3 testset.unknown-check-suggestion',
    ]);
  });
});
