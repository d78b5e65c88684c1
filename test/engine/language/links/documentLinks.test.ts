import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { languageWorkspace, textIn } from '../languageWorkspace';

const TEXTS = {
  'deep/a.prompt':
    '---\nassay.tests: "./b.yaml"\nassay.judges: [./j.prompt, nowhere.prompt]\n---\n{{> 樣式}}{{> gone}}{{media url="./cat.png"}}{{media url=image}}{{media url="https://example.com/x.png"}}',
  '_樣式.prompt': '',
  'deep/b.yaml': '',
  'deep/j.prompt': '',
  'deep/cat.png': '',
  'deep/a.test.yaml':
    'judges: [correctness, ./j.prompt, ../../out.prompt]\nchecks:\n  - any: [json-schema: ./s.json, not-contains: x]\ncases:\n  - checks:\n      - contains-json: "s.json"\n      - json-schema: { type: object }\n',
  'deep/s.json': '{}',
};

async function links(path: keyof typeof TEXTS): Promise<string[]> {
  const { service, text } = languageWorkspace(TEXTS);
  const found = await service.links(text(path));
  return found.map(({ range, file }) => `${textIn(TEXTS[path], range)} → ${basename(file)}`);
}

describe('links', () => {
  it('of a prompt lead to its partials, test set, judges and media that are there', async () => {
    assert.deepEqual(await links('deep/a.prompt'), [
      '樣式 → _樣式.prompt',
      './cat.png → cat.png',
      './b.yaml → b.yaml',
      './j.prompt → j.prompt',
    ]);
  });

  it('of a test set lead to judges and schemas, and never out of the workspace', async () => {
    assert.deepEqual(await links('deep/a.test.yaml'), [
      './j.prompt → j.prompt',
      './s.json → s.json',
      's.json → s.json',
    ]);
  });
});
