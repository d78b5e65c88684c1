import { compileSchema } from '../../compileSchema';
import { badArgument, type Check, type CheckFinding, type CheckSubject } from './check';
import { excerpt } from './excerpt';
import { parseJson } from './json';

/**
 * Every tool call names one of the prompt's tools, and its arguments are JSON that fits the tool's schema; there is at
 * least one call.
 */
export const toolCalls: Check = {
  fault: (spec) => (spec.argument === undefined || spec.argument === true ? undefined : badArgument(spec, 'nothing')),
  async run(_spec, { toolCalls: calls = [], tools = [] }): Promise<CheckFinding> {
    if (calls.length === 0) return { holds: false, args: { fault: '' }, unknown: 'check.no-tool-calls' };
    for (const call of calls) {
      const fault = await faultOf(call, tools);
      if (fault !== undefined) return { holds: false, args: { fault } };
    }
    return { holds: true, args: { fault: '' } };
  },
};

async function faultOf(
  { name, arguments: given }: NonNullable<CheckSubject['toolCalls']>[number],
  tools: NonNullable<CheckSubject['tools']>,
): Promise<string | undefined> {
  const tool = tools.find((each) => each.name === name);
  if (tool === undefined) return `${name} ∉ ${tools.map((each) => each.name).join(', ') || '∅'}`;
  const parsed = parseJson(given === '' ? '{}' : given);
  if ('fault' in parsed) return `${name}: ${parsed.fault}`;
  const validate = await compileSchema(tool.inputSchema).catch(() => undefined);
  if (validate === undefined || validate(parsed.value)) return undefined;
  const [error] = validate.errors ?? [];
  return `${name}${error?.instancePath ?? ''}: ${excerpt(error?.message ?? '')}`;
}

/**
 * The F₁ of the tools that were called against those that should have been, as sets of names: `tool-call-f1: [search,
 * open]`, or `{ to: [search, open], at-least: 0.8 }`; 1 by default.
 */
export const toolCallF1: Check = {
  fault: (spec) => (wantedOf(spec.argument) === undefined ? badArgument(spec, 'texts') : undefined),
  run({ argument }, { toolCalls: calls = [] }): CheckFinding {
    const { names, atLeast } = wantedOf(argument) ?? { names: [], atLeast: 1 };
    const called = new Set(calls.map(({ name }) => name));
    const wanted = new Set(names);
    const shared = [...called].filter((name) => wanted.has(name)).length;
    const score = called.size + wanted.size === 0 ? 1 : (2 * shared) / (called.size + wanted.size);
    return {
      holds: score >= atLeast,
      score,
      args: { score: Number(score.toFixed(3)), min: atLeast, found: [...called].join(', '), wanted: names.join(', ') },
    };
  },
};

function wantedOf(argument: unknown): { names: string[]; atLeast: number } | undefined {
  const isMap = typeof argument === 'object' && argument !== null && !Array.isArray(argument);
  const { to, 'at-least': atLeast = 1, ...rest } = (isMap ? argument : { to: argument }) as Record<string, unknown>;
  const names = [to].flat();
  const areNames = names.length > 0 && names.every((name): name is string => typeof name === 'string' && name !== '');
  const isShare = typeof atLeast === 'number' && atLeast >= 0 && atLeast <= 1;
  return areNames && isShare && Object.keys(rest).length === 0 ? { names: names as string[], atLeast } : undefined;
}
