import assert from 'node:assert/strict';
import { caseResult } from '../../../src/engine/evaluate/caseResult';
import { junitReport } from '../../../src/engine/report/junitReport';
import { caseOf, check, judgement, sample } from '../evaluate/builders';
import { OPTIONS, reported } from './reported';
import { elementsOf, propertiesOf, type XmlElement, xmlTree } from './xmlTree';

const write = (...runs: Parameters<typeof reported>[]) =>
  xmlTree(
    junitReport.write(
      runs.map((run) => reported(...run)),
      OPTIONS,
    ),
  );

const testCases = (...runs: Parameters<typeof reported>[]) => elementsOf(write(...runs), 'testcase');

const only = (element: XmlElement | undefined, name: string) => {
  const found = element?.children.filter((child) => child.name === name) ?? [];
  assert.equal(found.length, 1, name);
  return found[0] as XmlElement;
};

/** What Rails' `Hash.from_xml`, with which GitLab reads reports, converts or refuses by an element's `type`. */
const CONVERTED = [
  ...['symbol', 'yaml', 'date', 'datetime', 'dateTime', 'duration', 'integer', 'float', 'double', 'decimal'],
  ...['boolean', 'string', 'base64Binary', 'hexBinary', 'binary', 'file', 'array', 'hash'],
];

const FAILED = caseOf(sample({ caseId: 'low', status: 'failed', judges: [judgement(2, { reason: 'Too short.' })] }));

