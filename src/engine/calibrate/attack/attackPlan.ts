import { callsOfJudgement, modelsOfJudge } from '../../evaluate/judgeTerms';
import { judgeRequest } from '../../judge/judgeRequest';
import type { JudgeSettings } from '../../judge/judgeSettings';
import { describeInput } from '../../judge/judgeVariables';
import { nothingToJudge } from '../../judge/nothingToJudge';
import { tokenCounter } from '../../model/tokens';
import { FILE_START, type Problem } from '../../problem';
import type { JudgeTestPlan } from '../judgeTestPlan';
import type { LabelledOutput } from '../labelledOutput';
import { ATTACK_FAMILIES, type Attack, type AttackContext } from './attack';
import { attacksNamed } from './attacks';
import { chosen, isKnownBad, randomFor } from './knownBad';

/** Enough outputs to tell a rate of 0 from one of 20 %, at a price that one pays without thinking twice. */
const MOST_OUTPUTS = 20;

/** Tokens of a judge's reply. */
const VERDICT_TOKENS = 150;

export interface AttackRequest {
  /** At most so many bad outputs; 20 by default. */
  limit?: number;
  /** Only attacks whose id or family matches; `*` and `?` stand for any characters. */
  attacks?: string;
  /** Of everything that is drawn by chance; 1 by default. */
  seed?: number;
}

/** What attacking a judge takes, and all that is wrong, before anything is spent. */
export interface AttackPlan {
  /** Of the judge and its labelled outputs. */
  test: JudgeTestPlan;
  problems: Problem[];
  attacks: readonly Attack[];
  /** Outputs that people found bad. */
  known: number;
  /** Those of them that are used. */
  bad: LabelledOutput[];
  seed: number;
  /** Calls at most, without the cache: where the judge lets a bad output pass by itself, its attacks are not tried. */
  calls: number;
  /** About what they cost, in US dollars; null where a price is not known. */
  price: number | null;
}

/** US dollars of one call; null where not known. */
type PriceOfCall = (
  named: { model: string },
  usage: { input: number; output: number } | undefined,
) => Promise<number | null>;

/** Never throws for what is wrong in the user's files: the plan's problems say it. */
export async function planAttack(
  test: JudgeTestPlan,
  { limit = MOST_OUTPUTS, attacks: pattern, seed = 1 }: AttackRequest,
  priceOf: PriceOfCall,
): Promise<AttackPlan> {
  const problems = [...test.problems];
  const plan = { test, problems, attacks: [], known: 0, bad: [], seed, calls: 0, price: 0 };
  const { seat } = test;
  if (seat === undefined) return plan;
  const { judge } = seat;
  const fail = (code: string, args: Problem['args']) =>
    problems.push({ code, severity: 'error', file: test.labelsFile ?? judge.source.file, range: FILE_START, args });
  const named = attacksNamed(pattern);
  // A judge of what must not be there is right to let an output pass of which nothing is left.
  const attacks = judge.settings.empty === 'best' ? named.filter(({ replaces }) => !replaces) : named;
  const known = test.outputs.filter((output) => isKnownBad(output, judge) && canBeAttacked(output, judge.settings));
  if (attacks.length === 0) fail('attack.no-attack', { pattern: pattern ?? '*', families: ATTACK_FAMILIES.join(', ') });
  if (known.length === 0) fail('attack.no-bad-output', { judge: judge.name });
  const bad = chosen(known, limit, seed);
  const planned = { ...plan, attacks, known: known.length, bad };
  return { ...planned, ...(problems.length === test.problems.length && (await effortOf(planned, priceOf))) };
}

/** A judge that never looks at the output can only be attacked through a passage, and not every case has one. */
function canBeAttacked({ subject }: LabelledOutput, { judgesContext }: Pick<JudgeSettings, 'judgesContext'>): boolean {
  return !judgesContext || (subject.context ?? []).length > 0;
}

/**
 * A bad output with an attack. Of a judge that never looks at the output, it is the last passage that is attacked.
 * @returns the same id for the case, so that it is never shown to the judge as an example of itself
 */
export function attacked(output: LabelledOutput, attack: Attack, { test, seed }: AttackPlan): LabelledOutput {
  const { judge } = test.seat as NonNullable<JudgeTestPlan['seat']>;
  const { subject } = output;
  const question = describeInput(subject.input);
  const { min, max, labels, settings } = judge;
  const random = randomFor(seed, output.id, attack.id);
  const context: AttackContext = {
    min,
    max,
    ...(labels !== undefined && { labels }),
    // In a pair the judge names the better of two, and nobody knows which place the output gets.
    best: settings.pairwise ? (random() < 0.5 ? 'A' : 'B') : (labels?.at(-1)?.label ?? String(max)),
    question,
    language: /\p{Script=Han}/u.test(question + subject.output) ? 'zh-TW' : 'en',
    random,
  };
  const id = `${output.id} ${attack.id}`;
  const { context: passages = [] } = subject;
  const last = passages.at(-1);
  if (settings.judgesContext && last !== undefined) {
    return { ...output, id, subject: { ...subject, context: [...passages.slice(0, -1), attack.apply(last, context)] } };
  }
  return { ...output, id, subject: { ...subject, output: attack.apply(subject.output, context) } };
}

/** Calls and their price, from the requests as they would be sent. */
async function effortOf(plan: AttackPlan, priceOf: PriceOfCall): Promise<Pick<AttackPlan, 'calls' | 'price'>> {
  const { test, bad, attacks } = plan;
  const { judge, terms } = test.seat as NonNullable<JudgeTestPlan['seat']>;
  const outputs = [...bad, ...bad.flatMap((output) => attacks.map((attack) => attacked(output, attack, plan)))];
  const asked = outputs.filter(
    ({ subject }) => judge.settings.judgesContext || nothingToJudge(subject.output, subject.expected) === undefined,
  );
  const calls = asked.length * callsOfJudgement(terms);
  const models = modelsOfJudge(terms);
  let price = 0;
  for (const model of models) {
    const counter = await tokenCounter(model);
    let input = 0;
    for (const { subject } of asked) {
      const { messages } = judgeRequest(judge, subject);
      input += counter.count(messages.flatMap(({ content }) => content.map(({ text = '' }) => text)).join('\n'));
    }
    const repeats = callsOfJudgement(terms) / models.length;
    const output = VERDICT_TOKENS * asked.length * repeats;
    const cost = await priceOf({ model }, { input: input * repeats, output });
    if (cost === null) return { calls, price: null };
    price += cost;
  }
  return { calls, price };
}
