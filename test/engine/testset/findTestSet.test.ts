import assert from 'node:assert/strict';
import { parsePrompt } from '../../../src/engine/prompt/parsePrompt';
import { findTestSet, promptOfTestSet } from '../../../src/engine/testset/findTestSet';
import { memoryFiles } from '../../support/memoryFiles';

async function found(prompt: string, others: string[], frontmatter = '', links: Record<string, string> = {}) {
  const text = frontmatter === '' ? 'Hello' : `---\n${frontmatter}\n---\nHello`;
  const files = memoryFiles(Object.fromEntries([prompt, ...others].map((file) => [file, ''])), links);
  const { file, problems } = await findTestSet(parsePrompt(text, prompt), { files, workspace: '/work' });
  return file ?? problems.map(({ code, range }) => `${range.start.line + 1}:${range.start.character + 1} ${code}`);
}

describe('findTestSet', () => {
  it('finds the file with the name of the prompt, in any format', async () => {
    for (const ending of ['yaml', 'yml', 'json', 'jsonl', 'csv', 'tsv']) {
      const file = `/work/a/answer.test.${ending}`;
      assert.equal(await found('/work/a/answer.prompt', [file]), file);
    }
  });

  it('prefers YAML where there are several', async () => {
    const others = ['/work/answer.test.csv', '/work/answer.test.json', '/work/answer.test.yaml'];
    assert.equal(await found('/work/answer.prompt', others), '/work/answer.test.yaml');
  });

  it('finds nothing, and nothing wrong, where there is none', async () => {
    const others = [
      '/work/other.test.yaml',
      '/work/answer.yaml',
      '/work/answer.test.txt',
      '/work/sub/answer.test.yaml',
    ];
    assert.deepEqual(await found('/work/answer.prompt', others), []);
  });

  it('takes the test set of the base for a variant without its own', async () => {
    const base = '/work/answer.test.yaml';
    assert.equal(await found('/work/answer.formal.prompt', [base]), base);
    const own = '/work/answer.formal.test.csv';
    assert.equal(await found('/work/answer.formal.prompt', [base, own]), own);
  });

  it('takes what the frontmatter names, relative to the prompt', async () => {
    const other = '/work/tests/共用.jsonl';
    assert.equal(await found('/work/a/answer.prompt', [other], 'assay.tests: ../tests/共用.jsonl'), other);
  });

  const refused: [string, string, string][] = [
    ['that is not there', './missing.yaml', 'testset.file-not-found'],
    ['outside of the workspace', '../../etc/cases.yaml', 'testset.path-outside'],
    ['that is absolute', '/etc/cases.yaml', 'testset.bad-path'],
    ['on a drive', 'C:cases.yaml', 'testset.bad-path'],
    ['that a link leads out to', './linked/cases.yaml', 'testset.path-outside'],
    ['that is no text', '[a, b]', 'testset.bad-path'],
    ['that is a folder', './b', 'testset.file-not-found'],
  ];
  for (const [what, path, code] of refused) {
    it(`refuses a file ${what}, at its place`, async () => {
      const others = ['/etc/cases.yaml', '/work/a/b/c.yaml'];
      const links = { '/work/a/linked': '/etc' };
      assert.deepEqual(await found('/work/a/answer.prompt', others, `model: x/y\nassay.tests: ${path}`, links), [
        `3:14 ${code}`,
      ]);
    });
  }
});

describe('promptOfTestSet', () => {
  const files = memoryFiles({ '/work/answer.prompt': '', '/work/answer.formal.prompt': '', '/work/lone.test.csv': '' });

  it('is the prompt with the name of the test set', async () => {
    assert.equal(await promptOfTestSet('/work/answer.test.yaml', files), '/work/answer.prompt');
    assert.equal(await promptOfTestSet('/work/answer.formal.test.jsonl', files), '/work/answer.formal.prompt');
  });

  it('is nothing where there is none, or the name is not of that form', async () => {
    assert.equal(await promptOfTestSet('/work/lone.test.csv', files), undefined);
    assert.equal(await promptOfTestSet('/work/answer.yaml', files), undefined);
  });
});
