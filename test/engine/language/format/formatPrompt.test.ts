import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { renderPrompt } from '../../../../src/engine/prompt/renderPrompt';
import { anyPrompt } from '../anyText';
import { languageWorkspace } from '../languageWorkspace';

function formatted(source: string): string {
  const { service, text } = languageWorkspace({ 'a.prompt': source });
  return TextDocument.applyEdits(TextDocument.create('a', 'dotprompt', 0, source), service.format(text('a.prompt')));
}

describe('formatting a prompt', () => {
  const examples: [string, string, string][] = [
    [
      'puts frontmatter in order and keeps comments, quotes and flat lists',
      '---\n# 註解\nmodel:   x   # which\nconfig: {temperature: 0.2,topK: [ 1,2 ]}\ninput:\n    schema:\n        問題:   string, "文字"\n\n\n\n        # more\n        n?: number\nassay.judges:\n- a\n-   judge: b\n    threshold: 4\n---\nx',
      '---\n# 註解\nmodel: x # which\nconfig: { temperature: 0.2, topK: [1, 2] }\ninput:\n  schema:\n    問題: string, "文字"\n\n    # more\n    n?: number\nassay.judges:\n- a\n- judge: b\n  threshold: 4\n---\nx',
    ],
    [
      'puts one space between the parts of a tag',
      '{{ role   "system" }}{{#each  items  as | 項目  i | }}{{~ json  ( lookup a   b ) indent = 2 ~}}{{ else }}{{  項目.name}}{{/ each }}{{>p  x = "  "}}{{{ raw }}}{{&  y}}',
      '{{role "system"}}{{#each items as |項目 i|}}{{~json (lookup a b) indent=2~}}{{else}}{{項目.name}}{{/each}}{{> p x="  "}}{{{raw}}}{{&y}}',
    ],
    [
      'leaves comments, raw blocks and text alone',
      '{{!  a  }}  {{{{raw}}}} {{ x }} {{{{/raw}}}}   y  \n\n',
      '{{!  a  }}  {{{{raw}}}} {{ x }} {{{{/raw}}}}   y  \n\n',
    ],
    ['keeps CRLF', '---\r\nmodel:  x\r\n---\r\n{{ a }}\r\n', '---\r\nmodel: x\r\n---\r\n{{a}}\r\n'],
    [
      'keeps a text of several lines as it is',
      '---\nd:   |\n  a  \n\n\n\n  b\nm:  x\n---\n',
      '---\nd: |\n  a  \n\n\n\n  b\nm: x\n---\n',
    ],
    ['leaves broken YAML alone, and formats the template', '---\na: [\n---\n{{ x }}', '---\na: [\n---\n{{x}}'],
    ['leaves a broken template alone', '{{ a }}{{#if  x }}', '{{ a }}{{#if  x }}'],
    ['leaves what aliases another alone', '---\na: &x   1\nb:   *x\n---\n', '---\na: &x   1\nb:   *x\n---\n'],
  ];
  for (const [name, before, after] of examples) it(name, () => assert.equal(formatted(before), after));

  it('changes nothing the second time, whatever the text', () => {
    fc.assert(
      fc.property(anyPrompt, (text) => {
        const once = formatted(text);
        assert.equal(formatted(once), once);
      }),
      { seed: 20261128, numRuns: 1500 },
    );
  });

  it('leaves every rendered message as it was', async () => {
    const input = {
      question: 'q',
      items: [{ name: 'a' }, 'b'],
      user: { name: '名' },
      x: true,
      y: 0,
      lang: 'zh',
      z: 'z',
    };
    let rendered = 0;
    await fc.assert(
      fc.asyncProperty(anyPrompt, async (text) => {
        const partials = { style: '{{lang}} \n' };
        const render = async (source: string) => {
          try {
            return await renderPrompt(source, { input, partials });
          } catch {
            return undefined;
          }
        };
        const before = await render(text);
        if (before === undefined) return;
        rendered++;
        assert.deepEqual((await render(formatted(text)))?.messages, before.messages);
      }),
      { seed: 20261128, numRuns: 1500 },
    );
    assert.ok(rendered > 100, `only ${rendered} could be rendered`);
  });
});
