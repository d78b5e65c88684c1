import assert from 'node:assert/strict';
import { testSetOf } from './testSetOf';

describe('the criterion of a case', () => {
  it('is a text, or texts that must all hold, with its place', async () => {
    const testSet = await testSetOf(
      'a.test.yaml',
      'judges: [rubric]\ncases:\n  - id: one\n    criterion: 有說出年份。\n  - id: all\n    criterion:\n      - Names the year.\n      - 語氣友善 🙂\n  - id: none\n',
    );
    assert.deepEqual(testSet.faults, []);
    assert.deepEqual(
      testSet.cases.map(({ criterion, criterionRange }) => [criterion, testSet.at(criterionRange)]),
      [
        [['有說出年份。'], '有說出年份。'],
        [['Names the year.', '語氣友善 🙂'], '- Names the year.\n      - 語氣友善 🙂'],
        [undefined, undefined],
      ],
    );
  });

  it('is none where nothing is said, and refused where it is no text', async () => {
    const testSet = await testSetOf(
      'a.test.yaml',
      'cases:\n  - criterion:\n  - criterion: "  "\n  - criterion: []\n  - criterion: { a: b }\n',
    );
    assert.deepEqual(
      testSet.cases.map(({ criterion }) => criterion),
      [undefined, undefined, undefined, undefined],
    );
    assert.deepEqual(testSet.faults, ['5:16 testset.wrong-type "{ a: b }"']);
  });

  it('is suggested to who calls it a rubric', async () => {
    const { problems } = await testSetOf('a.test.yaml', 'cases:\n  - rubric: Names the year.\n');
    assert.deepEqual(
      problems.map(({ args }) => args),
      [{ key: 'rubric', suggestion: 'criterion' }],
    );
  });

  it('is read from a row as a variable too, since only the prompt tells which of them it is', async () => {
    for (const [name, text] of [
      ['a.test.csv', 'id,criterion\none,有說出年份。\ntwo,\n'],
      ['a.test.jsonl', '{"id":"one","criterion":"有說出年份。"}\n{"id":"two","criterion":""}\n'],
    ] as const) {
      const { cases, faults } = await testSetOf(name, text);
      assert.deepEqual(faults, []);
      assert.deepEqual(
        cases.map(({ criterion, input }) => [criterion, input]),
        [
          [['有說出年份。'], { criterion: '有說出年份。' }],
          [undefined, { criterion: '' }],
        ],
        name,
      );
    }
    const { cases, faults } = await testSetOf('a.test.jsonl', '{"criterion":7}\n{"criterion":["a","b"]}\n');
    assert.deepEqual(faults, []);
    assert.deepEqual(
      cases.map(({ criterion }) => criterion),
      [undefined, ['a', 'b']],
    );
  });
});
