import assert from 'node:assert/strict';
import { attribute } from '../../../../src/engine/compare/attribution/attribute';
import { hunksOf, revertHunks } from '../../../../src/engine/compare/attribution/hunks';
import { largestEffort } from '../../../../src/engine/compare/attribution/largestEffort';
import { seededRandom } from '../../../../src/engine/statistics';

describe('hunksOf and revertHunks', () => {
  const both = (before: string, after: string) => {
    const hunks = hunksOf('/a', before, after);
    assert.equal(revertHunks(after, hunks), before);
    assert.equal(revertHunks(after, []), after);
    return hunks;
  };

  it('find what differs, with its place in the newer text', () => {
    const hunks = both('a\nb\nc\nd\n', 'a\nB\nc\nd\ne\n');
    assert.deepEqual(hunks, [
      { file: '/a', line: 1, before: ['b\n'], after: ['B\n'] },
      { file: '/a', line: 4, before: [], after: ['e\n'] },
    ]);
    assert.equal(revertHunks('a\nB\nc\nd\ne\n', hunks.slice(0, 1)), 'a\nb\nc\nd\ne\n');
  });

  it('give exact texts: CRLF, no last line break, empty texts, Chinese', () => {
    both('a\r\nb\r\n', 'a\r\nc\r\n');
    both('a\nb', 'a\nb\n');
    both('', 'neu 中文 😀');
    both('x\n', '');
    assert.deepEqual(both('same\n', 'same\n'), []);
  });

  it('can be taken back in any group, in 200 random texts', () => {
    const random = seededRandom(7);
    const lines = () => Array.from({ length: 12 }, () => `${Math.floor(random() * 4)}\n`).join('');
    for (let round = 0; round < 200; round++) {
      const [before, after] = [lines(), lines()];
      const hunks = both(before, after);
      const some = hunks.filter(() => random() < 0.5);
      const rest = hunks.filter((hunk) => !some.includes(hunk));
      assert.deepEqual(
        hunksOf('/a', before, revertHunks(after, some)).flatMap((each) => each.after),
        rest.flatMap((each) => each.after),
      );
    }
  });
});

describe('attribute', () => {
  const cases = ['a', 'b', 'c', 'd'];
  const all = (score: number) => new Map(cases.map((id) => [id, score]));

  /** The model of a test: the score with some hunks taken back. */
  const search = async (hunks: number, score: (taken: ReadonlySet<number>) => number | undefined) => {
    let trials = 0;
    const found = await attribute({
      hunks,
      before: all(1),
      after: all(0),
      async scoresWithout(taken) {
        const value = score(new Set(taken));
        if (value === undefined) return undefined;
        trials++;
        return all(value);
      },
    });
    assert.equal(found.trials, trials);
    return found;
  };

  it('finds one bad hunk among five in every one of 50 seeded trials, with few calls', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const random = seededRandom(seed);
      const bad = Math.floor(random() * 5);
      const found = await search(5, (taken) => (taken.has(bad) ? 0.9 + random() / 10 : random() / 10));
      assert.deepEqual(found.guilty, [bad], `seed ${seed}`);
      assert.equal(found.trials, 5);
    }
  });

  const twoOf = (seed: number, hunks: number) => {
    const random = seededRandom(seed);
    const first = Math.floor(random() * hunks);
    return [first, (first + 1 + Math.floor(random() * (hunks - 1))) % hunks].sort((a, b) => a - b) as [number, number];
  };

  it('finds two hunks that stand in for each other and no third, within two trials a hunk', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const [first, second] = twoOf(seed, 6);
      const found = await search(6, (taken) => (taken.has(first) && taken.has(second) ? 1 : 0));
      assert.deepEqual([found.guilty, found.share], [[first, second], 1], `seed ${seed}`);
      assert.ok(found.trials <= 2 * 6, `${found.trials} trials`);
    }
  });

  it('names both of two hunks that do harm only together, either of which undoes it', async () => {
    for (let seed = 0; seed < 50; seed++) {
      const [first, second] = twoOf(seed, 6);
      const found = await search(6, (taken) => (taken.has(first) || taken.has(second) ? 1 : 0));
      assert.deepEqual([found.guilty, found.share, found.trials], [[first, second], 1, 7], `seed ${seed}`);
    }
  });

  it('keeps within the trials it is given, and then says what it knows', async () => {
    let trials = 0;
    const found = await attribute({
      hunks: 4,
      most: 3,
      before: all(1),
      after: all(0),
      async scoresWithout(taken) {
        trials++;
        return all(taken.includes(2) ? 1 : 0);
      },
    });
    assert.deepEqual([found.recovered, found.guilty, found.trials, trials], [[0, 0, 1, null], [2], 3, 3]);
  });

  it('needs no trial for a single hunk, and spends none on texts that cannot be evaluated', async () => {
    assert.deepEqual(await search(1, () => assert.fail('tried')), { recovered: [1], guilty: [0], share: 1, trials: 0 });
    const found = await search(3, (taken) => (taken.has(1) ? undefined : taken.has(2) ? 1 : 0));
    assert.deepEqual([found.recovered, found.guilty, found.trials], [[0, null, 1], [2], 2]);
  });

  it('is the whole change where no part of it is the cause', async () => {
    const found = await search(3, () => 0);
    assert.deepEqual([found.guilty, found.share], [[0, 1, 2], 1]);
  });
});

describe('largestEffort', () => {
  it('is three calls for each hunk and case at most, whatever a case takes', () => {
    for (const hunks of [2, 3, 5, 17]) {
      for (const cases of [1, 2, 7, 50]) {
        for (const perCase of [1, 2, 3, 6]) {
          const { trials, cases: tried, calls } = largestEffort(hunks, cases, perCase);
          assert.equal(calls, 3 * hunks * cases);
          assert.ok(trials * tried * perCase <= calls, `${hunks} hunks, ${cases} cases, ${perCase} calls each`);
          assert.ok(tried >= 1 && tried <= cases);
          if (cases * 3 >= perCase * 2) assert.ok(trials >= hunks, 'every hunk has its turn');
        }
      }
    }
    assert.deepEqual(largestEffort(5, 8), { trials: 10, cases: 8, calls: 120 });
    assert.deepEqual(largestEffort(1, 8), { trials: 0, cases: 8, calls: 0 });
  });
});
