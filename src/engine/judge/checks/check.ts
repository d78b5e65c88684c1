import type { JsonSchema, ToolDefinition } from '../../prompt/message';
import type { Script, ScriptOutcome, ScriptRunner } from '../../script';
import type { CheckSpec } from '../../testset/testSet';

/** What a check may look at. */
export interface CheckSubject {
  output: string;
  /** The case's expected answer. */
  expected?: unknown;
  /** Milliseconds from sending to the last byte. */
  latencyMs?: number;
  /** US dollars; null where the price is unknown. */
  cost?: number | null;
  /** The schema that the prompt itself declares for its output. */
  outputSchema?: JsonSchema;
  /** Values of the prompt's variables. */
  input?: Record<string, unknown>;
  /** Why the model ended. */
  finishReason?: string;
  /** The tools that the model called, with their arguments as JSON text. */
  toolCalls?: readonly { name: string; arguments: string }[];
  /** The tools that the prompt gives. */
  tools?: readonly ToolDefinition[];
  /** The output's tokens with their log-probabilities, where the model gave them. */
  logprobs?: readonly { token: string; logprob: number }[];
  /** Embeds texts with a model, `provider/name`. */
  embed?: (texts: readonly string[], model: string) => Promise<readonly (readonly number[])[]>;
  /** Calls a function of the user's. */
  runScript?: (script: Script, args: readonly unknown[]) => Promise<ScriptOutcome>;
  /** The case's passages. */
  context?: readonly string[];
  caseId?: string;
}

/** What checks are examined with before anything is spent. */
export interface CheckTools {
  /** Compiles the user's functions. */
  scripts?: Pick<ScriptRunner, 'compile'>;
}

/** Code and arguments of a sentence in `src/wording/judge.ts`. */
export interface CheckFault {
  code: string;
  args: Record<string, string | number>;
}

/** Whether a check holds, before any negation. */
export interface CheckFinding {
  holds: boolean;
  /** 0..1 where the check measures something; else 1 or 0 by `holds`. */
  score?: number;
  /** For the sentence that explains a failure: `check.NAME`, or `check.not-NAME` where it must not hold. */
  args: Record<string, string | number>;
  /** Which sentence of the check explains it, where there are several: `check.NAME-SENTENCE`. */
  sentence?: string;
  /** Where it could not be found out at all: a failure either way, with a sentence of its own. */
  unknown?: string;
}

/** A deterministic test of an output. One file a check; `checkTable.ts` gives each its name. */
export interface Check {
  /** What is wrong with the argument; undefined where it can be used. Asked before anything is spent. */
  fault(spec: CheckSpec, tools: CheckTools): CheckFault | undefined | Promise<CheckFault | undefined>;
  /** Only called with a spec that has no fault. */
  run(spec: CheckSpec, subject: CheckSubject): CheckFinding | Promise<CheckFinding>;
}

/** A fault in the argument of a check. */
export function badArgument(
  spec: CheckSpec,
  wanted:
    | 'text'
    | 'texts'
    | 'number'
    | 'schema'
    | 'length'
    | 'regex'
    | 'nothing'
    | 'similarity'
    | 'javascript'
    | 'elements',
): CheckFault {
  return { code: `check.argument-${wanted}`, args: { check: spec.kind } };
}
