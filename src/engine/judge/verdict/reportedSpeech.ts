/** What turns words into their opposite, or into a rule. */
const DENIED =
  /\b(?:not|never|cannot|can't|couldn't|wouldn't|won't|don't|isn't|instead of|at most|at best|at least|no more than|up to|almost|nearly|hesitate|rather than|if|unless|between|from|nicht|keine?[nrs]?|pas|jamais|nunca)\b|n't\b|不能|不會|不会|無法|无法|不給|不给|並非|并非|如果|若/iu;
/** Words of somebody else about the score, or of one that was not given. */
const ATTRIBUTED =
  /\b(?:claim|say|said|state|assert|ask|told|tell|suggest|argu|writ|wrote|contain|includ|instruct|want|typical|average|usual|normal|request|demand|pretend|insist|author)\w*\b|\b(?:perfect|ideal|could|should|might|may|must|only|to get|to receive|to earn|to deserve|to reach)\b|聲稱|自稱|宣稱|声称|自称|宣称|要求|寫著|写着|希望/iu;

/** Whether the words before a score deny it, or only suppose it. */
export function isDenied(words: string): boolean {
  return DENIED.test(words);
}

/** Whether the words before a score say that it is somebody else's, or only a possible one. */
export function isAttributed(words: string): boolean {
  return ATTRIBUTED.test(words);
}
