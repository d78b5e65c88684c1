import type { SourceMap } from '../sourceNode';
import { chatTurns, conversationInputs } from './chatInput';
import type { ImportedCase, ImportedJudge } from './imported';
import type { ImportContext } from './importFormat';
import type { ImportPlace } from './importReport';
import { cellValue, isMap } from './records';

/** A record of a data set, with its input as the other tool has it: a text, a conversation, or variables. */
export interface DatasetCase extends Omit<ImportedCase, 'input'> {
  given: unknown;
  /** Variables beside the input. */
  more?: Record<string, unknown>;
}

/**
 * Cases from records whose input is not a map of variables everywhere: a text is the one variable that the prompt has,
 * and a conversation is what `conversationInputs` makes of it.
 */
export function datasetCases(records: readonly DatasetCase[], context: ImportContext): ImportedCase[] {
  const { textVariable, report } = context;
  const turns = records.map(({ given }) => conversationIn(given));
  const talking = records.flatMap(({ place }, index) => {
    const own = turns[index];
    return own === undefined ? [] : [{ turns: own, place }];
  });
  const inputs = conversationInputs(talking, { textVariable, report });
  return records.map(({ given, more, ...rest }, index) => {
    const input = turns[index] === undefined ? variablesOf(given, textVariable) : (inputs.shift() ?? {});
    return { ...rest, input: { ...input, ...more } };
  });
}

/** A list of messages, or a map with nothing but one. */
function conversationIn(given: unknown) {
  if (!isMap(given)) return chatTurns(given);
  const [only, ...others] = Object.entries(given);
  return only !== undefined && others.length === 0 && only[0] === 'messages' ? chatTurns(only[1]) : undefined;
}

function variablesOf(given: unknown, textVariable: string): Record<string, unknown> {
  if (given === undefined || given === null) return {};
  return isMap(given) ? given : { [textVariable]: given };
}

/** Keys of a record that have no place here: each is said once, whatever the number of records. */
export function loseOthers(record: SourceMap, known: ReadonlySet<string>, place: ImportPlace, context: ImportContext) {
  for (const { key, value } of record.entries) {
    if (known.has(key) || (value.kind === 'scalar' && (value.value === null || value.value === ''))) continue;
    if (value.kind !== 'scalar' && (value.kind === 'list' ? value.items : value.entries).length === 0) continue;
    context.report.lost(place, 'key', { key });
  }
}

/** An expected answer: of a map with one text or one message in it that text, else the value as it is. */
export function expectedOf(value: unknown): unknown {
  const plain = cellValue(value);
  if (!isMap(plain)) return plain;
  const [only, ...others] = Object.values(plain);
  if (others.length > 0) return plain;
  const [turn, ...more] = chatTurns([only].flat()) ?? [];
  const isAnswer = turn !== undefined && more.length === 0 && turn.role === 'assistant';
  return typeof only === 'string' ? only : isAnswer ? turn.content : plain;
}

/**
 * The judges of cases of which some bring a criterion along: the one of criteria, and beside it the one that compares with
 * expected answers, which would be the judge where nobody names one.
 */
export function judgesOf(cases: readonly ImportedCase[]): ImportedJudge[] {
  if (cases.every(({ criterion }) => criterion === undefined)) return [];
  const compares = cases.every(({ expected, checks }) => expected !== undefined && checks.length === 0);
  return [...(compares ? ['correctness'] : []), 'rubric'].map((judge) => ({ judge, notes: [] }));
}
