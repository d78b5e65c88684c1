import type { Area } from './catalogue';

/** How sure a run's mean is, what would make it surer, and what may have favoured some answers. */
const en = {
  'spread.repeats': '{passed} of {n} passed',
  'spread.flaky': 'flaky: {passed} of {n} passed',
  'spread.mean': 'mean {mean} ±{sd}',
  'spread.flaky-cases': '{count} flaky',
  'spread.share': '{percent} %',
  'spread.more-cases':
    'Most of the uncertainty comes from the cases ({share}): {more} more would bring ±{from} to ±{to}.',
  'spread.more-cases-only': 'With {more} more cases ±{from} would become ±{to}.',
  'spread.more-cases-only.one': 'With one more case ±{from} would become ±{to}.',
  'spread.repeat-the-prompt':
    'Most of the uncertainty comes from call to call ({share}): {repeat} calls for each case would bring ±{from} to ±{to}.',
  'spread.repeat-the-judge':
    'Most of the uncertainty comes from the judge ({share}): asking it {repeat} times would bring ±{from} to ±{to}.',
  'spread.temperature-0':
    'Most of the uncertainty comes from call to call ({share}): temperature 0 could bring ±{from} to ±{to}.',
  'spread.none': 'The score is known well enough: ±{width}.',
  'spread.too-few': 'A single scored case does not tell how sure the score is.',
  'spread.unknown-prompt': 'Repeat the prompt (repeat: 3) to tell what comes from call to call.',
  'spread.unknown-judge': 'Repeat a judge to tell what comes from the judge itself.',
  'bias.length-longer':
    'Longer answers got higher scores from {judge} (rank correlation {rho}, p {p}, {n} cases). They may be better, or the judge may favour length (length bias, arXiv 2404.04475).',
  'bias.length-shorter':
    'Shorter answers got higher scores from {judge} (rank correlation {rho}, p {p}, {n} cases). They may be better, or the judge may favour brevity (length bias, arXiv 2404.04475).',
  'bias.self-preference':
    '{judge} judges with {model}, of the same family as the tested model ({family}). Judges tend to favour answers of their own kind (self-preference bias, arXiv 2404.13076); one of another family would tell.',
  'bias.position':
    '{judge} went by the order in {turned} of {pairs} pairs, which count as ties (position bias, arXiv 2306.05685).',
} as const;

const zhTw: Area<typeof en>['zh-tw'] = {
  'spread.repeats': '{n} 次中通過 {passed} 次',
  'spread.flaky': '不穩定：{n} 次中通過 {passed} 次',
  'spread.mean': '平均 {mean} ±{sd}',
  'spread.flaky-cases': '{count} 個不穩定',
  'spread.share': '{percent}%',
  'spread.more-cases': '不確定性主要來自案例之間的差異（{share}）：再加 {more} 個案例，可從 ±{from} 縮小到 ±{to}。',
  'spread.more-cases-only': '再加 {more} 個案例，可從 ±{from} 縮小到 ±{to}。',
  'spread.more-cases-only.one': '再加 1 個案例，可從 ±{from} 縮小到 ±{to}。',
  'spread.repeat-the-prompt':
    '不確定性主要來自同一案例每次呼叫的差異（{share}）：每個案例呼叫 {repeat} 次，可從 ±{from} 縮小到 ±{to}。',
  'spread.repeat-the-judge': '不確定性主要來自評審（{share}）：讓評審評 {repeat} 次，可從 ±{from} 縮小到 ±{to}。',
  'spread.temperature-0':
    '不確定性主要來自同一案例每次呼叫的差異（{share}）：將 temperature 設為 0，有機會從 ±{from} 縮小到 ±{to}。',
  'spread.none': '分數已足夠確定：±{width}。',
  'spread.too-few': '只有一個案例有分數，無法判斷分數有多確定。',
  'spread.unknown-prompt': '重複執行提示詞（repeat: 3），才能知道每次呼叫的差異有多大。',
  'spread.unknown-judge': '讓評審重複評分，才能知道評審本身的差異有多大。',
  'bias.length-longer':
    '較長的答案從 {judge} 得到較高的分數（等級相關 {rho}，p {p}，{n} 個案例）。這些答案可能真的比較好，也可能是評審偏好長度（長度偏誤，arXiv 2404.04475）。',
  'bias.length-shorter':
    '較短的答案從 {judge} 得到較高的分數（等級相關 {rho}，p {p}，{n} 個案例）。這些答案可能真的比較好，也可能是評審偏好簡短（長度偏誤，arXiv 2404.04475）。',
  'bias.self-preference':
    '{judge} 使用 {model}，與受測模型屬於同一家族（{family}）。評審往往偏好同類模型的答案（自我偏好偏誤，arXiv 2404.13076）；換用其他家族的評審即可確認。',
  'bias.position':
    '{judge} 在 {pairs} 組比較中有 {turned} 組隨順序改變結果，這些都算平手（位置偏誤，arXiv 2306.05685）。',
};

export const spread = { en, 'zh-tw': zhTw } satisfies Area<typeof en>;
