import assert from 'node:assert/strict';
import { basename } from 'node:path';
import { CURSOR, languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';
import type { Texts } from '../renamed';

/** Where the name at the cursor leads, as `origin → file:line text`. */
async function targets(texts: Texts): Promise<string[]> {
  const path = Object.keys(texts).find((each) => texts[each]?.includes(CURSOR)) ?? '';
  const { service, text, cursor } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  const links = await service.definition(text(path), cursor(path));
  return links.map(({ originSelectionRange, file, targetSelectionRange }) => {
    const target = texts[file.slice(WORKSPACE.length + 1)]?.replace(CURSOR, '') ?? '';
    const where = `${basename(file)}:${targetSelectionRange.start.line + 1}`;
    return `${textIn(text(path).text, originSelectionRange)} → ${where} ${textIn(target, targetSelectionRange)}`.trim();
  });
}

const ANSWER =
  '---\r\nmodel: x\r\ninput:\r\n  schema:\r\n    問題: string\r\n    "items?(array)":\r\n      title: string\r\n---\r\n🙂\t';

describe('go to definition', () => {
  const cases: [what: string, texts: Texts, wanted: string[]][] = [
    ['a variable', { 'a.prompt': `${ANSWER}{{問‸題}}` }, ['問題 → a.prompt:5 問題']],
    [
      'a field of an item',
      { 'a.prompt': `${ANSWER}{{#each items as |it|}}{{it.ti‸tle}}{{/each}}` },
      ['title → a.prompt:7 title'],
    ],
    ['a variable in a closing tag', { 'a.prompt': `${ANSWER}{{#items}}{{/it‸ems}}` }, ['items → a.prompt:6 items']],
    [
      'a variable in a partial',
      { 'a.prompt': `${ANSWER}{{> p}}`, '_p.prompt': '{{@root.‸問題}}' },
      ['問題 → a.prompt:5 問題'],
    ],
    [
      'an item in a partial',
      { 'a.prompt': `${ANSWER}{{#each items}}{{> p}}{{/each}}`, '_p.prompt': '{{t‸itle}}' },
      ['title → a.prompt:7 title'],
    ],
    ['a column', { 'a.prompt': ANSWER, 'a.test.csv': 'id,"問‸題"\n' }, ['問題 → a.prompt:5 問題']],
    [
      'what a judge reads of the input',
      { 'a.prompt': ANSWER, 'a.test.yaml': 'judges: [j.prompt]\n', 'j.prompt': '{{input.問題‸}}' },
      ['問題 → a.prompt:5 問題'],
    ],
    [
      'a variable with a default alone',
      { 'a.prompt': '---\ninput: {default: {q: 1}}\n---\n{{q‸}}' },
      ['q → a.prompt:2 q'],
    ],
    [
      'a variable of the test set alone',
      { 'a.prompt': '{{q‸}}', 'a.test.yaml': 'cases:\n- input: {r: 1}\n- input: {q: 1}\n- input: {q: 2}\n' },
      ['q → a.test.yaml:3 q'],
    ],
    ['a block parameter', { 'a.prompt': '{{#each x as |it|}}\n{{it‸.y}}{{/each}}' }, ['it → a.prompt:1 it']],
    ['a partial', { 'd/a.prompt': '{{> s/foot‸}}', 's/_foot.prompt': 'x' }, ['foot → _foot.prompt:1']],
    [
      'a partial that the template defines',
      { 'a.prompt': '{{#*inline "列"}}{{/inline}}\n{{> 列‸}}' },
      ['列 → a.prompt:1 列'],
    ],
    ['an argument', { 'a.prompt': '{{> p q‸=1}}', '_p.prompt': '\n{{q}}{{q}}' }, ['q → _p.prompt:2 q']],
    [
      'a name in a partial that is always given it',
      { 'a.prompt': '\n{{> p q=1}}', '_p.prompt': '{{q‸}}' },
      ['q → a.prompt:2 q'],
    ],
    ['a judge', { 'a.test.json': '{"judges": [{"judge": "./d/j‸.prompt"}]}', 'd/j.prompt': '' }, ['j → j.prompt:1']],
    ['a built-in judge', { 'a.test.yaml': 'judges: [correct‸ness]' }, ['correctness → correctness.prompt:1']],
    ['an id', { 'a.test.yaml': 'cases:\n- id: "a‸"\n' }, ['a → a.test.yaml:2 a']],
    ['a helper', { 'a.prompt': '{{#if‸ x}}{{/if}}' }, []],
    ['text', { 'a.prompt': 'x‸' }, []],
  ];
  for (const [what, texts, wanted] of cases) {
    it(`of ${what}`, async () => assert.deepEqual(await targets(texts), wanted));
  }
});
