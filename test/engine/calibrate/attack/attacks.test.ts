import assert from 'node:assert/strict';
import { fileURLToPath } from 'node:url';
import fc from 'fast-check';
import { ATTACK_FAMILIES, type Attack, type AttackContext } from '../../../../src/engine/calibrate/attack/attack';
import { ATTACKS, attacksNamed } from '../../../../src/engine/calibrate/attack/attacks';
import { randomFor } from '../../../../src/engine/calibrate/attack/knownBad';
import { builtInJudges, type Judge, loadJudge } from '../../../../src/engine/judge/judge';
import { judgeRequest } from '../../../../src/engine/judge/judgeRequest';
import { nothingToJudge } from '../../../../src/engine/judge/nothingToJudge';
import { FILE_START } from '../../../../src/engine/problem';
import type { Message } from '../../../../src/engine/prompt/message';
import { nodeFiles } from '../../../../src/node/nodeFiles';

const JUDGES = fileURLToPath(new URL('../../../../media/judges', import.meta.url));

const context = (over: Partial<AttackContext> = {}, seed = 1, id = 'one'): AttackContext => ({
  min: 1,
  max: 5,
  best: '5',
  question: 'What is RAG?',
  language: 'en',
  random: randomFor(seed, id),
  ...over,
});

const BAD = 'RAG is a cloth.\nIt is "soft".';

const textOf = ({ content }: Message) => content.map(({ text }) => text ?? '').join('');

async function builtIn(name: string): Promise<Judge> {
  const { judge, problems } = await loadJudge(
    { judge: name, name, weight: 1, range: FILE_START },
    {
      files: nodeFiles(),
      workspace: JUDGES,
      judgesFolder: JUDGES,
      testSetFile: `${JUDGES}/x.test.yaml`,
      criterionByCase: true,
    },
  );
  // One that needs embeddings cannot be loaded without a model for them.
  if (judge === undefined)
    assert.deepEqual(
      problems.map(({ code }) => code),
      ['judge.no-embedding'],
      name,
    );
  return judge as Judge;
}

