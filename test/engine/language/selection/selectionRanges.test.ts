import assert from 'node:assert/strict';
import type { SelectionRange } from 'vscode-languageserver-types';
import { languageWorkspace, textIn } from '../languageWorkspace';

/** What the selection grows to, from the cursor on. */
function steps(path: string, content: string): string[] {
  const { service, text, cursor } = languageWorkspace({ [path]: content });
  const [first] = service.selection(text(path), [cursor(path)]);
  const grown: string[] = [];
  for (let range: SelectionRange | undefined = first; range !== undefined; range = range.parent) {
    grown.push(textIn(text(path).text, range.range));
  }
  return grown.filter((each) => each !== '');
}

describe('growing a selection', () => {
  it('goes from a name over its path, tag, block and message to the file', () => {
    assert.deepEqual(
      steps('a.prompt', '---\nmodel: x\n---\n{{role "user"}}\n🙂{{#each 項目}}{{this.na‸me}}!{{/each}}\n'),
      [
        'name',
        'this.name',
        '{{this.name}}',
        '{{this.name}}!',
        '{{#each 項目}}{{this.name}}!{{/each}}',
        '{{role "user"}}\n🙂{{#each 項目}}{{this.name}}!{{/each}}',
        '---\nmodel: x\n---\n{{role "user"}}\n🙂{{#each 項目}}{{this.name}}!{{/each}}\n',
      ],
    );
  });

  it('goes from a word over its line and paragraph', () => {
    assert.deepEqual(steps('a.prompt', 'one two\nthr‸ee four\n\nfive').slice(0, 3), [
      'three',
      'three four',
      'one two\nthree four',
    ]);
  });

  it('goes from a value over its key and case in a test set', () => {
    assert.deepEqual(steps('a.test.yaml', 'cases:\n  - id: a\n    input: { q: "什‸麼" }\n').slice(0, 6), [
      '什麼',
      '"什麼"',
      'q: "什麼"',
      '{ q: "什麼" }',
      'input: { q: "什麼" }',
      'id: a\n    input: { q: "什麼" }',
    ]);
  });
});
