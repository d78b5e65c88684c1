import type { RunSummary } from '../../src/engine/evaluate/run';
import type {
  CaseDetail,
  CaseRow,
  PanelHistory,
  PanelOpinion,
  PanelPhase,
  PanelRating,
  PromptInfo,
  VersionMark,
} from '../../src/protocol/panel';

/** Messages as the editor sends them. */
export const PROMPT: PromptInfo = {
  file: 'prompts/answer.prompt',
  model: 'openai/gpt-4o-mini',
  baseline: false,
  tests: 'prompts/answer.test.yaml',
};

export function summary(part: Partial<RunSummary> = {}): RunSummary {
  return {
    cases: 4,
    passed: 2,
    failed: 1,
    errors: 1,
    cancelled: 0,
    score: 0.775,
    interval: { low: 0.7, high: 0.85 },
    scale: { min: 1, max: 5 },
    passRate: 2 / 3,
    judges: [
      { judge: 'correctness', mean: 4, min: 1, max: 5, scored: 3, errors: 0 },
      { judge: './judges/tone.prompt', mean: 4.6, min: 1, max: 5, scored: 3, errors: 0 },
    ],
    tokens: { input: 1800, output: 510, cachedInput: 0, reasoning: 0, judges: 640 },
    cost: 0.0042,
    knownCost: 0.0042,
    latencyMs: { p50: 820, p95: 1800, p99: 2100, max: 2200 },
    ttftMs: { p50: 210, p95: 310, p99: 400, max: 410 },
    cached: 1,
    durationMs: 5200,
    ...part,
  };
}

export function row(id: string, part: Partial<CaseRow> = {}): CaseRow {
  return {
    id,
    status: 'passed',
    score: 1,
    judges: [{ judge: 'correctness', score: 5, max: 5, passed: true }],
    preview: `What is ${id}?`,
    ...part,
  };
}

const verdicts = (correctness: number, tone: number): CaseRow['judges'] => [
  { judge: 'correctness', score: correctness, max: 5, passed: correctness >= 4 },
  { judge: 'tone', score: tone, max: 5, passed: tone >= 4 },
];

export const ROWS: CaseRow[] = [
  row('rag', { status: 'failed', score: 0.25, judges: verdicts(2, 4), preview: '什麼是 RAG？' }),
  row('drift', { judges: verdicts(5, 5), preview: 'What is data drift?' }),
  row('lora', { score: 0.75, judges: verdicts(4, 5), preview: 'Explain QLoRA in one sentence.' }),
  row('ttft', { status: 'error', score: null, judges: [], preview: 'What does time to first token measure?' }),
];

export function finished(part: Partial<Extract<PanelPhase, { kind: 'finished' }>> = {}): PanelPhase {
  return {
    kind: 'finished',
    prompt: PROMPT,
    summary: summary(),
    outcome: { kind: 'done' },
    stale: false,
    startedAt: '2026-11-23T10:15:02.000Z',
    ...part,
  };
}

export function running(finishedCases: number, total: number, part: Partial<RunSummary> = {}): PanelPhase {
  return { kind: 'running', prompt: PROMPT, finished: finishedCases, total, etaMs: 4200, summary: summary(part) };
}

export function detail(id: string, part: Partial<CaseDetail> = {}): CaseDetail {
  return {
    id,
    input: { question: '什麼是 RAG？', context: 'RAG 結合了檢索系統和生成模型。' },
    messages: [
      { role: 'system', content: [{ text: 'Answer only from the context.' }] },
      { role: 'user', content: [{ text: '什麼是 RAG？' }] },
    ],
    expected: 'RAG 結合了檢索系統和生成模型，從外部知識庫檢索信息。',
    context: null,
    tags: ['zh'],
    status: 'failed',
    spread: null,
    samples: [sample()],
    streaming: null,
    ...part,
  };
}

export function sample(part: Partial<CaseDetail['samples'][number]> = {}): CaseDetail['samples'][number] {
  return {
    caseId: 'rag',
    repeat: 0,
    status: 'failed',
    score: 0.25,
    output: 'RAG 是一種生成模型，從資料庫檢索信息。',
    finishReason: 'stop',
    checks: [
      {
        check: 'contains',
        passed: false,
        score: 0,
        weight: 1,
        code: 'check.contains',
        args: { wanted: '外部' },
        index: 0,
      },
      { check: 'length', passed: true, score: 1, weight: 1, code: 'check.length', args: {}, index: 1 },
    ],
    checkTexts: [
      { text: 'The output does not contain "外部".', parts: [] },
      { text: '', parts: [] },
    ],
    judges: [
      {
        judge: 'correctness',
        score: 2,
        normalized: 0.25,
        min: 1,
        max: 5,
        threshold: 4,
        passed: false,
        reason: 'Leaves out the generation step.',
        weight: 1,
        model: 'openai/gpt-4o',
        cost: 0.0004,
        cached: false,
      },
    ],
    usage: { input: 120, output: 34 },
    cost: 0.0003,
    latencyMs: 920,
    ttftMs: 240,
    cached: false,
    errorText: null,
    ...(part.output === null || part.output === ''
      ? { outputKey: null, ratings: [] }
      : { outputKey: 'k', ratings: [rating(null), rating('correctness')] }),
    ...part,
  };
}

/** What people said of an output: nothing yet, on 1 to 5. */
export function rating(judge: string | null, part: Partial<PanelRating> = {}): PanelRating {
  const steps = [1, 2, 3, 4, 5].map((score) => ({ score, text: String(score) }));
  return { judge, steps, own: opinion(), others: [], ...part };
}

export function opinion(part: Partial<PanelOpinion> = {}): PanelOpinion {
  return { score: null, thumb: null, corrected: null, note: null, ...part };
}

/** Six versions, of which one was worse than the one before and one better. */
export const HISTORY: PanelHistory = {
  marks: [3.9, 4.1, 4.1, 3.4, 4.2, 4.1].map((score, index): VersionMark => {
    const mean = (score - 1) / 4;
    const verdict = index === 3 ? 'regressed' : index === 4 ? 'improved' : index === 0 ? null : 'unchanged';
    const said = `edit ${index + 1} 修改 · ${score}/5 on 12 cases`;
    return {
      key: `c${index + 1}`,
      mean,
      low: mean - 0.08,
      high: mean + 0.08,
      scale: { min: 1, max: 5 },
      verdict,
      said,
    };
  }),
  head: { verdict: 'improved', change: '+0.5', name: 'Improved', said: 'Improved: 0.5 points better on 12 cases' },
};
