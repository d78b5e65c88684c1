import { holm } from '../../statistics';
import type { Decision } from '../decide';
import type { SentenceWeight, WeightVerdict } from './weighing';

/**
 * The verdicts on sentences, each compared with the prompt as it is. Every sentence is a test of its own, so the more
 * there are the more would seem to matter by chance: Holm's correction holds the chance that even one of them is called
 * so wrongly at alpha. It is Holm and not Benjamini and Hochberg's, since a person acts on each line by itself, not on
 * a list of which some share may be wrong; and it holds however the tests depend on one another, which they do: all
 * share the scores of the prompt as it is.
 * @param decisions of each sentence's comparison: before is with it, after without it
 * @param of how many there are in all: those whose turn is still to come count already, so that a verdict that is shown
 * early is not taken back for their number
 * @returns in the same order
 */
export function judgeWeights(decisions: readonly Decision[], of: number): SentenceWeight[] {
  const waiting = Array.from({ length: Math.max(0, of - decisions.length) }, () => 1);
  const adjusted = holm([...decisions.map(pOf), ...waiting]);
  return decisions.map((decision, index) => {
    const adjustedP = adjusted[index] ?? null;
    const verdict = verdictOf(decision, adjustedP);
    const { n, mean, low, high, p, reason, mustPassFailed, wouldDecide } = decision;
    const wanted = wouldDecide?.forEffect ?? wouldDecide?.forMargin ?? null;
    return {
      verdict,
      difference: { n, mean, low, high, p, verdict: decision.verdict, reason },
      adjustedP,
      mustPassFailed,
      wouldDecide: verdict === 'unclear' && wanted !== null && wanted > n ? wanted : null,
    };
  });
}

/** Where one judge alone got worse it is its test that counts. */
function pOf({ reason, p, judges }: Decision): number | null {
  if (reason !== 'judge') return p;
  const worse = judges.filter(({ verdict }) => verdict === 'regressed').flatMap(({ adjustedP }) => adjustedP ?? []);
  return worse.length === 0 ? p : Math.min(...worse);
}

function verdictOf({ verdict, reason, alpha }: Decision, adjustedP: number | null): WeightVerdict {
  if (reason === 'must-pass') return 'matters';
  if (verdict === 'unchanged') return 'could-go';
  if (verdict === 'inconclusive' || adjustedP === null || adjustedP > alpha) return 'unclear';
  return verdict === 'regressed' ? 'matters' : 'harms';
}
