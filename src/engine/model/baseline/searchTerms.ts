/** Words that a question is made of, whatever it is about. */
const STOP_WORDS = new Set(
  (
    'a an and are as at be by can could did do does for from had has have how i in into is it its let me of on one or our ' +
    'please should tell than that the their them there these they this to us was we were what when where which who whom ' +
    'whose why will with would you your explain describe define question answer sentence'
  ).split(' '),
);

/** The same in Chinese and Japanese, longest first: they stand without spaces, so they are cut out. */
const STOP_PHRASES =
  /為什麼|为什么|什麼時候|什么时候|什麼|什么|怎麼樣|怎么样|怎麼|怎么|如何|哪一個|哪些|哪個|哪个|多少|是否|請問|请问|說明|说明|解釋|解释|意思|我們|我们|您|嗎|吗|呢|是|的|了|與|和|及|在|有|請|请|とは|ですか|ますか|について|どの|なぜ/gu;

/** Words are cut to so many letters, the simplest stemming: "retrieval" meets "retrieve", "quantised" "quantized". */
const STEM = 6;

/**
 * What a text is searched by, with how often each term occurs: stems of words where words stand apart, pairs of
 * neighbouring characters in Chinese and Japanese. Letter case and width make no difference; stop words are left out.
 */
export function searchTerms(text: string): Map<string, number> {
  const plain = text.normalize('NFKC').toLowerCase().replace(STOP_PHRASES, ' ');
  const terms = new Map<string, number>();
  const add = (term: string) => terms.set(term, (terms.get(term) ?? 0) + 1);
  for (const [run] of plain.matchAll(
    /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]+|(?:(?![\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}])[\p{L}\p{N}\p{M}])+/gu,
  )) {
    const characters = [...run];
    if (!/^[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(run)) {
      if (!STOP_WORDS.has(run)) add(characters.slice(0, STEM).join(''));
    } else if (characters.length === 1) add(run);
    else for (let at = 1; at < characters.length; at++) add(`${characters[at - 1]}${characters[at]}`);
  }
  return terms;
}
