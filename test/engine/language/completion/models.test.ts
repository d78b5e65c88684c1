import assert from 'node:assert/strict';
import { createLanguageService } from '../../../../src/engine/language/languageService';
import type { Endpoint } from '../../../../src/engine/model/endpoint';
import { ModelCatalogue } from '../../../../src/engine/model/modelCatalogue';
import { memoryFiles } from '../../../support/memoryFiles';
import { startModelServer } from '../../../support/modelServer';

describe('completion of models', () => {
  it('never waits for an endpoint, asks to be asked again, and then has what it lists', async () => {
    const server = await startModelServer({ models: ['llama-3', 'nomic-embed'] });
    try {
      const endpoint: Endpoint = {
        name: 'work',
        kind: 'openai',
        baseUrl: server.url,
        needsKey: false,
        source: 'setting',
      };
      const clock = { now: () => new Date(0), monotonic: () => 0 };
      const secrets = { keyFor: async () => undefined };
      const patience = { local: 10_000, remote: 10_000 };
      const models = new ModelCatalogue({ endpoints: [endpoint], secrets, clock, mayAsk: () => true, patience });
      const service = createLanguageService({
        host: { files: memoryFiles({}), clock, judgesFolder: '/judges' },
        say: (code) => code,
        endpoints: () => [endpoint],
        models,
      });
      const ask = async (line: string) => {
        const text = `---\n${line}\n---\n`;
        const position = { line: 1, character: line.length };
        const list = await service.completion({ file: '/w/a.prompt', text, workspace: '/w' }, position);
        return { labels: list.items.map(({ label }) => label), isIncomplete: list.isIncomplete };
      };
      // Before anybody has asked, nothing was sent.
      await ask('config: ');
      assert.deepEqual(server.requests, []);
      assert.deepEqual(await ask('model: '), { labels: ['work/'], isIncomplete: true });
      await models.ask(endpoint);
      assert.deepEqual(await ask('model: '), { labels: ['work/llama-3', 'work/'], isIncomplete: false });
      assert.deepEqual(await ask('model: work/'), { labels: ['work/llama-3'], isIncomplete: false });
      assert.deepEqual((await ask('assay.embedding: work/')).labels, ['work/nomic-embed']);
      assert.equal(server.requests.length, 1);
    } finally {
      await server.close();
    }
  });
});
