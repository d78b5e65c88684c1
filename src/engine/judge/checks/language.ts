import { textsOf } from './argumentText';
import { badArgument, type Check, type CheckFinding } from './check';

/** Below so many letters a language is guessed, not found. */
const LEAST_LETTERS = 12;
/** Characters of Chinese say more. */
const LEAST_HAN = 4;

/**
 * Characters that are written in one of the two scripts only, the most frequent ones (from the tables of OpenCC and the
 * Unihan database, fields kTraditionalVariant and kSimplifiedVariant).
 */
const TRADITIONAL =
  '們個來時為學說這會對國過後還經現與發開長動問間無業產見關電車馬門東樂書買賣讀寫語話請謝應當點線總組織結給統網檔資訊號碼檢測試驗證實際變數據庫類體題標準確認識別讓將從處進選擇適當響應達運輸錯誤訓練張顯圖預設項圍專屬權憑據顧慮歷傳遞環節';
const SIMPLIFIED =
  '们个来时为学说这会对国过后还经现与发开长动问间无业产见关电车马门东乐书买卖读写语话请谢应当点线总组织结给统网档资讯号码检测试验证实际变数据库类体题标准确认识别让将从处进选择适当响应达运输错误训练张显图预设项围专属权凭据顾虑历传递环节';

/** The output is in a language, or one of several: `language: zh-TW`, `language: [en, ja]` (BCP 47). */
export const language: Check = {
  fault(spec) {
    const wanted = textsOf(spec.argument);
    return wanted?.every((tag) => /^[a-z]{2,3}(?:-[A-Za-z]{2,4})?$/.test(tag))
      ? undefined
      : { ...badArgument(spec, 'text'), code: 'check.argument-language' };
  },
  async run(spec, { output }): Promise<CheckFinding> {
    const wanted = textsOf(spec.argument) ?? [];
    const found = await languageOf(output);
    const args = { wanted: wanted.join(', '), found: found ?? '' };
    if (found === undefined) return { holds: false, args, unknown: 'check.language-unknown' };
    return { holds: wanted.some((tag) => matches(found, tag)), args };
  },
};

/** `zh` fits `zh-TW` and `zh-CN`; `zh-TW` only itself, and what is written in the same script. */
function matches(found: string, wanted: string): boolean {
  const plain = wanted
    .toLowerCase()
    .replace(/^zh-(?:hant|hk|mo)$/, 'zh-tw')
    .replace(/^zh-(?:hans|sg)$/, 'zh-cn');
  if (found.toLowerCase() === plain) return true;
  const [base = '', region] = plain.split('-');
  return found.split('-')[0] === base && (region === undefined || base !== 'zh');
}

/** The language of a text; undefined where there is too little of it to tell. */
export async function languageOf(text: string): Promise<string | undefined> {
  const sample = text.slice(0, 20_000).replace(/```[\s\S]*?```|`[^`\n]*`|https?:\/\/\S+/g, ' ');
  const count = (script: RegExp) => sample.match(script)?.length ?? 0;
  const letters = count(/\p{L}/gu);
  const han = count(/\p{Script=Han}/gu);
  const kana = count(/[\p{Script=Hiragana}\p{Script=Katakana}]/gu);
  const hangul = count(/\p{Script=Hangul}/gu);
  if (kana > 0 && kana + han > letters / 2 && kana * 8 > han) return 'ja';
  if (hangul > letters / 2 && hangul >= LEAST_HAN) return 'ko';
  if (han > letters / 3 && han >= LEAST_HAN) return chineseOf(sample);
  if (letters < LEAST_LETTERS) return undefined;
  const { detectAll } = await import('tinyld');
  const [best, second] = detectAll(sample);
  if (best === undefined || (second !== undefined && best.accuracy < second.accuracy * 1.1)) return undefined;
  return best.lang;
}

function chineseOf(text: string): string | undefined {
  let [traditional, simplified] = [0, 0];
  for (const character of text) {
    const inTraditional = TRADITIONAL.includes(character);
    const inSimplified = SIMPLIFIED.includes(character);
    if (inTraditional && !inSimplified) traditional++;
    if (inSimplified && !inTraditional) simplified++;
  }
  if (traditional === simplified) return traditional === 0 ? 'zh' : undefined;
  return traditional > simplified ? 'zh-TW' : 'zh-CN';
}
