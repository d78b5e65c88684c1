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
  /** A score or a remark: `Note : 4/5`, `Note: mind the date`. */
  | 'note'
  | 'reason';

/** Words for a score; what stands in front of one says whose or which it is. */
const SCORE_WORDS = [
  String.raw`(?<!\p{L})(?:scores?|ratings?|grade|marks?|points|évaluation|puntuación|calificación|puntaje|valoración)`,
  String.raw`(?<!\p{L})(?:pontuação|classificação|punteggio|valutazione|voto|beoordeling|оценка|балл|ocena|puan|skor|nilai|điểm(?: số)?)`,
  // What is written without spaces: `Gesamtbewertung`, 綜合評分.
  'bewertung|wertung|punktzahl|punkte|คะแนน',
  '分數|分数|評分|评分|得分|總分|总分|打分|給分|给分|評價|评价|評級|评级|星級|星级',
  'スコア|評価点?|点数|得点|採点|評点|レーティング',
  '점수|평점|평가|등급|스코어|별점|총점|채점',
];
const SCORE_WORD = new RegExp(`^(.*?)(${SCORE_WORDS.join('|')})$`, 'iu');

/** French and Spanish for a score, and a remark in English and German. */
const NOTE_WORD = /^(?:ma |la |mi |sua )?not[ae]$/iu;

/** Words that announce a score or a review in words. */
const REVIEW_WORD =
  /(?:評價|评价|評価|평가|évaluation|valoración|valutazione|bewertung|beoordeling|classificação|verdict)[\s*_~`】\])]*[:=→|\s]*$/iu;

const REASON_WORDS = [
  'reasons?|reasoning|explanation|rationale|justification|comments?|feedback|critique|analysis|evidence',
  'begründung|erklärung|erläuterung|grund|raison|explication|raz[oó]n|motivo|justificaci[oó]n|explicaci[oó]n',
  'justificativa|razão|explicação|motivazione|spiegazione|ragione|reden|toelichting|uzasadnienie|powód',
  'gerekçe|açıklama|alasan|penjelasan|lý do|giải thích|причина|обоснование|пояснение',
];
const REASON_WORD = new RegExp(
  `(?:^|(?<![\\p{L}])|の)(?:${REASON_WORDS.join('|')})(?![\\p{L}])|理由|原因|說明|说明|解釋|解释|評語|评语|分析|依據|依据|點評|点评|根拠|説明|コメント|講評|解説|フィードバック|이유|설명|근거|코멘트|사유|피드백|เหตุผล`,
  'iu',
);

/** A reason that begins on the line of the score. */
export const INLINE_REASON =
  /(?:^|[\s,;.|)*_`。，；])(?:brief )?(?:reason(?:ing)?|explanation|rationale|justification|comment|理由|原因|說明|说明|解釋|解释|評語|评语|根拠|説明|コメント|이유|설명|근거|begründung|raison|raz[oó]n|motivo)[*_`]*\s*[:=|][*_`]*\s*/iu;

/** Which of several scores is the whole, in front of the word for a score or, in Romance languages, behind it. */
const FINAL =
  /^(?:final|overall|total|summary|最終|最终|最後|最后|總體|总体|總|总|綜合|综合|整體|整体|総合|合計|最終的な|全体|최종|종합|전체|총|gesamt|end(?=$|[bpw])|endgültige|abschließende|итоговая|общая)/iu;
const FINAL_BEHIND = /\s(?:final[ea]?|globale?|g[eé]n[eé]rale?|totale?|geral|overall|complessiv[oa]|akhir)$/iu;
const INITIAL =
  /^(?:initial|preliminary|first|draft|tentative|provisional|初始|初步|暫定|暂定|仮|初期|초기|잠정|vorläufige|erste|provisoire|inicial)/iu;

