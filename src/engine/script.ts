/** What a script may take, in seconds and in megabytes. */
export const SCRIPT_SECONDS = 1;
export const SCRIPT_MEGABYTES = 32;

/** JavaScript of a user's that makes a function: a file of the workspace, or a text in a test set. */
export interface Script {
  text: string;
  /** `file`: exports the function; `inline`: an expression or the body of the function, of `output` and `context`. */
  kind: 'file' | 'inline';
  /** What messages call it: a path relative to the workspace, with `/`. A file's ending tells how it exports. */
  name: string;
}

/**
 * Why there is no value:
 * - `syntax`: it is not JavaScript; `import`: it imports something, and a script is alone
 * - `no-function`: the file exports none; `threw`: the function, or the file before it, ended in an error
 * - `unsettled`: the promise that it returned never settles; `too-large`: it returned more than anybody reads
 * - `time`, `memory`, `depth`: it ran out of one of these; `crashed`: what runs scripts broke down
 * - `not-allowed`: nobody has allowed the code of workspaces to run here
 */
export interface ScriptFailure {
  kind:
    | 'syntax'
    | 'import'
    | 'no-function'
    | 'threw'
    | 'unsettled'
    | 'too-large'
    | 'time'
    | 'memory'
    | 'depth'
    | 'crashed'
    | 'not-allowed';
  /** The error's own words, or the name of what is imported. */
  message?: string;
  /** Line of the text, from 1, where it is known. */
  line?: number;
}

/** What a function returned. */
export interface ScriptReturn {
  /** `typeof`, but `null` and `array` by themselves. */
  type: string;
  /** Of booleans, numbers, texts, lists and objects: the value, as JSON has it (but for numbers that JSON has not). */
  value?: unknown;
}

export type ScriptOutcome = { returned: ScriptReturn } | { failure: ScriptFailure };

/**
 * Runs scripts, each call by itself: without files, network, timers or the environment, and with bounds on time and memory.
 * Nothing is left of one call in the next.
 */
export interface ScriptRunner {
  /** Whether the person here has allowed the code of workspaces to run. */
  allowed(): boolean;
  /** What is wrong with a script as it is written; none of it is run, so this needs no leave. */
  compile(script: Script): Promise<ScriptFailure | undefined>;
  /** What is wrong with a script as far as running it without a call tells: whether a file exports a function. */
  load(script: Script): Promise<ScriptFailure | undefined>;
  /**
   * Calls the function.
   * @param args JSON values
   * @throws the signal's reason where it aborts, at once
   */
  call(script: Script, args: readonly unknown[], options?: { signal?: AbortSignal }): Promise<ScriptOutcome>;
}
