import type { CaseResult, Run } from '../../../src/engine/evaluate/run';
import { summarize } from '../../../src/engine/evaluate/summary';
import type { ReportedRun, ReportOptions } from '../../../src/engine/report/report';
import type { TestCase } from '../../../src/engine/testset/testSet';
import { fill } from '../../../src/wording/catalogue';
import { evaluate } from '../../../src/wording/evaluate';
import { exporting } from '../../../src/wording/export';
import { spread } from '../../../src/wording/spread';

const WORDS: Record<string, string> = {
  ...evaluate.en,
  ...exporting.en,
  ...spread.en,
  'check.contains': 'does not contain "{wanted}"',
};

/** English words, and a folder that paths are shown relative to. */
export const OPTIONS: ReportOptions = {
  say: (code, args) => fill(WORDS[code] ?? code, args),
  base: '/work',
  color: false,
};

const CORRECTNESS = { judge: 'correctness', model: 'openai/judge', min: 1, max: 5, threshold: 4, weight: 1 };

/** A finished run of `/work/answer.prompt` over these cases. */
export function reported(
  cases: CaseResult[],
  over: { judges?: Run['header']['judges']; outcome?: Run['outcome']; repeat?: number } = {},
): ReportedRun {
  const judges = over.judges ?? [CORRECTNESS];
  return {
    run: {
      header: {
        id: '20261123T101502123-3f2a91c0-ab12cd',
        schema: 1,
        prompt: '/work/answer.prompt',
        tests: '/work/answer.test.yaml',
        model: 'openai/gpt-4o-mini',
        judges,
        caseIds: cases.map(({ id }) => id),
        partial: false,
        repeat: over.repeat ?? 1,
        startedAt: '2026-11-23T10:15:02.123Z',
        fingerprints: { prompt: 'p', tests: 't', judges: 'j', settings: 's' },
        assay: '0.1.0',
      },
      cases,
      summary: summarize(cases, judges, 1_234),
      outcome: over.outcome ?? { kind: 'done' },
    },
    cases: new Map(cases.map(({ id }, index) => [id, testCase(id, index * 4 + 4)])),
    checks: [],
  };
}

function testCase(id: string, line: number): TestCase {
  const place = { start: { line, character: 4 }, end: { line, character: 10 } };
  return {
    id,
    input: { question: '什麼是 RAG？' },
    expected: 'RAG 結合了檢索系統和生成模型',
    checks: [],
    tags: [],
    weight: 1,
    range: place,
    titleRange: place,
    inputRanges: {},
  };
}
