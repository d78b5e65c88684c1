import assert from 'node:assert/strict';
import { join } from 'node:path';
import { builtInJudges, type Judge, loadJudge } from '../../../src/engine/judge/judge';
import { onScale } from '../../../src/engine/judge/judgeScale';
import { readTestSet } from '../../../src/engine/testset/readTestSet';
import type { TestCase } from '../../../src/engine/testset/testSet';
import { nodeFiles } from '../../../src/node/nodeFiles';
import { JUDGES, PLACE } from './loadJudges';

/** Scores of formulas need no more than this many different values to span their scale. */
const FEWEST_SHARES = 3;
/** The embeddings decide on what is between, so that its cases are at both ends. */
const FEWEST_OF_EMBEDDINGS = 2;

async function judgeNamed(judge: string): Promise<Judge> {
  const reference = { judge, name: judge, weight: 1, range: PLACE, criterion: 'c', embedding: 'a/b' };
  const { criterion: _, ...plain } = reference;
  const given = judge === 'rubric' ? reference : plain;
  const { judge: found } = await loadJudge(given, {
    files: nodeFiles(),
    workspace: JUDGES,
    judgesFolder: JUDGES,
    testSetFile: join(JUDGES, `${judge}.test.yaml`),
  });
  assert.ok(found);
  return found;
}

/** What people say of a case, on the judge's scale. */
function scoreOf(judge: Judge, { expected, id }: TestCase): number {
  const score = onScale(expected, judge);
  assert.ok(score !== undefined, `${id}: ${expected} is not on the scale`);
  return score;
}

describe('the test sets of the judges that come with Assay', () => {
  it('are there for every judge, and for none that is not there', async () => {
    const files = (await nodeFiles().list(JUDGES)).map(({ name }) => name);
    const tested = files
      .filter((name) => name.endsWith('.test.yaml'))
      .map((name) => name.slice(0, -'.test.yaml'.length));
    assert.deepEqual(tested.sort(), await builtInJudges(nodeFiles(), JUDGES));
  });

  it('are good', async () => {
    for (const name of await builtInJudges(nodeFiles(), JUDGES)) {
      const judge = await judgeNamed(name);
      const { testSet, problems } = await readTestSet(join(JUDGES, `${name}.test.yaml`), nodeFiles());
      const at = (id: string) => `${name}: ${id}`;
      assert.deepEqual([...problems, ...(testSet?.problems ?? [])], [], name);
      const cases = testSet?.cases ?? [];
      const tagged = (tag: string) => cases.filter(({ tags }) => tags.includes(tag)).length;
      assert.ok(tagged('en') >= 5 && tagged('zh') >= 5 && tagged('ja') >= 1, `${name} in every language`);
      assert.ok(tagged('hard') >= 4 && tagged('injection') >= 1, `${name} has hard cases`);

      const readByJudge = new Set(judge.compiled.inputVariables.map((variable) => variable.name));
      for (const each of cases) {
        const { question, output, expected, context, criterion, ...others } = each.input;
        assert.deepEqual(others, {}, at(each.id));
        assert.equal(typeof question, 'string', at(each.id));
        assert.equal(typeof output === 'string', !judge.settings.judgesContext, at(each.id));
        if (judge.needs.includes('expected')) assert.equal(typeof expected, 'string', at(each.id));
        if (judge.needs.includes('context')) assert.ok(Array.isArray(context), at(each.id));
        const isPair = judge.settings.pairwise;
        assert.ok(expected === undefined || isPair || readByJudge.has('expected'), `${at(each.id)} is never shown`);
        assert.ok(context === undefined || readByJudge.has('passages'), `${at(each.id)} is never shown`);
        assert.ok(criterion === undefined || readByJudge.has('criterion'), `${at(each.id)} is never shown`);
        if (name === 'rubric') assert.equal(typeof criterion, 'string', at(each.id));
      }

      const scores = new Set(cases.map((each) => scoreOf(judge, each)));
      assert.ok(scores.has(judge.min) && scores.has(judge.max), `${name} has the ends of its scale`);
      if (judge.labels !== undefined) assert.equal(scores.size, judge.labels.length, name);
      else if (judge.max - judge.min > 1)
        assert.equal(scores.size, judge.max - judge.min + 1, `${name}: ${[...scores]}`);
      else assert.ok(scores.size >= (name === 'answer-relevance' ? FEWEST_OF_EMBEDDINGS : FEWEST_SHARES), name);
    }
  });

  it('are not told by length: the long answers are not the good ones', async () => {
    for (const name of ['correctness', 'helpfulness', 'relevance', 'conciseness']) {
      const judge = await judgeNamed(name);
      const { testSet } = await readTestSet(join(JUDGES, `${name}.test.yaml`), nodeFiles());
      const judged = (testSet?.cases ?? []).map((each) => ({
        length: String(each.input.output).length,
        score: scoreOf(judge, each),
      }));
      const longest = [...judged].sort((a, b) => b.length - a.length).slice(0, 4);
      const mean = longest.reduce((sum, { score }) => sum + score, 0) / longest.length;
      assert.ok(mean < 4.5, `${name}: ${mean}`);
    }
  });
});
