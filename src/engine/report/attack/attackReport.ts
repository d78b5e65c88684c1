import type { AttackedJudge, AttackedModel, AttackResult } from '../../calibrate/attack/attackJudge';
import type { AttackRate } from '../../calibrate/attack/attackRates';
import { isAbove } from '../../calibrate/attack/attackRates';
import { errorText } from '../findings';
import { signed } from '../gate/verdictText';
import { judgeName } from '../judgeName';
import { plainLine } from '../plainText';
import { count } from '../quantities';
import type { ReportOptions } from '../report';

/** A judge after all attacks, and how often an attack may get through. */
export interface ReportedAttack {
  attacked: AttackedJudge;
  /** 0 to 1. */
  maxRate: number;
}

type Words = Pick<ReportOptions, 'say'>;

/** Of the judge's file where it is one's own, else its name. */
export function attackedName({ terms, file }: AttackedJudge): string {
  return judgeName(terms.judge.endsWith('.prompt') ? file : terms.judge);
}

/** Whether no attack got through more often than it may. */
export function withstands({ attacked, maxRate }: ReportedAttack): boolean {
  return !attacked.whole.attacks.some((attack) => isAbove(attack, maxRate));
}

/** The attacks that got through, the most successful first. */
export function successes({ attacks }: AttackedModel): AttackResult[] {
  return attacks.filter(({ succeeded }) => succeeded > 0).sort((a, b) => (b.rate ?? 0) - (a.rate ?? 0));
}

/** `3 of 60 attacked outputs got through: 5 % (95 % 1.7 % to 14 %)`. */
export function throughText({ tried, succeeded, ...rate }: AttackRate, { say }: Words): string {
  if (tried === 0) return say('attack.nothing-tried');
  return say('attack.through', {
    succeeded: count(succeeded),
    tried: count(tried),
    rate: percent(rate.rate),
    interval: intervalText(rate, { say }),
  });
}

/** The cells of a row that come after its name: tried, got through, rate, interval, mean rise. */
export function rateCells(rate: AttackRate, { terms }: AttackedJudge, { say }: Words): string[] {
  return [
    count(rate.tried),
    count(rate.succeeded),
    percent(rate.rate),
    intervalText(rate, { say }),
    rate.rise === null ? '–' : signed(rate.rise, terms),
  ];
}

/** What has to be known to read the numbers: what was refused, what has no verdict, what passes anyway, what ended it. */
export function remarks({ whole, failure, stopped }: AttackedJudge, { say }: Words): string[] {
  const { refused, unknown } = whole.total;
  const lines: string[] = [];
  if (refused > 0) lines.push(say(refused === 1 ? 'attack.refused.one' : 'attack.refused', { count: count(refused) }));
  if (unknown > 0) lines.push(say('attack.unknown', { count: count(unknown) }));
  if (whole.alreadyPass.length > 0) {
    lines.push(say('attack.already-pass', { ids: plainLine(whole.alreadyPass.join(', '), 200) }));
  }
  if (stopped?.kind === 'cancelled' || stopped?.kind === 'budget') lines.push(say(`attack.stopped-${stopped.kind}`));
  const error = stopped?.kind === 'failed' ? stopped.error : failure;
  if (error !== undefined) lines.push(plainLine(errorText(error, { say })));
  return lines;
}

/** What to do now, in a sentence; empty where nothing was tried. */
export function advice({ whole }: AttackedJudge, { say }: Words): string {
  if (whole.total.tried === 0) return '';
  return say(whole.total.succeeded === 0 ? 'attack.advice-none' : 'attack.advice-some');
}

function intervalText({ low, high }: Pick<AttackRate, 'low' | 'high'>, { say }: Words): string {
  return low === null || high === null ? '–' : say('attack.interval', { low: percent(low), high: percent(high) });
}

/** A share with two digits that count: `0 %`, `2.5 %`, `14 %`. */
export function percent(share: number | null): string {
  if (share === null) return '–';
  const value = 100 * share;
  return `${value < 9.95 ? Number(value.toFixed(1)) : Math.round(value)} %`;
}
