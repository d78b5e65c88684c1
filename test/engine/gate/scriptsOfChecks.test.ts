import assert from 'node:assert/strict';
import { scriptKey, scriptKeysIn } from '../../../src/engine/gate/relevantFiles';
import type { FileSystem } from '../../../src/engine/host';
import { git, initRepository } from '../../support/gitRepository';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { type TestWorkspace, testSet, testWorkspace } from '../evaluate/testWorkspace';

const PROMPT = '---\nmodel: test/model-a\n---\n{{question}}\n';

describe('scripts that checks name, among all others of a repository', () => {
  let server: ModelServer;
  let at: TestWorkspace;
  let read: string[];

  /** Notes what is read of the work tree. */
  const noting = (real: FileSystem): FileSystem => ({
    ...real,
    read: (path, options) => {
      read.push(path);
      return real.read(path, options);
    },
  });

  beforeEach(async () => {
    read = [];
    server = await startModelServer();
    const named = 'checks:\n  - all: [javascript: ./checks/短 答.js, javascript: "context.vars.x.js"]\n';
    at = await testWorkspace(
      server.url,
      {
        '.gitignore': '.assay/\n',
        'answer.prompt': PROMPT,
        'answer.test.yaml': testSet(['q1'], named),
        'checks/短 答.js': 'module.exports = () => true;\n',
        'src/app.js': 'console.log(1);\n',
        'src/答.js': 'console.log(2);\n',
        // Too large to be searched, and no test set of any prompt.
        'package-lock.json': `"${'x'.repeat(1_100_000)}"`,
      },
      { files: noting },
    );
    await initRepository(at.folder);
  });
  afterEach(async () => {
    await at.dispose();
    await server.close();
  });

  const changed = async (kind: 'saved' | 'staged' | 'pending') => {
    const { prompts } = await at.engine.gate(at.folder, { kind }, { workspaceOf: async () => at.folder });
    return prompts.map(({ changed }) => changed.map((file) => file.slice(at.folder.length + 1)));
  };

  it('are found where they changed, saved or staged, and no other script is even read', async () => {
    await at.write({ 'src/app.js': 'console.log(3);\n' });
    assert.deepEqual(await changed('saved'), []);
    assert.ok(read.some((path) => path.endsWith('短 答.js')));
    assert.ok(!read.some((path) => path.endsWith('app.js')));
    await at.write({ 'checks/短 答.js': 'module.exports = () => false;\n' });
    assert.deepEqual(await changed('saved'), [['checks/短 答.js']]);
    await git(at.folder, 'add', '--all');
    assert.deepEqual(await changed('staged'), [['checks/短 答.js']]);
    assert.deepEqual(await changed('pending'), [['checks/短 答.js']]);
  });

  it('are not confused with scripts of a like name', async () => {
    await at.write({ 'src/答.js': 'console.log(4);\n' });
    await git(at.folder, 'add', '--all');
    assert.deepEqual(await changed('staged'), []);
    assert.deepEqual(await changed('saved'), []);
  });

  it('are missed where they are gone', async () => {
    await git(at.folder, 'rm', '--quiet', 'checks/短 答.js');
    assert.deepEqual(await changed('staged'), [['checks/短 答.js']]);
  });

  it('are found by what a text may name', () => {
    const texts: [text: string, keys: string[]][] = [
      ['javascript: ./checks/short.js\n', ['short.js']],
      ['- javascript: {run: "../a b/c d.mjs", config: {}}', ['d.mjs']],
      ['{"javascript":"檢查\\\\長度.cjs"}', ['長度.cjs']],
      ['a.json, b.jsx, c.js.map, d.jsonl', ['c.js']],
      ['nothing', []],
    ];
    for (const [text, keys] of texts) assert.deepEqual(scriptKeysIn(text), keys, text);
    assert.equal(scriptKey('a b/c d.mjs'), 'd.mjs');
  });
});
