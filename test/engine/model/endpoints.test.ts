import assert from 'node:assert/strict';
import { isLocal, originOf } from '../../../src/engine/model/endpoint';
import { KNOWN_ENDPOINTS } from '../../../src/engine/model/knownEndpoints';
import { findLocalServers } from '../../../src/engine/model/localServers';
import { priceOf } from '../../../src/engine/model/price';
import { probeEndpoint } from '../../../src/engine/model/probeEndpoint';
import { resolveModel } from '../../../src/engine/model/resolveModel';
import { type ModelServer, startModelServer } from '../../support/modelServer';
import { endpointOf, KEY } from './calls';

const known = (name: string) => {
  const endpoint = KNOWN_ENDPOINTS.find((each) => each.name === name);
  assert.ok(endpoint);
  return endpoint;
};

describe('finding the endpoint of a model', () => {
  it('takes what follows the first slash as the name', () => {
    const resolved = resolveModel('openrouter/meta-llama/llama-3.3-70b', KNOWN_ENDPOINTS);
    assert.ok('endpoint' in resolved);
    assert.deepEqual([resolved.endpoint.name, resolved.model], ['openrouter', 'meta-llama/llama-3.3-70b']);
  });

  it("lets a user's own endpoint replace a known one", () => {
    const own = { ...known('openai'), baseUrl: 'https://proxy.example.com/v1', source: 'setting' as const };
    const resolved = resolveModel('openai/gpt-4o', [...KNOWN_ENDPOINTS, own]);
    assert.ok('endpoint' in resolved && resolved.endpoint === own);
  });

  it('says what was probably meant', () => {
    const codes = ['opnai/gpt-4o', 'gpt-4o', 'nobody/x', 'openai/', 'baseline/magic'].map((name) => {
      const resolved = resolveModel(name, KNOWN_ENDPOINTS);
      return 'code' in resolved ? `${resolved.code} ${resolved.args.suggestion ?? ''}`.trim() : 'found';
    });
    assert.deepEqual(codes, [
      'model.unknown-provider-suggestion openai/gpt-4o',
      'model.no-provider openai/gpt-4o',
      'model.unknown-provider',
      'model.no-name',
      'model.unknown-baseline',
    ]);
  });

  it('knows only addresses with https, or of this machine', () => {
    for (const endpoint of KNOWN_ENDPOINTS) {
      if (endpoint.kind === 'baseline') continue;
      assert.ok(originOf(endpoint).startsWith('https://') || isLocal(endpoint), endpoint.name);
      assert.equal(endpoint.needsKey, !isLocal(endpoint), endpoint.name);
    }
  });
});

describe('prices', () => {
  const usage = { input: 1_000_000, output: 1_000_000 };

  it("are known for the maker's own address, and cached input is cheaper", async () => {
    const full = await priceOf(known('openai'), 'gpt-4o-mini', usage);
    const cached = await priceOf(known('openai'), 'gpt-4o-mini', { ...usage, cachedInput: 1_000_000 });
    assert.equal(full, 0.75);
    assert.ok(cached !== null && cached < 0.75);
  });

  it('are unknown, not 0, where anything is unknown', async () => {
    assert.equal(await priceOf(known('openai'), 'no-such-model', usage), null);
    assert.equal(await priceOf(known('openai'), 'gpt-4o-mini', undefined), null);
    const own = { ...known('openai'), name: 'work', baseUrl: 'https://llm.example.com/v1' };
    assert.equal(await priceOf(own, 'gpt-4o-mini', usage), null);
  });

  it('are nothing on this machine', async () => {
    assert.equal(await priceOf(known('ollama'), 'llama3', undefined), 0);
    assert.equal(await priceOf(known('baseline'), 'extractive', usage), 0);
  });
});

describe('trying an endpoint', () => {
  let server: ModelServer;
  beforeEach(async () => {
    server = await startModelServer({ key: KEY, models: ['b-model', 'a-model'] });
  });
  afterEach(() => server.close());

  it('lists its models with one cheap call', async () => {
    assert.deepEqual(await probeEndpoint(endpointOf(server), KEY), { ok: true, models: ['a-model', 'b-model'] });
    assert.deepEqual([server.requests.length, server.chats.length], [1, 0]);
  });

  it('tells a wrong key from a wrong address, a missing model and no network', async () => {
    const problem = async (...args: Parameters<typeof probeEndpoint>) => {
      const probe = await probeEndpoint(...args);
      return probe.ok ? 'ok' : probe.problem;
    };
    const endpoint = endpointOf(server);
    assert.equal(await problem(endpoint, 'sk-wrong'), 'key');
    assert.equal(await problem(endpoint, '金鑰'), 'key');
    assert.equal(await problem({ ...endpoint, baseUrl: `${server.origin}/nowhere?path=` }, KEY), 'address');
    assert.equal(await problem({ ...endpoint, baseUrl: 'nonsense' }, KEY), 'address');
    assert.equal(await problem(endpoint, KEY, { model: 'c-model' }), 'model');
    await server.close();
    assert.equal(await problem(endpoint, KEY), 'network');
    server = await startModelServer();
  });

  it('never repeats the key', async () => {
    const probe = await probeEndpoint(endpointOf(server), 'sk-wrong-and-secret');
    assert.ok(!probe.ok && !probe.message.includes('sk-wrong-and-secret'));
  });

  it('finds servers on this machine without a key', async () => {
    await server.close();
    server = await startModelServer({ models: ['llama3'] });
    const there = endpointOf(server, { needsKey: false });
    const gone = { ...there, name: 'gone', baseUrl: 'http://127.0.0.1:9/v1' };
    const found = await findLocalServers([there, gone]);
    assert.deepEqual(
      found.map(({ endpoint, models }) => [endpoint.name, models]),
      [['test', ['llama3']]],
    );
  });
});
