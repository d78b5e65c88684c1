import assert from 'node:assert/strict';
import { languageWorkspace, textIn } from '../languageWorkspace';

function tokens(path: string, content: string): string[] {
  const { service, text } = languageWorkspace({ [path]: content });
  return service.tokens(text(path)).map(({ start, length, kind, modifiers }) => {
    const written = textIn(content, { start, end: { ...start, character: start.character + length } });
    return [written, kind, ...modifiers].join(' ');
  });
}

describe('names by what they mean', () => {
  it('in a prompt, in the order of the text', () => {
    const prompt =
      '---\ninput:\n  schema:\n    項目(array): string\n---\n🙂 {{#each 項目 as |item i|}}{{item.name}}{{@first}}{{../lang}}{{> card title=i}}{{/each}}{{media url=圖}}';
    assert.deepEqual(tokens('a.prompt', prompt), [
      '項目 variable declaration',
      'each function',
      '項目 variable',
      'item parameter declaration',
      'i parameter declaration',
      'item parameter',
      'name property',
      'first variable readonly',
      'lang variable',
      'card class',
      'title parameter',
      'i parameter',
      'media function',
      'url parameter',
      '圖 variable',
    ]);
  });

  it('in test sets', () => {
    assert.deepEqual(tokens('a.test.yaml', 'cases:\n  - id: "一"\n    input: { "q r": 1 }\n'), [
      '一 enumMember declaration',
      'q r variable',
    ]);
    assert.deepEqual(tokens('a.test.csv', 'id,q,expected\n1,2,3\n4,5,6\n'), [
      'q variable',
      '1 enumMember declaration',
      '4 enumMember declaration',
    ]);
  });
});
