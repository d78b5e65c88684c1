import type { Area } from './catalogue';

/** Words about sharing scores. */
const en = {
  'scores.fetched': 'Fetched from {remote}: {count} records, {added} of them new.',
  'scores.none': 'No scores are shared at {remote} yet.',
  'scores.pushed': 'Pushed to {remote}: {count} records. New from there: {added}.',
  'scores.nothing-to-push': '{remote} has all records already. New from there: {added}.',
  'scores.kept':
    'Records that stay on this machine, since their prompts’ texts are neither committed nor staged: {count}.',
  'scores.ignored': 'Not heeded, since this repository itself and not you has set it: {keys}',
  'scores.no-remote': 'There is no remote {remote}.',
  'scores.no-remotes': 'This repository has no remote. Add one with git remote add, or give an address.',
  'scores.forbidden-remote':
    'Scores are exchanged by https://, ssh:// and git:// addresses and with folders only: {message}',
  'scores.no-access': 'The remote cannot be reached, or lets nobody in: {message}',
  'scores.refused': 'The remote did not take the scores: {message}',
  'scores.busy': 'Others are changing the same scores all the time. Try again. ({message})',
} as const;

const zhTw: Area<typeof en>['zh-tw'] = {
  'scores.fetched': '已從 {remote} 取得 {count} 筆紀錄，其中 {added} 筆是新的。',
  'scores.none': '{remote} 上還沒有共用的分數。',
  'scores.pushed': '已推送 {count} 筆紀錄到 {remote}，並取得 {added} 筆新紀錄。',
  'scores.nothing-to-push': '{remote} 已有全部紀錄；取得 {added} 筆新紀錄。',
  'scores.kept': '有 {count} 筆紀錄留在這台電腦上，因為對應的提示詞內容尚未提交或暫存。',
  'scores.ignored': '以下設定來自儲存庫本身而不是你，因此未採用：{keys}',
  'scores.no-remote': '沒有名為 {remote} 的遠端。',
  'scores.no-remotes': '這個儲存庫沒有遠端。請用 git remote add 新增，或直接給網址。',
  'scores.forbidden-remote': '只能透過 https://、ssh://、git:// 網址或資料夾交換分數：{message}',
  'scores.no-access': '無法連上遠端，或沒有存取權限：{message}',
  'scores.refused': '遠端不接受這些分數：{message}',
  'scores.busy': '一直有其他人在變更同一份分數，請再試一次。（{message}）',
};

export const scores = { en, 'zh-tw': zhTw } satisfies Area<typeof en>;
