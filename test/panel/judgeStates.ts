import type { JudgeReportState, ShownAgreement, ToJudgeReport } from '../../src/protocol/judgeReport';

const coefficient = (name: string, value: number | null, low = 0, high = 0, about = '') => ({
  name,
  text: value === null ? 'undefined: all ratings are the same' : value.toFixed(2),
  interval: value === null ? '' : `${low.toFixed(2)} to ${high.toFixed(2)}`,
  value,
  low: value === null ? null : low,
  high: value === null ? null : high,
  about,
});

/** A report as the editor sends it. */
export function agreement(over: Partial<ShownAgreement> = {}): ShownAgreement {
  return {
    model: 'openai/gpt-4o-mini',
    standing: 'below',
    sentence:
      'It does not agree with people well enough: quadratic kappa below 0.60. Do not rely on its scores; give it examples, a better model or a clearer rubric.',
    counts: 'outputs: 42 · people: 2',
    missing: 6,
    coefficients: [
      coefficient("Cohen's kappa, quadratic", 0.41, 0.18, 0.61),
      coefficient("Cohen's kappa, linear", 0.33, 0.14, 0.5),
      coefficient("Cohen's kappa", 0.21, 0.05, 0.37),
      coefficient("Krippendorff's alpha, ordinal", 0.44, 0.2, 0.63),
      coefficient("Krippendorff's alpha, interval", 0.42, 0.19, 0.6),
      coefficient("Krippendorff's alpha, nominal", 0.2, 0.04, 0.36),
      coefficient('Alpha among people alone', 0.81, 0.66, 0.91),
      coefficient('Undefined one', null),
      coefficient("Spearman's rho", 0.52, 0.27, 0.71),
      coefficient("Kendall's tau-b", 0.44, 0.22, 0.62),
      { ...coefficient('Same score', 0.38, 0.24, 0.52), text: '38 %', interval: '24 % to 52 %' },
      { ...coefficient('Same side of the threshold', 0.69, 0.55, 0.81), text: '69 %', interval: '55 % to 81 %' },
      {
        name: 'Mean difference, judge − people',
        text: '+0.7',
        interval: '+0.4 to +1',
        value: null,
        low: null,
        high: null,
        about: 'kinder than people',
      },
    ],
    corrected:
      'correctness, corrected by people’s labels (14 in this run): mean 3.4 (95 % 2.9 to 3.8), pass rate 52 % (95 % 38 % to 66 %)',
    note: '',
    categories: ['1', '2', '3', '4', '5'],
    confusion: [
      [3, 2, 3, 1, 1],
      [0, 2, 3, 2, 0],
      [0, 1, 4, 3, 1],
      [0, 0, 1, 4, 4],
      [0, 0, 0, 2, 5],
    ],
    byModel: [
      { model: 'openai/gpt-4o-mini', text: '0.38 (95 % 0.15 to 0.58)' },
      { model: 'ollama/qwen2.5', text: '0.29 (95 % 0.05 to 0.51)' },
    ],
    disagreements: [
      {
        id: 'rag',
        human: '1',
        judge: '5',
        difference: 1,
        question: '什麼是 RAG？',
        output: 'RAG 是一種微調模型權重的方法。🙂',
        reason: '說明清楚，語氣專業，完整回答了問題。',
        people: ['Ada: 1 – That is fine-tuning, not RAG.', '王小明: 1'],
      },
      {
        id: 'time-to-first-token',
        human: '4.5',
        judge: '2',
        difference: -0.625,
        question: 'What does time to first token measure?',
        output: 'The delay until the first token arrives.',
        reason: 'Too short to be helpful; does not mention streaming.',
        people: ['Ada: 4', '王小明: 5'],
      },
    ],
    improvement: null,
    ...over,
  };
}

/** The message with a report. */
export function shown(over: Partial<JudgeReportState> = {}): ToJudgeReport {
  return {
    type: 'state',
    state: {
      locale: 'en',
      judges: [
        { key: 'correctness', name: 'correctness', standing: 'below' },
        { key: './judges/tone.prompt', name: 'tone', standing: 'too-few' },
      ],
      chosen: 'correctness',
      running: null,
      message: '',
      canShowResults: false,
      report: agreement(),
      ...over,
    },
  };
}

/** Everything that the report can look like. */
export const JUDGE_STATES: Readonly<Record<string, ToJudgeReport>> = {
  below: shown(),
  agrees: shown({
    judges: [{ key: 'correctness', name: 'correctness', standing: 'agrees' }],
    report: agreement({
      standing: 'agrees',
      sentence: 'It agrees with people: quadratic kappa at or above 0.60.',
      missing: 0,
      byModel: [],
      improvement: {
        sentence: 'It helps: +0.12 of the scale nearer to people (95 % +0.05 to +0.19).',
        before: '0.41',
        after: '0.72',
        examples: 6,
        heldOut: 21,
        canShow: true,
      },
    }),
  }),
  silent: shown({
    report: agreement({
      standing: 'too-few',
      sentence: 'No conclusion: the judge gave a verdict on 0 of 42 labelled outputs, and at least 30 are needed.',
      corrected: '',
      coefficients: [],
      confusion: [],
      byModel: [],
      disagreements: [],
    }),
    message: 'no score in two replies; the last began: Who am I to judge?',
  }),
  running: shown({ running: { finished: 3, total: 42 } }),
  empty: shown({
    judges: [],
    chosen: '',
    report: null,
    message:
      'Nobody has scored an output for a judge of this prompt yet. Run the test set, unfold a case in the results panel and give your own score beside each judge.',
    canShowResults: true,
  }),
  'zh-tw': shown({
    locale: 'zh-tw',
    report: agreement({
      sentence:
        '與人的評分不夠一致：二次加權 kappa 低於 0.60。請不要依賴它的分數；可以提供範例、換更好的模型，或把評分規準寫清楚。',
      counts: '輸出 42 個 · 評分者 2 人',
    }),
  }),
};
