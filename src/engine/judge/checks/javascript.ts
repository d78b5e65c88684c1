import { SCRIPT_MEGABYTES, SCRIPT_SECONDS, type Script, type ScriptFailure, type ScriptReturn } from '../../script';
import type { CheckSpec } from '../../testset/testSet';
import { badArgument, type Check, type CheckFault, type CheckFinding, type CheckSubject } from './check';
import { excerpt } from './excerpt';
import { parseJson } from './json';

/** Code that stands in a test set may have so many characters; more is for a file. */
const LONGEST = 64 * 1024;
/** So many characters of a function's reason are kept. */
const LONGEST_REASON = 400;

/**
 * A function of the user's says whether the output passes: `javascript: output.length < 300`, the body of a function with
 * `return`, or the path of a file that exports one. It gets `(output, context)` and returns true or false, a score from 0 to
 * 1, or `{pass, score, reason}`, as in promptfoo's assertion of this name (promptfoo/promptfoo,
 * site/docs/configuration/expected-outputs/javascript.md). `javascript: { run: ./short.js, config: { most: 300 } }` gives
 * the function `context.config`. `loadCheckFiles` has put the script into the check by the time this runs.
 */
export const javascript: Check = {
  async fault(spec, { scripts }) {
    const { code } = argumentOf(spec) ?? {};
    if (code === undefined) return badArgument(spec, 'javascript');
    const script = scriptOf(spec);
    // A path that is still there could not be loaded, which has been reported.
    const failure = script && (await scripts?.compile(script));
    return failure && scriptFault(failure, spec);
  },
  async run(spec, subject): Promise<CheckFinding> {
    const script = scriptOf(spec);
    if (script === undefined || subject.runScript === undefined) return unknown({ kind: 'not-allowed' }, spec);
    const outcome = await subject.runScript(script, [subject.output, contextOf(spec, subject)]);
    return 'failure' in outcome ? unknown(outcome.failure, spec) : findingOf(outcome.returned, spec);
  },
};

/** What a script's failure is in words; its place is the line of the user's file. */
export function scriptFault({ kind, message = '', line }: ScriptFailure, spec: CheckSpec): CheckFault {
  const args = { place: placeOf(spec, line), message: excerpt(message) };
  if (kind === 'time') return { code: 'check.javascript-time', args: { ...args, limit: SCRIPT_SECONDS } };
  if (kind === 'memory') return { code: 'check.javascript-memory', args: { ...args, limit: SCRIPT_MEGABYTES } };
  return { code: CODES[kind], args };
}

const CODES: Readonly<Record<Exclude<ScriptFailure['kind'], 'time' | 'memory'>, string>> = {
  syntax: 'check.javascript-syntax',
  import: 'check.javascript-import',
  'no-function': 'check.javascript-no-function',
  threw: 'check.javascript-threw',
  unsettled: 'check.javascript-unsettled',
  'too-large': 'check.javascript-too-large',
  depth: 'check.javascript-depth',
  crashed: 'check.javascript-crashed',
  'not-allowed': 'check.javascript-not-here',
};

/** The path that a check names; undefined where its argument is code. */
export function scriptPathOf(spec: CheckSpec): string | undefined {
  const code = spec.kind === 'javascript' ? argumentOf(spec)?.code.trim() : undefined;
  return code !== undefined && isPath(code) ? code : undefined;
}

/** The code that stands in a check; undefined where there is none, or the path of a file. */
export function scriptTextOf(spec: CheckSpec): string | undefined {
  const code = spec.kind === 'javascript' ? argumentOf(spec)?.code : undefined;
  return code === undefined || isPath(code.trim()) ? undefined : code;
}

