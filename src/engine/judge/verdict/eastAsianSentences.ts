import type { Scale } from './scale';
import { readScoreValue } from './scoreValue';

/**
 * How a language says what a judge gives. Whose score a number is, is told by the words in front of it, so that none may
 * stand there but those listed: "the accuracy gets 4 points" and "its author gives himself 4 points" are no verdicts.
 *
 * No word of a list is made of others of the same list: a text could otherwise be taken apart in countless ways.
 */
interface Wording {
  /** All that may stand between the beginning of a clause and its number. */
  before: RegExp;
  /** What has to stand behind the number, where the verb comes last. */
  behind?: RegExp;
  /** The same at the end of a clause whose number could not be read. */
  atEnd?: RegExp;
}

const CHINESE_BEFORE = [
  // Therefore, on the whole, I think that I can only …
  '因此|所以|因而|故|於是|于是|但|不[過过]|然而|[綜综](?:上所述|上|合)|以上|考[量慮虑]|[評评]估|分析|根[據据]|[總总整][體体]|[來来][說说看]|而言|最[終终]',
  '最?[後后]|[結结][論论]|我|[會会]|[將将]|[願愿]意|可以?|[應应][該该]?|[認认][為为]|[覺觉]得|[決决]定|只能?|就|也|仍|[還还]是?',
  // this answer's …
  '[這这][個个份]?|此|[該该]|本|[對对]|回[答覆复應应]|答案|[輸输]出|[內内]容|[題题]|的|[:\\s*_]',
].join('|');
const CHINESE_VERB =
  '(?:[給给]予?|打|[評评]定?[為为]|值?得到?|[獲获]得|(?:得|[評评]|打)分[為为是]?|分[數数][為为是])了?';
/** … a score of. */
const CHINESE_OBJECT = '出|的|[評评]分|分[數数]|得分|[為为是]|一?[個个]|它|其|回答|答案|[:\\s*_]';
/** This pupil's work, but none of several criteria. */
const CHINESE_THIS = '[這这此該该本][^。!?\\n「」"“”\\d,;:性度氣气]{0,10}';

const CHINESE: Wording = {
  before: new RegExp(
    `^(?:${CHINESE_BEFORE})*${CHINESE_VERB}(?:${CHINESE_OBJECT})*(?:${CHINESE_THIS})?(?:${CHINESE_OBJECT})*(?=\\d|[一二三四五六七八九十兩两] ?[分點点星顆颗])`,
    'u',
  ),
};

const JAPANESE: Wording = {
  before:
    /^(?:したがって|従って|よって|そのため|ゆえに|以上(?:より|から|を踏まえ)|以下の理由(?:から|により)|総合的?(?:して|すると)?|判断して|評価(?:して|すると)?|私|この|本|当該|回答|出力|応答|答え|スコア|点数|得点|採点|最終|的な|としては|[はをのにも]|、|,|\s|[*_])*(?=\d{1,6}(?:点満点|段階)|\d{1,3}(?:\.\d)?[*_]{0,3}\s?点|(?<=は\s?)\d)/u,
  ...endingIn(
    String.raw`です(?!か)|とします|と(?:評価|判断|採点)(?:します|しました)|を(?:付|つ)けま(?:す|した)|を与えま(?:す|した)|が(?:妥当|適切)です|と考えます|になります|(?:とする|と(?:評価|判断|採点)する|を(?:付|つ)ける|を与える|が(?:妥当|適切)である|である)(?!\p{L})`,
  ),
};

const KOREAN: Wording = {
  before:
    /^(?:따라서|그러므로|그래서|종합하면|종합적으로|결론적으로|최종적으로|저|나|이|본|해당|답변|응답|출력|에|은|는|을|를|의|게|최종|종합|점수|평점|평가|총점|,|\s|[*_])*(?=\d{1,3}(?:\.\d)?[*_]{0,3}\s?점|(?<=[은는]\s?)\d)/u,
  ...endingIn(
    '입니다|이다|을 (?:주|드리|부여하|매기)겠습니다|을 (?:주었|줬|부여했|매겼)습니다|을 (?:줍|드립|부여합|매깁)니다|으로 (?:평가|판단|채점)(?:합니다|하겠습니다|했습니다)|이라고 (?:평가|생각|판단)합니다',
  ),
};

/** Words with which a clause says that the next one is only supposed. */
const SUPPOSED = /若|如果|假如|要是|除非|倘/u;

/** No clause that gives a score is longer before its number. */
const LONGEST_LEAD = 80;
/** Nobody gives a score in so many sentences; of more there is no verdict. */
const MOST_SENTENCES = 300;

/**
 * The scores that a text gives in Chinese, Japanese or Korean sentences; null for each that cannot be told.
 * @param half the reply in half-width forms, without its quotations
 */
export function readEastAsianSentences(half: string, scale: Scale): (number | null)[] {
  const sentences = half
    .split(/[。!?\n]|\.(?!\d)/u)
    .filter((sentence) => /[\d一二三四五六七八九十兩两]/u.test(sentence))
    .filter((sentence) => EAST_ASIAN.test(sentence));
  if (sentences.length > MOST_SENTENCES) return [null];
  return sentences
    .flatMap((sentence) => [
      readClause(sentence, JAPANESE, scale),
      readClause(sentence, KOREAN, scale),
      ...readChinese(sentence, scale),
    ])
    .filter((value) => value !== undefined);
}

const EAST_ASIAN = /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Hangul}]/u;

/** Chinese says it in any clause of a sentence. */
function readChinese(sentence: string, scale: Scale): (number | null | undefined)[] {
  const values: (number | null | undefined)[] = [];
  let start = 0;
  let isSupposed = false;
  const clauses = sentence.split(/(?<=[,;])/u);
  if (clauses.length > MOST_SENTENCES) return [null];
  for (const clause of clauses) {
    if (!isSupposed)
      values.push(readClause(sentence.slice(start, start + clause.length + 2 * LONGEST_LEAD), CHINESE, scale));
    isSupposed = SUPPOSED.test(clause);
    start += clause.length;
  }
  return values;
}

function readClause(clause: string, { before, behind, atEnd }: Wording, scale: Scale): number | null | undefined {
  const text = clause.replace(/^[\s*_#>•・-]{1,8}/u, '');
  const lead = before.exec(text.slice(0, LONGEST_LEAD));
  if (lead === null) return undefined;
  const value = readScoreValue(text.slice(lead[0].length), scale);
  if (behind === undefined || atEnd === undefined) return value.score;
  // "2 or 3 points, I should say": the verb is there, and the number is not.
  if (value.score === null) return atEnd.test(text) ? null : undefined;
  return behind.test(text.slice(lead[0].length + value.end)) ? value.score : undefined;
}

function endingIn(verbs: string): { behind: RegExp; atEnd: RegExp } {
  return { behind: new RegExp(`^[*_]{0,3}(?:${verbs})`, 'u'), atEnd: new RegExp(`(?:${verbs})[*_\\s]{0,8}$`, 'u') };
}