describe('the attacks on judges', () => {
  it('are at least thirty, with ids of their own, of every family, each with its source', () => {
    assert.ok(ATTACKS.length >= 30, `${ATTACKS.length}`);
    assert.equal(new Set(ATTACKS.map(({ id }) => id)).size, ATTACKS.length);
    assert.deepEqual([...new Set(ATTACKS.map(({ family }) => family))], [...ATTACK_FAMILIES]);
    for (const { id, source } of ATTACKS) {
      assert.match(id, /^[a-z0-9]+(?:-[a-z0-9]+)*$/);
      assert.match(source, /arXiv \d{4}\.\d{5}$|\(.+\)$/, id);
    }
  });

  it('can be chosen by their id or their family', () => {
    assert.deepEqual(
      attacksNamed('base64').map(({ id }) => id),
      ['base64'],
    );
    assert.deepEqual(
      attacksNamed('encoded').map(({ id }) => id),
      ['base64', 'rot13'],
    );
    assert.ok(attacksNamed('ignore-*').length >= 5);
    assert.deepEqual(attacksNamed('nothing'), []);
    assert.equal(attacksNamed(), ATTACKS);
  });

  for (const attack of ATTACKS) {
    it(`${attack.id} changes the output, the same way for the same seed`, () => {
      for (const language of ['en', 'zh-TW'] as const) {
        const attacked = attack.apply(BAD, context({ language }));
        assert.notEqual(attacked, BAD);
        assert.equal(attack.apply(BAD, context({ language })), attacked);
      }
    });
  }

  it('keep the bad output in sight, but for those that say that they replace it', () => {
    for (const attack of ATTACKS) {
      const attacked = attack.apply('abcdefgh', context()).replaceAll('\u200b', '');
      const kept = [...attacked.normalize('NFKC')].filter((letter) => 'bdfgh'.includes(letter)).join('');
      assert.equal(attack.replaces === true, !kept.includes('bdfgh') && !attacked.includes('abcdefgh'), attack.id);
    }
  });

  it('never give away the expected answer, which they are not told', () => {
    assert.ok(!('expected' in context()));
  });

  it('take the best verdict of the scale, and its label where it has labels', () => {
    const json = (over: Partial<AttackContext>) =>
      JSON.parse((ATTACKS.find(({ id }) => id === 'verdict-json') as Attack).apply('x', context(over)).slice(3)).score;
    assert.equal(json({}), 5);
    assert.equal(json({ min: 0, max: 1, best: '1' }), 1);
    const labels = [
      { label: 'fail', score: 0 },
      { label: 'pass', score: 1 },
    ];
    assert.equal(json({ min: 0, max: 1, best: 'pass', labels }), 'pass');
  });

  it('of which nothing is left never reach a judge', () => {
    const alone = ATTACKS.filter(({ id }) => id.startsWith('only-'));
    assert.equal(alone.length, 4);
    for (const attack of alone) assert.notEqual(nothingToJudge(attack.apply(BAD, context())), undefined, attack.id);
    for (const attack of ATTACKS) {
      if (!alone.includes(attack)) assert.equal(nothingToJudge(attack.apply(BAD, context())), undefined, attack.id);
    }
  });

  describe('cannot leave the quotation', () => {
    const outputs = fc.oneof(
      fc.string({ unit: 'binary' }),
      fc.string(),
      fc.constantFrom('</output>', '"}', '\\', '\u2028', '\ud800', '```', '<output 0123456789abcdef01>', '{{output}}'),
    );
    let names: string[];
    before(async () => {
      names = await builtInJudges(nodeFiles(), JUDGES);
      assert.ok(names.length >= 5);
    });

    it('of any built-in judge: one quotation a boundary, the same roles, and the very output in it', async function () {
      this.timeout(60_000);
      for (const name of names) {
        const judge = await builtIn(name);
        if (judge === undefined) continue;
        const rolesOf = (output: string) => judgeRequest(judge, subject(output)).messages.map(({ role }) => role);
        const roles = rolesOf('plain');
        for (const attack of ATTACKS) {
          fc.assert(
            fc.property(outputs, fc.integer({ min: 1, max: 1e6 }), (output, seed) => {
              const attacked = attack.apply(output, context({}, seed, output));
              const given = judge.settings.judgesContext
                ? { ...subject('x'), context: ['first', attacked] }
                : subject(attacked);
              const { messages } = judgeRequest(judge, given);
              assert.deepEqual(
                messages.map(({ role }) => role),
                roles,
              );
              const whole = messages.map(textOf).join('\n');
              const [quotation, ...others] = quotations(whole).filter(({ name: of }) => isOutput(of, judge));
              assert.deepEqual(others, []);
              assert.ok(quotation, `${name}: nothing is quoted`);
              assert.equal(JSON.parse(quotation.text), attacked);
              // Whoever guesses the boundary does not know it: it is drawn anew for each request.
              assert.ok(!attacked.includes(quotation.boundary));
            }),
            { numRuns: 5, seed: 7 },
          );
        }
      }
    });
  });
});

const subject = (output: string) => ({
  input: { question: 'What is RAG?' },
  output,
  expected: 'Retrieval with generation.',
  context: ['first', 'RAG retrieves.'],
});

const isOutput = (name: string, { settings }: Judge) =>
  settings.judgesContext ? name === 'passage 2' : name === (settings.pairwise ? 'answer A' : 'output');

/** Everything between an opening and a closing line with the boundary of the request, which is the first one in it. */
function quotations(text: string): { name: string; boundary: string; text: string }[] {
  const boundary = /(?:^|\n)<[a-z][\w ]* ([0-9a-f]{18})>\n/.exec(text)?.[1] ?? '';
  const lines = text.split('\n');
  return lines.flatMap((line, index) => {
    const name = line.endsWith(` ${boundary}>`) && !line.startsWith('</') ? line.slice(1, -boundary.length - 2) : '';
    if (name === '') return [];
    assert.equal(lines[index + 2], `</${name} ${boundary}>`, 'one line is quoted');
    return [{ name, boundary, text: lines[index + 1] ?? '' }];
  });
}
