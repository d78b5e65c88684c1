import assert from 'node:assert/strict';
import { parse } from 'yaml';
import { parsePrompt } from '../../../../../src/engine/prompt/parsePrompt';
import { converted } from '../converting';

const SUMMARIZER = `name: Text Summarizer
description: Summarizes input text concisely
model: openai/gpt-4o-mini
modelParameters:
  temperature: 0.5
  maxTokens: 200
responseFormat: json_schema
jsonSchema: '{"name": "summary", "strict": true, "schema": {"type": "object", "properties": {"summary": {"type": "string"}}, "required": ["summary"], "additionalProperties": false}}'
messages:
  - role: system
    content: You are a text summarizer. Keep {braces}, and {{unknown thing}}.
  - role: user
    content: |
      Summarize the given text, beginning with "Summary -":
      <text>
      {{input}}
      </text>
testData:
  - input: |
      The quick brown fox jumped over the lazy dog. 🙂
    expected: Summary - A fox jumped over a dog.
  - input: 敏捷的棕色狐狸
    expected: Summary - 狐狸
    note: nobody reads this
evaluators:
  - name: Output should start with 'Summary -'
    string: { startsWith: 'Summary -' }
  - name: exact
    string: { equals: 'Summary - A fox' }
  - name: Is it good?
    llm:
      modelId: openai/gpt-4o
      systemPrompt: You are strict.
      prompt: 'Question {{input}}, wanted {{expected}}, got {{completion}} {ok}'
      choices: [{ choice: good, score: 1 }, { choice: fair, score: 0.5 }, { choice: bad, score: 0 }]
  - name: similar
    uses: github/similarity
  - name: fluent
    uses: github/fluency
  - name: grounded
    uses: github/groundedness
  - name: broken
    llm: { modelId: x, prompt: p, choices: [] }
`;

describe('Converting a prompt of GitHub Models', () => {
  it('keeps messages, model, settings and the form of the answer', async () => {
    const { format, metadata, render } = await converted(SUMMARIZER, 'summarizer.prompt.yml');
    assert.equal(format, 'github-models');
    assert.equal(metadata.model, 'github/openai/gpt-4o-mini');
    assert.equal(metadata.description, 'Text Summarizer: Summarizes input text concisely');
    assert.deepEqual(metadata.config, { temperature: 0.5, maxOutputTokens: 200 });
    assert.deepEqual(metadata.output, {
      format: 'json',
      schema: {
        type: 'object',
        properties: { summary: { type: 'string' } },
        required: ['summary'],
        additionalProperties: false,
      },
    });
    assert.deepEqual(await render({ input: '{{input}} 狐狸' }), [
      ['system', 'You are a text summarizer. Keep {braces}, and {{unknown thing}}.'],
      ['user', 'Summarize the given text, beginning with "Summary -":\n<text>\n{{input}} 狐狸\n</text>'],
    ]);
  });

  it('makes cases of the test data, and checks and judges of the evaluators', async () => {
    const { tests, notes, conversion } = await converted(SUMMARIZER, 'summarizer.prompt.yml');
    const { judges, checks, cases } = parse(tests ?? '') as Record<string, unknown>;
    assert.deepEqual(checks, [{ 'starts-with': 'Summary -', 'ignore-case': true }, { equals: 'Summary - A fox' }]);
    assert.deepEqual(judges, [
      './judges/is-it-good.prompt',
      'correctness',
      { rubric: 'The answer is fluent: correct grammar, varied words, sentences that read well.', name: 'fluency' },
    ]);
    assert.deepEqual(cases, [
      {
        input: { input: 'The quick brown fox jumped over the lazy dog. 🙂\n' },
        expected: 'Summary - A fox jumped over a dog.',
      },
      { input: { input: '敏捷的棕色狐狸' }, expected: 'Summary - 狐狸' },
    ]);
    assert.deepEqual(
      conversion.files.map(({ path }) => path),
      ['summarizer.prompt', 'summarizer.test.yaml', 'judges/is-it-good.prompt'],
    );
    assert.deepEqual(notes, [
      'lost:unused',
      'lost:evaluator',
      'lost:evaluator',
      'changed:judge-reply',
      'changed:other-rubric',
      'changed:other-rubric',
    ]);
  });

  it('makes a judge with the choices as its scale', async () => {
    const { conversion } = await converted(SUMMARIZER, 'summarizer.prompt.yml');
    const judge = conversion.files.find(({ kind }) => kind === 'judge');
    const { metadata, template } = parsePrompt(judge?.text ?? '');
    assert.equal(metadata.model, 'github/openai/gpt-4o');
    assert.deepEqual(metadata.ext?.assay, { scale: { good: 1, fair: 0.5, bad: 0 }, threshold: 'fair' });
    assert.match(template, /Question \{\{input\.input\}\}, wanted \{\{expected\}\}, got \{\{output\}\} \{ok\}/);
    assert.match(template, /^\{\{role "system"~\}\}\nYou are strict\.\n\n.*\{\{boundary\}\}.*\{\{scale\}\}/);
  });

  it('fills in what a case lacks, and reads test data of many types', async () => {
    const { tests, notes, prompt } = await converted(
      'messages: [{role: user, content: "{{a}} {{b}} {{ c.d }}"}]\nmodel: gpt-4o\ntestData: [{a: 1, b: x}, {a: 2.5, c.d: y}]\n',
      'x.prompt.yaml',
    );
    assert.match(prompt, /^model: github\/openai\/gpt-4o\n/m);
    assert.match(prompt, /^ {4}a: number\n {4}b: string\n {4}c\.d: string\n/m);
    assert.deepEqual((parse(tests ?? '') as { cases: unknown }).cases, [
      { input: { a: 1, b: 'x', 'c.d': '' } },
      { input: { a: 2.5, 'c.d': 'y', b: '' } },
    ]);
    assert.deepEqual(notes, ['changed:fill-in', 'changed:fill-in']);
  });
});
