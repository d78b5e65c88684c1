import assert from 'node:assert/strict';
import { createEngine } from '../../../../src/engine';
import { nodeHost } from '../../../../src/node/nodeHost';
import { GitFolder } from '../../../support/gitRepository';

const SUBJECT = { prompt: 'answer.prompt', caseId: 'rag', output: 'An answer.' };

describe('labels of a workspace', () => {
  let at: GitFolder;
  beforeEach(async () => {
    at = await GitFolder.make();
    await at.commit('first', { 'answer.prompt': 'Answer.\n' });
    await at.git('config', 'user.name', 'Ada');
    await at.git('config', 'user.email', 'ada@example.com');
  });
  afterEach(() => at.dispose());

  const engineOf = (annotator?: string) =>
    createEngine(nodeHost({ log: { info: () => {}, warn: () => {} } }), { endpoints: [], annotator });

  it('are given by who commits there, and can be committed while results cannot', async () => {
    const options = { workspace: at.path };
    await engineOf().addLabel({ subject: SUBJECT, change: { thumb: 'up' } }, options);
    await engineOf('王小明').addLabel({ subject: SUBJECT, change: { score: 2 } }, options);
    const { labels, problems } = await engineOf().labels('answer.prompt', options);
    assert.deepEqual(problems, []);
    assert.deepEqual(
      labels.map(({ by, thumb, score }) => [by, thumb, score]),
      [
        ['Ada <ada@example.com>', 'up', undefined],
        ['王小明', undefined, 2],
      ],
    );
    assert.deepEqual((await engineOf().labels('other.prompt', options)).labels, []);
    assert.equal((await engineOf().labels(undefined, options)).labels.length, 2);
    await at.write({ '.assay/runs/1.jsonl': '{}', '.assay/cache/1': 'x' });
    await at.git('add', '--all');
    const staged = (await at.git('-c', 'core.quotePath=false', 'diff', '--cached', '--name-only')).split('\n');
    assert.deepEqual(
      staged.map((path) => path.replace(/-[0-9a-f]{8}/g, '')),
      [
        '.assay/.gitignore',
        '.assay/labels/.gitattributes',
        '.assay/labels/answer.prompt--Ada.jsonl',
        '.assay/labels/answer.prompt--王小明.jsonl',
      ],
    );
  });
});
