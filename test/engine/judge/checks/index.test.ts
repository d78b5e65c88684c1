import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CHECKS, checkProblems, loadCheckFiles, runChecks } from '../../../../src/engine/judge/checks';
import { parsePrompt } from '../../../../src/engine/prompt/parsePrompt';
import { parseTestSet } from '../../../../src/engine/testset/parseTestSet';
import { withPromptDefaults } from '../../../../src/engine/testset/promptDefaults';
import { GROUPS } from '../../../../src/engine/testset/readChecks';
import { judge } from '../../../../src/wording/judge';
import { memoryFiles } from '../../../support/memoryFiles';
import { specOf } from './checkOf';

const inLines = (problems: { file: string; range: { start: { line: number } }; code: string }[]) =>
  problems.map(({ file, range, code }) => `${file}:${range.start.line + 1} ${code}`);

describe('runChecks', () => {
  it('gives a result a check, in their order, with name, weight and place', async () => {
    const specs = [await specOf('{contains: a, weight: 2}'), await specOf('not-json'), await specOf('latency: 5')];
    const results = await runChecks(specs, { output: 'b', latencyMs: 9.4 });
    assert.deepEqual(results, [
      {
        check: 'contains',
        passed: false,
        score: 0,
        weight: 2,
        code: 'check.contains',
        args: { wanted: 'a' },
        index: 0,
      },
      {
        check: 'not-json',
        passed: true,
        score: 1,
        weight: 1,
        code: 'check.not-json',
        args: results[1]?.args,
        index: 1,
      },
      {
        check: 'latency',
        passed: false,
        score: 0,
        weight: 1,
        code: 'check.latency',
        args: { found: 9, limit: 5 },
        index: 2,
      },
    ]);
  });

  it('gives nothing for nothing', async () => assert.deepEqual(await runChecks([], { output: '' }), []));

  it('shortens what it quotes, never inside a character', async () => {
    const [result] = await runChecks([await specOf(`contains: ${'👩‍🚀'.repeat(200)}`)], { output: '' });
    const wanted = String(result?.args.wanted);
    assert.ok(wanted.length < 300 && wanted.endsWith('…'));
    assert.doesNotMatch(wanted, /[\uD800-\uDBFF](?![\uDC00-\uDFFF])/);
  });

  it('is written down, check by check and group by group', async () => {
    const documentation = await readFile(join(__dirname, '../../../../docs/test-sets.md'), 'utf8');
    const names = [...Object.keys(CHECKS), ...GROUPS];
    const absent = names.filter((name) => !new RegExp(`\`${name}[\`:,]`).test(documentation));
    assert.deepEqual(absent, []);
  });

  it('has words for every check, as it is and turned around, in both languages', () => {
    for (const name of Object.keys(CHECKS)) {
      for (const code of [`check.${name}`, `check.not-${name}`]) {
        assert.ok(Object.hasOwn(judge.en, code), code);
        assert.ok(Object.hasOwn(judge['zh-tw'], code), code);
      }
    }
  });
});

describe('checkProblems', () => {
  it('reports bad arguments at their place, before anything is spent', async () => {
    const testSet = await parseTestSet(
      'checks:\n  - latency: fast\ncases:\n  - id: a\n    checks:\n      - json\n      - regex: "["\n',
      '/work/a.yaml',
    );
    assert.deepEqual(inLines(await checkProblems(testSet)), [
      '/work/a.yaml:2 check.argument-number',
      '/work/a.yaml:7 check.bad-regex',
    ]);
  });

  it('reports a case without an expected answer for a check that compares with it', async () => {
    const testSet = await parseTestSet(
      'checks:\n  - similarity: 0.5\n  - contains-any: [a]\ncases:\n  - id: a\n    expected: x\n  - id: b\n',
      '/work/a.yaml',
    );
    const problems = await checkProblems(testSet);
    assert.deepEqual(inLines(problems), ['/work/a.yaml:7 check.needs-expected']);
    assert.deepEqual(problems[0]?.args, { id: 'b', check: 'similarity' });
  });

  it('reports what the prompt says in the prompt', async () => {
    const parsed = parsePrompt('---\nassay.checks:\n  - latency: fast\n---\nHello', '/work/a.prompt');
    const { testSet } = withPromptDefaults(await parseTestSet('id\na\n', '/work/a.test.csv'), parsed);
    assert.deepEqual(inLines(await checkProblems(testSet)), ['/work/a.prompt:3 check.argument-number']);
  });
});

describe('loadCheckFiles', () => {
  const files = memoryFiles(
    {
      '/work/schemas/answer.json': '{"type": "object"}',
      '/work/schemas/broken.json': '{"type": ',
      '/etc/secret.json': '{}',
      '/work/schemas/huge.json': `"${'x'.repeat(300 * 1024)}"`,
    },
    { '/work/out': '/etc' },
  );
  const load = async (path: string) => {
    const testSet = await parseTestSet(`checks:\n  - json-schema: ${path}\ncases:\n  - id: a\n`, '/work/t/a.yaml');
    const { testSet: filled, problems } = await loadCheckFiles(testSet, { files, workspace: '/work' });
    return { problems: inLines(problems), after: await checkProblems(filled), argument: filled.checks[0]?.argument };
  };

  it('puts the schema in the place of its path', async () => {
    const { problems, after, argument } = await load('../schemas/answer.json');
    assert.deepEqual([problems, after, argument], [[], [], { type: 'object' }]);
  });

  const refused: [string, string][] = [
    ['../schemas/missing.json', 'testset.file-not-found'],
    ['../../etc/secret.json', 'testset.path-outside'],
    ['../out/secret.json', 'testset.path-outside'],
    ['/etc/secret.json', 'testset.bad-path'],
    ['../schemas/broken.json', 'check.schema-file-not-json'],
    ['../schemas/huge.json', 'check.file-not-read'],
  ];
  for (const [path, code] of refused) {
    it(`refuses ${path}, with one problem`, async () => {
      const { problems, after } = await load(path);
      assert.deepEqual([problems, after], [[`/work/t/a.yaml:2 ${code}`], []]);
    });
  }
});