describe('the JUnit report', () => {
  it('tells failures, errors and what was not run apart, and counts them on every level', () => {
    const root = write([
      [
        caseOf(sample({ caseId: 'good', latencyMs: 1_500 })),
        FAILED,
        caseOf(
          sample({ caseId: 'down', status: 'error', output: null, error: { kind: 'server', message: 'overloaded' } }),
        ),
        caseOf(sample({ caseId: 'later', status: 'cancelled', output: null })),
      ],
    ]);
    const counts = { tests: '4', failures: '1', errors: '1', skipped: '1', time: '1.234' };
    assert.deepEqual({ ...root.attributes }, { name: 'assay', ...counts });
    const suite = only(root, 'testsuite');
    assert.deepEqual(suite.attributes, {
      name: 'answer.prompt',
      ...counts,
      timestamp: '2026-11-23T10:15:02.123Z',
    });
    const [good, low, down, later] = elementsOf(suite, 'testcase');
    assert.deepEqual(good?.attributes, {
      name: 'good',
      classname: 'answer.prompt',
      time: '1.500',
      file: 'answer.test.yaml',
      line: '5',
    });
    const failure = only(low, 'failure');
    assert.deepEqual(failure.attributes, { message: 'correctness 2/5: Too short.', type: 'judge.correctness' });
    assert.equal(failure.text, 'correctness 2/5: Too short.');
    assert.equal(only(down, 'error').attributes.type, 'error.model');
    assert.match(only(down, 'error').text, /overloaded/);
    assert.deepEqual(only(later, 'skipped').attributes, {});
  });

  it('counts several prompts together, a suite each', () => {
    const root = write([[FAILED]], [[FAILED]]);
    assert.deepEqual([root.attributes.tests, root.attributes.failures, root.attributes.time], ['2', '2', '2.468']);
    assert.equal(elementsOf(root, 'testsuite').length, 2);
  });

  it('is well-formed whatever the model writes', () => {
    const evil = ']]><a b="c">\u0000\u0008\u001b[31m\ud800\uffff&amp;\'</testcase>\r\n\t第二行 🙂';
    const [testCase] = testCases([
      [
        caseOf(
          sample({
            caseId: evil,
            status: 'failed',
            output: evil,
            judges: [judgement(1, { judge: evil, reason: evil })],
          }),
        ),
      ],
    ]);
    // XML has one line break, \n, and none in an attribute.
    assert.equal(only(testCase, 'system-out').text, `]]><a b="c">&amp;'</testcase>\n\t第二行 🙂`);
    assert.equal(testCase?.attributes.name, `]]><a b="c">&amp;'</testcase> 第二行 🙂`);
  });

  it('has no type that GitLab would convert, whatever a judge is called', () => {
    for (const name of CONVERTED) {
      const failed = sample({ status: 'failed', judges: [judgement(1, { judge: `./judges/${name}.prompt` })] });
      const [testCase] = testCases([[caseOf(failed)]]);
      assert.equal(only(testCase, 'failure').attributes.type, `judge.${name}`);
    }
  });

  it('lets no output name a file that the CI system would show', () => {
    const [testCase] = testCases([[caseOf(sample({ output: 'See [[ATTACHMENT|/etc/passwd]].' }))]]);
    assert.doesNotMatch(only(testCase, 'system-out').text, /\[\[ATTACHMENT\|.+?\]\]/);
  });

  it('stays within what GitLab reads of a file', () => {
    const [testCase] = testCases([[caseOf(sample({ output: '長'.repeat(1_000_000) }))]]);
    assert.equal(only(testCase, 'system-out').text, `${'長'.repeat(10_000)}…`);
  });

  it('explains a group of checks by the parts that do not hold', () => {
    const parts = [
      check(true),
      check(false, { args: { wanted: '檢索' } }),
      check(false, { check: 'any', code: 'any', parts: [check(false, { args: { wanted: '生成' } })] }),
    ];
    const group = check(false, { check: 'all', code: 'all', parts });
    const [testCase] = testCases([[caseOf(sample({ status: 'failed', checks: [group] }))]]);
    const failure = only(testCase, 'failure');
    assert.deepEqual(failure.attributes, { message: 'all: all', type: 'check.all' });
    assert.deepEqual(failure.text.split('\n'), [
      'all: all',
      '- contains: does not contain "檢索"',
      '- any: any',
      '- - contains: does not contain "生成"',
    ]);
  });

  it('does not explain a group that must not hold by its parts, which say the opposite', () => {
    const group = check(false, { check: 'not-any', code: 'not-any', parts: [check(false), check(true)] });
    const [testCase] = testCases([[caseOf(sample({ status: 'failed', checks: [group] }))]]);
    assert.equal(only(testCase, 'failure').text, 'not-any: not-any');
  });

  it('has the judges’ scores as properties: labels as words, of a panel each reading', () => {
    const judges = [
      judgement(4, { judge: 'tone', label: 'good' }),
      judgement(3.5, {
        judge: './judges/panel.prompt',
        readings: [
          { model: 'openai/a', score: 4, reason: '', cached: false },
          { model: 'openai/b', score: 3, reason: '', cached: false },
          { model: 'openai/c', score: null, reason: '', cached: false },
        ],
      }),
      judgement(null, { judge: 'mute', error: { kind: 'no-verdict', message: '' } }),
    ];
    const [testCase] = testCases([[caseOf(sample({ status: 'failed', judges }))]]);
    assert.deepEqual(propertiesOf(testCase as XmlElement), {
      'judge.tone': 'good',
      'judge.panel': '3.5/5 (4, 3, –)',
    });
  });

  it('says of a flaky case how many of its repeats passed', () => {
    const samples = [
      sample({ judges: [judgement(5)] }),
      sample({ repeat: 1, status: 'failed', score: 0.25, judges: [judgement(2, { reason: 'Wrong.' })] }),
    ];
    const [testCase] = testCases([[caseResult({ id: 'rag', tags: [], weight: 1 }, samples)]]);
    const { repeats, passed, flaky } = propertiesOf(testCase as XmlElement);
    assert.deepEqual([repeats, passed, flaky], ['2', '1', 'true']);
    assert.equal(only(testCase, 'failure').text, 'correctness 2/5: Wrong.\nflaky: 1 of 2 passed · mean 3.5/5 ±2.1');
  });

  it('never leaves a failure without a word', () => {
    const [empty] = testCases([[caseOf(sample({ status: 'failed', output: '' }))]]);
    assert.equal(only(empty, 'failure').text, 'the model gave no answer');
    const [refused] = testCases([[caseOf(sample({ status: 'failed', output: 'No.', finishReason: 'refusal' }))]]);
    assert.equal(only(refused, 'failure').text, 'the model refused to answer');
    const [unknown] = testCases([[caseOf(sample({ status: 'failed' }))]]);
    assert.deepEqual(
      [only(unknown, 'failure').text, only(unknown, 'failure').attributes.type],
      ['failed', 'case.failed'],
    );
  });
});
