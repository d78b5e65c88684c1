import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parsePrompt } from '../../src/engine/prompt/parsePrompt';
import { parseTestSet } from '../../src/engine/testset/parseTestSet';
import { CHECK_NAMES } from '../../src/engine/testset/readChecks';

const ROOT = join(__dirname, '../..');

interface Snippet {
  prefix: string | string[];
  description: string;
  isFileTemplate?: boolean;
  body: string | string[];
}

const read = (name: string) =>
  JSON.parse(readFileSync(join(ROOT, 'snippets', name), 'utf8')) as Record<string, Snippet>;
const PROMPTS = read('dotprompt.json');
const TEST_SETS = read('yaml.json');

/** What a snippet gives when nobody changes anything in it; the first of several choices. */
function expanded({ body }: Snippet): string {
  let text = [body].flat().join('\n');
  text = text.replace(/\$\{\d+\|([^|]*?)(?:,[^|]*)?\|\}/g, '$1');
  for (let before = ''; before !== text; ) {
    before = text;
    text = text.replace(/\$\{(?:\d+|TM_SELECTED_TEXT):((?:[^{}$]|\$\d)*)\}/g, '$1');
  }
  return text.replace(/\$\d/g, '');
}

const choicesOf = ({ body }: Snippet): string[] =>
  [
    ...[body]
      .flat()
      .join('\n')
      .matchAll(/\$\{\d+\|([^|]*)\|\}/g),
  ].flatMap(([, choices = '']) => choices.split(','));

describe('The snippets', () => {
  for (const [name, snippet] of Object.entries(PROMPTS)) {
    it(`"${name}" gives a template without a fault`, () => {
      assert.notEqual(snippet.description, '');
      const text = expanded(snippet);
      const isPartial = name === 'Partial';
      const { problems } = parsePrompt(snippet.isFileTemplate ? text : `---\nmodel: x/y\n---\n${text}`);
      assert.deepEqual(problems, [], text);
      assert.equal(text.includes('{{>'), isPartial);
    });
  }

  it('begin prompts, and test sets, that are whole', async () => {
    const whole = Object.values(PROMPTS).filter(({ isFileTemplate }) => isFileTemplate);
    assert.equal(whole.length, 3);
    const testSet = await parseTestSet(expanded(TEST_SETS['Assay test set'] as Snippet), '/a.test.yaml');
    assert.deepEqual(testSet.problems, []);
  });

  it('of test sets give parts of one without a fault', async () => {
    const parts: Readonly<Record<string, (text: string) => string>> = {
      'Assay case': (text) => `cases:\n${text}`,
      'Assay check': (text) => `${text}x\ncases:\n- id: a\n`,
      'Assay judge': (text) => `judges:\n${text}cases:\n- id: a\n`,
      'Assay rubric': (text) => `judges:\n${text}cases:\n- id: a\n`,
      'Assay group of checks': (text) => `checks:\n${text}cases:\n- id: a\n`,
    };
    for (const [name, whole] of Object.entries(parts)) {
      const text = whole(expanded(TEST_SETS[name] as Snippet));
      assert.deepEqual((await parseTestSet(text, '/a.test.yaml')).problems, [], text);
    }
  });

  it('name checks, judges and helpers that there are, and all of them', () => {
    const checks = choicesOf(TEST_SETS['Assay check'] as Snippet).map((name) => name.replace(/^not-/, ''));
    for (const name of checks) assert.ok(CHECK_NAMES.includes(name), name);
    const judges = readdirSync(join(ROOT, 'media/judges'))
      .filter((name) => /^[^_.]+\.prompt$/.test(name))
      .map((name) => name.replace('.prompt', ''));
    const named = choicesOf(TEST_SETS['Assay judge'] as Snippet).filter((name) => !name.includes('/'));
    assert.deepEqual(named.sort(), judges.sort());
    const helpers = Object.values(PROMPTS).map(expanded).join('\n');
    for (const name of [
      'history',
      'ifEquals',
      'json',
      'media',
      'role',
      'section',
      'unlessEquals',
      'each',
      'if',
      'lookup',
      'unless',
      'with',
    ]) {
      assert.match(helpers, new RegExp(`\\{\\{#?${name}[ }]`), name);
    }
  });
});
