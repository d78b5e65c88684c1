import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import { htmlReport } from '../../../src/engine/report/htmlReport';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const write = (...cases: Parameters<typeof reported>[0]) => htmlReport.write([reported(cases)], OPTIONS);

const low = (id: string, over: Parameters<typeof judgement>[1] = {}) =>
  caseOf(sample({ caseId: id, status: 'failed', score: 0.25, output: '答案', judges: [judgement(2, over)] }));

describe('the HTML report', () => {
  it('is one page that loads nothing and runs nothing, and lets in no style but its own', () => {
    const html = write(caseOf(sample()));
    const style = /<style>([\s\S]*?)<\/style>/.exec(html)?.[1] ?? '';
    const digest = createHash('sha256').update(style).digest('base64');
    const policy = `default-src 'none'; style-src 'sha256-${digest}'; base-uri 'none'; form-action 'none'`;
    assert.ok(html.includes(`<meta http-equiv="Content-Security-Policy" content="${policy}">`));
    assert.doesNotMatch(html, /<script|<link|<img|<iframe|url\(|@import|https?:|style=|\son\w+=/);
  });

  it('unfolds what did not pass, with input, expected answer, output and reason', () => {
    const html = write(low('rag', { reason: '太短' }), caseOf(sample({ caseId: 'good' })));
    assert.match(html, /<details class="failed" open>/);
    assert.match(html, /<details class="passed">/);
    for (const text of ['什麼是 RAG？', 'RAG 結合了檢索系統和生成模型', '答案', '太短', '2/5']) {
      assert.ok(html.includes(text), text);
    }
  });

  it('unfolds nothing from the start where too much did not pass to find one’s way', () => {
    const html = write(...Array.from({ length: 21 }, (_, index) => low(`c${index}`)));
    assert.doesNotMatch(html, / open>/);
  });

  it('shows what a model writes as text', () => {
    const evil = '</pre><script>alert(1)</script><img src=x onerror=alert(1)>';
    const html = write(
      caseOf(sample({ caseId: evil, status: 'failed', output: evil, judges: [judgement(1, { reason: evil })] })),
    );
    assert.doesNotMatch(html, /<script|<img/);
    assert.equal(html.match(/<\/pre>/g)?.length, html.match(/<pre /g)?.length);
  });

  it('shows groups of checks with what each part found', () => {
    const parts = [check(true), check(false, { args: { wanted: 'x' } })];
    const html = write(
      caseOf(sample({ status: 'failed', checks: [check(false, { check: 'all', code: 'all', parts })] })),
    );
    assert.ok(
      html.includes(
        '<li class="broken"><b>all</b> all<ul class="checks"><li class="held"><b>contains</b></li>' +
          '<li class="broken"><b>contains</b> does not contain &quot;x&quot;</li></ul></li>',
      ),
    );
  });

  it('shows labels as words, each model of a panel, and the claims of a formula', () => {
    const readings = [
      { model: 'openai/a', score: 1, label: 'pass', reason: 'Right.', cached: false },
      { model: 'openai/b', score: null, reason: '', error: { kind: 'no-verdict', message: 'Hm' }, cached: false },
    ];
    const html = write(
      low('rag', {
        label: 'pass',
        readings,
        evidence: [{ kind: 'claim', text: 'It is free.', holds: false, reason: 'nowhere' }],
      }),
    );
    assert.ok(html.includes('<span class="score">pass</span>'));
    assert.ok(html.includes('<tr><td>openai/a</td><td>pass</td><td>Right.</td></tr>'));
    assert.match(html, /<tr><td>openai\/b<\/td><td>–<\/td><td>no score in two replies[^<]*Hm<\/td><\/tr>/);
    assert.ok(
      html.includes(
        '<li class="broken"><span class="about">Claim</span> It is free. <span class="about">nowhere</span></li>',
      ),
    );
  });

  it('marks flaky cases and shows every repeat, the expected answer once', () => {
    const samples = [sample(), sample({ repeat: 1, status: 'failed', score: 0, output: 'no' })];
    const html = write(caseResult({ id: 'rag', tags: ['zh'], weight: 1 }, samples));
    assert.match(html, /<details class="failed flaky" open>/);
    assert.match(html, /<span class="repeats">flaky: 1 of 2 passed<\/span>/);
    assert.match(html, /<h2 class="passed">Repeat 1 of 2 /);
    assert.match(html, /<h2 class="failed">Repeat 2 of 2 /);
    assert.equal(html.match(/<h2>Expected<\/h2>/g)?.length, 1);
    assert.match(html, /answer\.test\.yaml:5 · zh/);
  });

  it('says what an answer lacks and why there is none', () => {
    const error = { kind: 'server', message: 'overloaded', origin: 'https://api.example' };
    const html = write(
      caseOf(sample({ finishReason: 'length' })),
      caseOf(sample({ caseId: 'down', status: 'error', score: null, output: null, error })),
    );
    assert.match(html, /<p class="warning">the answer was cut off at the token limit<\/p>/);
    assert.match(html, /<p class="warning">https:\/\/api\.example failed: overloaded<\/p>/);
  });
});
