import type { Area } from './catalogue';

/** Words about the weight of a prompt's sentences. */
const en = {
  'weigh.plan':
    'Weighing {sentences} sentences on {cases} cases: at most {calls} calls to {model} and {judges} to judges, {price}.',
  'weigh.price': 'about {cost} without the cache',
  'weigh.price-unknown': 'at a price that is not known',
  'weigh.nothing': 'No sentence of {file} can be taken out, so there is nothing to weigh.',
  'weigh.progress': '{done} of {of} sentences',

  'weigh.verdict-matters': 'matters',
  'weigh.verdict-harms': 'harms',
  'weigh.verdict-could-go': 'could go',
  'weigh.verdict-unclear': 'unclear',
  'weigh.verdict-skipped': 'not weighed',
  'weigh.verdict-waiting': 'not reached',

  'weigh.matters': 'Without it: {loss} points worse on {cases} cases ({interval}).',
  'weigh.matters.one': 'Without it: 1 point worse on {cases} cases ({interval}).',
  'weigh.harms.one': 'Without it: 1 point better on {cases} cases ({interval}).',
  'weigh.harms': 'Without it: {loss} points better on {cases} cases ({interval}).',
  'weigh.could-go': 'Without it the scores of {cases} cases stay within ±{margin} ({interval}).',
  'weigh.unclear': 'Without it: {mean} on {cases} cases ({interval}), which may be chance.',
  'weigh.few': 'Only {cases} cases can be compared: too few to decide.',
  'weigh.would-decide': 'About {count} cases would decide.',
  'weigh.must-pass': 'Without it these fail, which must pass: {ids}.',
  'weigh.judge': 'One judge’s scores get worse, though the score as a whole does not.',
  'weigh.skipped-input': 'With it the prompt would no longer be given {names}.',
  'weigh.skipped-broken': 'Without it the template cannot be rendered.',
  'weigh.skipped-empty': 'Without it a case would be left without any message.',
  'weigh.skipped-unsent': 'No case sends it, so the test set says nothing of it.',

  'weigh.tokens': '{count} tokens a call',
  'weigh.tokens.one': '1 token a call',
  'weigh.tokens-about': 'about {count} tokens a call',
  'weigh.tokens-about.one': 'about 1 token a call',
  'weigh.could-go-total': '{count} sentences could go: {tokens} ({share} %)',
  'weigh.could-go-total.one': '1 sentence could go: {tokens} ({share} %)',
  'weigh.could-go-none': 'No sentence was found that could go.',
  'weigh.thousand': '{cost} per 1,000 calls',
  'weigh.together-ok': 'Taken out all at once, too, they are not missed.',
  'weigh.together-worse':
    'Not all at once: without all of them the scores get {loss} points worse. Take out some, then weigh again.',
  'weigh.together-worse.one':
    'Not all at once: without all of them the scores get 1 point worse. Take out some, then weigh again.',
  'weigh.together-unclear': 'Whether all of them can go at once is unclear: take out some, then weigh again.',
  'weigh.stopped-cancelled': 'Cancelled after {done} of {of} sentences. What is finished is on record.',
  'weigh.stopped-budget': 'The budget is used up after {done} of {of} sentences. What is finished is on record.',
  'weigh.stopped-stopped': 'Stopped after {done} of {of} sentences: {message}',
  'weigh.spent': 'spent {cost}',
  'weigh.terms':
    '95 % intervals for each sentence; Holm’s correction over {count} sentences; margin ±{margin}; seed {seed}',
} as const;

const zhTw: Area<typeof en>['zh-tw'] = {
  'weigh.plan': '在 {cases} 個案例上衡量 {sentences} 個句子：最多呼叫 {model} {calls} 次、評審 {judges} 次，{price}。',
  'weigh.price': '不計快取約 {cost}',
  'weigh.price-unknown': '費用不明',
  'weigh.nothing': '{file} 沒有可以拿掉的句子，因此無從衡量。',
  'weigh.progress': '{done}/{of} 個句子',

  'weigh.verdict-matters': '有用',
  'weigh.verdict-harms': '有害',
  'weigh.verdict-could-go': '可刪',
  'weigh.verdict-unclear': '不確定',
  'weigh.verdict-skipped': '未衡量',
  'weigh.verdict-waiting': '尚未輪到',

  'weigh.matters': '拿掉後：{cases} 個案例平均退步 {loss} 分（{interval}）。',
  'weigh.matters.one': '拿掉後：{cases} 個案例平均退步 1 分（{interval}）。',
  'weigh.harms.one': '拿掉後：{cases} 個案例平均進步 1 分（{interval}）。',
  'weigh.harms': '拿掉後：{cases} 個案例平均進步 {loss} 分（{interval}）。',
  'weigh.could-go': '拿掉後，{cases} 個案例的分數變化在 ±{margin} 之內（{interval}）。',
  'weigh.unclear': '拿掉後：{cases} 個案例平均 {mean} 分（{interval}），可能只是隨機波動。',
  'weigh.few': '可比較的案例只有 {cases} 個，不足以判定。',
  'weigh.would-decide': '約需 {count} 個案例才能判定。',
  'weigh.must-pass': '拿掉後，這些必須通過的案例會失敗：{ids}。',
  'weigh.judge': '整體分數沒有變差，但有一位評審的分數變差了。',
  'weigh.skipped-input': '拿掉後，提示詞就不再取得 {names}。',
  'weigh.skipped-broken': '拿掉後，範本無法產生訊息。',
  'weigh.skipped-empty': '拿掉後，會有案例沒有任何訊息。',
  'weigh.skipped-unsent': '沒有案例會送出它，測試集無從評斷。',

  'weigh.tokens': '每次呼叫 {count} 個 token',
  'weigh.tokens.one': '每次呼叫 1 個 token',
  'weigh.tokens-about': '每次呼叫約 {count} 個 token',
  'weigh.tokens-about.one': '每次呼叫約 1 個 token',
  'weigh.could-go-total': '有 {count} 個句子可刪：{tokens}（{share} %）',
  'weigh.could-go-total.one': '有 1 個句子可刪：{tokens}（{share} %）',
  'weigh.could-go-none': '沒有找到可刪的句子。',
  'weigh.thousand': '每 1,000 次呼叫 {cost}',
  'weigh.together-ok': '一次全部拿掉，分數也不受影響。',
  'weigh.together-worse': '不能一次全刪：全部拿掉會退步 {loss} 分。請先刪去一部分，再重新衡量。',
  'weigh.together-worse.one': '不能一次全刪：全部拿掉會退步 1 分。請先刪去一部分，再重新衡量。',
  'weigh.together-unclear': '能否一次全刪還不確定：請先刪去一部分，再重新衡量。',
  'weigh.stopped-cancelled': '已取消，完成 {done}/{of} 個句子。已完成的部分留有紀錄。',
  'weigh.stopped-budget': '預算已用完，完成 {done}/{of} 個句子。已完成的部分留有紀錄。',
  'weigh.stopped-stopped': '已中止，完成 {done}/{of} 個句子：{message}',
  'weigh.spent': '花費 {cost}',
  'weigh.terms': '每個句子各有 95 % 區間；對 {count} 個句子做 Holm 校正；容許範圍 ±{margin}；種子 {seed}',
};

export const weigh = { en, 'zh-tw': zhTw } satisfies Area<typeof en>;
