import type { ReviewedCase, ReviewedPrompt, ReviewState } from '../../src/protocol/review';

const LONG = 'x'.repeat(120);

export function reviewedCase(id: string, part: Partial<ReviewedCase> = {}): ReviewedCase {
  return {
    id,
    change: -0.5,
    changeText: '−2',
    before: {
      score: '4/5',
      output: 'RAG 結合檢索與生成 😀 and cites its sources.',
      reasons: ['correctness 4/5: 完整。'],
    },
    after: { score: '2/5', output: 'RAG 是生成模型 😀 and cites nothing.', reasons: ['correctness 2/5: 缺少檢索。'] },
    outputChanged: true,
    ...part,
  };
}

export function reviewedPrompt(part: Partial<ReviewedPrompt> = {}): ReviewedPrompt {
  return {
    file: 'prompts/answer.prompt',
    model: 'openai/gpt-4o-mini',
    verdict: 'regressed',
    sentence: 'Regressed: 0.5 points worse on 12 cases (95 % −0.8 to −0.2)',
    lines: ['5 worse, 1 better, 6 the same sample', 'latency 820 ms → 1.1 s · cost $0.0042 → $0.0051'],
    numbers:
      'mean change −0.5, 95 % interval −0.8 to −0.2 (BCa bootstrap), p = 0.01 (sign-flip test), 12 cases, seed 1',
    changes: ['model: openai/gpt-4o → openai/gpt-4o-mini', 'message 1 (system) edited'],
    measures: [
      {
        name: 'score',
        verdict: 'regressed',
        mean: -0.125,
        low: -0.2,
        high: -0.05,
        before: '4.1',
        after: '3.6',
        change: '−0.5',
      },
      {
        name: 'tone',
        verdict: 'inconclusive',
        mean: -0.02,
        low: -0.1,
        high: 0.05,
        before: '4.6',
        after: '4.5',
        change: '−0.08',
      },
    ],
    cases: [
      reviewedCase('rag'),
      reviewedCase('better', { change: 0.25, changeText: '+1' }),
      reviewedCase('same', { change: 0, changeText: '0', outputChanged: false }),
      reviewedCase('unknown', {
        change: null,
        changeText: '',
        after: { score: '', output: null, reasons: ['The server answered 503.'] },
      }),
    ],
    canAccept: true,
    canExplain: true,
    canRevert: true,
    ...part,
  };
}

function review(part: Partial<ReviewState> = {}): ReviewState {
  return { locale: 'en', title: 'HEAD → index', running: null, prompts: [reviewedPrompt()], message: '', ...part };
}

/** Every state that the score review can be in. */
export const REVIEW_STATES: Readonly<Record<string, ReviewState>> = {
  regressed: review(),
  improved: review({
    prompts: [reviewedPrompt({ verdict: 'improved', sentence: 'Improved: 0.5 points better on 12 cases' })],
  }),
  unchanged: review({
    prompts: [reviewedPrompt({ verdict: 'unchanged', measures: [], cases: [], changes: [], numbers: '' })],
  }),
  inconclusive: review({
    prompts: [
      reviewedPrompt({
        verdict: 'inconclusive',
        sentence: 'Inconclusive: 0.2 points worse on 12 cases (95 % −0.6 to 0.1)',
        lines: ['This may be chance. About 48 cases would show a change of this size.'],
      }),
    ],
  }),
  chinese: review({
    locale: 'zh-tw',
    title: 'HEAD → 暫存區',
    prompts: [
      reviewedPrompt({
        file: '提示詞/客服回覆.prompt',
        sentence: '退步： 12 個案例平均退步 0.5 分（95 % 區間 −0.8 至 −0.2）',
        lines: [
          '5 個變差、1 個變好、6 個為同一樣本',
          '可能原因：客服回覆.prompt:8「只根據上下文回答。」（5 個案例平均 −0.8 分）',
        ],
        changes: ['模型：openai/gpt-4o → openai/gpt-4o-mini'],
        cases: [reviewedCase('什麼是檢索增強生成？它和微調有什麼不同？😀'.repeat(3))],
      }),
    ],
  }),
  'long-words': review({
    title: `HEAD → ${LONG}`,
    prompts: [
      reviewedPrompt({
        file: `${LONG}/${LONG}.prompt`,
        model: `provider/${LONG}`,
        sentence: `Regressed: ${LONG}`,
        lines: [LONG],
        changes: [LONG],
        measures: [
          {
            name: LONG,
            verdict: 'regressed',
            mean: -0.1,
            low: -0.2,
            high: 0,
            before: '4.1',
            after: '3.6',
            change: '−0.5',
          },
        ],
        cases: [
          reviewedCase(LONG, {
            before: { score: '4/5', output: LONG, reasons: [LONG] },
            after: { score: '2/5', output: `${LONG}y`, reasons: [LONG] },
          }),
        ],
      }),
    ],
  }),
  running: review({ running: { file: 'prompts/answer.prompt', finished: 5, total: 24 }, prompts: [] }),
  preparing: review({ running: { file: '', finished: 0, total: 0 }, prompts: [] }),
  message: review({ prompts: [], message: 'No prompt is affected by this change.' }),
  many: review({
    prompts: Array.from({ length: 5 }, (_, index) => reviewedPrompt({ file: `prompts/p${index}.prompt` })),
  }),
};
