import assert from 'node:assert/strict';
import { scriptNeeds } from '../../../../src/engine/testset/import/promptfoo/scriptNeeds';
import { checksOf, imported } from './importing';

const config = (assertion: string, vars = '{ q: 你好, least: 2 }') =>
  `prompts: ['{{q}} {{least}}']\ntests:\n  - vars: ${vars}\n    assert:\n      - { type: javascript, ${assertion} }\n`;

describe('a function of promptfoo', () => {
  it('stays where it is, and is named from where the test set will stand', async () => {
    const { cases, told } = await imported({
      'eval/config.yaml': config('value: file://../checks/長度.mjs, config: { most: 9 }'),
      'checks/長度.mjs': 'export default (output, { config }) => output.length < config.most;',
    });
    assert.deepEqual(checksOf(cases), [
      { kind: 'javascript', argument: { run: '../checks/長度.mjs', config: { most: 9 } } },
    ]);
    assert.deepEqual(told, ['lost prompts 1']);
  });

  for (const [what, value] of [
    ['is not there', 'file://checks/none.js'],
    ['is outside of the workspace', 'file://../../../../etc/x.js'],
  ] as const) {
    it(`is lost where its file ${what}`, async () => {
      const { told } = await imported({ 'config.yaml': config(`value: '${value}'`) });
      assert.deepEqual(told, ['lost prompts 1', 'lost assertion-script-file 5']);
    });
  }

  it('says what it reads that it does not get here, of a file too', async () => {
    const { said } = await imported({
      'config.yaml': config("value: 'context.prompt.length > output.answer.length'"),
    });
    assert.match(said.at(-1) ?? '', /^The function of javascript reads context\.prompt, output\.answer, which/);
    const file = { 'x.js': "const fs = require('fs');\nmodule.exports = async () => (await fetch(fs.url)).ok;" };
    const ofFile = await imported({ 'config.yaml': config('value: file://x.js'), ...file });
    assert.match(ofFile.said.at(-1) ?? '', / reads require, fetch, which/);
  });

  it('keeps the variables that it reads, which the prompt has to know of', async () => {
    const promptVariables = new Set(['q']);
    const text = config("value: 'output.length >= context.vars.least'", '{ q: 你好, least: 2, other: 3 }');
    const { cases, told } = await imported({ 'config.yaml': text }, { promptVariables });
    assert.deepEqual(cases[0]?.input, { q: '你好', least: 2 });
    assert.deepEqual(told, ['lost prompts 1', 'lost unused-variable 3', 'changed script-variable 3']);
  });

  it('has variables filled in as promptfoo does, and says what only Nunjucks could compute', async () => {
    const { cases, told } = await imported({
      'config.yaml': config("value: 'output.length >= {{least}} + {{ least | abs }}'"),
    });
    assert.equal(checksOf(cases)[0]?.argument, 'output.length >= 2 + {{ least | abs }}');
    assert.ok(told.includes('lost expression 5'));
  });
});

describe('what a function reads', () => {
  for (const [code, variables] of [
    ['output.includes(context.vars.city)', ['city']],
    ["context.vars?.['city name'] === output", ['city name']],
    ['const { city, 國 } = context.vars; return output.includes(city)', ['city', '國']],
    ['module.exports = (output, { vars: { a, b } }) => a + b', ['a', 'b']],
    ['context.variables.x + vars2.y', []],
  ] as const) {
    it(`is of the variables ${JSON.stringify(variables)} in ${code}`, () => {
      assert.deepEqual([...scriptNeeds(code).variables], variables);
    });
  }

  for (const [code, missing] of [
    ['output.trim().length > 0 && output.at(-1) === "."', []],
    ['output?.answer === 4 || myoutput.answer || output.answer', ['output.answer']],
    ['context.metadata && context?.test.vars', ['context.metadata', 'context.test']],
    ['x.fetch(1); prefetch(2); new Intl.Collator(); process.env.A', ['Intl', 'process']],
  ] as const) {
    it(`is lacking ${JSON.stringify(missing)} in ${code}`, () => {
      assert.deepEqual(scriptNeeds(code).missing, missing);
    });
  }

  it('is found in hostile texts in linear time', () => {
    for (const piece of ['{', 'vars: {', '} = ', "vars['", 'vars ', 'context . ', '{ a } = ']) {
      assert.deepEqual(scriptNeeds(piece.repeat(40_000)).missing, []);
    }
  });
});
