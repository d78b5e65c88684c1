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

  it('are the same however often they are asked for, and for dated names', async () => {
    const first = await priceOf(known('openai'), 'gpt-4o-mini-2024-07-18', usage);
    assert.ok(first !== null && first > 0);
    for (let time = 0; time < 3; time++) {
      assert.equal(await priceOf(known('openai'), 'gpt-4o-mini-2024-07-18', usage), first);
      assert.equal(await priceOf(known('openai'), 'no-such-model', usage), null);
    }
  });

  it('are unknown for a usage that contradicts itself, and known again for the next', async () => {
    const nonsense = { input: 10, output: 1, cachedInput: 500 };
    assert.equal(await priceOf(known('openai'), 'gpt-4.1-mini', nonsense), null);
    assert.ok(((await priceOf(known('openai'), 'gpt-4.1-mini', usage)) ?? 0) > 0);
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

  it('lists its models and asks the smallest for one token', async () => {
    await server.close();
    server = await startModelServer({ key: KEY, models: ['big', 'text-embedding-3-small', 'tiny-mini'] });
    assert.deepEqual(await probeEndpoint(endpointOf(server), KEY), {
      ok: true,
      models: ['big', 'text-embedding-3-small', 'tiny-mini'],
    });
    assert.equal(server.requests.length, 2);
    assert.deepEqual([server.chats[0]?.body.model, server.chats[0]?.body.max_tokens], ['tiny-mini', 1]);
  });

  it('does not take a list that everybody can see for a key that works', async () => {
    server.answer({ status: 401, error: { message: 'No cookie auth credentials found' } });
    assert.deepEqual(await probeEndpoint(endpointOf(server), KEY), {
      ok: false,
      problem: 'key',
      message: 'No cookie auth credentials found',
    });
  });

  it('notices an account without money', async () => {
    server.answer({ status: 429, error: { message: 'You exceeded your quota.', code: 'insufficient_quota' } });
    const probe = await probeEndpoint(endpointOf(server), KEY);
    assert.deepEqual([probe.ok, !probe.ok && probe.problem], [false, 'quota']);
  });

  it('does not blame the key for a busy server, or for a model that nobody asked for', async () => {
    for (const status of [429, 404, 400, 503]) {
      server.answer({ status });
      assert.equal((await probeEndpoint(endpointOf(server), KEY)).ok, true, String(status));
    }
  });

  it('believes an answer more than a list: a model may be there under another name', async () => {
    assert.equal((await probeEndpoint(endpointOf(server), KEY, { model: 'c-model' })).ok, true);
    server.answer({ status: 404, error: { message: 'The model c-model does not exist' } });
    const probe = await probeEndpoint(endpointOf(server), KEY, { model: 'c-model' });
    assert.deepEqual([probe.ok, !probe.ok && probe.problem], [false, 'model']);
  });

  it('asks a server without a key for no answer, as that could load a model', async () => {
    await server.close();
    server = await startModelServer({ models: ['llama3'] });
    const probe = await probeEndpoint(endpointOf(server, { needsKey: false }), undefined);
    assert.deepEqual([probe.ok, server.chats.length], [true, 0]);
  });

  it('tells a wrong key from a wrong address and no network', async () => {
    const problem = async (...args: Parameters<typeof probeEndpoint>) => {
      const probe = await probeEndpoint(...args);
      return probe.ok ? 'ok' : probe.problem;
    };
    const endpoint = endpointOf(server);
    assert.equal(await problem(endpoint, 'sk-wrong'), 'key');
    assert.equal(await problem(endpoint, '金鑰'), 'key');
    assert.equal(await problem({ ...endpoint, baseUrl: `${server.origin}/nowhere?path=` }, KEY), 'address');
    assert.equal(await problem({ ...endpoint, baseUrl: 'nonsense' }, KEY), 'address');
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
