import assert from 'node:assert/strict';
import { htmlReport } from '../../../src/engine/report/htmlReport';
import { caseOf, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

describe('the HTML report', () => {
  it('is one page that loads nothing and runs nothing', () => {
    const html = htmlReport.write([reported([caseOf(sample())])], OPTIONS);
    assert.match(html, /default-src 'none'; style-src 'unsafe-inline'/);
    assert.doesNotMatch(html, /<script|<link|<img|url\(|@import|https?:/);
  });

  it('unfolds what did not pass, with input, expected answer, output and reason', () => {
    const low = caseOf(
      sample({ status: 'failed', score: 0.25, output: '答案', judges: [judgement(2, { reason: '太短' })] }),
    );
    const html = htmlReport.write([reported([low])], OPTIONS);
    assert.match(html, /<details class="failed" open>/);
    for (const text of ['什麼是 RAG？', 'RAG 結合了檢索系統和生成模型', '答案', '太短', 'correctness 2/5']) {
      assert.ok(html.includes(text), text);
    }
  });

  it('shows what a model writes as text', () => {
    const evil = '</pre><script>alert(1)</script><img src=x onerror=alert(1)>';
    const html = htmlReport.write(
      [
        reported([
          caseOf(sample({ caseId: evil, status: 'failed', output: evil, judges: [judgement(1, { reason: evil })] })),
        ]),
      ],
      OPTIONS,
    );
    assert.doesNotMatch(html, /<script|<img/);
    assert.equal(html.match(/<\/pre>/g)?.length, html.match(/<pre>/g)?.length);
  });
});
