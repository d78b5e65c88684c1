import assert from 'node:assert/strict';
import fc from 'fast-check';
import { TextDocument } from 'vscode-languageserver-textdocument';
import { checkProblems } from '../../../../src/engine/judge/checks';
import type { Problem } from '../../../../src/engine/problem';
import { parsePartialTree, parsePromptTree } from '../../../../src/engine/prompt/parsePrompt';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';
import { applied } from './applied';

const PROMPT = `---
model: openai/gpt-4o-mini
description: Answers. # in short
config:
  temperature: 0
  stopSequences: [END, "STOP"]
input:
  schema:
    question: string, what is asked
    items(array, what to list):
      title: string
      done?: boolean
    user:
      name: string
      first name: string
    lang(enum): [en, zh-TW]
    名稱?: string
  default:
    lang: en
output:
  format: json
  schema:
    answer: string
assay.tests: ./a.test.yaml
assay.judges:
  - correctness
  - judge: ./judges/own.prompt
    threshold: 4
assay.checks:
  - contains: RAG
    weight: 2
  - any:
      - json
      - length: { max: 10, unit: words }
---
{{role "system"}}
Answer in {{lang}}. 🙂

{{#each items as |item index|}}
- {{item.title}} {{#if done}}yes{{else}}no{{/if}}
{{else}}
Nothing.
{{/each}}
{{#with user}}{{name}} {{[first name]}}{{/with}}
{{> card title="x"}}
{{#ifEquals lang "en"}}English{{/ifEquals}}

{{role "user"}}
{{question}} {{名稱}} {{json items indent=2}}
`;

const TEST_SET = `judges:
  - correctness
  - judge: ./judges/own.prompt
    threshold: 4
    scale: 1-5
checks:
  - contains: RAG
    ignore-case: true
  - all:
      - json
      - length: { max: 10, unit: words }
    threshold: 0.5
repeat: 2
cases:
  - id: one
    input:
      question: 什麼是 RAG？
      lang: en
    expected: an answer
    context: [a, b]
    tags: [zh, core]
    checks:
      - language: zh-TW
      - regex: { pattern: x, flags: i }
  - id: two
    input: { question: why, items: [{ title: x }] }
    weight: 2
    expected: |
      several
      lines
  - id: three
    input: {}
    expected: ''
`;

const OTHERS = {
  '_card.prompt': '{{title}}: {{question}}',
  '_style/_short.prompt': 'short',
  'judges/own.prompt': '---\noutput:\n  schema:\n    score: integer\n---\n{{output}}{{question}}',
};
const TEXTS: Readonly<Record<string, string>> = { ...OTHERS, 'a.prompt': PROMPT, 'a.test.yaml': TEST_SET };

async function errorsIn(path: string, text: string): Promise<string[]> {
  const file = `${WORKSPACE}/${path}`;
  const isTestSet = !path.endsWith('.prompt');
  const testSet = isTestSet ? await parseTestSet(text, file) : undefined;
  const problems: Problem[] =
    testSet !== undefined
      ? [...testSet.problems, ...(await checkProblems(testSet))]
      : (path.startsWith('_') ? parsePartialTree(text, file) : parsePromptTree(text, file, {})).parsed.problems;
  return problems.filter(({ severity }) => severity === 'error').map(({ code }) => code);
}

/** Chooses every item at the end of what is typed at a place, and says which of the files are broken by it. */
async function broken(path: string, before: string, typed: string, behind: string): Promise<string[]> {
  const text = `${before}${typed}${behind}`;
  const { service } = languageWorkspace({ ...TEXTS, [path]: text });
  await service.index(WORKSPACE).whole();
  const position = TextDocument.create(path, 'x', 0, text).positionAt(before.length + typed.length);
  const { items } = await service.completion({ file: `${WORKSPACE}/${path}`, text, workspace: WORKSPACE }, position);
  const found: string[] = [];
  for (const item of items) {
    const after = applied(text, item);
    const errors = await errorsIn(path, after);
    if (errors.length > 0) found.push(`${JSON.stringify(typed)} → ${item.label}: ${errors.join(', ')}\n${after}`);
  }
  return found;
}

/** Places in a template where a tag can stand: not in a tag, and not in the frontmatter. */
function placesFor(template: string, from: number): number[] {
  const places: number[] = [];
  for (let at = from; at <= template.length; at++) {
    const before = template.slice(0, at);
    if (before.lastIndexOf('{{') <= before.lastIndexOf('}}') && !/[{}]$/.test(before) && template[at] !== '}')
      places.push(at);
  }
  return places;
}

