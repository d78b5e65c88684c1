import assert from 'node:assert/strict';
import { checkProblems } from '../../../../src/engine/judge/checks';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { resultOf, verdicts } from './checkOf';

describe('groups of checks', () => {
  verdicts([
    ['any: [contains: RAG, contains: 檢索]', '先檢索', 'holds'],
    ['any: [contains: RAG, contains: 檢索]', '微調', '0 of 2 checks hold, and at least 1 has to.'],
    ['all: [contains: RAG, length: 20]', 'RAG 很好', 'holds'],
    ['all: [contains: RAG, length: 3]', 'RAG 很好', '1 of 2 checks hold, and 100 % have to.'],
    ['{all: [contains: a, contains: b, contains: c], threshold: 0.6}', 'a and b', 'holds'],
    ['{all: [contains: x, contains: y, contains: c], threshold: 0.6}', 'c', '1 of 3 checks hold, and 60 % have to.'],
    ['{all: [{contains: x, weight: 3}, contains: y], threshold: 0.7}', 'x', 'holds'],
    ['{any: [contains: a, contains: b], not: true}', 'a b', '2 of 2 checks hold, and none may.'],
    ['{any: [contains: q, contains: z], not: true}', 'none here', 'holds'],
    ['not-any: [contains: a, contains: b]', 'a b', '2 of 2 checks hold, and none may.'],
    ['not-all: [contains: a, contains: b]', 'a alone', 'holds'],
    ['{not-all: [contains: a], not: true}', 'a', 'holds'],
    ['not: { contains: sorry }', 'I am sorry', 'The output contains "sorry".'],
    ['not: { not-contains: RAG }', 'RAG', 'holds'],
    ['any: [all: [contains: a, contains: b], all: [contains: c, contains: d]]', 'c d', 'holds'],
    ['any: [json-schema: { type: object }, xml]', '<a/>', 'holds'],
  ]);

  describe('with a part that cannot be found out', () => {
    const unknown = 'How long the reply took is not known, so the limit of 5 ms cannot be checked.';
    verdicts([
      // It would decide, so nothing is known of the whole, whichever way it is turned.
      ['any: [latency: 5, contains: x]', 'a', '0 of 2 checks hold, and at least 1 has to.'],
      ['{any: [latency: 5, contains: x], not: true}', 'a', unknown],
      ['all: [latency: 5, contains: a]', 'a', '1 of 2 checks hold, and 100 % have to.'],
      ['{all: [latency: 5, contains: a], not: true}', 'a', unknown],
      ['{all: [any: [latency: 5]], not: true}', 'a', '0 of 1 checks hold, and at least 1 has to.'],
      // The others decide without it.
      ['any: [latency: 5, contains: a]', 'a', 'holds'],
      ['{any: [latency: 5, contains: a], not: true}', 'a', '1 of 2 checks hold, and none may.'],
      ['all: [latency: 5, contains: x]', 'a', '0 of 2 checks hold, and 100 % have to.'],
      ['{all: [latency: 5, contains: x], not: true}', 'a', 'holds'],
    ]);
  });

  it('score by the weights of their parts, and say what each found', async () => {
    const { score, parts, passed } = await resultOf('any: [{contains: a, weight: 3}, contains: b]', 'only a');
    assert.equal(score, 0.75);
    assert.equal(passed, true);
    assert.deepEqual(
      parts?.map((part) => [part.check, part.passed]),
      [
        ['contains', true],
        ['contains', false],
      ],
    );
  });

  const problems = async (yaml: string) => {
    const testSet = await parseTestSet(`checks:\n  - ${yaml}\ncases:\n  - id: a\n`, '/work/a.yaml');
    return [...testSet.problems, ...(await checkProblems(testSet))].map(
      ({ code, range }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`,
    );
  };

  it('show each mistake where it is, inside of groups too', async () => {
    assert.deepEqual(await problems('any: [contians: a]'), [
      '2:11 testset.unknown-check-suggestion',
      '2:5 testset.empty-group',
    ]);
    assert.deepEqual(await problems('all: [json, regex: "("]'), ['2:17 check.bad-regex']);
    assert.deepEqual(await problems('any: []'), ['2:5 testset.empty-group']);
    assert.deepEqual(await problems('any: json'), ['2:10 testset.checks-not-a-list', '2:5 testset.empty-group']);
    assert.deepEqual(await problems('{any: [json], threshold: 2}'), ['2:30 testset.bad-share']);
    assert.deepEqual(await problems('{contains: a, threshold: 0.5}'), ['2:19 testset.threshold-of-no-group']);
    assert.deepEqual(await problems('all: [equals]'), ['4:9 check.needs-expected']);
    const deep = `${'any: ['.repeat(9)}json${']'.repeat(9)}`;
    assert.ok((await problems(deep)).some((each) => each.includes('testset.groups-too-deep')));
  });
});
