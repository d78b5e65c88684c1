import assert from 'node:assert/strict';
import { chmod, mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { KNOWN_ENDPOINTS } from '../../src/engine/model/knownEndpoints';
import { environmentEndpoints } from '../../src/node/environmentEndpoints';
import { environmentSecrets } from '../../src/node/environmentSecrets';
import { nodeFiles } from '../../src/node/nodeFiles';
import { nodeHost } from '../../src/node/nodeHost';
import { readUserConfig, userConfigFile } from '../../src/node/userConfig';
import { findWorkspace } from '../../src/node/workspace';

describe('keys from the environment', () => {
  const environment = { OPENAI_API_KEY: 'sk-openai', GROQ_API_KEY: ' ' };

  it('go to the origin of the endpoint that names the variable', async () => {
    const secrets = environmentSecrets(KNOWN_ENDPOINTS, environment);
    assert.equal(await secrets.keyFor('https://api.openai.com', 'openai'), 'sk-openai');
    assert.equal(await secrets.keyFor('https://evil.example.com', 'openai'), undefined);
    assert.equal(await secrets.keyFor('https://api.groq.com', 'groq'), undefined);
    assert.equal(await secrets.keyFor('https://api.openai.com', 'unknown'), undefined);
  });

  it('move with OPENAI_BASE_URL, and then go nowhere else', async () => {
    const moved = { ...environment, OPENAI_BASE_URL: 'https://proxy.example.com/v1/' };
    const endpoints = [...KNOWN_ENDPOINTS, ...environmentEndpoints(moved)];
    const secrets = environmentSecrets(endpoints, moved);
    assert.equal(endpoints.at(-1)?.baseUrl, 'https://proxy.example.com/v1');
    assert.equal(await secrets.keyFor('https://proxy.example.com', 'openai'), 'sk-openai');
    assert.equal(await secrets.keyFor('https://api.openai.com', 'openai'), undefined);
  });

  it('are not needed by a server on this machine', () => {
    const [endpoint] = environmentEndpoints({ OPENAI_BASE_URL: 'http://127.0.0.1:8080/v1' });
    assert.equal(endpoint?.needsKey, false);
  });

  it('read OLLAMA_HOST as Ollama does', () => {
    const addressFor = (OLLAMA_HOST: string) => environmentEndpoints({ OLLAMA_HOST })[0]?.baseUrl;
    assert.equal(addressFor('127.0.0.1'), 'http://127.0.0.1:11434/v1');
    assert.equal(addressFor(':5000'), 'http://127.0.0.1:5000/v1');
    assert.equal(addressFor('0.0.0.0:5000'), 'http://127.0.0.1:5000/v1');
    assert.equal(addressFor('0.0.0.0'), 'http://127.0.0.1:11434/v1');
    assert.equal(addressFor('https://ollama.example.com/'), 'https://ollama.example.com/v1');
    assert.equal(addressFor(' '), undefined);
  });

  it('know Azure and Ollama, and pass over an address that is none', () => {
    const endpoints = environmentEndpoints({
      AZURE_OPENAI_ENDPOINT: 'https://res.openai.azure.com/',
      OLLAMA_HOST: '127.0.0.1:9999',
      OPENAI_BASE_URL: 'javascript:alert(1)',
    });
    assert.deepEqual(
      endpoints.map(({ name, baseUrl }) => `${name} ${baseUrl}`),
      ['azure https://res.openai.azure.com', 'ollama http://127.0.0.1:9999/v1'],
    );
  });
});

describe('the files of a user and of a workspace', () => {
  let folder: string;
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'assay-node-'));
  });
  afterEach(() => rm(folder, { recursive: true }));

  async function config(text: string) {
    const file = join(folder, 'config.yaml');
    await writeFile(file, text);
    return readUserConfig(nodeFiles(), file);
  }

  it("gives endpoints and the judge's model", async () => {
    const { endpoints, judgeModel, problems } = await config(
      'judgeModel: work/judge\nendpoints:\n  work: { baseUrl: https://llm.example.com/v1/, keyVariable: WORK_KEY }\n  home: { baseUrl: http://127.0.0.1:1/v1 }\n',
    );
    assert.deepEqual(problems, []);
    assert.equal(judgeModel, 'work/judge');
    assert.deepEqual(endpoints[0], {
      name: 'work',
      kind: 'openai',
      baseUrl: 'https://llm.example.com/v1',
      keyVariable: 'WORK_KEY',
      needsKey: true,
      source: 'user-config',
    });
    assert.equal(endpoints[1]?.needsKey, false);
  });

  it('says what is wrong, at its line', async () => {
    const { endpoints, problems } = await config(
      'judgemodel: x\nendpoints:\n  work:\n    baseUrl: nonsense\n  other:\n    baseUrl: https://x.example.com\n    apiKey: sk-secret\n',
    );
    assert.deepEqual(endpoints, []);
    assert.deepEqual(
      problems.map(({ code, range }) => `${code} ${range.start.line}`),
      ['model.config-unknown-key 0', 'model.config-address 2', 'model.config-key-in-file 6'],
    );
    assert.equal((await config('a: [')).problems[0]?.code, 'model.config-syntax');
    assert.equal((await config('- a')).problems[0]?.code, 'model.config-not-a-map');
  });

  it('takes names below endpoints, and no address with a password in it', async () => {
    const codes = async (text: string) => (await config(text)).problems.map(({ code }) => code);
    assert.deepEqual(await codes('endpoints: [https://llm.example.com/v1]'), ['model.config-endpoints']);
    assert.deepEqual(await codes('endpoints:\n  a: { baseUrl: https://me:secret@x.example.com }'), [
      'model.config-address',
    ]);
    assert.deepEqual(environmentEndpoints({ OPENAI_BASE_URL: 'https://me:secret@x.example.com/v1' }), []);
  });

  it('warns of a file that others can change', async function () {
    if (process.platform === 'win32') this.skip();
    const file = join(folder, 'config.yaml');
    await writeFile(file, 'judgeModel: openai/x\n');
    for (const [mode, expected] of [
      [0o600, []],
      [0o664, []],
      [0o646, ['warning model.config-writable']],
    ] as const) {
      await chmod(file, mode);
      const { problems, judgeModel } = await readUserConfig(nodeFiles(), file);
      assert.deepEqual(
        problems.map(({ severity, code }) => `${severity} ${code}`),
        expected,
      );
      assert.equal(judgeModel, 'openai/x');
    }
  });

  it('says whether JavaScript may run: only by a plain word', async () => {
    assert.equal((await config('javascript: allow')).allowScripts, true);
    assert.equal((await config('javascript: deny')).allowScripts, false);
    assert.equal((await config('judgeModel: openai/x')).allowScripts, undefined);
    for (const text of ['javascript: true', 'javascript: ALLOW', 'javascript: [allow]', 'javascript:']) {
      const { allowScripts, problems } = await config(text);
      assert.deepEqual(
        [allowScripts, problems.map(({ code }) => code)],
        [undefined, ['model.config-javascript']],
        text,
      );
    }
  });

  it('is empty where there is no file', async () => {
    assert.deepEqual(await readUserConfig(nodeFiles(), join(folder, 'none')), { endpoints: [], problems: [] });
  });

  it('stands where the system keeps such files', () => {
    assert.equal(userConfigFile({ XDG_CONFIG_HOME: '/x' }, 'linux'), join('/x', 'assay', 'config.yaml'));
    assert.equal(userConfigFile({ APPDATA: '/app' }, 'win32'), join('/app', 'assay', 'config.yaml'));
  });

  it('finds the workspace of a file', async () => {
    await mkdir(join(folder, 'repo/.git'), { recursive: true });
    await mkdir(join(folder, 'repo/a/b'), { recursive: true });
    await mkdir(join(folder, 'loose/deep'), { recursive: true });
    assert.equal(await findWorkspace(join(folder, 'repo/a/b/x.prompt'), folder), join(folder, 'repo'));
    await mkdir(join(folder, 'repo/a/.assay'));
    assert.equal(await findWorkspace(join(folder, 'repo/a/b/x.prompt'), folder), join(folder, 'repo/a'));
    assert.equal(
      await findWorkspace(join(folder, 'loose/deep/x.prompt'), join(folder, 'loose')),
      join(folder, 'loose'),
    );
    assert.equal(
      await findWorkspace(join(folder, 'loose/deep/x.prompt'), join(folder, 'repo')),
      join(folder, 'loose/deep'),
    );
  });

  it('finds the built-in judges', async () => {
    const { judgesFolder, files } = nodeHost({ log: { info() {}, warn() {} } });
    const names = (await files.list(judgesFolder)).map(({ name }) => name);
    assert.ok(names.includes('correctness.prompt'), judgesFolder);
  });
});
