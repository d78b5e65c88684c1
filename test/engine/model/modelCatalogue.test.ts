import assert from 'node:assert/strict';
import type { Endpoint } from '../../../src/engine/model/endpoint';
import { ModelCatalogue } from '../../../src/engine/model/modelCatalogue';
import { type ModelServer, startModelServer } from '../../support/modelServer';

describe('the models that a person can call', () => {
  let server: ModelServer;
  let now = 0;
  let trusted = true;
  const keys = new Map<string, string>();
  const asked: string[] = [];

  const own = (more: Partial<Endpoint> = {}): Endpoint => {
    return { name: 'work', kind: 'openai', baseUrl: server.url, needsKey: true, source: 'setting', ...more };
  };
  const catalogueOf = (...endpoints: Endpoint[]) =>
    new ModelCatalogue({
      endpoints,
      secrets: {
        async keyFor(origin) {
          asked.push(origin);
          return keys.get(origin);
        },
      },
      clock: { monotonic: () => now },
      mayAsk: () => trusted,
      patience: { local: 10_000, remote: 10_000 },
    });

  beforeEach(async () => {
    server = await startModelServer({ key: 'right', models: ['small', 'text-embedding'] });
    now = 0;
    trusted = true;
    keys.clear();
    keys.set(new URL(server.url).origin, 'right');
    asked.length = 0;
  });
  afterEach(() => server.close());

  it('are listed once for a while, by a call that costs nothing', async () => {
    const endpoint = own();
    const catalogue = catalogueOf(endpoint);
    const [first, second] = await Promise.all([catalogue.ask(endpoint), catalogue.ask(endpoint)]);
    assert.deepEqual(first, { endpoint, models: ['small', 'text-embedding'], usable: true });
    assert.deepEqual(second, first);
    await catalogue.ask(endpoint);
    assert.deepEqual(
      server.requests.map(({ path }) => path),
      ['/v1/models'],
    );
    assert.deepEqual(server.chats, []);
    now = 11 * 60_000;
    await catalogue.ask(endpoint);
    assert.equal(server.requests.length, 2);
  });

  it('are known without waiting once they are listed', async () => {
    const endpoint = own();
    const catalogue = catalogueOf(endpoint);
    assert.deepEqual(catalogue.known(), { endpoints: [{ endpoint, models: [], usable: false }], pending: true });
    await catalogue.ask(endpoint);
    assert.deepEqual(catalogue.known().endpoints[0]?.models, ['small', 'text-embedding']);
    assert.equal(catalogue.known().pending, false);
    assert.equal(server.requests.length, 1);
  });

  it('are asked of nobody who wants a key and has none, until there is one', async () => {
    const endpoint = own();
    const catalogue = catalogueOf(endpoint);
    keys.clear();
    assert.deepEqual(await catalogue.ask(endpoint), { endpoint, models: [], usable: false });
    assert.deepEqual(server.requests, []);
    keys.set(new URL(server.url).origin, 'right');
    catalogue.forget();
    assert.deepEqual((await catalogue.ask(endpoint)).models, ['small', 'text-embedding']);
  });

  it('are asked of nobody in a workspace that is not trusted, and no key is looked up', async () => {
    trusted = false;
    const endpoint = own();
    const catalogue = catalogueOf(endpoint);
    assert.deepEqual(catalogue.known(), { endpoints: [{ endpoint, models: [], usable: false }], pending: false });
    await catalogue.ask(endpoint);
    assert.deepEqual([server.requests, asked], [[], []]);
  });

  it('take no key to a server of one’s own that needs none, and leave one alone that does not answer', async () => {
    const gone = await startModelServer();
    await gone.close();
    const dead = own({ name: 'dead', baseUrl: gone.url, needsKey: false });
    const open = await startModelServer({ models: ['llama'] });
    try {
      const local = own({ name: 'local', baseUrl: open.url, needsKey: false });
      const catalogue = catalogueOf(dead, local);
      assert.deepEqual(await catalogue.ask(local), { endpoint: local, models: ['llama'], usable: true });
      assert.equal(open.requests[0]?.headers.authorization, undefined);
      assert.deepEqual(await catalogue.ask(dead), { endpoint: dead, models: [], usable: false });
      assert.equal(catalogue.known().pending, false);
    } finally {
      await open.close();
    }
  });

  it('are those of the last endpoint with a name, and the built-in ones by their use', () => {
    const baseline = own({ name: 'baseline', kind: 'baseline', baseUrl: '', needsKey: false, source: 'built-in' });
    const catalogue = catalogueOf(own({ baseUrl: 'https://old.example.com/v1' }), own(), baseline);
    trusted = false;
    assert.deepEqual(
      catalogue.endpoints.map(({ baseUrl }) => baseUrl),
      [server.url, ''],
    );
    assert.deepEqual(catalogue.known().endpoints[1]?.models, ['extractive', 'overlap']);
    assert.deepEqual(catalogue.known('embed').endpoints[1]?.models, ['ngrams']);
  });
});
