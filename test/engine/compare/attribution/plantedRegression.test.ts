import assert from 'node:assert/strict';
import { seededRandom } from '../../../../src/engine/compare/statistics';
import type { GatedPrompt } from '../../../../src/engine/gate/gateResult';
import { initRepository } from '../../../support/gitRepository';
import { type ModelServer, type ReceivedRequest, startModelServer } from '../../../support/modelServer';
import { type TestWorkspace, testWorkspace } from '../../evaluate/testWorkspace';

const TRIALS = 50;
const HUNKS = 5;
const CASES = 8;

/** One prompt whose change has five hunks, of which some made some of its cases fail. */
interface Planted {
  name: string;
  bad: readonly number[];
  affected: ReadonlySet<number>;
  /** The chance that a case fails for no reason at all, told by the trial, the text, and the case. */
  noise: number;
}

/** Lines that stay keep the hunks apart. */
function promptOf(name: string, edited: boolean): string {
  const lines = Array.from({ length: HUNKS }, (_, hunk) => [
    edited ? `Rule ${hunk} of ${name} 改後.` : `Rule ${hunk} of ${name} 原文.`,
    `Kept ${hunk}.`,
    '',
  ]);
  return `---\nmodel: test/model-a\n---\n${lines.flat().join('\n')}\n{{question}}\n`;
}

function testsOf(count: number): string {
  const cases = Array.from(
    { length: count },
    (_, index) => `  - { id: q${index}, input: { question: 問題 no${index}？ } }\n`,
  );
  return `checks:\n  - contains: good\ncases:\n${cases.join('')}`;
}

describe('a planted regression', () => {
  let server: ModelServer;
  let at: TestWorkspace;
  let planted: readonly Planted[];

  /** What the scripted model says: it fails the affected cases as long as all the bad lines are there. */
  function answer({ body }: ReceivedRequest) {
    const text = JSON.stringify(body.messages);
    const trial = planted.find(({ name }) => text.includes(` of ${name} `));
    const asked = Number(/no(\d+)/.exec(text)?.[1]);
    if (trial === undefined) return { status: 500 };
    const fails =
      trial.bad.every((hunk) => text.includes(`Rule ${hunk} of ${trial.name} 改後`)) && trial.affected.has(asked);
    const edits = Array.from({ length: HUNKS }, (_, hunk) => text.includes(`Rule ${hunk} of ${trial.name} 改後`));
    const chance = seededRandom(
      1 + (Number.parseInt(`${trial.name.slice(1)}${edits.map(Number).join('')}${asked}`, 10) % 2147483647),
    );
    return { text: fails || chance() < trial.noise ? 'bad 壞' : 'good 好' };
  }

  async function plant(trials: readonly Planted[], count = CASES): Promise<void> {
    planted = trials;
    const files = trials.flatMap(({ name }) => [
      [`${name}.prompt`, promptOf(name, false)],
      [`${name}.test.yaml`, testsOf(count)],
    ]);
    at = await testWorkspace(server.url, { '.gitignore': '.assay/\n', ...Object.fromEntries(files) });
    await initRepository(at.folder);
    await at.write(Object.fromEntries(trials.map(({ name }) => [`${name}.prompt`, promptOf(name, true)])));
  }

  /** The gate's finding, and the calls that the search for the cause took. */
  async function blame({ name }: Planted): Promise<{ prompt: GatedPrompt; calls: number }> {
    let before = 0;
    const file = at.path(`${name}.prompt`);
    const change = { kind: 'versions' as const, file, before: { revision: 'HEAD' }, after: 'saved' as const };
    const { prompts } = await at.engine.gate(at.folder, change, {
      why: true,
      workspaceOf: async () => at.folder,
      onSearch: () => {
        before = server.chats.length;
      },
    });
    const [prompt] = prompts;
    assert.ok(prompt);
    return { prompt, calls: server.chats.length - before };
  }

  function guilty({ cause }: GatedPrompt): number[] {
    const lines = (cause?.guilty ?? []).map((index) => cause?.hunks[index]?.after.join('') ?? '');
    return lines.map((line) => Number(/Rule (\d)/.exec(line)?.[1])).sort();
  }

  beforeEach(async () => {
    server = await startModelServer();
    server.answer(answer);
  });
  afterEach(async () => {
    await at?.dispose();
    await server.close();
  });

  it('is found in every one of 50 trials, one bad hunk among five, within three calls a hunk and regressed case', async function () {
    this.timeout(120_000);
    const random = seededRandom(20_260_102);
    await plant(
      Array.from({ length: TRIALS }, (_, index): Planted => {
        const bad = Math.floor(random() * HUNKS);
        // At least as many as make the gate sure that it is no chance.
        const least = 6 + Math.floor(random() * (CASES - 5));
        const order = Array.from({ length: CASES }, (_, id) => id).sort(
          (a, b) => ((a * 7 + index) % CASES) - ((b * 7 + index) % CASES),
        );
        return { name: `p${index + 1}`, bad: [bad], affected: new Set(order.slice(0, least)), noise: 0 };
      }),
    );
    for (const trial of planted) {
      const { prompt, calls } = await blame(trial);
      assert.equal(prompt.verdict, 'regressed', trial.name);
      assert.deepEqual(guilty(prompt), [...trial.bad], trial.name);
      const worse = prompt.comparison?.counts.worse ?? 0;
      assert.equal(worse, trial.affected.size);
      assert.ok(calls > 0 && calls <= 3 * HUNKS * worse, `${trial.name}: ${calls} calls for ${worse} cases`);
    }
  });

  it('is found where the answers vary from text to text for no reason', async function () {
    this.timeout(120_000);
    const random = seededRandom(7);
    await plant(
      Array.from({ length: 20 }, (_, index): Planted => {
        const bad = Math.floor(random() * HUNKS);
        return {
          name: `p${index + 1}`,
          bad: [bad],
          affected: new Set(Array.from({ length: 10 }, (_, id) => id)),
          noise: 0.1,
        };
      }),
      12,
    );
    for (const trial of planted) {
      const { prompt } = await blame(trial);
      assert.equal(prompt.verdict, 'regressed', trial.name);
      assert.deepEqual(guilty(prompt), [...trial.bad], trial.name);
    }
  });

  it('is found where two hunks did it only together', async function () {
    this.timeout(120_000);
    const pairs = [0, 1, 2, 3, 4].flatMap((a) => [0, 1, 2, 3, 4].filter((b) => b > a).map((b) => [a, b]));
    const affected = new Set(Array.from({ length: 7 }, (_, id) => id));
    await plant(pairs.map((bad, index) => ({ name: `p${index + 1}`, bad, affected, noise: 0 })));
    for (const trial of planted) {
      const { prompt, calls } = await blame(trial);
      // Taking back either one makes all good again: each alone is a cause.
      assert.equal(guilty(prompt).length, 1, trial.name);
      assert.ok(trial.bad.includes(guilty(prompt)[0] ?? -1), trial.name);
      assert.ok(calls <= 3 * HUNKS * 7, `${trial.name}: ${calls}`);
    }
  });
});
