import assert from 'node:assert/strict';
import { type Cause, findCause } from '../../../../src/engine/compare/attribution/findCause';
import { planComparison } from '../../../../src/engine/compare/planComparison';
import { runComparison } from '../../../../src/engine/compare/runComparison';
import { seededRandom } from '../../../../src/engine/statistics';
import { type ModelServer, startModelServer } from '../../../support/modelServer';
import { JUDGE, lastText, questions, type TestWorkspace, testSet, testWorkspace } from '../../evaluate/testWorkspace';

const HUNKS = 5;
const CASES = 8;
const TRIALS = 50;
/** Of the trials that are planted in another way. */
const FEWER = 12;

/** What is planted in a trial, drawn by its seed. */
interface Trial {
  seed: number;
  /** The hunks that do harm. */
  bad: number[];
  /** Whether these hunks, those still in a prompt, do harm. */
  harms(present: ReadonlySet<number>): boolean;
  /** The cases that suffer. */
  affected: ReadonlySet<string>;
  /** 0..1: how often a score is a step lower by chance, drawn anew for each text of the prompt. */
  jitter: number;
}

/** Five lines that an edit touches, among others; one of them three lines long after it. */
function promptText(seed: number, edited: boolean): string {
  const lines = Array.from({ length: HUNKS }, (_, hunk) => {
    const edit = `Rule ${hunk} of ${seed}, edited.${hunk === 2 ? '\nIt has\nmore lines now.' : ''}`;
    return `${edited ? edit : `Rule ${hunk} of ${seed}.`}\nSomething else ${hunk}.`;
  });
  return `---\nmodel: test/model-a\ninput:\n  schema:\n    question: string\n---\n${lines.join('\n')}\n{{question}}\n`;
}

/** The hunks that a prompt still has, read from the message that the model got. */
function hunksIn(message: string): Set<number> {
  return new Set([...message.matchAll(/Rule (\d) of \d+, edited/g)].map(([, hunk]) => Number(hunk)));
}

/** A number in 0..1 that a text and a seed decide. */
function drawn(seed: number, text: string): number {
  const hash = [...text].reduce((sum, each) => (Math.imul(sum, 31) + (each.codePointAt(0) ?? 0)) | 0, seed);
  return seededRandom(hash)();
}

/** Some of the numbers below `of`. */
function pick(count: number, of: number, random: () => number): number[] {
  const left = Array.from({ length: of }, (_, index) => index);
  return Array.from({ length: count }, () => left.splice(Math.floor(random() * left.length), 1)[0] as number).sort(
    (a, b) => a - b,
  );
}

