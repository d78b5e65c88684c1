import assert from 'node:assert/strict';
import { compareScores, lookAt, mayStop, obrienFleming, seededRandom } from '../../../src/engine/statistics';

const near = (ours: readonly number[], theirs: readonly number[], tolerance: number) => {
  assert.equal(ours.length, theirs.length);
  for (const [index, each] of theirs.entries())
    assert.ok(Math.abs((ours[index] as number) - each) <= tolerance, `${ours} instead of ${theirs}`);
};

describe('O’Brien–Fleming boundaries', () => {
  it('agree with an integration of their own by Gauss–Legendre', () => {
    // numpy 2.4.6, 16 panels of 60 points on the whole range.
    near(obrienFleming([1 / 3, 2 / 3, 1]).z, [3.39475720223, 2.40673261262, 2.01524672146], 1e-8);
    near(
      obrienFleming([0.2, 0.4, 0.6, 0.8, 1], { alpha: 0.01 }).z,
      [5.7597294212, 4.0727621372, 3.3311181021, 2.9064036081, 2.629767314],
      1e-8,
    );
    near(obrienFleming([0.5, 0.501, 0.502, 1]).z, [2.7718076487, 2.8216010659, 2.8397570817, 1.9797273793], 1e-7);
  });

  it('need no correction for one look', () => {
    near(obrienFleming([1]).z, [1.959963984540054], 1e-12);
    near(obrienFleming([1], { alpha: 0.2 }).p, [0.2], 1e-12);
  });

  it('spend all of alpha, and no more', () => {
    const fractions = [0.25, 0.5, 0.75, 1];
    const { z } = obrienFleming(fractions);
    const next = seededRandom(12);
    const normal = () => Math.sqrt(-2 * Math.log(1 - next())) * Math.cos(2 * Math.PI * next());
    const paths = 40_000;
    let ended = 0;
    for (let path = 0; path < paths; path++) {
      let sum = 0;
      for (const [index, fraction] of fractions.entries()) {
        sum += normal() * Math.sqrt(fraction - (fractions[index - 1] ?? 0));
        if (Math.abs(sum) / Math.sqrt(fraction) >= (z[index] as number)) {
          ended++;
          break;
        }
      }
    }
    // Three standard errors.
    assert.ok(Math.abs(ended / paths - 0.05) < 0.0033, `${ended / paths}`);
  });

  it('fall from look to look, and allow next to nothing at an early one', () => {
    const { z, p } = obrienFleming([0.001, 0.1, 0.5, 1]);
    for (let index = 1; index < z.length; index++) assert.ok((z[index] as number) < (z[index - 1] as number));
    assert.ok((p[0] as number) < 1e-300 && (p[1] as number) < 1e-8);
  });

  it('are none for fractions or an alpha that cannot be', () => {
    for (const fractions of [
      [],
      [0],
      [-1, 1],
      [0.5, 0.5],
      [1, 0.5],
      [0.5, 1.1],
      [Number.NaN],
      [Number.POSITIVE_INFINITY],
    ])
      assert.deepEqual(obrienFleming(fractions), { z: [], p: [] });
    for (const alpha of [0, 1, Number.NaN, -1]) assert.deepEqual(obrienFleming([0.5, 1], { alpha }), { z: [], p: [] });
  });
});

describe('a look', () => {
  const fractions = [1 / 3, 2 / 3, 1];
  const times = (n: number, value: number) => Array<number>(n).fill(value);

  it('stops early where what was seen is beyond that look’s boundary', () => {
    // 2 · 2⁻¹² is below 0.00069, 2 · 2⁻¹¹ is not.
    const clear = lookAt(times(12, -0.25), { look: 0, fractions });
    assert.ok(clear.stop && clear.decided);
    assert.equal(clear.n, 12);
    near([clear.nominal as number], [0.000686894868], 1e-9);
    assert.equal(lookAt(times(11, -0.25), { look: 0, fractions }).stop, false);
    assert.equal(lookAt(times(11, -0.25), { look: 1, fractions }).stop, true);
    assert.equal(mayStop(times(12, -0.25), { look: 0, fractions }), true);
    assert.equal(mayStop(times(11, -0.25), { look: 0, fractions }), false);
  });

  it('stops at the last look whatever was seen, decided or not', () => {
    const { stop, decided, nominal } = lookAt(times(6, 0), { look: 2, fractions });
    assert.deepEqual([stop, decided], [true, false]);
    near([nominal as number], [0.043878804], 1e-8);
    assert.equal(lookAt([0.1, -0.2, 0.3, 0, 0, 0.1], { look: 5, fractions }).stop, true);
  });

  it('does not stop on few cases, on unchanged ones, or for fractions that cannot be', () => {
    assert.equal(lookAt(times(5, 1), { look: 1, fractions, alpha: 0.5 }).stop, false);
    assert.equal(lookAt(times(40, 0), { look: 1, fractions }).stop, false);
    assert.equal(lookAt([], { look: 0, fractions }).stop, false);
    assert.deepEqual(lookAt(times(40, 1), { look: 0, fractions: [0.5, 0.2] }), {
      stop: false,
      decided: false,
      nominal: null,
      n: 40,
      p: 2 ** -39,
      low: null,
      high: null,
    });
  });

  it('says with its nominal level what compareScores says with it', () => {
    const next = seededRandom(8);
    for (let set = 0; set < 20; set++) {
      const before = Array.from({ length: 30 }, () => Math.floor(next() * 5) / 4);
      const after = before.map((score) => Math.min(1, score + (next() < 0.4 ? 0.25 : 0)));
      const differences = after.map((score, index) => score - (before[index] as number));
      const { decided, nominal, p, low, high } = lookAt(differences, { look: 1, fractions, seed: set });
      const whole = compareScores(before, after, { alpha: nominal as number, seed: set, margin: 0 });
      assert.deepEqual([p, low, high], [whole.p, whole.low, whole.high]);
      assert.equal(decided, whole.verdict === 'improved');
    }
  });
});
