import assert from 'node:assert/strict';
import {
  type CheckSubject,
  checkProblems,
  loadCheckFiles,
  runChecks,
  scriptProblems,
} from '../../../../src/engine/judge/checks';
import type { CheckResult } from '../../../../src/engine/judge/score';
import type { Problem } from '../../../../src/engine/problem';
import { parsePrompt } from '../../../../src/engine/prompt/parsePrompt';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { withPromptDefaults } from '../../../../src/engine/testset/promptDefaults';
import type { TestSet } from '../../../../src/engine/testset/testSet';
import type { ThreadScripts } from '../../../../src/node/scripts/threadScripts';
import { say } from '../../../../src/wording';
import { memoryFiles } from '../../../support/memoryFiles';
import { testScripts } from '../../../support/scripts';

const FILES: Record<string, string> = {
  '/work/checks/short.js': 'module.exports = (output, { vars }) => output.length <= vars.most;\n',
  '/work/checks/esm.mjs': 'export default (output) => ({ pass: false, score: 0.25, reason: output + "：太短" });\n',
  '/work/checks/config.cjs': 'module.exports = (output, { config }) => output.length / config.most;\r\n',
  '/work/checks/檢查 長度.js': 'module.exports = (output) => output === "漢字";\n',
  '/work/checks/broken.js': '// 第一行\nmodule.exports = (output) => {\n  return output.;\n};\n',
  '/work/checks/throws.js': '\r\nmodule.exports = () => {\r\n  throw new Error("無法判斷");\r\n};\r\n',
  '/work/checks/none.js': 'module.exports = { check: () => true };\n',
  '/work/checks/imports.mjs': 'import fs from "node:fs";\nexport default () => true;\n',
  '/work/checks/bom.js': '\uFEFFmodule.exports = () => true;\n',
  '/work/checks/huge.js': `// ${'x'.repeat(300 * 1024)}`,
  '/work/t/beside.js': 'module.exports = () => true;\n',
  '/etc/outside.js': 'module.exports = () => true;\n',
};

