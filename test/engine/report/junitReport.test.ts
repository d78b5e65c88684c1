import assert from 'node:assert/strict';
import { junitReport } from '../../../src/engine/report/junitReport';
import { caseOf, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';

const write = (cases: Parameters<typeof reported>[0]) => junitReport.write([reported(cases)], OPTIONS);

/** A small check of well-formedness: every element that opens closes in order, and no forbidden character is left. */
function assertWellFormed(xml: string): void {
  const open: string[] = [];
  const body = xml.replace(/^<\?xml [^?]*\?>\n/, '');
  for (const [tag, slash, name, attributes, empty] of body.matchAll(/<(\/?)([a-z-]+)((?: [a-z-]+="[^"<]*")*)(\/?)>/g)) {
    assert.ok(tag && name !== undefined && attributes !== undefined);
    if (slash) assert.equal(open.pop(), name);
    else if (!empty) open.push(name);
  }
  assert.deepEqual(open, []);
  assert.doesNotMatch(body.replace(/<\/?[a-z-]+(?: [a-z-]+="[^"<]*")*\/?>/g, ''), /[<]|&(?!amp;|lt;|gt;|quot;|#39;)/);
  assert.doesNotMatch(xml, /(?![\t\n\r])\p{Cc}|[\ufffe\uffff]|\p{Cs}/u);
}

describe('the JUnit report', () => {
  it('tells failures, errors and what was not run apart', () => {
    const xml = write([
      caseOf(sample({ caseId: 'good', latencyMs: 1_500 })),
      caseOf(sample({ caseId: 'low', status: 'failed', judges: [judgement(2, { reason: 'Too short.' })] })),
      caseOf(
        sample({ caseId: 'down', status: 'error', output: null, error: { kind: 'server', message: 'overloaded' } }),
      ),
      caseOf(sample({ caseId: 'later', status: 'cancelled', output: null })),
    ]);
    assertWellFormed(xml);
    assert.match(xml, /<testsuite name="answer\.prompt" tests="4" failures="1" errors="1" skipped="1" time="1\.234"/);
    assert.match(
      xml,
      /<testcase name="good" classname="answer\.prompt" time="1\.500" file="answer\.test\.yaml" line="5">/,
    );
    assert.match(
      xml,
      /<failure message="correctness: Too short\." type="correctness">correctness: Too short\.<\/failure>/,
    );
    assert.match(xml, /<error message="[^"]*overloaded" type="error">/);
    assert.match(xml, /<testcase name="later"[^>]*>\n {6}<skipped\/>/);
  });

  it('is well-formed whatever the model writes', () => {
    const evil = ']]><a b="c">\u0000\u0008\u001b[31m\ud800\uffff&amp;\'</testcase>';
    assertWellFormed(
      write([
        caseOf(sample({ caseId: evil, status: 'failed', output: evil, judges: [judgement(1, { reason: evil })] })),
      ]),
    );
  });
});
