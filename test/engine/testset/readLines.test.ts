import assert from 'node:assert/strict';
import { testSetOf } from './testSetOf';

describe('a test set in JSON Lines', () => {
  it('reports each bad line and reads all others', async () => {
    const { cases, faults } = await testSetOf(
      'a.jsonl',
      '{"id":"a","q":"什麼"}\r\n{"id":"b",\r\n\r\n[1]\r\n"text"\r\n{"id":"c"} extra\r\n{"id":"d"}\r\n',
    );
    assert.deepEqual(faults, [
      '2:11 testset.json-syntax ""',
      '4:1 testset.case-shape "[1]"',
      '5:1 testset.case-shape "\\"text\\""',
      '6:12 testset.json-syntax "extra"',
    ]);
    assert.deepEqual(
      cases.map(({ id }) => id),
      ['a', 'd'],
    );
  });

  it('takes every key that is not reserved for a variable', async () => {
    const { cases } = await testSetOf('a.jsonl', '{"id":"a","question":"q","output":"o","checks":"text","n":{"x":1}}');
    assert.deepEqual({ ...cases[0]?.input }, { question: 'q', output: 'o', checks: 'text', n: { x: 1 } });
    assert.deepEqual(cases[0]?.checks, []);
  });

  it('takes variables in one map, and checks, as YAML does', async () => {
    const { cases, faults } = await testSetOf(
      'a.jsonl',
      '{"id":"a","input":{"question":"q"},"checks":[{"contains":"x"}],"expected":{"a":[1]}}',
    );
    assert.deepEqual(faults, []);
    assert.deepEqual({ ...cases[0]?.input }, { question: 'q' });
    assert.equal(cases[0]?.checks[0]?.kind, 'contains');
    assert.deepEqual(cases[0]?.expected, { a: [1] });
  });

  it('numbers cases by their line that holds something', async () => {
    const { cases } = await testSetOf('a.jsonl', '{"q":1}\n\n{"q":2}\n{"id":"x","q":3}\n{"q":4}');
    assert.deepEqual(
      cases.map(({ id }) => id),
      ['case-1', 'case-2', 'x', 'case-4'],
    );
  });

  it('reads 10,000 lines, one of them a megabyte long, and lets others have their turn', async () => {
    const lines = Array.from({ length: 10_000 }, (_, index) => JSON.stringify({ id: `c${index}`, q: `什麼 ${index}` }));
    lines[5000] = JSON.stringify({ id: 'c5000', q: '長'.repeat(1024 * 1024) });
    let turns = 0;
    const timer = setInterval(() => turns++, 0);
    const { cases, at } = await testSetOf('a.jsonl', lines.join('\n'));
    clearInterval(timer);
    assert.equal(cases.length, 10_000);
    assert.equal(at(cases[9999]?.titleRange), '"c9999"');
    assert.ok(turns > 0);
  });
});
