import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { incompleteBeta } from '../../../src/engine/statistics/incompleteBeta';
import { logGamma } from '../../../src/engine/statistics/logGamma';
import { normalCdf, normalQuantile } from '../../../src/engine/statistics/normal';
import { studentCdf, studentQuantile, studentTwoSided } from '../../../src/engine/statistics/studentT';

type Rows = readonly (readonly number[])[];
const known = JSON.parse(readFileSync(join(__dirname, 'distributions.json'), 'utf8')) as Record<string, Rows>;

/** Compares with the last number of each row, relative to it; near where a logarithm is 0 relative to 1. */
function agrees(name: string, ours: (...args: number[]) => number, tolerance: number): void {
  it(name, () => {
    const rows = known[name] ?? [];
    assert.ok(rows.length > 0);
    for (const row of rows) {
      const args = row.slice(0, -1);
      const theirs = row.at(-1) as number;
      const value = ours(...args);
      const scale = name === 'logGamma' ? Math.max(1, Math.abs(theirs)) : Math.abs(theirs);
      const distance = Math.abs(value - theirs) / scale;
      assert.ok(value === theirs || distance <= tolerance, `${name}(${args}) is ${value} instead of ${theirs}`);
    }
  });
}

describe('the distribution functions agree with 50 digits, also where little is left', () => {
  agrees('normalCdf', normalCdf, 1e-13);
  agrees('normalQuantile', normalQuantile, 1e-14);
  agrees('studentTwoSided', studentTwoSided, 1e-10);
  agrees('studentQuantile', studentQuantile, 1e-12);
  agrees('incompleteBeta', incompleteBeta, 1e-11);
  agrees('logGamma', logGamma, 1e-14);

  it('have their limits at the ends', () => {
    assert.equal(normalCdf(Number.NEGATIVE_INFINITY), 0);
    assert.equal(normalCdf(Number.POSITIVE_INFINITY), 1);
    assert.ok(Number.isNaN(normalCdf(Number.NaN)));
    assert.equal(normalQuantile(0), Number.NEGATIVE_INFINITY);
    assert.equal(normalQuantile(1), Number.POSITIVE_INFINITY);
    assert.ok(Number.isNaN(normalQuantile(1.1)));
    assert.equal(studentTwoSided(0, 5), 1);
    assert.equal(studentTwoSided(Number.NEGATIVE_INFINITY, 5), 0);
    assert.equal(studentCdf(0, 5), 0.5);
    assert.equal(studentQuantile(0.5, 5), 0);
    assert.equal(incompleteBeta(0, 2, 3), 0);
    assert.equal(incompleteBeta(1, 2, 3), 1);
  });

  it('are symmetric', () => {
    for (const z of [0.1, 1.9, 2.1, 4]) assert.ok(Math.abs(normalCdf(z) + normalCdf(-z) - 1) < 1e-15);
    for (const t of [0.1, 2, 30]) assert.ok(Math.abs(studentCdf(t, 7) + studentCdf(-t, 7) - 1) < 1e-15);
    assert.equal(studentQuantile(0.1, 4), -studentQuantile(0.9, 4));
  });
});
