import { bcaInterval, compareScores, obrienFleming, seededRandom, signFlipTest } from '../src/engine/statistics';
import type { Measured } from './measured';
import { drawSet, SIMULATED, type Simulated } from './simulatedScores';

/** One row of what is simulated: the argument of this program, as JSON. */
export interface Simulation {
  /** Index of `SIMULATED`. */
  kind: number;
  /** Runs of each case; by looks the cases run once. */
  repeats: number | 'looks';
  /** Simulated test sets per cell. */
  sets: number;
  /** Percent that the bar allows to chance. */
  chance: number;
}

const ALPHA = 0.05;
const CASES = [10, 20, 50, 100, 200];
const SEQUENTIAL = { cases: 60, looks: [20, 40, 60] };
/** What is found takes a bootstrap each, and rates in the middle need fewer sets than small ones. */
const SETS_PER_POWER_SET = 16;

interface Scores {
  before: number[];
  after: number[];
}

/** False alarms are percent of simulated prompts that did not change, of which a comparison says that they did. */
function simulate({ kind: index, repeats, ...rest }: Simulation): Measured {
  const kind = SIMULATED[index] as Simulated;
  return repeats === 'looks' ? byLooks(kind, rest) : atOnce(kind, { repeats, ...rest });
}

function atOnce(
  kind: Simulated,
  { repeats, sets, chance }: { repeats: number; sets: number; chance: number },
): Measured {
  const said = (scores: Scores, seed: number) => isAlarm(scores, ALPHA, seed);
  const cells = CASES.map((cases) => ({
    cases,
    alarms: shareOf(sets, kind, { cases, repeats, drop: 0 }, said),
    power: shareOf(Math.ceil(sets / SETS_PER_POWER_SET), kind, { cases, repeats, drop: kind.drop }, said),
  }));
  const list = (what: 'alarms' | 'power') =>
    cells.map((cell) => cell[what].toFixed(what === 'power' ? 0 : 1)).join(' ');
  return {
    what: `false alarms, ${kind.name}, ${repeats}×`,
    value: Math.max(...cells.map(({ alarms }) => alarms)),
    bar: kind.bar + chance,
    unit: '%',
    detail: `${list('alarms')} % of ${CASES.join(' ')} cases; real changes seen ${list('power')} %`,
  };
}

/** Both ways on the same sets, so that what stopping early costs is not lost in chance. */
function byLooks(kind: Simulated, { sets, chance }: { sets: number; chance: number }): Measured {
  const { cases, looks } = SEQUENTIAL;
  const { p: nominal } = obrienFleming(looks.map((until) => until / cases));
  const run = (count: number, drop: number) => {
    let used = 0;
    const whole = shareOf(count, kind, { cases, repeats: 1, drop }, (scores, seed) => isAlarm(scores, ALPHA, seed));
    const early = shareOf(count, kind, { cases, repeats: 1, drop }, (scores, seed) => {
      const stopped = looks.findIndex((until, look) => decides(firstOf(scores, until), nominal[look] as number, seed));
      const look = stopped === -1 ? looks.length - 1 : stopped;
      const until = looks[look] as number;
      used += until;
      return isAlarm(firstOf(scores, until), nominal[look] as number, seed);
    });
    return { whole, early, used: (used / count).toFixed(0) };
  };
  const none = run(sets, 0);
  const real = run(Math.ceil(sets / SETS_PER_POWER_SET) * 2, kind.drop);
  const seen = `real changes seen ${real.early.toFixed(0)} % after ${real.used} cases`;
  return {
    what: `by looks, ${kind.name}`,
    value: none.early,
    bar: kind.bar + chance,
    unit: '%',
    detail: `without ${none.whole.toFixed(1)} %; ${seen}, without ${real.whole.toFixed(0)} % after ${cases}`,
  };
}

/** Percent of simulated sets. The seed is the cell's own, so that a run can be compared with an earlier one. */
function shareOf(
  sets: number,
  kind: Simulated,
  cell: { cases: number; repeats: number; drop: number },
  said: (scores: Scores, seed: number) => boolean,
): number {
  const random = seededRandom(1_000 * cell.cases + cell.repeats);
  let count = 0;
  for (let set = 0; set < sets; set++) if (said(drawSet(kind, { ...cell, random }), set)) count++;
  return (100 * count) / sets;
}

/** The test comes first: without it there is no alarm, and most sets need no bootstrap. */
function isAlarm({ before, after }: Scores, alpha: number, seed: number): boolean {
  if (!isSignificant({ before, after }, alpha, seed)) return false;
  const { verdict } = compareScores(before, after, { alpha, seed });
  return verdict === 'regressed' || verdict === 'improved';
}

/** What `lookAt` says, with the boundaries computed once and the bootstrap only where the test needs it. */
function decides(scores: Scores, nominal: number, seed: number): boolean {
  if (!isSignificant(scores, nominal, seed)) return false;
  const { low, high } = bcaInterval(differencesOf(scores), { confidence: 1 - nominal, seed });
  return low !== null && high !== null && (low > 0 || high < 0);
}

function isSignificant(scores: Scores, alpha: number, seed: number): boolean {
  const { p } = signFlipTest(differencesOf(scores), { seed });
  return p !== null && p <= alpha;
}

function differencesOf({ before, after }: Scores): number[] {
  return after.map((score, index) => score - (before[index] as number));
}

function firstOf({ before, after }: Scores, cases: number): Scores {
  return { before: before.slice(0, cases), after: after.slice(0, cases) };
}

console.log(JSON.stringify(simulate(JSON.parse(process.argv[2] as string))));
