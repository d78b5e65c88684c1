/** What a label at the beginning of a line announces. */
export type LabelKind =
  /** The score: `Score`, `評分`. */
  | 'score'
  /** The score that counts: `Final score`, `總分`. */
  | 'final'
  /** What may be the score that counts, or a word: `Overall: 4`, `Verdict: correct`. */
  | 'verdict'
  /** One that is to be replaced: `Initial score`. */
  | 'initial'
  /** One of several: `Accuracy score`. */
  | 'dimension'
  | 'reason';

const SCORE_WORD =
  /^(.*?)(scores?|rating|ratings|grade|mark|marks|points|puntuación|calificación|pontuação|punteggio|bewertung|punktzahl|оценка|балл|分數|分数|評分|评分|得分|總分|总分|打分|給分|给分|評價|评价|スコア|評価|点数|得点|採点|評点|점수|평점|평가|등급|스코어)$/iu;

const REASON_WORD =
  /(?:^|(?<![\p{L}])|の)(?:reason|reasons|reasoning|explanation|rationale|justification|comment|comments|feedback|critique|analysis|evidence|raz[oó]n|motivo|justificaci[oó]n|explicaci[oó]n|raison|justification|explication|begründung|erklärung|причина|обоснование)(?![\p{L}])|理由|原因|說明|说明|解釋|解释|評語|评语|分析|依據|依据|根拠|説明|コメント|講評|이유|설명|근거|코멘트/iu;

const FINAL =
  /^(?:final|overall|total|summary|最終|最终|最後|最后|總體|总体|總|总|綜合|综合|整體|整体|総合|最終的な|全体|최종|종합|전체|총)/iu;
const INITIAL = /^(?:initial|preliminary|first|draft|tentative|provisional|初始|初步|暫定|暂定|仮|初期|초기|잠정)/iu;

/** Scores that are not the judge's verdict on this output. */
const FOREIGN =
  /\b(?:expected|reference|max|maximum|min|minimum|possible|highest|lowest|best|worst|previous|prior|baseline|claimed|threshold|passing|target|example|sample|confidence|bleu|rouge|f1|similarity|no|not|without)\b|滿分|满分|最高|最低|及格|預期|预期|參考|参考|信心|自稱|満点|만점|최고|최저/iu;

/** Whether the words before a number say that it is not the judge's verdict on this output: "expected score". */
export function isForeign(words: string): boolean {
  return FOREIGN.test(words);
}

const PLAIN =
  /^(?:the|my|your|this|a|an|given|assigned|llm|judge'?s?|ai|我的|您的|你的|本次|評審|评审|裁判|私の|내|나의|\s|'s|’s)*$/iu;

const TOTALS_ALONE = /^(?:總分|总分|총점)$/u;
const OVERALL_ALONE = /^(?:overall|final verdict|verdict|總評|总评|総評|総合|종합|총평)$/iu;

/**
 * What the words before a separator announce; undefined where they are no label.
 * @param phrase half-width words, without marks
 */
export function labelKind(phrase: string): LabelKind | undefined {
  const words = phrase
    .replace(/[([].*$/u, '')
    .replace(/\s*\/\s*\d+\s*$/u, '')
    .replace(
      /(?:結果|结果|\s+(?:given|assigned|awarded)|\s+out of \d+|\s+on (?:a|the) [\d\s-]*(?:to \d+ )?scale)\s*$/iu,
      '',
    )
    .trim();
  if (words === '' || /^\d/.test(words) || words.length > 48 || words.split(/\s+/).length > 5) return undefined;
  if (REASON_WORD.test(words)) return 'reason';
  if (FOREIGN.test(words)) return undefined;
  if (OVERALL_ALONE.test(words)) return 'verdict';
  if (TOTALS_ALONE.test(words)) return 'final';
  const match = SCORE_WORD.exec(words);
  if (match === null) return undefined;
  const before = (match[1] ?? '').trim().replace(/的$/u, '');
  if (PLAIN.test(before)) return 'score';
  const meant = before.replace(/^(?:the|my|your|this)\s+/iu, '');
  if (FINAL.test(meant)) return 'final';
  return INITIAL.test(meant) ? 'initial' : 'dimension';
}
