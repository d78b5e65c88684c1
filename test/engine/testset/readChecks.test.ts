import assert from 'node:assert/strict';
import { CHECKS } from '../../../src/engine/judge/checks';
import { CHECK_NAMES } from '../../../src/engine/testset/readChecks';
import type { CheckSpec } from '../../../src/engine/testset/testSet';
import { testSetOf } from './testSetOf';

async function checksOf(yaml: string) {
  const text = `checks:\n${yaml.replace(/^/gm, '  ')}\ncases:\n  - id: a\n`;
  return testSetOf('a.yaml', text);
}

/** A check in one line: `not-contains("x") case width ×2`. */
function inWords({ kind, argument, negate, ignoreCase, ignoreWidth, weight }: CheckSpec): string {
  const name = `${negate ? 'not-' : ''}${kind}`;
  const call = argument === undefined ? name : `${name}(${JSON.stringify(argument)})`;
  return [call, ignoreCase && 'case', ignoreWidth && 'width', weight !== 1 && `×${weight}`].filter(Boolean).join(' ');
}

describe('checks in a test set', () => {
  const forms: [string, string][] = [
    ['- json', 'json'],
    ['- not-json', 'not-json'],
    ['- json:', 'json'],
    ['- contains: 檢索', 'contains("檢索")'],
    ['- not-contains: sorry', 'not-contains("sorry")'],
    ['- contains: sorry\n  not: true', 'not-contains("sorry")'],
    ['- not-contains: sorry\n  not: true', 'contains("sorry")'],
    ['- contains: sorry\n  not: false', 'contains("sorry")'],
    ['- {contains: X, not: true, ignore-case: true, ignore-width: true, weight: 2}', 'not-contains("X") case width ×2'],
    ['- contains-any: [a, b]', 'contains-any(["a","b"])'],
    ['- length: {min: 1, max: 5, unit: words}', 'length({"min":1,"max":5,"unit":"words"})'],
    ['- latency: 2000', 'latency(2000)'],
    ['- contains: 2024', 'contains(2024)'],
    [
      '- json-schema: {type: object, properties: {a: {type: string}}}',
      'json-schema({"type":"object","properties":{"a":{"type":"string"}}})',
    ],
    ['- similarity', 'similarity'],
    ['- weight: 0.5\n  regex: \\d+', 'regex("\\\\d+") ×0.5'],
  ];
  for (const [yaml, words] of forms) {
    it(`reads ${JSON.stringify(yaml)}`, async () => {
      const { checks, faults } = await checksOf(yaml);
      assert.deepEqual(faults, []);
      assert.deepEqual(checks.map(inWords), [words]);
    });
  }

  it('has its place from the name to the end of the argument', async () => {
    const { checks, at } = await checksOf('- contains: 檢索😀\n  ignore-case: true\n- json\n- not-regex: "a"');
    assert.deepEqual(
      checks.map(({ range }) => at(range)),
      ['contains: 檢索😀', 'json', 'not-regex: "a"'],
    );
  });

  const broken: [string, string][] = [
    ['- contain: x', '2:5 testset.unknown-check-suggestion "contain"'],
    ['- not-contain: x', '2:5 testset.unknown-check-suggestion "not-contain"'],
    ['- llm-rubric: good', '2:5 testset.unknown-check "llm-rubric"'],
    ['- toString', '2:5 testset.unknown-check "toString"'],
    ['- constructor: x', '2:5 testset.unknown-check "constructor"'],
    ['- 5', '2:5 testset.check-shape "5"'],
    ['- [contains, x]', '2:5 testset.check-shape "[contains, x]"'],
    ['- not: true', '2:5 testset.check-without-name "not: true"'],
    ['- contains: x\n  regex: y', '3:5 testset.check-two-names "regex"'],
    ['- contains: x\n  ignore-case: maybe', '3:18 testset.wrong-type "maybe"'],
    ['- contains: x\n  weight: -1', '3:13 testset.bad-weight "-1"'],
  ];
  for (const [yaml, fault] of broken) {
    it(`refuses ${JSON.stringify(yaml)} at its place`, async () => {
      assert.deepEqual((await checksOf(yaml)).faults, [fault]);
    });
  }

  it('must be a list', async () => {
    const { faults } = await testSetOf('a.yaml', 'checks:\n  contains: x\ncases:\n  - id: a\n    checks: json\n');
    assert.deepEqual(faults, ['2:3 testset.checks-not-a-list "contains: x"', '5:13 testset.checks-not-a-list "json"']);
  });

  it('knows the names of all checks there are, and no others', () => {
    assert.deepEqual([...CHECK_NAMES].sort(), Object.keys(CHECKS).sort());
  });
});
