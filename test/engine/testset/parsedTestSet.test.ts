import assert from 'node:assert/strict';
import { parsedTestSet } from '../../../src/engine/testset/parsedTestSet';

const text = (count: number) =>
  `cases:\n${Array.from({ length: count }, (_, index) => `  - { id: q${index}, input: { question: 問題 ${index} ${'長'.repeat(20)} } }\n`).join('')}`;

describe('parsedTestSet', () => {
  it('parses a large text once, for whoever asks for it', async () => {
    const large = text(2_000);
    const first = await parsedTestSet(large, '/work/a.yaml');
    assert.equal(first.cases.length, 2_000);
    // Another string with the same content: files are read anew each time.
    assert.equal(await parsedTestSet(`${large.slice(0, 10)}${large.slice(10)}`, '/work/a.yaml'), first);
  });

  it('tells files and texts apart', async () => {
    const large = text(2_000);
    const first = await parsedTestSet(large, '/work/a.yaml');
    const other = await parsedTestSet(large, '/work/b.yaml');
    assert.equal(other.file, '/work/b.yaml');
    const longer = await parsedTestSet(text(2_001), '/work/a.yaml');
    assert.equal(longer.cases.length, 2_001);
    assert.equal(first.cases.length, 2_000);
  });
});
