import assert from 'node:assert/strict';
import { isJudgeTestSet } from '../../../src/engine/judge/isJudgeTestSet';
import { compilePrompt } from '../../../src/engine/prompt/compilePrompt';
import { parseTestSet } from '../../../src/engine/testset/parseTestSet';

const LABELLED = 'cases:\n  - { id: a, input: { question: q, output: x }, expected: 3 }\n';

async function isOfJudge(prompt: string, tests = LABELLED): Promise<boolean> {
  const compiled = compilePrompt({ file: '/work/a.prompt', text: prompt, partials: new Map() });
  return isJudgeTestSet(await parseTestSet(tests, '/work/a.test.yaml'), compiled);
}

describe('a test set of people’s scores', () => {
  it('is known by a prompt that reads what only judges get, or says what only judges say', async () => {
    assert.equal(await isOfJudge('Judge from {{min}} to {{max}}: {{output}}'), true);
    assert.equal(await isOfJudge('---\nassay.scale: pass/fail\n---\nJudge {{output}}'), true);
    assert.equal(await isOfJudge('---\noutput:\n  schema:\n    score: integer\n---\nJudge {{output}}'), true);
    assert.equal(await isOfJudge('---\nassay.pairwise: true\n---\n{{first}} or {{second}}?'), true);
    assert.equal(await isOfJudge('---\nassay.subject: context\n---\n{{passages}}'), true);
  });

  it('is none for any other prompt, whatever its variables are called', async () => {
    assert.equal(await isOfJudge('{{question}}'), false);
    assert.equal(await isOfJudge('Put this {{output}} into other words.'), false);
    assert.equal(await isOfJudge('From {{min}} to {{max}}'), false);
    assert.equal(await isOfJudge('---\noutput:\n  schema:\n    score: integer\n---\nHow good is {{text}}?'), false);
  });

  it('is none where the cases give what only Assay gives, or somebody judges or checks the judge’s own answers', async () => {
    const judge = 'Judge from {{min}} to {{max}}: {{output}}';
    const given = 'cases:\n  - { id: a, input: { output: x, min: 1, max: 5 }, expected: 3 }\n';
    assert.equal(await isOfJudge(judge, given), false);
    assert.equal(await isOfJudge(judge, `checks: [json]\n${LABELLED}`), false);
    assert.equal(await isOfJudge(judge, `judges: [correctness]\n${LABELLED}`), false);
    assert.equal(await isOfJudge(`---\nassay.checks: [json]\n---\n${judge}`), false);
    assert.equal(await isOfJudge(judge, LABELLED.replace('expected: 3', 'checks: [json]')), false);
    assert.equal(await isOfJudge(judge, 'cases: []\n'), false);
  });
});
