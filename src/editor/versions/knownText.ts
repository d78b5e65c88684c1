import type { GatedPrompt } from '../../engine/gate/gateResult';
import { signed, verdictName, verdictSentence } from '../../engine/report/gate/verdictText';
import { onScale, outOf } from '../../engine/report/quantities';
import { sentence, words } from '../words';

const OPTIONS = { say: sentence };

/** What is on record of an edit, in a few words for a tree or a lens, and in a sentence for whoever asks. */
export function knownText({ comparison, verdict, reason, accepted }: GatedPrompt): { short: string; long: string } {
  if (comparison === null || reason === 'not-evaluated') {
    const known = comparison !== null || reason === 'no-tests' ? words('editor.versions.not-evaluated') : '';
    const text = known === '' ? verdictName(verdict, OPTIONS) : known;
    return { short: text, long: text };
  }
  if (reason === 'same') {
    const text = words('editor.versions.same-messages');
    return { short: text, long: text };
  }
  const { after, mean, scale } = comparison;
  const score = after === null ? '' : `${outOf(after, scale)} `;
  const change = mean === null ? '' : `${mean < 0 ? '▼' : mean > 0 ? '▲' : ''}${signed(mean, scale)}`;
  const name = accepted === undefined ? verdictName(verdict, OPTIONS) : words('editor.versions.accepted');
  return { short: `${score}${change} · ${name}`, long: verdictSentence(comparison, OPTIONS) };
}

/**
 * What a lens says of a prompt against HEAD: `vs HEAD 3.6 → 4.1 · +0.5 (95 % +0.2 to +0.8) · Improved`.
 * @returns undefined where there is nothing to say: nothing differs, or nothing can be compared
 */
export function againstHead(known: GatedPrompt): string | undefined {
  const { changed, comparison, reason, verdict } = known;
  if (changed.length === 0 || comparison === null) return undefined;
  if (reason === 'not-evaluated') return words('editor.lens.vs-head-unknown');
  if (reason === 'same') return words('editor.lens.vs-head-same');
  const { before, after, mean, low, high, scale } = comparison;
  if (before === null || after === null || mean === null) return words('editor.lens.vs-head-unknown');
  const interval =
    low === null || high === null
      ? ''
      : ` (${sentence('compare.interval', { low: signed(low, scale), high: signed(high, scale) })})`;
  return words('editor.lens.vs-head', {
    before: onScale(before, scale),
    after: onScale(after, scale),
    change: `${signed(mean, scale)}${interval}`,
    verdict: verdictName(verdict, OPTIONS),
  });
}