/** Scores that are not the judge's verdict on this output. */
const FOREIGN =
  /\b(?:expected|reference|max|maximum|min|minimum|possible|highest|lowest|best|worst|previous|prior|baseline|claimed|threshold|passing|target|example|sample|confidence|self|bleu|rouge|f1|similarity|no|not|without|referenz|erwartete|maximale|vorherige|konfidenz|référence|attendue|précédente|confiance|referencia|esperada|máxima|anterior|confianza)\b|滿分|满分|最高|最低|及格|預期|预期|參考|参考|參照|参照|信心|置信|信賴|信赖|信頼|確信|自稱|自己|自我|自評|自评|上次|前次|先前|之前|前回|門檻|门槛|期待|合格|満点|만점|최고|최저|이전|지난|참고|예상|기대|신뢰|확신|합격|자기|자체/iu;

/** Whether the words before a number say that it is not the judge's verdict on this output: "expected score". */
export function isForeign(words: string): boolean {
  return FOREIGN.test(words);
}

const PLAIN =
  /^(?:the|my|your|this|a|an|la|le|il|mi|ma|die|der|das|given|assigned|llm|judge'?s?|ai|我|您|你|此|本次|本題|本题|評審|评审|評估|评估|裁判|回答|答案|私|私の|내|나의|평가|채점|\s|'s|’s)*$/iu;

const TOTALS_ALONE = /^(?:總分|总分|총점|合計点?|総合点)$/u;
const OVERALL_ALONE = /^(?:overall|final verdict|verdict|總評|总评|総評|総合|종합|총평|gesamt|insgesamt)$/iu;

/** Whether the name of a row says that it is the whole of the rows above. */
export function isWhole(words: string): boolean {
  return FINAL.test(words) || FINAL_BEHIND.test(words);
}

/** Whether a label, with what parts it from its value, announces a score only where a number follows. */
export function mayAnnounceWords(label: string): boolean {
  return REVIEW_WORD.test(label);
}

/** So many phrases are kept: a judge says the same ones in every reply. */
const MOST_KNOWN = 500;
const KNOWN = new Map<string, LabelKind | undefined>();

/**
 * What the words before a separator announce; undefined where they are no label.
 * @param phrase half-width words, without marks
 */
export function labelKind(phrase: string): LabelKind | undefined {
  if (KNOWN.has(phrase)) return KNOWN.get(phrase);
  if (KNOWN.size >= MOST_KNOWN) KNOWN.clear();
  const kind = kindOf(phrase);
  KNOWN.set(phrase, kind);
  return kind;
}

function kindOf(phrase: string): LabelKind | undefined {
  const words = phrase
    .replace(/[([].*$/u, '')
    .replace(/\s*\/\s*\d+\s*$/u, '')
    .replace(
      /(?:結果|结果|\s?결과|\s+(?:given|assigned|awarded)|\s+out of \d+|\s+on (?:a|the) [\d\s-]*(?:to \d+ )?scale)\s*$/iu,
      '',
    )
    .trim();
  if (words === '' || /^\d/.test(words) || words.length > 48 || words.split(/\s+/).length > 5) return undefined;
  if (REASON_WORD.test(words)) return 'reason';
  if (FOREIGN.test(words)) return undefined;
  if (OVERALL_ALONE.test(words)) return 'verdict';
  if (TOTALS_ALONE.test(words)) return 'final';
  if (NOTE_WORD.test(words)) return 'note';
  const isFinal = FINAL_BEHIND.test(words);
  const named = isFinal ? words.replace(FINAL_BEHIND, '') : words;
  if (isFinal && NOTE_WORD.test(named)) return 'final';
  const match = SCORE_WORD.exec(named);
  if (match === null) return undefined;
  if (isFinal) return 'final';
  const before = (match[1] ?? '').trim().replace(/的$/u, '');
  if (PLAIN.test(before)) return 'score';
  const meant = before.replace(/^(?:the|my|your|this)\s+/iu, '');
  if (FINAL.test(meant)) return 'final';
  return INITIAL.test(meant) ? 'initial' : 'dimension';
}
