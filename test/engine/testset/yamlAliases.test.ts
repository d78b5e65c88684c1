import assert from 'node:assert/strict';
import { ProblemSink } from '../../../src/engine/testset/problemSink';
import { plainValue } from '../../../src/engine/testset/sourceNode';
import { yamlTree } from '../../../src/engine/testset/yamlTree';

async function read(text: string): Promise<{ value: unknown; codes: string[] }> {
  const sink = new ProblemSink('/work/a.yaml', text);
  const node = await yamlTree(text, sink, { aliases: true });
  return { value: node && plainValue(node), codes: sink.problems.map(({ code }) => code) };
}

describe('aliases in the YAML of other tools', () => {
  it('stand for the value of the anchor before them', async () => {
    const { value } = await read('a: &x [1, &y two]\nb: *x\nc: *y\nd: &x three\ne: *x\n');
    assert.deepEqual(value, { a: [1, 'two'], b: [1, 'two'], c: 'two', d: 'three', e: 'three' });
  });

  it('merge maps where they stand behind <<, and give way to what a map says itself', async () => {
    const { value } = await read('base: &b { p: 1, q: 2 }\none: { <<: *b, q: 3 }\ntwo: { <<: [{ q: 9 }, *b], r: 4 }\n');
    assert.deepEqual(value, { base: { p: 1, q: 2 }, one: { q: 3, p: 1 }, two: { r: 4, q: 9, p: 1 } });
  });

  for (const [what, text] of [
    ['no anchor', 'a: *x\n'],
    ['itself', 'a: &x [*x]\n'],
    [
      'more and more',
      `${Array.from(
        { length: 12 },
        (_, index) =>
          `k${index}: &k${index} [${
            index === 0
              ? 'x'
              : Array(9)
                  .fill(`*k${index - 1}`)
                  .join(', ')
          }]`,
      ).join('\n')}\n`,
    ],
  ] as const) {
    it(`are refused where they stand for ${what}`, async () => {
      const { value, codes } = await read(text);
      assert.equal(value, undefined);
      assert.ok(codes.includes('testset.yaml-alias'));
    });
  }
});
