import assert from 'node:assert/strict';
import { dirname } from 'node:path';
import { planJudgeTest } from '../../../src/engine/calibrate/judgeTestPlan';
import { builtInJudges } from '../../../src/engine/judge/judge';
import { type TestWorkspace, testWorkspace } from '../evaluate/testWorkspace';

describe('the test of every judge that comes with Assay', () => {
  let workspace: TestWorkspace;

  before(async () => {
    workspace = await testWorkspace('http://127.0.0.1:9/v1', {});
  });

  after(() => workspace.dispose());

  for (const language of ['en', 'zh-TW'] as const) {
    it(`can be planned from the test set beside it, in ${language}`, async () => {
      const { host, endpoints, folder } = workspace;
      for (const judge of await builtInJudges(host.files, host.judgesFolder)) {
        const embedding = judge === 'answer-relevance' ? { embedding: 'test/embedding' } : {};
        const request = { judge, workspace: folder, models: ['test/judge'], reference: { language, ...embedding } };
        const plan = await planJudgeTest(request, host, endpoints);
        assert.deepEqual(plan.problems, [], judge);
        assert.ok(plan.seat !== undefined && plan.outputs.length >= 10, judge);
        assert.equal(plan.labelsFile, `${dirname(plan.seat.judge.source.file)}/${judge}.test.yaml`);
        const { min, max } = plan.seat.judge;
        for (const { id, ratings, subject } of plan.outputs) {
          assert.ok(
            ratings.every(({ score }) => score >= min && score <= max),
            `${judge}: ${id}`,
          );
          assert.equal(typeof subject.input.question, 'string', `${judge}: ${id}`);
        }
      }
    });
  }
});
