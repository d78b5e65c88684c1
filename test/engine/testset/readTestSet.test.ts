import assert from 'node:assert/strict';
import { FileError } from '../../../src/engine/host';
import { LARGEST_TEST_SET, readTestSet } from '../../../src/engine/testset/readTestSet';
import { memoryFiles } from '../../support/memoryFiles';

describe('readTestSet', () => {
  it('reads a file with its text', async () => {
    const files = memoryFiles({ '/work/a.jsonl': '\uFEFF{"id":"一"}\n' });
    const { testSet, text, problems } = await readTestSet('/work/a.jsonl', files);
    assert.deepEqual(problems, []);
    assert.equal(testSet?.cases[0]?.id, '一');
    assert.equal(text, '\uFEFF{"id":"一"}\n');
  });

  const failing: [string, Parameters<typeof memoryFiles>[0], string][] = [
    ['a file that is not there', {}, 'testset.file-not-found'],
    ['a folder', { '/work/a.csv/b': '' }, 'testset.cannot-read'],
    ['text in another encoding', { '/work/a.csv': Uint8Array.of(0x69, 0x64, 0x0a, 0xa4, 0x40) }, 'testset.not-utf8'],
    ['UTF-16', { '/work/a.csv': Uint8Array.of(0xff, 0xfe, 0x69, 0x00) }, 'testset.not-utf8'],
  ];
  for (const [what, content, code] of failing) {
    it(`reports ${what}`, async () => {
      const { testSet, problems } = await readTestSet('/work/a.csv', memoryFiles(content));
      assert.equal(testSet, undefined);
      assert.deepEqual(
        problems.map((problem) => [problem.code, problem.severity, problem.file]),
        [[code, 'error', '/work/a.csv']],
      );
    });
  }

  it('asks for no more than 64 MB', async () => {
    const files = {
      ...memoryFiles({}),
      async read(path: string, options?: { maxBytes?: number }): Promise<Uint8Array> {
        assert.equal(options?.maxBytes, LARGEST_TEST_SET);
        throw new FileError('too-large', path);
      },
    };
    const { problems } = await readTestSet('/work/a.csv', files);
    assert.deepEqual(problems[0]?.args, { path: '/work/a.csv', limit: 64 });
    assert.equal(problems[0]?.code, 'testset.too-large');
  });

  it('leaves an error that says nothing of the file to the caller', async () => {
    const files = { ...memoryFiles({}), read: () => Promise.reject(new TypeError('broken')) };
    await assert.rejects(readTestSet('/work/a.csv', files), TypeError);
  });
});
