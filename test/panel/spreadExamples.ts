import type { CaseDetail, CaseRow, PanelSpread } from '../../src/protocol/panel';
import { detail, ROWS, row, sample } from './examples';

/** A run whose cases were run five times each, by judges that were asked more than once. */
export const SPREAD: PanelSpread = {
  passed: 'pass^5 60 % · pass@5 100 % · 1 flaky',
  parts: { caseShare: 0.62, sampleShare: 0.3, judgeShare: 0.08 },
  nextStep: 'Most of the uncertainty comes from the cases (62 %): 20 more would bring ±0.3 to ±0.2.',
  unknown: [],
  hints: [
    'tone judges with openai/gpt-4o, of the same family as the tested model (OpenAI). Judges tend to favour answers of their own kind (self-preference bias, arXiv 2404.13076); one of another family would tell.',
  ],
};

export const SPREAD_ZH: PanelSpread = {
  passed: 'pass^5 60% · pass@5 100% · 1 個不穩定',
  parts: { caseShare: 0.62, sampleShare: 0.3, judgeShare: 0.08 },
  nextStep: '不確定性主要來自案例之間的差異（62%）：再加 20 個案例，可從 ±0.3 縮小到 ±0.2。',
  unknown: ['讓評審重複評分，才能知道評審本身的差異有多大。'],
  hints: [
    'tone 使用 openai/gpt-4o，與受測模型屬於同一家族（OpenAI）。評審往往偏好同類模型的答案（自我偏好偏誤，arXiv 2404.13076）；換用其他家族的評審即可確認。',
  ],
};

const [RAG, DRIFT, ...OTHERS] = ROWS as [CaseRow, CaseRow, ...CaseRow[]];

export const FLAKY_ROWS: CaseRow[] = [
  { ...RAG, flaky: { passed: 3, n: 5 } },
  {
    ...DRIFT,
    judges: [{ judge: 'correctness', score: 4.6, max: 5, passed: true }],
    spread: { value: 0.4, min: 1, max: 5 },
  },
  ...OTHERS,
  row('polite', { judges: [{ judge: 'polite', score: 1, max: 1, passed: true, label: 'excellent' }] }),
];

const JUDGE = sample().judges[0] as CaseDetail['samples'][number]['judges'][number];

/** Five repeats, judged by a panel, by a formula, on a scale of words, in both orders, and not at all. */
export const REPEATED_CASE: CaseDetail = detail('rag', {
  spread: { said: 'flaky: 3 of 5 passed · mean 3.6/5 ±1.1', flaky: true },
  samples: [0, 1, 2, 3, 4].map((repeat) =>
    sample({
      repeat,
      status: repeat % 2 === 0 ? 'passed' : 'failed',
      judges: [
        {
          ...JUDGE,
          score: 3.7,
          model: 'openai/gpt-4o + ollama/llama3',
          mass: 0.97,
          spread: 0.6,
          readings: [
            { model: 'openai/gpt-4o', score: 4, reason: 'Names the retrieval step.', cached: false },
            { model: 'openai/gpt-4o', score: 4, reason: '有提到檢索步驟。', cached: false },
            { model: 'ollama/llama3', score: 3, reason: 'Leaves out the generation step.', cached: false },
          ],
        },
        {
          ...JUDGE,
          judge: 'faithfulness',
          score: 0.67,
          min: 0,
          max: 1,
          threshold: 0.8,
          reason: '',
          evidence: [
            { kind: 'claim', text: 'RAG 從外部知識庫檢索信息。', holds: true, reason: 'stated in the first passage' },
            { kind: 'claim', text: 'RAG is a generative model.', holds: false },
            { kind: 'claim', text: 'RAG was introduced in 2020.', holds: true },
          ],
        },
        {
          ...JUDGE,
          judge: 'polite',
          score: 1,
          min: 0,
          max: 1,
          threshold: 1,
          passed: true,
          label: 'excellent',
          reason: 'Friendly throughout.',
        },
        {
          ...JUDGE,
          judge: 'versus',
          score: 0.5,
          min: 0,
          max: 1,
          threshold: 0.5,
          passed: true,
          label: 'tie',
          reason: 'Both name the same steps.',
          spread: undefined,
          readings: [
            {
              model: 'openai/gpt-4o',
              score: 1,
              label: 'win',
              reason: 'A is shorter.',
              order: 'output-first',
              cached: false,
            },
            {
              model: 'openai/gpt-4o',
              score: 0,
              label: 'loss',
              reason: 'A is shorter.',
              order: 'output-second',
              cached: false,
            },
          ],
        },
        {
          ...JUDGE,
          judge: 'relevance',
          score: 1,
          unasked: 'empty',
          reason: 'The answer is empty, so no judge was asked.',
        },
      ],
    }),
  ),
});
