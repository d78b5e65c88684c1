import type { Scale } from '../../judge/judgeScale';
import { seededRandom } from '../../statistics';
import type { JudgeExample } from '../../testset/testSet';
import type { Disagreement } from '../agreement';
import { categoriesOf, categoryOf } from '../categories';

/** Labelled outputs in two halves: examples are taken from the one, and whether they help is measured on the other. */
export interface Halves {
  examples: Disagreement[];
  heldOut: Disagreement[];
}

/**
 * Divides scored outputs into halves by a seed. Outputs of one case stay together, so that no held-out answer has its
 * twin among the examples; cases are dealt out in the order of their disagreement, so that both halves have the same.
 */
export function halvesOf(scored: readonly Disagreement[], seed: number): Halves {
  const random = seededRandom(seed);
  const byCase = new Map<string, Disagreement[]>();
  for (const each of scored) {
    const key = JSON.stringify([each.output.subject.caseId ?? each.id, each.output.subject.input]);
    byCase.set(key, [...(byCase.get(key) ?? []), each]);
  }
  const cases = [...byCase.values()].sort((a, b) => strongest(b) - strongest(a));
  const halves: Halves = { examples: [], heldOut: [] };
  for (let index = 0; index < cases.length; index += 2) {
    const pair = cases.slice(index, index + 2);
    if (random() < 0.5) pair.reverse();
    const [first = [], second = []] = pair;
    halves.examples.push(...first);
    halves.heldOut.push(...second);
  }
  return halves;
}

function strongest(outputs: readonly Disagreement[]): number {
  return Math.max(...outputs.map(({ difference }) => Math.abs(difference)));
}

/** Longer outputs would leave no room for the case itself. */
const LONGEST_OUTPUT = 4_000;

/**
 * The examples that teach a judge most: its strongest disagreements with people, spread over the scores that people
 * gave, so that it learns neither to be kind nor to be hard in general.
 */
export function chooseExamples(from: readonly Disagreement[], scale: Scale, most: number): JudgeExample[] {
  const categories = categoriesOf(scale);
  const byScore = new Map<number, Disagreement[]>();
  for (const each of [...from].sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference))) {
    if (each.difference === 0 || each.output.subject.output.length > LONGEST_OUTPUT) continue;
    const score = categoryOf(each.human, categories);
    byScore.set(score, [...(byScore.get(score) ?? []), each]);
  }
  const chosen: Disagreement[] = [];
  for (let round = 0; chosen.length < most; round++) {
    const next = [...byScore.values()].flatMap((each) => each[round] ?? []);
    if (next.length === 0) break;
    chosen.push(...next.sort((a, b) => Math.abs(b.difference) - Math.abs(a.difference)).slice(0, most - chosen.length));
  }
  return chosen.map((each) => exampleOf(each, scale));
}

function exampleOf({ human, output }: Disagreement, scale: Scale): JudgeExample {
  const { input, expected, criterion, output: text, caseId } = output.subject;
  const categories = categoriesOf(scale);
  const nearest = categoryOf(human, categories);
  const note = output.ratings.find((rating) => rating.note !== undefined)?.note;
  return {
    ...(caseId !== undefined && { caseId }),
    ...(Object.keys(input).length > 0 && { input }),
    ...(expected !== undefined && { expected }),
    ...(criterion !== undefined && { criterion }),
    output: text,
    ...(note !== undefined && { reason: note }),
    score: scale.labels === undefined ? (categories.scores[nearest] as number) : (categories.names[nearest] as string),
  };
}
