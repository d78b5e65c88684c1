import assert from 'node:assert/strict';
import { jsonlReport } from '../../../src/engine/report/jsonlReport';
import { jsonReport } from '../../../src/engine/report/jsonReport';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

describe('the JSON report', () => {
  const judged = caseOf(
    sample({
      status: 'failed',
      score: 0.25,
      output: 'RAG 是檢索。',
      judges: [judgement(2, { reason: 'Leaves out the generation step.', usage: { input: 30, output: 4 } })],
      checks: [check(false, { args: { wanted: '生成' } })],
      usage: { input: 100, output: 20, cachedInput: 10 },
      latencyMs: 900,
      ttftMs: 310,
      finishReason: 'length',
    }),
  );

  it('holds what the documentation promises', () => {
    const report = JSON.parse(jsonReport.write([reported([judged])], OPTIONS));
    const { prompt, model, tests, summary, cases, outcome } = report;
    assert.deepEqual([prompt, model, tests], ['answer.prompt', 'openai/gpt-4o-mini', 'answer.test.yaml']);
    assert.deepEqual(outcome, { kind: 'done' });
    assert.deepEqual(
      [summary.score, summary.passed, summary.failed, summary.errors, summary.cancelled, summary.cost],
      [0.25, 0, 1, 0, 0, 0.003],
    );
    assert.deepEqual(summary.tokens, { input: 100, output: 20, cachedInput: 10, reasoning: 0, judges: 34, total: 154 });
    const [only] = cases;
    assert.deepEqual(
      [only.id, only.status, only.score, only.output, only.cost, only.latencyMs, only.ttftMs, only.truncated],
      ['rag', 'failed', 0.25, 'RAG 是檢索。', 0.003, 900, 310, true],
    );
    assert.deepEqual([only.file, only.line], ['answer.test.yaml', 5]);
    assert.deepEqual(only.checks, [
      {
        check: 'contains',
        passed: false,
        score: 0,
        weight: 1,
        message: 'does not contain "生成"',
        unknown: false,
        parts: null,
      },
    ]);
    const { judge, score, reason, normalized, min, max, threshold, passed } = only.judges[0];
    assert.deepEqual(
      { judge, score, reason, normalized, min, max, threshold, passed },
      {
        judge: 'correctness',
        score: 2,
        reason: 'Leaves out the generation step.',
        normalized: 0.25,
        min: 1,
        max: 5,
        threshold: 4,
        passed: false,
      },
    );
  });

  it('holds the parts of groups of checks', () => {
    const parts = [check(true), check(false, { args: { wanted: 'x' } })];
    const group = check(false, { check: 'all', code: 'all', parts });
    const [only] = JSON.parse(jsonReport.write([reported([caseOf(sample({ checks: [group] }))])], OPTIONS)).cases;
    assert.deepEqual(only.checks[0].parts, [
      { check: 'contains', passed: true, score: 1, weight: 1, message: null, unknown: false, parts: null },
      {
        check: 'contains',
        passed: false,
        score: 0,
        weight: 1,
        message: 'does not contain "x"',
        unknown: false,
        parts: null,
      },
    ]);
  });

  it('says null for what is not known, never 0 and never nothing', () => {
    const error = { kind: 'timeout', message: 'took too long' };
    const failed = caseOf(sample({ status: 'error', score: null, output: null, error, cost: null }));
    const [only] = JSON.parse(jsonReport.write([reported([failed])], OPTIONS)).cases;
    const { score, output, cost, tokens, latencyMs, ttftMs } = only;
    assert.deepEqual(
      { score, output, cost, tokens, latencyMs, ttftMs },
      { score: null, output: null, cost: null, tokens: null, latencyMs: null, ttftMs: null },
    );
    assert.deepEqual(only.error, error);
  });

  it('lists the repeats of a case where there are several', () => {
    const repeated = {
      ...caseOf(sample()),
      status: 'failed' as const,
      score: 0.5,
      samples: [sample({ output: 'good' }), sample({ repeat: 1, status: 'failed', score: 0, output: 'bad' })],
    };
    const [only] = JSON.parse(jsonReport.write([reported([repeated], { repeat: 2 })], OPTIONS)).cases;
    assert.equal(only.output, 'bad', 'the sample that decided the status stands for the case');
    assert.deepEqual(
      only.samples.map((each: { repeat: number; output: string }) => [each.repeat, each.output]),
      [
        [0, 'good'],
        [1, 'bad'],
      ],
    );
    const [single] = JSON.parse(jsonReport.write([reported([judged])], OPTIONS)).cases;
    assert.equal('samples' in single, false);
  });

  it('is an object for one prompt and an array for several', () => {
    const both = JSON.parse(jsonReport.write([reported([judged]), reported([judged])], OPTIONS));
    assert.equal(both.length, 2);
  });

  it('holds no control character that a terminal would obey, and the same text when read again', () => {
    const output = 'a\u001b[31mb\u009b2Jc\u202ed\n';
    const text = jsonReport.write([reported([caseOf(sample({ output }))])], OPTIONS);
    assert.doesNotMatch(text, /(?!\n)\p{Cc}|\u202e/u);
    assert.equal(JSON.parse(text).cases[0].output, output);
  });
});

describe('the JSON Lines report', () => {
  it('has a line a case that stands for itself', () => {
    const lines = jsonlReport
      .write([reported([caseOf(sample()), caseOf(sample({ caseId: 'b' }))])], OPTIONS)
      .split('\n');
    assert.equal(lines.length, 3);
    assert.equal(lines[2], '');
    const first = JSON.parse(lines[0] as string);
    assert.deepEqual([first.prompt, first.model, first.id], ['answer.prompt', 'openai/gpt-4o-mini', 'rag']);
  });
});
