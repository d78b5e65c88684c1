import assert from 'node:assert/strict';
import { annotatorOf } from '../../../../src/engine/judge/labels';
import { nodeGit } from '../../../../src/node/git/nodeGit';
import { GitFolder } from '../../../support/gitRepository';

describe('who gives labels', () => {
  let at: GitFolder;
  beforeEach(async () => {
    at = await GitFolder.make();
    await at.git('init', '--quiet');
  });
  afterEach(() => at.dispose());

  const host = { git: nodeGit, systemUser: () => 'ada' };

  it('is who commits in the repository, unless the person says otherwise', async () => {
    await at.git('config', 'user.name', '王小明');
    await at.git('config', 'user.email', 'ming@example.com');
    assert.equal(await annotatorOf(at.path, host), '王小明 <ming@example.com>');
    assert.equal(await annotatorOf(at.file('not/there/yet'), host), '王小明 <ming@example.com>');
    assert.equal(await annotatorOf(at.path, host, ' Reviewer\n2 '), 'Reviewer 2');
  });

  it('is the account of the machine where git has no name', async () => {
    const user = async () => ({});
    assert.equal(await annotatorOf(at.path, { git: { ...nodeGit, user }, systemUser: host.systemUser }), 'ada');
    assert.equal(await annotatorOf(at.path, { git: { ...nodeGit, user } }), 'unknown');
  });
});