describe('A planted regression', function () {
  this.timeout(60_000);
  let server: ModelServer;
  let trial: Trial;
  const open: TestWorkspace[] = [];

  beforeEach(async () => {
    server = await startModelServer();
    // The model answers by the text it is given, and the judge scores what it sees in the answer.
    server.answer(({ body }) => {
      const message = lastText(body);
      const quality = /quality (\d)/.exec(message)?.[1];
      if (body.model === 'judge') return { text: JSON.stringify({ reason: 'as it is', score: Number(quality) }) };
      const id = /q\d+/.exec(message)?.[0] ?? '';
      const isBad = trial.affected.has(id) && trial.harms(hunksIn(message));
      const lower = drawn(trial.seed, message) < trial.jitter ? 1 : 0;
      return { text: `To ${id}: ${isBad ? 'poor' : 'good'}, quality ${(isBad ? 2 : 5) - lower}` };
    });
  });

  afterEach(async () => {
    await Promise.all(open.splice(0).map((workspace) => workspace.dispose()));
    await server.close();
  });

  /** Compares the two versions, both run in full, and asks why the newer one regressed. */
  const causeOf = async (seed: number, head: string, repeat?: number): Promise<{ cause: Cause; calls: number }> => {
    const [before, after] = [promptText(seed, false), promptText(seed, true)];
    const workspace = await testWorkspace(server.url, {
      'judge.prompt': JUDGE,
      'older.prompt': before,
      'answer.prompt': after,
      'answer.test.yaml': testSet(questions(CASES), head),
    });
    open.push(workspace);
    const { host, engine, folder, path } = workspace;
    const version = (name: string) => ({ files: host.files, prompt: path(name) });
    const plan = await planComparison(
      { workspace: folder, before: version('older.prompt'), after: version('answer.prompt'), repeat },
      host,
      { endpoints: workspace.endpoints },
    );
    const older = plan.before ?? assert.fail('no older version');
    const run = { evaluate: engine.evaluate, cache: false };
    const labels = { before: 'older', after: 'newer' };
    const comparison = await runComparison({ ...plan, before: older }, { ...run, labels, priceOf: async () => 0 });
    assert.equal(comparison.verdict, 'regressed', `seed ${seed}`);
    const compared = server.chats.length;
    const cause = await findCause(plan.after, comparison, [{ file: path('answer.prompt'), before, after }], {
      ...run,
      host,
      endpoints: workspace.endpoints,
      files: host.files,
    });
    return { cause: cause ?? assert.fail('no cause'), calls: server.chats.length - compared };
  };

  /** Runs the trials. @returns the most calls for a hunk and a regressed case */
  const everyTrial = async (
    plant: (seed: number, random: () => number) => Trial,
    head: string,
    { trials = FEWER, repeat }: { trials?: number; repeat?: number } = {},
  ) => {
    let dearest = 0;
    for (let seed = 1; seed <= trials; seed++) {
      trial = plant(seed, seededRandom(seed));
      const { cause, calls } = await causeOf(seed, head, repeat);
      assert.deepEqual(cause.guilty, trial.bad, `seed ${seed}: ${JSON.stringify(cause.recovered)}`);
      assert.equal(cause.hunks.length, HUNKS);
      assert.ok([...trial.affected].every((id) => cause.cases.includes(id)));
      const most = 3 * HUNKS * cause.cases.length;
      assert.ok(calls <= most, `seed ${seed}: ${calls} of ${most} calls`);
      dearest = Math.max(dearest, calls / (HUNKS * cause.cases.length));
    }
    return dearest;
  };

  const affectedOf = (random: () => number) =>
    new Set(pick(6 + Math.floor(random() * 3), CASES, random).map((index) => `q${index + 1}`));
  const one = (jitter: number) => (seed: number, random: () => number) => {
    const bad = pick(1, HUNKS, random);
    return {
      seed,
      bad,
      jitter,
      affected: affectedOf(random),
      harms: (left: ReadonlySet<number>) => left.has(bad[0] ?? 0),
    };
  };
  const two =
    (manner: 'every' | 'some', jitter = 0) =>
    (seed: number, random: () => number) => {
      const bad = pick(2, HUNKS, random);
      const harms = (left: ReadonlySet<number>) => bad[manner]((hunk) => left.has(hunk));
      return { seed, bad, jitter, affected: affectedOf(random), harms };
    };
  const CHECKED = 'checks:\n  - contains: good\n';
  const JUDGED = 'judges:\n  - ./judge.prompt\n';

  it('is found in every one of 50 trials, one hunk among five', async () => {
    assert.equal(await everyTrial(one(0), CHECKED, { trials: TRIALS }), 1);
  });

  it('is found as surely by a judge, whose calls count, in spite of noise', async () => {
    assert.ok((await everyTrial(one(0.4), JUDGED)) <= 3);
  });

  it('is found where two hunks do it only together', async () => {
    assert.ok((await everyTrial(two('every'), CHECKED)) <= 3);
  });

  it('is found where either of two hunks would do it', async () => {
    assert.ok((await everyTrial(two('some'), CHECKED)) <= 3);
  });

  it('is found within the same calls where a judge, repeats and noise come together', async () => {
    await everyTrial(two('every', 0.3), JUDGED, { trials: 5, repeat: 2 });
    await everyTrial(two('some', 0.3), JUDGED, { trials: 5, repeat: 2 });
  });
});
