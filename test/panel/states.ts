import type { CheckResult, Judgement } from '../../src/engine/judge/score';
import type { CaseRow, ToPanel } from '../../src/protocol/panel';
import { detail, finished, HISTORY, opinion, PROMPT, ROWS, rating, row, running, sample, summary } from './examples';
import { FLAKY_ROWS, REPEATED_CASE, SPREAD, SPREAD_ZH } from './spreadExamples';

/** A sample that two people have said something of, with judges of three kinds of scales. */
const LABELLED = sample({
  judges: ['correctness', 'tone', 'grounded', 'length'].map((judge) => ({
    ...(sample().judges[0] as Judgement),
    judge,
  })),
  ratings: [
    rating(null, {
      own: opinion({ thumb: 'down', corrected: 'RAG 結合了檢索系統和生成模型。', note: 'Leaves out half of it.' }),
      others: [{ by: '王小明', said: opinion({ thumb: 'up', score: 4 }) }],
    }),
    rating('correctness', {
      own: opinion({ score: 2 }),
      others: [
        { by: 'Ada', said: opinion({ score: 4 }) },
        { by: 'Bob', said: opinion({ score: 1, note: 'Not even wrong' }) },
      ],
    }),
    rating('tone', { steps: Array.from({ length: 10 }, (_, index) => ({ score: index + 1, text: `${index + 1}` })) }),
    rating('grounded', {
      steps: [
        { score: 0, text: 'fail' },
        { score: 1, text: 'pass' },
      ],
      own: opinion({ score: 1 }),
    }),
    rating('length', { steps: [0, 0.25, 0.5, 0.75, 1].map((score) => ({ score, text: String(score) })) }),
  ],
});

/** What people's labels say of two judges; the third has been scored by nobody. */
const JUDGES: ToPanel = {
  type: 'judges',
  judges: [
    {
      judge: 'correctness',
      standing: 'below',
      said: 'The judge correctness does not agree with people: kappa 0.41, below 0.60, on 42 labelled outputs. Do not rely on its scores.',
      corrected:
        'correctness, corrected by people’s labels (14 in this run): mean 3.4 (95 % 2.9 to 3.8), pass rate 52 % (95 % 38 % to 66 %)',
    },
    {
      judge: './judges/tone.prompt',
      standing: 'agrees',
      said: 'The judge tone agrees with people: kappa 0.82 on 31 labelled outputs.',
      corrected: '',
    },
  ],
};

const JUDGES_ZH: ToPanel = {
  type: 'judges',
  judges: [
    {
      judge: 'correctness',
      standing: 'below',
      said: '評審 correctness 與人不一致：42 個評過的輸出，kappa 0.41，低於 0.60。請不要依賴它的分數。',
      corrected:
        'correctness，依人工評分校正（本次執行 14 筆）：平均 3.4（95% 信賴區間 2.9 到 3.8）、通過率 52 %（95% 信賴區間 38 % 到 66 %）',
    },
    {
      judge: './judges/tone.prompt',
      standing: 'too-few',
      said: '評審 tone 還沒有量測：評分 9 筆，需要 30 筆。',
      corrected: '',
    },
  ],
};

/** Checks in groups, one of which holds. */
const GROUPED = sample({
  checks: [
    group('all', false, [check('contains', false), group('any', false, [check('json', false), check('xml', false)])]),
    group('any', true, [check('contains', true), check('length', false)]),
  ],
  checkTexts: [
    {
      text: '0 of 2 checks hold, and 100 % have to.',
      parts: [
        { text: 'The output does not contain "外部".', parts: [] },
        {
          text: '0 of 2 checks hold, and at least 1 has to.',
          parts: [
            { text: 'The output is not JSON: it is empty.', parts: [] },
            { text: 'The output is not well-formed XML: there is no element.', parts: [] },
          ],
        },
      ],
    },
    {
      text: '',
      parts: [
        { text: '', parts: [] },
        { text: 'The output has 412 characters, outside of 1 to 400.', parts: [] },
      ],
    },
  ],
});

