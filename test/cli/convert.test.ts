import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { type Playground, playground } from './assay';

const PROMPTY = `---
model:
  id: gpt-4o
  provider: openai
inputs:
  - { name: question, kind: string, example: 什麼是 RAG？ }
---
system:
用一句話回答 {json}。

user:
{{question | upper}}
`;

describe('assay convert', () => {
  let place: Playground;
  afterEach(() => place.dispose());
  const read = (name: string) => readFile(place.path(name), 'utf8');

  it('writes the prompt and its test set beside the file, and says what is not carried over', async () => {
    place = await playground({ 'p/answer.prompty': PROMPTY.replaceAll('\n', '\r\n') });
    const { code, stdout, stderr } = await place.assay('convert', 'p/answer.prompty');
    assert.equal(code, 0);
    assert.equal(stdout, '');
    assert.equal(
      stderr,
      [
        'p/answer.prompty: Prompty',
        'Written: p/answer.prompt',
        'Written: p/answer.test.yaml',
        'Not carried over:',
        '  line 12: The filter "upper" has no counterpart: {{question | upper}} gives the value as it is.',
        '',
      ].join('\n'),
    );
    assert.match(
      await read('p/answer.prompt'),
      /\{\{role "system"~\}\}\n用一句話回答 \{json\}。\n\n\{\{~role "user"~\}\}\n\{\{question\}\}\n$/,
    );
    assert.equal(await read('p/answer.prompty'), PROMPTY.replaceAll('\n', '\r\n'));
    const checked = await place.assay('check', 'p');
    assert.equal(checked.code, 0, checked.stdout + checked.stderr);
    const rendered = await place.assay('render', 'p/answer.prompt', '--case', 'sample');
    assert.match(rendered.stdout, /什麼是 RAG？/);
  });

  it('replaces nothing unless told to', async () => {
    place = await playground({ 'a.prompty': PROMPTY, 'a.test.yaml': 'mine' });
    const refused = await place.assay('convert', 'a.prompty');
    assert.equal(refused.code, 2);
    assert.match(refused.stderr, /a\.test\.yaml is there already/);
    await assert.rejects(read('a.prompt'));
    assert.equal((await place.assay('convert', 'a.prompty', '--out', 'sub/b.prompt')).code, 0);
    assert.match(await read('sub/b.test.yaml'), /什麼是 RAG？/);
    assert.equal(await read('a.test.yaml'), 'mine');
    assert.equal((await place.assay('convert', 'a.prompty', '--force')).code, 0);
    assert.match(await read('a.test.yaml'), /什麼是 RAG？/);
  });

  it('tells programs, and takes the format that it is told', async () => {
    place = await playground({ 'notes.md': '# {{title}}\n' });
    const { code, stderr } = await place.assay('convert', 'notes.md', '--from', 'text', '--report', 'json');
    assert.equal(code, 0);
    const report = JSON.parse(stderr);
    assert.deepEqual([report.format, report.files], ['text', [{ kind: 'prompt', path: 'notes.prompt' }]]);
    assert.equal(report.notes[0].message, 'No model is named. Add "model: provider/name".');
    assert.match(await read('notes.prompt'), /# \\\{\{title\}\}/);
  });

  it('ends with 2 for what it cannot convert', async () => {
    place = await playground({
      'a.json': '{"a": 1}',
      'own.prompt': '---\nmodel: x\n---\nHi {{a}}\n',
      'b.prompty': PROMPTY,
    });
    for (const [args, says] of [
      [['a.json'], /none of the formats/],
      [['own.prompt'], /a prompt already/],
      [['missing.prompty'], /missing\.prompty/],
      [['b.prompty', '--from', 'word'], /no format "word"/],
      [['b.prompty', '--out', 'b.txt'], /\.prompt/],
      [['b.prompty', '--report', 'xml'], /xml/],
    ] as const) {
      const { code, stderr } = await place.assay('convert', ...args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
    }
  });
});

describe('assay new', () => {
  let place: Playground;
  afterEach(() => place.dispose());
  const read = (name: string) => readFile(place.path(name), 'utf8');

  it('starts a prompt, a judge and a test set that check finds nothing in', async () => {
    place = await playground({});
    assert.equal((await place.assay('new', 'prompt', 'a.prompt', '--model', 'baseline/extractive')).code, 0);
    assert.equal((await place.assay('new', 'tests', 'a.prompt')).code, 0);
    const judge = await place.assay(
      'new',
      'judge',
      'judges/year.prompt',
      '--criterion',
      '有說出 {年份}。',
      '--language',
      'zh-TW',
    );
    assert.equal(judge.stderr, 'Written: judges/year.prompt\nWritten: judges/year.test.yaml\n');
    assert.match(
      await read('a.test.yaml'),
      /model: baseline\/overlap\ncases:\n {2}- id: first\n {4}input:\n {6}question: ''/,
    );
    assert.match(await read('judges/year.prompt'), /其他方面一概不看：\n有說出 \{年份\}。\n/);
    const { code, stdout, stderr } = await place.assay('check', '.');
    assert.equal(code, 0, stdout + stderr);
  });

  it('leaves what is there, and says what is wrong', async () => {
    place = await playground({ 'a.prompt': '{{#if x}}' });
    for (const [args, says] of [
      [['prompt', 'a.prompt'], /there already/],
      [['tests', 'a.prompt'], /prompt\./],
      [['judge', 'j.prompt'], /criterion/],
      [['poem', 'j.prompt'], /no new "poem"/],
      [['prompt', 'j.txt'], /j\.txt/],
      [['prompt', 'j.prompt', '--language', 'fr'], /fr/],
    ] as const) {
      const { code, stderr } = await place.assay('new', ...args);
      assert.equal(code, 2, stderr);
      assert.match(stderr, says);
    }
    assert.equal(await read('a.prompt'), '{{#if x}}');
  });
});
