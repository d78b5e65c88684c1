import type { PanelRating } from '../../protocol/panel';
import { words } from '../words';

/** What the person said of an output in a few words: `4/5`, `pass`, `thumb down, corrected`; empty where nothing. */
export function opinionText({ own, steps }: Pick<PanelRating, 'own' | 'steps'>): string {
  const pieces = [
    ...(own.score === null ? [] : [scoreOf(own.score, steps)]),
    ...(own.thumb === null ? [] : [words(`editor.label.said-${own.thumb}`)]),
    ...(own.corrected === null ? [] : [words('editor.label.said-corrected')]),
    ...(own.note === null ? [] : [words('editor.label.said-note')]),
  ];
  return pieces.join(words('editor.label.comma'));
}

function scoreOf(score: number, steps: PanelRating['steps']): string {
  const text = steps.find((step) => step.score === score)?.text ?? String(score);
  // Words say for themselves how good they are, numbers do not.
  return Number.isFinite(Number(text)) ? `${text}/${steps.at(-1)?.text}` : text;
}

/** What the person said of a case, about the first thing of which they said anything. */
export function ownText(ratings: readonly PanelRating[]): string {
  const judged = ratings.filter(({ judge }) => judge !== null);
  const whole = ratings.filter(({ judge }) => judge === null);
  for (const rating of [...judged, ...whole]) {
    const text = opinionText(rating);
    if (text !== '') return text;
  }
  return '';
}
