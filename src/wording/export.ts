import type { Area } from './catalogue';

/** What leaves Assay: results in other formats, and training data. */
const en = {
  'report.no-answer': 'the model gave no answer',
  'report.left-out': 'Left out for want of room: {count} cases.',
  'report.of': '{part} of {whole}',
  'report.interval': '95 % {low} to {high}',
  'report.figure-score': 'Score',
  'report.figure-passed': 'Passed',
  'report.figure-cost': 'Cost',
  'report.figure-tokens': 'Tokens',
  'report.figure-latency': 'Latency p50',
  'report.figure-first-token': 'First token p50',
  'report.figure-duration': 'Run time',
  'report.figure-cached': 'From the cache',
  'report.show-all': 'all',
  'report.show-flaky': 'flaky',
  'report.repeat': 'Repeat {number} of {of}',
  'report.first-token-after': 'first token after {time}',
  'report.cached': 'from the cache',
  'report.evidence-claim': 'Claim',
  'report.evidence-expected': 'Expected claim',
  'report.evidence-passage': 'Passage',
  'report.evidence-question': 'Question made from the answer',
} as const;

const zhTw: Area<typeof en>['zh-tw'] = {
  'report.no-answer': '模型沒有回答',
  'report.left-out': '篇幅所限，略去 {count} 個案例。',
  'report.of': '{part} / {whole}',
  'report.interval': '95 % {low} 到 {high}',
  'report.figure-score': '分數',
  'report.figure-passed': '通過',
  'report.figure-cost': '費用',
  'report.figure-tokens': 'Token 數',
  'report.figure-latency': '回應時間 p50',
  'report.figure-first-token': '首個 token p50',
  'report.figure-duration': '執行時間',
  'report.figure-cached': '來自快取',
  'report.show-all': '全部',
  'report.show-flaky': '不穩定',
  'report.repeat': '第 {number} 次，共 {of} 次',
  'report.first-token-after': '{time} 後出現首個 token',
  'report.cached': '來自快取',
  'report.evidence-claim': '陳述',
  'report.evidence-expected': '預期陳述',
  'report.evidence-passage': '段落',
  'report.evidence-question': '由答案反推的問題',
};

export const exporting = { en, 'zh-tw': zhTw } satisfies Area<typeof en>;
