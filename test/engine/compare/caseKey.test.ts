import assert from 'node:assert/strict';
import { caseKey } from '../../../src/engine/compare/caseKey';
import { planEvaluation } from '../../../src/engine/evaluate/planEvaluation';
import { type TestWorkspace, testWorkspace } from '../evaluate/testWorkspace';

const PROMPT = '---\nmodel: baseline/extractive\ninput:\n  schema:\n    q: string\n    note?: string\n---\n{{q}}\n';

describe('the key of a case', () => {
  let at: TestWorkspace;
  before(async () => {
    at = await testWorkspace('http://127.0.0.1:9', {
      'answer.prompt': PROMPT,
      'short.js': 'module.exports = () => true;\n',
    });
  });
  after(() => at.dispose());

  const keyOf = async (checks: string, input = 'q: So it goes.') => {
    await at.write({ 'answer.test.yaml': `checks: ${checks}\ncases:\n  - id: a\n    input: { ${input} }\n` });
    const plan = await planEvaluation({ prompt: at.path('answer.prompt'), workspace: at.folder }, at.host, {
      endpoints: at.endpoints,
    });
    assert.deepEqual(plan.problems, []);
    const [planned] = plan.cases;
    assert.ok(planned);
    return caseKey(plan, planned);
  };

  const differ: [what: string, one: string, other: string][] = [
    ['the parts of a group', '[any: [contains: a, contains: b]]', '[any: [contains: a, contains: c]]'],
    ['a group’s threshold', '[{all: [json, xml], threshold: 0.5}]', '[{all: [json, xml], threshold: 0.6}]'],
    ['a group turned around inside', '[all: [contains: a]]', '[all: [not-contains: a]]'],
    ['a function', '[javascript: output.length > 3]', '[javascript: output.length > 4]'],
    ['a function’s threshold', '[javascript: 0.5]', '[{javascript: 0.5, threshold: 0.6}]'],
  ];
  for (const [what, one, other] of differ) {
    it(`is another for ${what}`, async () => assert.notEqual(await keyOf(one), await keyOf(other)));
  }

  it('is another where the file of a function changes, and the same for other line breaks', async () => {
    const before = await keyOf('[javascript: ./short.js]');
    await at.write({ 'short.js': 'module.exports = () => true;\r\n' });
    assert.equal(await keyOf('[javascript: ./short.js]'), before);
    await at.write({ 'short.js': 'module.exports = () => false;\n' });
    assert.notEqual(await keyOf('[javascript: ./short.js]'), before);
  });

  it('is another for what only a function sees of the input', async () => {
    const other = 'q: So it goes., note: x';
    assert.equal(await keyOf('[contains: a]', other), await keyOf('[contains: a]'));
    assert.notEqual(await keyOf('[javascript: "true"]', other), await keyOf('[javascript: "true"]'));
    assert.notEqual(await keyOf('[any: [javascript: "true"]]', other), await keyOf('[any: [javascript: "true"]]'));
  });
});