/** One line with the ending of a script, and nothing in it that only code has. */
function isPath(code: string): boolean {
  return /^[^\n\r"'`()[\]{}=<>;,?:|&!*]+\.[cm]?js$/i.test(code);
}

function argumentOf({ argument }: CheckSpec): { code: string; config?: unknown } | undefined {
  if (typeof argument === 'boolean' || typeof argument === 'number') return { code: String(argument) };
  const isMap = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  const { run, config, ...rest } = (isMap ? argument : { run: argument }) as Record<string, unknown>;
  if (typeof run !== 'string' || run.trim() === '' || run.length > LONGEST) return undefined;
  return Object.keys(rest).length === 0 ? { code: run, ...(config !== undefined && { config }) } : undefined;
}

/** The script as it was loaded; where nobody has loaded anything, the code of the check itself. */
function scriptOf(spec: CheckSpec): Script | undefined {
  const text = scriptTextOf(spec);
  return spec.script ?? (text === undefined ? undefined : { text, kind: 'inline', name: '' });
}

/** `checks/short.js:3`; of code in a test set, the line there. */
function placeOf({ script, range, textLine }: CheckSpec, line: number | undefined): string {
  const first = script?.kind === 'file' ? 0 : (textLine ?? range.start.line);
  const offset = script?.kind === 'file' || textLine !== undefined ? (line ?? 1) : 1;
  return `${script?.name ?? ''}:${first + offset}`;
}

/** What the function gets beside the output. */
function contextOf(spec: CheckSpec, subject: CheckSubject): Record<string, unknown> {
  const { input = {}, expected, context, caseId, latencyMs, cost, toolCalls = [], finishReason } = subject;
  return {
    vars: input,
    expected,
    context,
    caseId,
    latencyMs,
    cost,
    toolCalls: toolCalls.map((call) => {
      const parsed = parseJson(call.arguments);
      return { name: call.name, arguments: 'value' in parsed ? parsed.value : call.arguments };
    }),
    finishReason,
    config: argumentOf(spec)?.config,
  };
}

function unknown(failure: ScriptFailure, spec: CheckSpec): CheckFinding {
  const { code, args } = scriptFault(failure, spec);
  return { holds: false, args, unknown: code };
}

function findingOf(returned: ScriptReturn, spec: CheckSpec): CheckFinding {
  const { type, value } = returned;
  if (type === 'boolean') return { holds: value === true, args: {} };
  if (type === 'number' && isScore(value)) return scored(value, spec);
  if (type !== 'object' || typeof value !== 'object' || value === null) return useless(returned, spec);
  const { pass, score, reason } = value as Record<string, unknown>;
  if (score !== undefined && !isScore(score)) return useless({ type, value: { score } }, spec);
  if (pass !== undefined && typeof pass !== 'boolean') return useless({ type, value: { pass } }, spec);
  if (pass === undefined && score === undefined) return useless(returned, spec);
  const finding = score === undefined ? { holds: pass === true, args: {} } : scored(score as number, spec, pass);
  if (typeof reason !== 'string' || reason.trim() === '') return finding;
  return { ...finding, sentence: 'reason', args: { reason: excerpt(reason, LONGEST_REASON) } };
}

/** Where the function says itself whether it passes, its score decides nothing. */
function scored(score: number, { threshold }: CheckSpec, pass?: boolean): CheckFinding {
  const holds = pass ?? (threshold === undefined ? score > 0 : score >= threshold);
  const args = { score: Number(score.toFixed(3)), min: threshold ?? 0 };
  if (pass !== undefined) return { holds, score, args: {} };
  return { holds, score, args, sentence: threshold === undefined ? 'score' : 'below' };
}

function useless({ type, value }: ScriptReturn, spec: CheckSpec): CheckFinding {
  const found = value === undefined ? type : excerpt(typeof value === 'number' ? String(value) : JSON.stringify(value));
  return { holds: false, args: { found, place: placeOf(spec, undefined) }, unknown: 'check.javascript-returned' };
}

function isScore(value: unknown): value is number {
  return typeof value === 'number' && value >= 0 && value <= 1;
}
