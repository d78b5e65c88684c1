import assert from 'node:assert/strict';
import { languageWorkspace } from '../languageWorkspace';

/** Folds as `first-last kind`, lines from 1. */
function folds(path: string, content: string): string[] {
  const { service, text } = languageWorkspace({ [path]: content });
  return service
    .folding(text(path))
    .map(({ startLine, endLine, kind }) => `${startLine + 1}-${endLine + 1}${kind ? ` ${kind}` : ''}`);
}

describe('folding', () => {
  it('of a prompt takes its frontmatter, keys, messages, blocks and comments', () => {
    const prompt =
      '---\r\nmodel: x\r\ninput:\r\n  schema:\r\n    a: string\r\n---\r\n{{role "system"}}\r\n系統\r\n\r\n{{role "user"}}\r\n{{#if a}}\r\nx\r\n{{else}}\r\ny\r\n{{/if}}\r\n{{!-- a\r\nb --}}\r\nend';
    assert.deepEqual(folds('a.prompt', prompt), [
      '1-6 region',
      '3-5',
      '4-5',
      '7-8',
      '10-18',
      '11-12',
      '13-14',
      '16-17 comment',
    ]);
  });

  it('of a test set takes its keys and cases', () => {
    assert.deepEqual(
      folds('a.test.yaml', 'cases:\n  - id: 一\n    input:\n      q: |\n        a\n        b\n  - id: b\n'),
      ['1-7', '2-6', '3-6', '4-6'],
    );
    assert.deepEqual(folds('a.test.csv', 'id,q\n1,"a\nb"\n'), []);
  });
});
