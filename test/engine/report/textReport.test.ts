import assert from 'node:assert/strict';
import { textReport } from '../../../src/engine/report/textReport';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const passed = (id: string) => caseOf(sample({ caseId: id, judges: [judgement(5)] }));
const failed = (id: string, reason: string) =>
  caseOf(sample({ caseId: id, status: 'failed', score: 0.25, judges: [judgement(2, { reason })] }));

const write = (cases: Parameters<typeof reported>[0], over: Parameters<typeof reported>[1] = {}) =>
  textReport.write([reported(cases, over)], OPTIONS);

describe('the text report', () => {
  it('has a line a case, and the reason and the place of what failed', () => {
    const usage = { input: 100, output: 20 };
    const cases = [
      caseOf(sample({ caseId: 'drift', judges: [judgement(5)], usage, ttftMs: 310, latencyMs: 900 })),
      failed('rag', 'Leaves out the generation step.'),
    ];
    assert.equal(
      write(cases),
      `answer.prompt  openai/gpt-4o-mini  2 cases × 1
  ✓ drift  5/5
  ✗ rag    2/5  correctness: Leaves out the generation step.
                answer.test.yaml:9
 1 passed, 1 failed · 3.5/5 (95 % 1 to 5) · $0.0060 · 120 tokens · first token p50 310 ms
`.replace('$0.0060', '$0.006'),
    );
  });

  it('aligns Chinese, which takes two columns a character', () => {
    const lines = write([passed('檢索增強生成'), passed('rag')]).split('\n');
    assert.equal(lines[1], '  ✓ 檢索增強生成  5/5');
    assert.equal(lines[2], '  ✓ rag           5/5');
  });

  it('lists every judge and check that kept a case from passing', () => {
    const tone = { judge: 'tone', model: 'm', min: 1, max: 5, threshold: 4, weight: 1 };
    const judges = [judgement(2, { reason: 'Wrong.' }), judgement(3, { judge: 'tone', reason: 'Rude.' })];
    const checks = [check(false, { args: { wanted: '檢索' } })];
    const cases = [caseOf(sample({ status: 'failed', score: 0.375, judges, checks }))];
    const text = write(cases, { judges: [{ ...tone, judge: 'correctness' }, tone] });
    assert.match(
      text,
      / {2}✗ rag {2}2\.5\/5 {2}contains: does not contain "檢索"\n {16}correctness 2\/5: Wrong\.\n {16}tone 3\/5: Rude\.\n {16}answer\.test\.yaml:5\n/,
    );
  });

  it('shows checks that hold where there is no judge', () => {
    const checks = [check(true), check(false, { args: { wanted: 'x' } })];
    assert.match(
      write([caseOf(sample({ status: 'failed', score: 0.5, checks }))], { judges: [] }),
      /✗ rag {2}1\/2 {2}contains/,
    );
  });

  it('tells an error from a low score, in the server’s own words', () => {
    const error = { kind: 'not-found', message: 'The model `gpt-9` does not exist', origin: 'https://api.openai.com' };
    const text = write([caseOf(sample({ status: 'error', score: null, output: null, error }))]);
    assert.match(
      text,
      /! rag {2}no score {2}https:\/\/api\.openai\.com has no such model or address: The model `gpt-9` does not exist/,
    );
    assert.match(text, /0 passed, 1 not scored/);
  });

  it('says when an answer was cut off, refused or filtered', () => {
    for (const [finishReason, words] of [
      ['length', 'cut off at the token limit'],
      ['refusal', 'refused to answer'],
      ['content-filter', 'content filter'],
    ] as const) {
      assert.ok(write([caseOf(sample({ finishReason }))]).includes(words), finishReason);
    }
  });

  it('says how to go on where the run did not come to its end', () => {
    const cancelled = caseOf(sample({ status: 'cancelled', score: null, output: null, cost: 0 }));
    const text = write([cancelled], { outcome: { kind: 'cancelled' } });
    assert.match(text, /- rag {2}not run\n/);
    assert.match(text, /Cancelled\. To go on: --resume 20261123T101502123-3f2a91c0-ab12cd\n$/);
  });

  it('says that a cost is unknown, and never shows 0 for it', () => {
    assert.match(write([caseOf(sample({ cost: null }))]), /cost unknown/);
    assert.match(write([passed('a'), caseOf(sample({ cost: null }))]), /at least \$0\.003/);
  });

  it('lets nothing in the results steer the terminal', () => {
    const evil = '\u001b]0;title\u0007\u001b[31mred\u009b2J\u202egnirts\rover\u0000';
    const text = write([failed(`id${evil}`, `line one\nline two ${evil}`)]);
    assert.doesNotMatch(text, /(?!\n)\p{Cc}|[\u202a-\u202e]/u);
    assert.match(text, /line one line two/);
  });

  it('shows colours only where it is told to', () => {
    const cases = [failed('rag', 'no')];
    assert.equal(textReport.write([reported(cases)], OPTIONS).includes('\u001b'), false);
    assert.ok(textReport.write([reported(cases)], { ...OPTIONS, color: true }).includes('\u001b[31m✗\u001b[0m'));
  });

  it('cuts ids and reasons that would fill the screen', () => {
    const lines = write([failed('長'.repeat(100), 'x'.repeat(1_000))]).split('\n');
    assert.ok(lines.every((line) => line.length < 400));
    assert.match(lines[1] as string, /長…/);
  });
});