describe('what is offered, chosen', () => {
  it('starts from files without errors', async () => {
    assert.deepEqual(await errorsIn('a.prompt', PROMPT), []);
    assert.deepEqual(await errorsIn('a.test.yaml', TEST_SET), []);
  });

  it('leaves a template without errors, with and without the braces that an editor adds', async () => {
    const places = placesFor(PROMPT, PROMPT.indexOf('{{role'));
    const names = ['', 'q', 'this.', 'user.', '@', '@root.', '../', 'lang', '名'];
    const typed = [
      ...names.map((name) => `{{${name}`),
      ...['{{ ', '{{~', '{{{', '{{{q', '{{e', '{{#', '{{#e', '{{~#', '{{#if', '{{#us', '{{^', '{{> ', '{{> c', '{{>'],
      ...[
        '{{role ',
        '{{role "',
        "{{role '",
        '{{role "sy',
        '{{json ',
        '{{json q',
        '{{json (',
        '{{json (lo',
        '{{lookup user ',
      ],
      ...[
        '{{json items ',
        '{{json items ind',
        '{{media ',
        '{{media url=',
        '{{media url=q ',
        '{{media url=q contentType="',
        '{{#*',
      ],
      ...['{{> card ', '{{> card ti', '{{> card title=', '{{> card user title='],
    ];
    await fc.assert(
      fc.asyncProperty(
        fc.constantFrom(...places),
        fc.constantFrom(...typed),
        fc.constantFrom('', '}}'),
        async (at, tag, end) => {
          // Of a line in text, nothing is taken into a tag without an end: an author begins a tag where there is room.
          const behind = PROMPT.slice(at);
          fc.pre(end !== '' || /^\s*(?:[\r\n]|\{\{|$)/.test(behind));
          const closes = tag.startsWith('{{{') && end !== '' ? '}}}' : end;
          assert.deepEqual(await broken('a.prompt', PROMPT.slice(0, at), tag, closes + behind), []);
        },
      ),
      { seed: 3, numRuns: 120 },
    );
  });

  it('ends the blocks that are open, and no others', async () => {
    for (const [before, typed, behind] of [
      ['{{#each items}}x', '{{/', ''],
      ['{{#each items}}x', '{{/', '}}'],
      ['{{#each items}}{{#if x}}x', '{{/i', '}}{{/each}}'],
      ['{{#if x}}a', '{{el', '}}b{{/if}}'],
      ['{{#if x}}a', '{{', '}}{{else}}b{{/if}}'],
      ['{{#[first items]}}a', '{{/', '}}'],
    ] as const) {
      assert.deepEqual(
        (await broken('a.prompt', before, typed, behind)).filter((each) => !/→ (?!each|if|else|first)/.test(each)),
        [],
      );
    }
  });

  for (const path of ['a.prompt', 'a.test.yaml'] as const) {
    it(`leaves ${path} without errors: a key on a line of its own`, async () => {
      const text = TEXTS[path] as string;
      const lines = keyLines(text);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...lines),
          fc.constantFrom('', 'm', 'te', 'i', 'as', 'c', 'qu'),
          async (line, word) => {
            const before = text.slice(0, line.start) + line.indent;
            assert.deepEqual(await broken(path, before, word, `${line.eol}${text.slice(line.start)}`), []);
          },
        ),
        { seed: 4, numRuns: 40 },
      );
    });

    it(`leaves ${path} without errors: an item of a list`, async () => {
      const text = TEXTS[path] as string;
      const lines = keyLines(text, /^([ \t]*)- /);
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...lines),
          fc.constantFrom('', '- ', '- c', '- j', '- not'),
          async (line, word) => {
            const before = text.slice(0, line.start) + line.indent;
            assert.deepEqual(await broken(path, before, word, `${line.eol}${text.slice(line.start)}`), []);
          },
        ),
        { seed: 5, numRuns: 25 },
      );
    });

    it(`leaves ${path} without errors: another value`, async () => {
      const text = TEXTS[path] as string;
      const values = [...text.matchAll(/^[ \t]*(?:- )?[\w.()?-]+: (?![|[{])([^\r\n#]+?)(?= #|\r?$)/gm)].filter(
        ({ index }) => path !== 'a.prompt' || index < text.indexOf('\n---'),
      );
      await fc.assert(
        fc.asyncProperty(
          fc.constantFrom(...values),
          fc.nat(4),
          fc.constantFrom('', '"', "'"),
          async (found, kept, quote) => {
            const start = found.index + found[0].length - (found[1] as string).length;
            const written = (found[1] as string).replace(/["']/g, '').slice(0, kept);
            const behind = `${quote}${text.slice(found.index + found[0].length)}`;
            assert.deepEqual(await broken(path, text.slice(0, start), `${quote}${written}`, behind), []);
          },
        ),
        { seed: 6, numRuns: 40 },
      );
    });
  }

  for (const [path, before, typed, behind] of [
    ['a.test.json', '{ "cases": [ { "id": "a", "input": {} } ], ', '"', '" }'],
    ['a.test.json', '{ "cases": [ { "id": "a", ', '"', '", "input": {} } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", ', '"', '"\n "input": {} } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", ', '"i', '\n} ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", "input": { ', '"', '" } } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", "input": { "lang": ', '', ' } } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", "input": { "lang": ', '"', '" } } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", "checks": [ ', '"', '" ] } ] }'],
    ['a.test.json', '{ "cases": [ { "id": "a", "checks": [ { ', '"', '" } ] } ] }'],
    ['a.test.json', '{ "judges": [ { "judge": "tone", ', '"', '" } ], "cases": [ { "id": "a", "input": {} } ] }'],
    ['a.test.jsonl', '{ "id": "a" }\n{ "id": "b", ', '"', '" }'],
    ['a.test.jsonl', '{ "id": "a" }\n{ ', '"q', ' }\n{ "id": "c" }'],
    ['a.test.csv', 'id,question,', '', '\na,b,1\n'],
    ['a.test.csv', 'id,question,', '"la', '"\na,b,1\n'],
    ['a.test.csv', 'id,lang,question\na,', '', ',c\n'],
    ['a.test.tsv', 'id\tquestion\t', 'l', '\na\tb\t1\n'],
    ['a.test.yaml', 'cases:\n  - id: a\n    input: { ', '', ' }\n'],
    ['a.test.yaml', 'cases:\n  - id: a\n    input: { lang: ', '', ' }\n'],
    ['a.test.yaml', 'cases:\n  - id: a\n    input: { ', 'qu', ', lang: en }\n'],
    ['a.test.yaml', 'cases:\n  - { id: a, ', '', ' }\n'],
    ['a.test.yaml', 'cases:\n  - id: a\n    checks: [ ', '', ' ]\n'],
    ['a.test.yaml', '', '', ''],
    ['a.test.yaml', 'judges: [tone]\n', '', ''],
    ['a.test.yaml', '', 'ca', ''],
    ['a.test.yaml', 'cases:\n', '  ', ''],
    ['a.test.yaml', 'cases:\r\n  - id: a\r\n    input:\r\n', '      ', '\r\n  - id: b\r\n'],
    ['b.test.yaml', '- id: a\n- ', '', ''],
    ['a.prompt', '---\n', '', '\n---\nx'],
    ['a.prompt', '---\r\ninput:\r\n', '  ', '\r\n---\r\nx'],
    ['a.prompt', '---\ninput:\n  schema:\n', '    ', '\n---\n{{question}}{{#each items}}{{x}}{{/each}}'],
    ['a.prompt', '---\ninput:\n  schema:\n', '    tags', '\n---\n'],
    ['a.prompt', '---\ninput:\n  schema:\n    ', 'tags(', ': string\n---\n'],
    ['a.prompt', '---\ninput:\n  schema:\n    type: object\n', '    ', '\n---\n'],
    ['a.prompt', '---\ntoolDefs:\n  - name: x\n', '    ', '\n---\n'],
    ['a.prompt', '---\nassay.scale: ', '', '\n---\n{{output}}'],
    ['a.prompt', '---\noutput:\n  schema:\n', '    ', '\nassay.scale: 1-5\n---\n{{output}}'],
  ] as const) {
    it(`leaves no errors: ${JSON.stringify(`${before.slice(-40)}${typed}‸${behind.slice(0, 20)}`)} in ${path}`, async () => {
      // What a file lacks as a whole is not for one item to give.
      const whole = ['testset.no-cases-key', 'testset.no-cases'];
      const found = await broken(path, before, typed, behind);
      assert.deepEqual(
        found.filter((each) => !whole.some((code) => each.includes(`: ${code}\n`))),
        [],
      );
    });
  }
});

interface KeyLine {
  start: number;
  indent: string;
  eol: string;
}

/** The lines of YAML that begin a key, outside of texts and templates. */
function keyLines(text: string, pattern = /^([ \t]*)[\w.]+(?:\([^)]*\))?\??:/): KeyLine[] {
  const lines: KeyLine[] = [];
  const end = text.startsWith('---') ? text.indexOf('\n---', 4) : text.length;
  for (const { index, 0: line } of text.matchAll(/[^\n]*\n/g)) {
    const indent = pattern.exec(line)?.[1];
    if (indent !== undefined && index < end) lines.push({ start: index, indent, eol: '\n' });
  }
  return lines;
}
