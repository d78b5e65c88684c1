import type { Area } from './catalogue';

/** What is wrong in files with people's labels. */
export const labels = {
  en: {
    'label.conflict': 'A merge was not finished here. Keep the lines of both sides and delete this one.',
    'label.not-json': 'This line is no JSON and is not read. The other labels are.',
    'label.not-a-label': 'This line is no label and is not read ({detail}).',
    'label.off-scale': 'The score {detail} is not between min and max; the label is not read.',
    'label.other-output': 'The output was changed by hand: outputDigest does not fit it. The label is not read.',
    'label.too-large': 'The file is larger than 64 MiB and is not read.',
    'label.unreadable': 'The file cannot be read.',
  },
  'zh-tw': {
    'label.conflict': '這裡的合併尚未完成。請保留兩邊的各行，並刪除這一行。',
    'label.not-json': '這一行不是 JSON，不會讀取；其他標註不受影響。',
    'label.not-a-label': '這一行不是標註，不會讀取（{detail}）。',
    'label.off-scale': '分數 {detail} 不在 min 與 max 之間，這筆標註不會讀取。',
    'label.other-output': '輸出被手動改過，與 outputDigest 不符，這筆標註不會讀取。',
    'label.too-large': '檔案超過 64 MiB，不會讀取。',
    'label.unreadable': '無法讀取這個檔案。',
  },
} satisfies Area;