describe('the check javascript', function () {
  this.timeout(20_000);
  let scripts: ThreadScripts;
  before(async () => {
    ({ scripts } = await testScripts({ seconds: 60 }));
  });
  after(() => scripts.close());

  const files = memoryFiles(FILES, { '/work/out': '/etc' });

  /** A test set with one check for all cases, as it is loaded, and all that is wrong with it. */
  const load = async (yaml: string): Promise<{ testSet: TestSet; problems: Problem[] }> => {
    const read = await parseTestSet(`checks:\n${indented(yaml)}\ncases:\n  - id: a\n`, '/work/t/a.test.yaml');
    const { testSet, problems } = await loadCheckFiles(read, { files, workspace: '/work' });
    return { testSet, problems: [...read.problems, ...problems, ...(await checkProblems(testSet, { scripts }))] };
  };
  const indented = (yaml: string) => `  - ${yaml.replaceAll('\n', '\n    ')}`;

  const result = async (yaml: string, subject: CheckSubject): Promise<CheckResult> => {
    const { testSet, problems } = await load(yaml);
    assert.deepEqual(problems, []);
    const [only, ...others] = await runChecks(testSet.checks, {
      runScript: (script, args) => scripts.call(script, args),
      ...subject,
    });
    assert.ok(only !== undefined && others.length === 0);
    return only;
  };
  /** `passes` or the sentence, with the score. */
  const verdict = async (yaml: string, subject: CheckSubject) => {
    const { passed, code, args, score } = await result(yaml, subject);
    return `${passed ? 'passes' : say(code, args)} ${Number(score.toFixed(3))}`;
  };

  describe('takes what the function returns', () => {
    const rows: [yaml: string, output: string, verdict: string][] = [
      ['javascript: output.length < 300', 'short', 'passes 1'],
      ['javascript: output.length < 3', 'long', 'The function says that the output does not pass. 0'],
      ['not-javascript: output.length < 3', 'long', 'passes 1'],
      ['not-javascript: output.length < 300', 'short', 'The function says that the output passes. 0'],
      ['javascript: output.length / 10', '12345', 'passes 0.5'],
      ['javascript: 0', 'x', 'The function gives a score of 0. 0'],
      [
        '{javascript: output.length / 10, threshold: 0.6}',
        '12345',
        'The function gives a score of 0.5, less than 0.6. 0.5',
      ],
      ['{javascript: output.length / 10, threshold: 0.5}', '12345', 'passes 0.5'],
      ['{javascript: 0, threshold: 0}', 'x', 'passes 0'],
      ['{not-javascript: 0.75, threshold: 0.5}', 'x', 'The function gives a score of 0.75, 0.5 or more. 0.25'],
      ['not-javascript: 0.75', 'x', 'The function gives a score of 0.75. 0.25'],
      ['javascript: true', 'x', 'passes 1'],
      ['javascript: \'({ pass: output === "漢字 👩‍🚀", score: 0.9 })\'', '漢字 👩‍🚀', 'passes 0.9'],
      ['javascript: \'({ pass: false, score: 0.9, reason: "缺少年份 👩‍🚀" })\'', 'x', '缺少年份 👩‍🚀 0.9'],
      ['not-javascript: \'({ pass: true, reason: "It names a price." })\'', 'x', 'It names a price. 0'],
      ["javascript: '({ pass: false })'", 'x', 'The function says that the output does not pass. 0'],
      ['javascript: \'({ score: 0.4, reason: "40 %" })\'', 'x', 'passes 0.4'],
      ['{javascript: \'({ score: 0.4, reason: "40 %" })\', threshold: 0.5}', 'x', '40 % 0.4'],
      // Who says whether it passes has decided.
      ["{javascript: '({ pass: true, score: 0.4 })', threshold: 0.5}", 'x', 'passes 0.4'],
      ["javascript: '({ pass: true, reason: 5, componentResults: [], namedScores: {} })'", 'x', 'passes 1'],
      ['javascript: |\n  const words = output.split(" ");\n  return words.length === 2;', 'two words', 'passes 1'],
      ['javascript: const n = output.length; n > 3', 'four', 'passes 1'],
      ['javascript: Promise.resolve(output.length > 3)', 'four', 'passes 1'],
    ];
    for (const [yaml, output, expected] of rows) {
      it(`${yaml} on ${output}: ${expected}`, async () => assert.equal(await verdict(yaml, { output }), expected));
    }
  });

  describe('cannot be made, whether turned around or not, where the function', () => {
    const wanted = 'and a check takes true or false, a score from 0 to 1, or pass, score and reason (t/a.test.yaml:2).';
    const rows: [what: string, code: string, sentence: string][] = [
      [
        'returns nothing',
        '|\n  const n = output.length;\n  n > 3;',
        `The function returns undefined, ${wanted.replace(':2)', ':3)')}`,
      ],
      ['returns a number that is no score', 'output.length', `The function returns 4, ${wanted}`],
      ['returns less than nothing', '-0.5', `The function returns -0.5, ${wanted}`],
      ['returns what is no number', '0 / 0', `The function returns NaN, ${wanted}`],
      ['returns a text', '"yes"', `The function returns "yes", ${wanted}`],
      ['returns null', 'null', `The function returns null, ${wanted}`],
      ['returns a list', '[true]', `The function returns [true], ${wanted}`],
      ['returns a function', '(() => true)', `The function returns function, ${wanted}`],
      ['returns an object that says nothing', '({ passed: true })', `The function returns {"passed":true}, ${wanted}`],
      ['returns a pass that is none', '({ pass: "true" })', `The function returns {"pass":"true"}, ${wanted}`],
      ['returns a score that is none', '({ pass: true, score: 5 })', `The function returns {"score":5}, ${wanted}`],
      [
        'throws',
        'JSON.parse(output)',
        "The function ends in an error, so the check cannot be made: SyntaxError: unexpected token: 'four' (t/a.test.yaml:2).",
      ],
      [
        'throws on a line of its own',
        '|\n  const a = 1;\n\n  return a.b.c;',
        "The function ends in an error, so the check cannot be made: TypeError: cannot read property 'c' of undefined (t/a.test.yaml:5).",
      ],
      [
        'never settles',
        'new Promise(() => {})',
        'The function returns a promise that never settles, so the check cannot be made (t/a.test.yaml:2). There are no timers and no network.',
      ],
      [
        'needs too much memory',
        'new ArrayBuffer(2 ** 30) && true',
        'The function needs more than 32 MB of memory and was ended, so the check cannot be made (t/a.test.yaml:2).',
      ],
      [
        'returns too much',
        '"x".repeat(100000)',
        'The function returns more than anybody could read, so the check cannot be made (t/a.test.yaml:2).',
      ],
      [
        'imports',
        'import("node:fs")',
        'A script runs by itself and can import nothing, "node:fs" neither (t/a.test.yaml:2).',
      ],
    ];
    for (const [what, code, expected] of rows) {
      it(what, async () => {
        const written = code.startsWith('|') ? code : `'${code}'`;
        for (const name of ['javascript', 'not-javascript']) {
          const found = await result(`${name}: ${written}`, { output: 'four' });
          assert.equal(say(found.code, found.args), expected);
          assert.equal(found.passed, false);
          assert.equal(found.score, 0);
        }
      });
    }

    it('takes too long', async () => {
      const { scripts: hasty } = await testScripts({ seconds: 0.1 });
      const runScript: CheckSubject['runScript'] = (script, args) => hasty.call(script, args);
      const found = await result("javascript: 'for (;;);'", { output: '', runScript });
      assert.equal(
        say(found.code, found.args),
        'The function took more than 1 s and was ended, so the check cannot be made (t/a.test.yaml:2).',
      );
      await hasty.close();
    });

    it('is not run at all', async () => {
      const found = await result('javascript: "true"', { output: '', runScript: undefined });
      assert.equal(
        say(found.code, found.args),
        'JavaScript is not run here, so the check cannot be made (t/a.test.yaml:2).',
      );
    });
  });

  it('shows a reason as text on one line, and not all of a long one', async () => {
    const code = "'({ pass: false, reason: output })'";
    const { args } = await result(`javascript: ${code}`, { output: `# <b>{score}</b>\n\n${'👩‍🚀'.repeat(1000)}` });
    const reason = String(args.reason);
    assert.ok(reason.startsWith('# <b>{score}</b> 👩') && reason.endsWith('…') && [...reason].length === 401);
    assert.doesNotMatch(reason, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it('gives the function the case and what is known of the reply', async () => {
    const subject: CheckSubject = {
      output: '答',
      input: { question: '什麼是 RAG？', list: [1, { a: null }] },
      expected: { year: 2020 },
      context: ['第一段', 'second'],
      caseId: 'rag',
      latencyMs: 12.5,
      cost: null,
      finishReason: 'stop',
      toolCalls: [
        { name: 'search', arguments: '{"q":"RAG"}' },
        { name: 'torn', arguments: '{"q":' },
      ],
    };
    const { args } = await result('javascript: |\n  return { pass: false, reason: JSON.stringify(context) };', subject);
    assert.deepEqual(JSON.parse(String(args.reason)), {
      vars: subject.input,
      expected: subject.expected,
      context: subject.context,
      caseId: 'rag',
      latencyMs: 12.5,
      cost: null,
      toolCalls: [
        { name: 'search', arguments: { q: 'RAG' } },
        { name: 'torn', arguments: '{"q":' },
      ],
      finishReason: 'stop',
    });
    const none = await verdict('javascript: context.expected === undefined && context.context === undefined', {
      output: '',
    });
    assert.equal(none, 'passes 1');
  });

  describe('takes a file of the workspace', () => {
    const rows: [yaml: string, subject: CheckSubject, verdict: string][] = [
      ['javascript: ../checks/short.js', { output: 'abc', input: { most: 3 } }, 'passes 1'],
      [
        'javascript: ../checks/short.js',
        { output: 'abcd', input: { most: 3 } },
        'The function says that the output does not pass. 0',
      ],
      ['javascript: ../checks/esm.mjs', { output: '漢字' }, '漢字：太短 0.25'],
      ['javascript: beside.js', { output: '' }, 'passes 1'],
      ['javascript: ./beside.js', { output: '' }, 'passes 1'],
      ['javascript: ../checks/檢查 長度.js', { output: '漢字' }, 'passes 1'],
      ['javascript: ../checks/bom.js', { output: '' }, 'passes 1'],
      ['javascript: { run: ../checks/config.cjs, config: { most: 8 } }', { output: 'four' }, 'passes 0.5'],
      [
        'javascript: { run: context.config.list.includes(output), config: { list: [四, 五] } }',
        { output: '五' },
        'passes 1',
      ],
      [
        'javascript: ../checks/throws.js',
        { output: '' },
        'The function ends in an error, so the check cannot be made: Error: 無法判斷 (checks/throws.js:3). 0',
      ],
      ['any: [javascript: ../checks/short.js, contains: x]', { output: 'abc', input: { most: 3 } }, 'passes 0.5'],
      ['not: { javascript: ../checks/short.js }', { output: 'abcd', input: { most: 3 } }, 'passes 1'],
    ];
    for (const [yaml, subject, expected] of rows) {
      it(`${yaml}: ${expected}`, async () => assert.equal(await verdict(yaml, subject), expected));
    }

    it('and knows which, so that a change of it is noticed', async () => {
      const { testSet } = await load(
        'all: [javascript: ../checks/short.js, javascript: ./missing.js, javascript: "true"]',
      );
      assert.deepEqual(testSet.checkFiles, ['/work/checks/short.js', '/work/t/missing.js']);
    });

    it('also from the frontmatter of a prompt, beside the prompt', async () => {
      const prompt = '---\nassay.checks:\n  - any: [javascript: ./short.js]\n  - javascript: nope(\n---\nHello';
      const parsed = parsePrompt(prompt, '/work/checks/a.prompt');
      const read = withPromptDefaults(await parseTestSet('id\na\n', '/work/t/a.test.csv'), parsed).testSet;
      const { testSet, problems } = await loadCheckFiles(read, { files, workspace: '/work' });
      assert.deepEqual(problems, []);
      assert.equal(testSet.checks[0]?.checks?.[0]?.script?.name, 'checks/short.js');
      const [fault, ...others] = await checkProblems(testSet, { scripts });
      assert.deepEqual([fault?.code, fault?.file, others], ['check.javascript-syntax', '/work/checks/a.prompt', []]);
    });
  });

  describe('is refused before anything is spent, at its line:', () => {
    const rows: [yaml: string, said: string][] = [
      ['javascript: ../checks/missing.js', '/work/t/a.test.yaml:2 testset.file-not-found'],
      ['javascript: ../../etc/outside.js', '/work/t/a.test.yaml:2 testset.path-outside'],
      ['javascript: ../out/outside.js', '/work/t/a.test.yaml:2 testset.path-outside'],
      ['javascript: /etc/outside.js', '/work/t/a.test.yaml:2 testset.bad-path'],
      ['javascript: ../checks/huge.js', '/work/t/a.test.yaml:2 check.file-not-read'],
      ['javascript', '/work/t/a.test.yaml:2 check.argument-javascript'],
      ['javascript: ""', '/work/t/a.test.yaml:2 check.argument-javascript'],
      ['javascript: [a]', '/work/t/a.test.yaml:2 check.argument-javascript'],
      ['javascript: { run: a.js, wrong: 1 }', '/work/t/a.test.yaml:2 check.argument-javascript'],
      [
        'javascript: output.length >',
        "This is not JavaScript that can be run: SyntaxError: unexpected token in expression: '' (t/a.test.yaml:2).",
      ],
      [
        'javascript: |\n  const a = 1;\n  return a +;',
        "This is not JavaScript that can be run: SyntaxError: unexpected token in expression: ';' (t/a.test.yaml:4).",
      ],
      [
        'javascript: ../checks/broken.js',
        'This is not JavaScript that can be run: SyntaxError: expecting field name (checks/broken.js:3).',
      ],
      [
        'javascript: ../checks/imports.mjs',
        'A script runs by itself and can import nothing, "node:fs" neither (checks/imports.mjs:1).',
      ],
      [
        'any: [contains: x, javascript: a b]',
        "This is not JavaScript that can be run: SyntaxError: expecting ';' (t/a.test.yaml:2).",
      ],
      ['{contains: x, threshold: 0.5}', '/work/t/a.test.yaml:2 testset.threshold-of-no-group'],
      ['{javascript: "1", threshold: 5}', '/work/t/a.test.yaml:2 testset.bad-share'],
    ];
    for (const [yaml, said] of rows) {
      it(yaml, async () => {
        const { problems } = await load(yaml);
        const [only, ...others] = problems;
        assert.ok(only);
        assert.deepEqual(others, []);
        assert.equal(only.severity, 'error');
        const place = `${only.file}:${only.range.start.line + 1}`;
        assert.ok(
          [say(only.code, only.args), `${place} ${only.code}`].includes(said),
          `${place} ${say(only.code, only.args)}`,
        );
        assert.equal(place, '/work/t/a.test.yaml:2');
      });
    }
  });

  describe('is not run where', () => {
    const whyNot = async (yaml: string, runner: ThreadScripts | undefined) => {
      const { testSet, problems } = await load(yaml);
      assert.deepEqual(problems, []);
      return (await scriptProblems(testSet, runner)).map(({ code, args, file, range }) => {
        return `${file}:${range.start.line + 1} ${say(code, args)}`;
      });
    };

    it('nobody has allowed it: said once, at the first check, with what to do', async () => {
      const { scripts: denied } = await testScripts({ allowed: () => false });
      for (const runner of [denied, undefined]) {
        const [only, ...others] = await whyNot('any: [contains: x, javascript: "true", javascript: "false"]', runner);
        assert.deepEqual(others, []);
        assert.match(only ?? '', /^\/work\/t\/a\.test\.yaml:2 .*--allow-javascript.*"javascript: allow"/);
      }
      assert.deepEqual(await whyNot('contains: x', denied), []);
      assert.deepEqual(await whyNot('contains: x', undefined), []);
    });

    it('a file exports no function', async () => {
      assert.deepEqual(await whyNot('all: [javascript: ../checks/none.js, javascript: ../checks/none.js]', scripts), [
        '/work/t/a.test.yaml:2 The script exports no function (checks/none.js:1). Write module.exports = (output, context) => …, or export default.',
      ]);
      assert.deepEqual(await whyNot('all: [javascript: ../checks/short.js, javascript: "true"]', scripts), []);
    });
  });
});
