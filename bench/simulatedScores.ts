/** A case that two versions of a prompt answer: each call draws one score of 0 to 1. */
export interface SimulatedCase {
  before(): number;
  after(): number;
}

/** What scores of test sets look like; in all of them the mean over all cases that could be does not change. */
export interface Simulated {
  name: string;
  /** False alarms that are too many, in percent. */
  bar: number;
  /** Share of the newer scores that a real change for the worse lowers by a step. */
  drop: number;
  /** Between two neighbouring scores. */
  step: number;
  drawCase(random: () => number): SimulatedCase;
}

/** Both versions draw from the same distribution of the case, so that differences are noise and symmetric. */
const scores: Simulated = {
  name: '1–5 scores',
  bar: 5,
  drop: 0.4,
  step: 1 / 4,
  drawCase(random) {
    // Most answers are good, as they are for a prompt that somebody has worked on.
    const level = 5 - 3 * random() ** 1.5;
    const score = () => (Math.min(5, Math.max(1, Math.round(level + 0.7 * normal(random)))) - 1) / 4;
    return { before: score, after: score };
  },
};

const passes: Simulated = {
  name: '0/1 scores',
  bar: 5,
  drop: 0.125,
  step: 1,
  drawCase(random) {
    const rate = random() < 0.6 ? 0.95 : random();
    const score = () => (random() < rate ? 1 : 0);
    return { before: score, after: score };
  },
};

/** Some cases fall far and more of them rise a little, so that the mean stays: not symmetric, and so not exactly tested. */
function skewed(name: string, fall: { bar: number; share: number; from: number; to: number }): Simulated {
  const rise = { from: 0.5, to: 0.75 };
  const shareOfRises = (fall.share * (fall.from - fall.to)) / (rise.to - rise.from);
  return {
    name,
    bar: fall.bar,
    drop: 0.4,
    step: 1 / 4,
    drawCase(random) {
      const drawn = random();
      const still = { from: 0.75, to: 0.75 };
      const { from, to } = drawn < fall.share ? fall : drawn < fall.share + shareOfRises ? rise : still;
      // One step up or down now and then, but not at the ends of the scale, where it would move the mean.
      const around = (level: number) => () => {
        const noise = random();
        return level === 0 || level === 1 ? level : level + (noise < 0.1 ? -0.25 : noise < 0.2 ? 0.25 : 0);
      };
      return { before: around(from), after: around(to) };
    },
  };
}

export const SIMULATED: readonly Simulated[] = [
  scores,
  passes,
  // Skewness −1.3, −1.8 and −3 with one repeat and no noise.
  skewed('skewed differences', { bar: 5, share: 0.1, from: 0.75, to: 0.25 }),
  skewed('strongly skewed', { bar: 9, share: 0.1, from: 0.75, to: 0 }),
  // No promise: where one case in twenty falls from the top to the bottom, a third of the sets of 20 have none of them,
  // and nothing in those says so. Shown so that nobody takes the promise to cover it.
  skewed('extremely skewed', { bar: 12, share: 0.05, from: 1, to: 0 }),
];

/** Means over the repeats of each case. `drop` is the share of the newer scores that are a step lower. */
export function drawSet(
  kind: Simulated,
  { cases, repeats, drop, random }: { cases: number; repeats: number; drop: number; random: () => number },
): { before: number[]; after: number[] } {
  const before: number[] = [];
  const after: number[] = [];
  for (let index = 0; index < cases; index++) {
    const drawn = kind.drawCase(random);
    const lowered = () => {
      const score = drawn.after();
      return random() < drop ? Math.max(0, score - kind.step) : score;
    };
    before.push(meanOf(repeats, drawn.before));
    after.push(meanOf(repeats, lowered));
  }
  return { before, after };
}

function meanOf(repeats: number, score: () => number): number {
  let sum = 0;
  for (let repeat = 0; repeat < repeats; repeat++) sum += score();
  return sum / repeats;
}

/** Box and Muller's transformation. */
function normal(random: () => number): number {
  return Math.sqrt(-2 * Math.log(1 - random())) * Math.cos(2 * Math.PI * random());
}