function check(name: string, passed: boolean): CheckResult {
  return { check: name, passed, score: Number(passed), weight: 1, code: `check.${name}`, args: {}, index: 0 };
}

function group(name: string, passed: boolean, parts: CheckResult[]): CheckResult {
  return { ...check(name, passed), parts };
}

/** Every state that the panel can be in, as the messages that lead to it. */
export const STATES: Readonly<Record<string, readonly ToPanel[]>> = {
  'no-prompt': [{ type: 'state', phase: { kind: 'no-prompt' }, rows: [], locale: 'en' }],
  untrusted: [{ type: 'state', phase: { kind: 'untrusted' }, rows: [], locale: 'en' }],
  'no-tests': [
    { type: 'state', phase: { kind: 'no-tests', prompt: { ...PROMPT, tests: null } }, rows: [], locale: 'en' },
  ],
  problems: [
    {
      type: 'state',
      phase: {
        kind: 'problems',
        prompt: PROMPT,
        problems: [
          {
            severity: 'error',
            message: 'The id "rag" is also used in line 9. Give each case its own.',
            file: 'prompts/answer.test.yaml',
            line: 24,
          },
          {
            severity: 'warning',
            message: 'The prompt has no variable "contxt" (case "drift"). Did you mean "context"?',
            file: 'prompts/answer.test.yaml',
            line: 31,
          },
        ],
      },
      rows: [],
      locale: 'en',
    },
  ],
  'no-model': [
    {
      type: 'state',
      phase: {
        kind: 'no-model',
        prompt: PROMPT,
        reason: 'openai/gpt-4o-mini needs an API key, and none is stored for openai.',
        endpoint: 'openai',
      },
      rows: [],
      locale: 'en',
    },
  ],
  ready: [
    {
      type: 'state',
      phase: {
        kind: 'ready',
        prompt: { ...PROMPT, model: 'baseline/extractive', baseline: true },
        total: ROWS.length,
      },
      rows: ROWS.map((each) => ({ ...each, status: 'not-run', score: null, judges: [] })),
      locale: 'en',
    },
  ],
  running: [
    { type: 'state', phase: running(4, 9), rows: runningRows(), locale: 'en' },
    { type: 'reveal', caseId: 'kv-cache' },
    {
      type: 'detail',
      detail: detail('kv-cache', {
        status: 'running',
        input: { question: 'What does a KV cache save?' },
        expected: null,
        samples: [],
        streaming: 'A KV cache keeps the keys and values of the tokens that were read already, so that',
      }),
    },
  ],
  'running-zh': [{ type: 'state', phase: running(4, 9), rows: runningRows(), locale: 'zh-tw' }],
  finished: [{ type: 'state', phase: finished(), rows: ROWS, locale: 'en' }],
  'finished-zh': [
    { type: 'state', phase: finished({ stale: true }), rows: ROWS, locale: 'zh-tw' },
    { type: 'reveal', caseId: 'rag' },
    { type: 'detail', detail: detail('rag') },
  ],
  history: [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'en' },
    { type: 'history', history: HISTORY },
  ],
  'history-zh': [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'zh-tw' },
    {
      type: 'history',
      history: {
        ...HISTORY,
        head: { verdict: 'regressed', change: '−0.5', name: '退步', said: '退步：平均退步 0.5 分' },
      },
    },
  ],
  case: [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'en' },
    { type: 'reveal', caseId: 'rag' },
    {
      type: 'detail',
      detail: detail('rag', { samples: [sample(), sample({ repeat: 1, status: 'passed' }), sample({ repeat: 2 })] }),
    },
  ],
  'case-labels': [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'en' },
    { type: 'reveal', caseId: 'rag' },
    { type: 'detail', detail: detail('rag', { messages: null, samples: [LABELLED] }) },
  ],
  'case-labels-zh': [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'zh-tw' },
    { type: 'reveal', caseId: 'rag', correct: true },
    { type: 'detail', detail: detail('rag', { messages: null, samples: [LABELLED] }) },
  ],
  trust: [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'en' },
    JUDGES,
    { type: 'reveal', caseId: 'rag' },
    { type: 'detail', detail: detail('rag', { messages: null, samples: [GROUPED] }) },
  ],
  'trust-zh': [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'zh-tw' },
    JUDGES_ZH,
    { type: 'reveal', caseId: 'rag' },
    { type: 'detail', detail: detail('rag', { messages: null, samples: [GROUPED] }) },
  ],
  spread: [
    { type: 'state', phase: finished({ spread: SPREAD }), rows: FLAKY_ROWS, locale: 'en' },
    { type: 'reveal', caseId: 'rag' },
    { type: 'detail', detail: REPEATED_CASE },
  ],
  'spread-zh': [
    { type: 'state', phase: finished({ spread: SPREAD_ZH }), rows: FLAKY_ROWS, locale: 'zh-tw' },
    { type: 'reveal', caseId: 'rag' },
    {
      type: 'detail',
      detail: { ...REPEATED_CASE, spread: { said: '不穩定：5 次中通過 3 次 · 平均 3.6/5 ±1.1', flaky: true } },
    },
  ],
  'case-error': [
    { type: 'state', phase: finished(), rows: ROWS, locale: 'en' },
    { type: 'reveal', caseId: 'ttft' },
    {
      type: 'detail',
      detail: detail('ttft', {
        status: 'error',
        input: { question: 'What does time to first token measure?' },
        expected: 'The time from the request to the first piece of the answer.',
        samples: [
          sample({
            status: 'error',
            score: null,
            output: null,
            judges: [],
            checks: [],
            checkTexts: [],
            usage: undefined,
            latencyMs: undefined,
            errorText: 'The server answered 503: "The model is overloaded." Run the case again later.',
          }),
        ],
      }),
    },
  ],
  stale: [{ type: 'state', phase: finished({ stale: true }), rows: ROWS, locale: 'en' }],
  cancelled: [
    {
      type: 'state',
      phase: finished({
        outcome: { kind: 'cancelled' },
        summary: summary({ cases: 9, passed: 2, failed: 1, errors: 0, cancelled: 6, cost: null, knownCost: 0.0012 }),
      }),
      rows: ROWS.map((each, index) => (index > 2 ? { ...each, status: 'cancelled', score: null, judges: [] } : each)),
      locale: 'en',
    },
  ],
  stopped: [
    {
      type: 'state',
      phase: finished({
        outcome: { kind: 'stopped', error: { kind: 'auth', message: 'Incorrect API key provided: sk-…' } },
        summary: summary({
          passed: 0,
          failed: 0,
          errors: 1,
          cancelled: 8,
          cases: 9,
          score: null,
          interval: null,
          judges: [],
          tokens: null,
          cost: null,
          knownCost: 0,
          latencyMs: null,
          ttftMs: null,
          cached: 0,
        }),
      }),
      rows: ROWS.map((each, index) => ({
        ...each,
        status: index === 0 ? 'error' : 'cancelled',
        score: null,
        judges: [],
      })),
      locale: 'en',
    },
  ],
  budget: [{ type: 'state', phase: finished({ outcome: { kind: 'budget' } }), rows: ROWS, locale: 'en' }],
};

function runningRows(): CaseRow[] {
  const waiting = { score: null, judges: [] };
  return [
    ...ROWS.slice(0, 4),
    row('kv-cache', { ...waiting, status: 'running', preview: 'What does a KV cache save?' }),
    row('canary', { ...waiting, status: 'judging', preview: 'How does a canary release limit the damage?' }),
    row('versions', { ...waiting, status: 'running', preview: '為什麼提示詞需要版本控制？' }),
    row('judge-bias', { ...waiting, status: 'queued', preview: 'LLM 評審有哪些已知的偏差？' }),
    row('ct', { ...waiting, status: 'queued', preview: 'MLOps 的 CT 是什麼意思？' }),
  ];
}
