import { tokensText, weightName, weightText } from '../../engine/report/weight/weightWords';
import { sentence as say, words } from '../words';
import type { MarkedPrompt, WeightMark } from './weightMarks';

/** All that is known of a sentence's weight, as one text: the verdict, why, and what it takes. */
export function markText({ sentence }: WeightMark, { weighing, stale }: MarkedPrompt): string {
  const name = weightName(sentence, { say });
  const why = weightText(sentence, weighing, { say });
  const tokens = words('editor.weigh.takes', { tokens: tokensText(sentence.tokens, weighing.tokens, { say }) });
  const text = words('editor.weigh.mark', { name, why: sentence.skipped === null ? `${why} ${tokens}` : why });
  return stale ? words('editor.diagnostic.stale', { message: text }) : text;
}
