import type { Script, ScriptFailure } from '../../engine/script';

/** What the thread is asked to do. One thing at a time. */
export interface ThreadTask {
  task: 'compile' | 'load' | 'call';
  script: Script;
  /** The arguments as JSON text. */
  args?: string;
  /** Milliseconds that it may take. */
  limit: number;
}

/** What it answers; `ready` comes once, before anything else. */
export type ThreadAnswer = 'ready' | TaskAnswer;

export interface TaskAnswer {
  failure?: ScriptFailure;
  /** The returned value's type and, as JSON text, the value. */
  returned?: { type: string; json?: string };
  /** What the script has logged. */
  log: string[];
}
