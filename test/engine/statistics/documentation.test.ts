import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { compareScores, holm, obrienFleming, signFlipTest } from '../../../src/engine/statistics';

const text = readFileSync(join(__dirname, '../../../docs/deciding.md'), 'utf8').replaceAll('−', '-');

/** The numbers of a row of the example. */
function row(name: string): number[] {
  const line = text.split('\n').find((each) => each.startsWith(`| ${name} |`)) ?? '';
  return line.split('|').slice(2, -1).map(Number);
}
const normalised = (scores: readonly number[]) => scores.map((score) => (score - 1) / 4);
/** On the scale of 1 to 5, as it is shown. */
const points = (share: number | null) => String(Number((4 * (share as number)).toFixed(2)));
const says = (part: string) =>
  assert.ok(text.replaceAll(/\s+/g, ' ').includes(part), `docs/deciding.md lacks: ${part}`);

describe('docs/deciding.md has the numbers that the engine computes', () => {
  const [before, after] = [row('before'), row('after')];

  it('of the example', () => {
    assert.equal(before.length, 12);
    assert.deepEqual(
      row('difference'),
      after.map((score, index) => score - (before[index] as number)),
    );
    const { verdict, mean, low, high, p } = compareScores(normalised(before), normalised(after), { seed: 1 });
    assert.equal(verdict, 'regressed');
    assert.equal(p, 2 / 128);
    says(`**p = ${p.toFixed(3)}**`);
    says(`**${points(low)} to ${points(high)}** points`);
    says(`Regressed: ${points(-(mean as number))} points worse on 12 cases (95 % ${points(low)} to ${points(high)})`);
    const meanOf = (scores: readonly number[]) => (scores.reduce((sum, score) => sum + score, 0) / 12).toFixed(2);
    says(`went from ${meanOf(before)} to ${meanOf(after)}.`);
  });

  it('of the inconclusive one', () => {
    const differences = (/twelve cases: ([-+\d, \n]+)\./.exec(text)?.[1] ?? '').split(',').map(Number);
    assert.equal(differences.length, 12);
    const base = differences.map(() => 0.5);
    const result = compareScores(
      base,
      base.map((score, index) => score + (differences[index] as number) / 4),
      { seed: 1 },
    );
    assert.equal(result.verdict, 'inconclusive');
    says(`The mean is ${points(result.mean)} points, but p is ${result.p?.toFixed(2)},`);
    says(`Inconclusive: 0.33 points worse on 12 cases (95 % ${points(result.low)} to ${points(result.high)})`);
    says(`About ${result.decide.forEffect} cases would show a change of this size.`);
    says(`About ${result.decide.forMargin} cases would show a change of ${points(result.margin)}.`);
  });

  it('of the rules, the judges and the looks', () => {
    assert.equal(signFlipTest([-1, -1, -1, -1, -1]).p, 2 / 32);
    assert.deepEqual(holm([0.03, 0.2, 0.01]), [0.06, 0.2, 0.03]);
    const [first, second, last] = obrienFleming([1 / 3, 2 / 3, 1]).p as [number, number, number];
    says(`p has to be at most ${first.toFixed(4)}, then ${second.toFixed(3)}, then ${last.toFixed(3)} `);
  });
});
