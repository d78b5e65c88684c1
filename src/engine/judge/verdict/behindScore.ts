import { INLINE_REASON } from './labels';

/** Behind a number, what makes it more than one number, a share, a bound, or a count of something. */
const SPOILED: readonly RegExp[] = [
  /^\s*(?:%|percent\b|per cent\b|パーセント|퍼센트)/iu,
  /^\s*(?:-|–|—|~|〜|\.{2,}|…+|→|->|=>|to|or|and|through|bis|oder|ou|à|或是|或者|或|到|至|和|、|&|\||又は|または|もしくは|あるいは|ないし|から|か|또는|혹은|이나|에서)\s*[*_`]*[([]?\s*(?:an? )?(?:\d|★|[〇一二三四五六七八九十兩两]\s*分)/iu,
  /^\s*[ao]\s+[*_`]*\d/u,
  /^\s*[,(、]?\s*(?:or |and )?(?:maybe|perhaps|possibly|even|或|또는|혹은|あるいは|または|もしくは)\s*(?:an? )?\d/iu,
  /^\s*[([]\s*or\s*\d/iu,
  // Taken back at once.
  /^\s*[,、;.。]?\s*(?:no|nein|non|actually|rather|不[對对]?|[應应][該该]?[為为是]|改[為为]|いや|아니)[,、:]?\s*(?:an? )?\d/iu,
  // One number for one criterion, and another for the next.
  /^\s*(?:for|in|on|für|pour|para)\s[\p{L} ]{1,30}(?:[,;]|\s(?:and|und|et|y)\s)\s*(?:and\s+)?\d/iu,
  /^\s*[([][^()[\]\d\n]{1,24}[)\]]\s*(?:[,、+&]|and|und|et|y)\s*(?:[\p{L} ]{1,20}\s)?\d/iu,
  // Bounds around a letter, and a pause behind which something else may come.
  /^\s*(?:[≤≥]|[<>]=?\s*\p{L}\s*[<>])/u,
  /^\s*(?:\.{2,}|…)/u,
  /^\s*,\s*\d/u,
  /^\s+\d/u,
  /^[。:]\s*\d/u,
  /^\s*\//u,
  /^\s*(?:個|个|項|项|次|條|条|處|处|種|种|成|倍|つ|개|가지)/u,
  // Bounds, and what the score is not or only nearly is.
  /^\s*(?:以上|以下|以內|以内|未満|未满|左右|上下|前後|付近|近く|あたり|止まり|程度|超|台|弱|強|くらい|ぐらい|ほど|より|を超|に届|に近|には|に満た|では?な|じゃな|とは|減点|扣)/u,
  /^\s*(?:이상|이하|미만|초과|내외|안팎|부근|근처|쯤|정도|가량|대(?!\p{L})|짜리|만점|보다|감점|주기|어렵|어려|힘들|불가|과하|과함|에 |은 |이 아|을 (?:넘|받|줄)|아님|아니|못)/u,
];

/** What may stand directly behind a score. */
const FOLLOWED_WELL =
  /^(?:$|\s*$|\s*\n|\s*[.,;:!)\]}|。，；：！、）】」"”’*_`(（[—–<]|\s+-(?!>)|\s*-\s|です|でし|とし|とする|と評|と判断|と採点|であ|で、|を付け|をつけ|입니다|이다|이며|이고|을|으로|\s+[A-Z\p{Lo}\p{So}]|\s+(?:because|since|as|for|due|given|overall|with|but|reason|explanation)\b)/u;

/** Words with which another score is given under a condition, or as well. */
const CONDITION =
  /\b(?:if|unless|would be|could be|wenn|falls|si)\b|若|如果|假如|要是|也可|或可|亦可|則為|则为|あれば|なければ|なら|もし|としても|있으면|있었|없으면|라면|만약/iu;
/** A number in the form of a score: with a unit, or with nothing behind it that it could be a count of. */
const NUMBER_OF_SCORE =
  /(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s{0,2}(?:[分點点점]|\/\s?\d|stars?\b|points?\b|(?=[,.;:)\]<、。*_]|$|\s(?:if|unless|wenn|si)\b))/giu;
/** A number for the case that something is there: `5 with a source`. */
const NUMBER_WITH = /(?<![\d.])(\d{1,3}(?:\.\d{1,2})?)\s(?:with|without|mit|ohne|avec|sans|con|sin)\b/giu;
/** So far behind a score another one is looked for. */
const NEAR = 120;

/** Whether the number in front of this text is no score after all. */
export function isSpoiled(behind: string): boolean {
  return SPOILED.some((pattern) => pattern.test(behind));
}

/** Whether what stands behind a number lets it end there. */
export function endsWell(behind: string): boolean {
  return FOLLOWED_WELL.test(behind) && !isSpoiled(behind);
}

/** Whether another score follows on the same line under a condition: `4 (5 with a source)`, `4分，若補上出處則為5分`. */
export function isConditional(score: number, behind: string): boolean {
  const line = (behind.split('\n', 1)[0] ?? '').slice(0, NEAR).split(INLINE_REASON, 1)[0] ?? '';
  const others = [...line.matchAll(NUMBER_WITH), ...(CONDITION.test(line) ? line.matchAll(NUMBER_OF_SCORE) : [])];
  return others.some(([, number]) => Number(number) !== score);
}
