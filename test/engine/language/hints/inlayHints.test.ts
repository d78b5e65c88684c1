import assert from 'node:assert/strict';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';

const ALL = { start: { line: 0, character: 0 }, end: { line: 1000, character: 0 } };

/** The text with each hint in it, in double angle brackets. */
async function hinted(texts: Readonly<Record<string, string>>, range = ALL): Promise<string> {
  const { service, text } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  const hints = await service.hints(text('a.prompt'), range);
  const lines = text('a.prompt').text.split('\n');
  for (const { position, label } of hints.sort((a, b) => b.position.character - a.position.character)) {
    const line = lines[position.line] ?? '';
    lines[position.line] = `${line.slice(0, position.character)}«${label}»${line.slice(position.character)}`;
  }
  return lines.join('\n');
}

describe('inlay hints', () => {
  it('give the types of variables where they are first read, and of what a block goes through', async () => {
    const head =
      '---\ninput:\n  schema:\n    問題: string\n    items(array):\n      name: string\n      tags?(array): string\n    kind(enum): [a, b]\n---\n';
    assert.equal(
      await hinted({
        'a.prompt': `${head}🙂{{問題}}{{問題}}{{kind}}{{#each items as |item i|}}{{#each item.tags as |tag|}}{{/each}}{{/each}}{{other}}`,
      }),
      `${head}🙂{{問題«: string»}}{{問題}}{{kind«: "a" | "b"»}}{{#each items«: { name, tags }[]» as |item«: { name, tags }» i|}}{{#each item.tags as |tag«: string»|}}{{/each}}{{/each}}{{other}}`,
    );
  });

  it('count the tokens of each message’s own text', async () => {
    // o200k_base: "You are a helpful assistant." has 6 tokens, "Hello" 1 (OpenAI's tokenizer).
    assert.equal(
      await hinted({
        'a.prompt':
          '{{role "system"}}You are a helpful assistant.\n{{role "user"}}Hello{{! no }}\n{{role "user"}}{{x}}',
      }),
      '{{role "system"}}«6 tokens»You are a helpful assistant.\n{{role "user"}}«1 token»Hello{{! no }}\n{{role "user"}}«0+ tokens»{{x}}',
    );
  });

  it('count the text of partials, also of those in partials', async () => {
    const texts = {
      'a.prompt': '{{role "user"}}{{> p}}{{> gone}}',
      '_p.prompt': 'You are {{> q}}',
      '_q.prompt': 'a helpful assistant.',
    };
    assert.equal(await hinted(texts), '{{role "user"}}«6 tokens»{{> p}}{{> gone}}');
    const endless = { 'a.prompt': '{{role "user"}}{{> p}}', '_p.prompt': 'Hello{{> p}}{{x}}' };
    assert.match(await hinted(endless), /«\d+\+ tokens»/);
  });

  it('give the size and the prices of the model, and what the prompt of the first case costs', async () => {
    const texts = {
      'a.prompt': '---\nmodel: openai/gpt-4o-mini\n---\n{{> hello}} {{question}}',
      '_hello.prompt': 'Hello',
      'a.test.yaml': 'cases:\n  - id: 一\n    input: { question: You are a helpful assistant. }\n',
    };
    const line = (await hinted(texts)).split('\n')[1];
    assert.equal(
      line,
      'model: openai/gpt-4o-mini«128k context · $0.15 in, $0.60 out per 1M tokens · 一: 7 tokens, $0.0000011»',
    );
    const { 'a.test.yaml': _, ...alone } = texts;
    assert.match((await hinted(alone)).split('\n')[1] ?? '', /per 1M tokens»$/);
    assert.equal((await hinted({ 'a.prompt': '---\nmodel: baseline/extractive\n---\nx' })).includes('«'), false);
  });

  it('are only those in sight', async () => {
    const texts = { 'a.prompt': '{{role "user"}}a\n{{role "model"}}b' };
    assert.equal(
      await hinted(texts, { start: { line: 1, character: 0 }, end: { line: 1, character: 30 } }),
      '{{role "user"}}a\n{{role "model"}}«1 token»b',
    );
  });
});
