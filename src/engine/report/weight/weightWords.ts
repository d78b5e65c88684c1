import type { WeighingPlan } from '../../compare/weight/planWeighing';
import { removable, type SentenceWeight, type WeighedSentence, type Weighing } from '../../compare/weight/weighing';
import { signed, sizeOf } from '../gate/verdictText';
import { plainLine } from '../plainText';
import { count, dollars } from '../quantities';
import type { ReportOptions } from '../report';

type Words = Pick<ReportOptions, 'say'>;
type Numbers = Pick<Weighing, 'scale' | 'margin' | 'tokens'>;

/** What weighing would take: `Weighing 8 sentences on 12 cases: at most 120 calls …`. */
export function planText({ full, sentences, calls, price }: WeighingPlan, { say }: Words): string {
  return say('weigh.plan', {
    sentences: sentences.filter(({ skipped }) => skipped === null).length,
    cases: count(full.cases.length),
    calls: count(calls.model),
    judges: count(calls.judges),
    model: plainLine(full.model),
    price: price === null ? say('weigh.price-unknown') : say('weigh.price', { cost: dollars(price) }),
  });
}

/** `matters`, `could go`, `not weighed`, in the reader's language. */
export function weightName({ weight, skipped }: WeighedSentence, { say }: Words): string {
  return say(`weigh.verdict-${weight?.verdict ?? (skipped === null ? 'waiting' : 'skipped')}`);
}

/** What speaks for the verdict, in one or two sentences. */
export function weightText({ weight, skipped }: WeighedSentence, numbers: Numbers, { say }: Words): string {
  if (skipped !== null) return say(`weigh.skipped-${skipped.reason}`, { names: plainLine(skipped.names.join(', ')) });
  return weight === null ? say('weigh.verdict-waiting') : evidenceText(weight, numbers, { say });
}

function evidenceText(weight: SentenceWeight, { scale, margin }: Numbers, { say }: Words): string {
  const { verdict, difference, mustPassFailed, wouldDecide } = weight;
  const { n, mean, low, high, reason } = difference;
  if (reason === 'must-pass')
    return say('weigh.must-pass', { ids: mustPassFailed.map((id) => plainLine(id, 60)).join(', ') });
  if (verdict === 'matters' && reason === 'judge') return say('weigh.judge');
  if (reason === 'few' || mean === null || low === null || high === null) return say('weigh.few', { cases: n });
  const loss = sizeOf(Math.abs(mean), scale);
  const one = loss === '1' && (verdict === 'matters' || verdict === 'harms') ? '.one' : '';
  const sentence = say(`weigh.${verdict}${one}`, {
    loss,
    mean: signed(mean, scale),
    margin: sizeOf(margin, scale),
    cases: n,
    interval: say('compare.interval', { low: signed(low, scale), high: signed(high, scale) }),
  });
  return wouldDecide === null ? sentence : `${sentence} ${say('weigh.would-decide', { count: count(wouldDecide) })}`;
}

/** `12 tokens a call`, or about so many. */
export function tokensText(tokens: number, { exact }: Weighing['tokens'], { say }: Words): string {
  const rounded = Math.round(tokens);
  const code = exact ? 'weigh.tokens' : 'weigh.tokens-about';
  return say(rounded === 1 ? `${code}.one` : code, { count: count(rounded) });
}

/** What all that could go comes to, and whether it can go at once; a line each. */
export function summaryLines(weighing: Weighing, { say }: Words): string[] {
  const { sentences, tokens, together, savedPerThousand, outcome, weighed, scale } = weighing;
  const lines: string[] = [];
  if (outcome.kind !== 'done') {
    const message = outcome.kind === 'stopped' ? plainLine(outcome.error.message) : '';
    lines.push(say(`weigh.stopped-${outcome.kind}`, { ...weighed, message }));
  }
  const all = removable(sentences);
  if (all.length === 0) return weighed.done === weighed.of ? [...lines, say('weigh.could-go-none')] : lines;
  const saved = all.reduce((sum, each) => sum + each.tokens, 0);
  const share = tokens.perCall > 0 ? Math.round((100 * saved) / tokens.perCall) : 0;
  const total = say(all.length === 1 ? 'weigh.could-go-total.one' : 'weigh.could-go-total', {
    count: all.length,
    tokens: tokensText(saved, tokens, { say }),
    share,
  });
  const money = savedPerThousand ? ` · ${say('weigh.thousand', { cost: dollars(savedPerThousand) })}` : '';
  lines.push(total + money);
  if (together !== null) {
    const { verdict, difference } = together;
    const way = verdict === 'matters' ? 'worse' : verdict === 'unclear' ? 'unclear' : 'ok';
    const loss = sizeOf(Math.abs(difference.mean ?? 0), scale);
    lines.push(say(way === 'worse' && loss === '1' ? 'weigh.together-worse.one' : `weigh.together-${way}`, { loss }));
  }
  return lines;
}
