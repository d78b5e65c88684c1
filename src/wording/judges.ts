import type { Area } from './catalogue';

/** The judge report and judge warnings in the editor. */
export const judges = {
  en: {
    'editor.judges.tab': 'Judges',
    'editor.judges.no-labels':
      'Nobody has scored an output for a judge of this prompt yet. Run the test set, unfold a case in the results panel and give your own score beside each judge.',
    'editor.judges.untrusted': 'Judging calls models, which needs a trusted workspace.',
    'editor.judges.improve-begin': 'Try It',
    'editor.judges.improve-calls':
      'This calls the judge’s model at most {count} times. What is on record is not asked again.',
    'editor.judges.improve-calls.one': 'This calls the judge’s model at most once.',
    'editor.judges.improved-title': '{file} with examples',
    'editor.judges.take': 'Take the Examples',
    'editor.judges.take-asked': 'Put these examples into {file}?',
    'editor.judges.take-new':
      'Make {file} a judge of your own with these examples? Name it in the test set afterwards, so that labels go on counting: judge: ./judges/{file}, name: {name}',
    'editor.judges.warning-action': 'Show the judge’s agreement with people',
  },
  'zh-tw': {
    'editor.judges.tab': '評審',
    'editor.judges.no-labels':
      '還沒有人為這個提示詞的評審打過分數。請執行測試集，在結果面板展開案例，並在每個評審旁邊給出自己的分數。',
    'editor.judges.untrusted': '評分會呼叫模型，需要信任工作區。',
    'editor.judges.improve-begin': '試試看',
    'editor.judges.improve-calls': '最多會呼叫評審的模型 {count} 次；已有紀錄的不會重新詢問。',
    'editor.judges.improve-calls.one': '最多會呼叫評審的模型一次。',
    'editor.judges.improved-title': '加上範例的 {file}',
    'editor.judges.take': '採用範例',
    'editor.judges.take-asked': '要把這些範例放進 {file} 嗎？',
    'editor.judges.take-new':
      '要以這些範例建立自己的評審 {file} 嗎？之後請在測試集指定 judge: ./judges/{file} 與 name: {name}，原有的人工評分才會繼續計入。',
    'editor.judges.warning-action': '顯示評審與人的一致程度',
  },
} satisfies Area;
