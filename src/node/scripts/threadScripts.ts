import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { Log } from '../../engine/host';
import { onAbort } from '../../engine/model/onAbort';
import {
  SCRIPT_SECONDS,
  type Script,
  type ScriptFailure,
  type ScriptOutcome,
  type ScriptRunner,
} from '../../engine/script';
import type { TaskAnswer, ThreadAnswer, ThreadTask } from './threadMessages';

export interface ThreadScriptsOptions {
  /** What scripts log goes there. */
  log: Log;
  /** Whether the code of workspaces may run; asked before each call. */
  allowed: () => boolean;
  /** The thread's program; that of this build where it is left out. */
  file?: string;
  /** What a call may take, in seconds; `SCRIPT_SECONDS` where it is left out. */
  seconds?: number;
}

/**
 * A thread that does not answer is ended so many milliseconds after a script's time is up. It ends most scripts by itself
 * before: built-in functions that work for long on one value are what it cannot interrupt.
 */
const PATIENCE_MS = 500;
/** Seconds for compiling, which ends by itself. */
const COMPILING = 10;
/** What has been compiled is remembered, of so many scripts. */
const MOST_REMEMBERED = 1_000;

interface Job {
  task: ThreadTask;
  settle(answer: TaskAnswer): void;
}

/**
 * Runs scripts in a thread that is started when it is first needed, one task after the other. The thread keeps no program
 * from ending, is ended with what it does when a call is cancelled or takes too long, and is then started anew.
 */
export class ThreadScripts implements ScriptRunner {
  readonly #options: ThreadScriptsOptions;
  readonly #queue: Job[] = [];
  readonly #compiled = new Map<string, Promise<ScriptFailure | undefined>>();
  #thread: ScriptThread | undefined;
  #current: Job | undefined;

  constructor(options: ThreadScriptsOptions) {
    this.#options = options;
  }

  allowed(): boolean {
    return this.#options.allowed();
  }

  async compile(script: Script): Promise<ScriptFailure | undefined> {
    const key = `${script.kind}${script.name.slice(-4)}\0${script.text}`;
    const known = this.#compiled.get(key);
    if (known !== undefined) return known;
    const failure = this.#perform({ task: 'compile', script }).then((answer) => answer.failure);
    const [oldest] = this.#compiled.keys();
    if (this.#compiled.size >= MOST_REMEMBERED && oldest !== undefined) this.#compiled.delete(oldest);
    this.#compiled.set(key, failure);
    if ((await failure)?.kind === 'crashed') this.#compiled.delete(key);
    return failure;
  }

  async load(script: Script): Promise<ScriptFailure | undefined> {
    if (!this.allowed()) return { kind: 'not-allowed' };
    return (await this.#perform({ task: 'load', script })).failure;
  }

  async call(
    script: Script,
    args: readonly unknown[],
    { signal }: { signal?: AbortSignal } = {},
  ): Promise<ScriptOutcome> {
    signal?.throwIfAborted();
    if (!this.allowed()) return { failure: { kind: 'not-allowed' } };
    const answer = await this.#perform({ task: 'call', script, args: JSON.stringify(args) }, signal);
    for (const line of answer.log) this.#options.log.info(`${script.name}: ${line}`);
    if (answer.returned === undefined) return { failure: answer.failure ?? { kind: 'crashed' } };
    const { type, json } = answer.returned;
    return { returned: { type, ...(json !== undefined && { value: returnedValue(type, json) }) } };
  }

  /** Ends the thread. Another one is started where a script is to be run after all. */
  async close(): Promise<void> {
    const thread = this.#thread;
    this.#thread = undefined;
    await thread?.end({ failure: { kind: 'crashed', message: 'closed' }, log: [] });
  }

  #perform(task: Omit<ThreadTask, 'limit'>, signal?: AbortSignal): Promise<TaskAnswer> {
    return new Promise((resolve, reject) => {
      const stop = () => {
        const place = this.#queue.indexOf(job);
        if (place >= 0) this.#queue.splice(place, 1);
        reject(signal?.reason);
        if (this.#current === job) void this.#thread?.end({ failure: { kind: 'time' }, log: [] });
      };
      const job: Job = {
        task: {
          ...task,
          limit: 1_000 * (task.task === 'compile' ? COMPILING : (this.#options.seconds ?? SCRIPT_SECONDS)),
        },
        settle: (answer) => {
          stopListening?.();
          resolve(answer);
        },
      };
      const stopListening = signal && onAbort(signal, stop);
      this.#queue.push(job);
      if (this.#current === undefined) void this.#work();
    });
  }

  async #work(): Promise<void> {
    for (let job = this.#queue.shift(); job !== undefined; job = this.#queue.shift()) {
      this.#current = job;
      if (this.#thread === undefined || this.#thread.ended) {
        this.#thread = new ScriptThread(this.#options.file ?? threadFile());
      }
      job.settle(await this.#thread.ask(job.task));
    }
    this.#current = undefined;
  }
}

/** Numbers are text, since JSON has not all of them. */
function returnedValue(type: string, json: string): unknown {
  return type === 'number' ? Number(json) : JSON.parse(json);
}

/** Beside the program, in a build; else in the build of the package that the sources belong to, and nowhere above it. */
function threadFile(): string {
  const beside = join(__dirname, 'scriptThread.js');
  if (existsSync(beside)) return beside;
  let folder = __dirname;
  while (!existsSync(join(folder, 'package.json')) && dirname(folder) !== folder) folder = dirname(folder);
  return join(folder, 'dist', 'scriptThread.js');
}

/** One thread, from its start to its end. */
class ScriptThread {
  readonly #worker: Worker;
  readonly #ready: Promise<void>;
  #isReady: () => void = () => {};
  #answer: ((answer: TaskAnswer) => void) | undefined;
  ended = false;

  constructor(file: string) {
    this.#ready = new Promise((resolve) => {
      this.#isReady = resolve;
    });
    // Nothing of the process goes in: no environment, no arguments, no streams. What is printed there is not read.
    this.#worker = new Worker(file, {
      env: {},
      argv: [],
      execArgv: [],
      stdout: true,
      stderr: true,
      resourceLimits: { maxOldGenerationSizeMb: 128, maxYoungGenerationSizeMb: 16, stackSizeMb: 16 },
    });
    this.#worker.on('message', (message: ThreadAnswer) => {
      if (message === 'ready') this.#isReady();
      else this.#answer?.(message);
    });
    this.#worker.on('error', ({ message }) => void this.end({ failure: { kind: 'crashed', message }, log: [] }));
    this.#worker.on('exit', () => void this.end({ failure: { kind: 'crashed' }, log: [] }));
  }

  /** Asks for one thing; the next may only be asked for after the answer. */
  async ask(task: ThreadTask): Promise<TaskAnswer> {
    this.#worker.ref();
    let patience: NodeJS.Timeout | undefined;
    try {
      return await new Promise<TaskAnswer>((resolve) => {
        this.#answer = resolve;
        // Starting a thread is not the script's time.
        void this.#ready.then(() => {
          if (this.ended) return;
          patience = setTimeout(() => setImmediate(() => this.#lose(resolve)), task.limit + PATIENCE_MS);
          this.#worker.postMessage(task);
        });
      });
    } finally {
      clearTimeout(patience);
      this.#answer = undefined;
      this.#worker.unref();
    }
  }

  /** Ends the thread at once; what was asked for gets this answer. */
  async end(answer: TaskAnswer): Promise<void> {
    if (this.ended) return;
    this.ended = true;
    this.#answer?.(answer);
    this.#isReady();
    await this.#worker.terminate();
  }

  /** Called after the answers that came while this process was busy have been taken. */
  #lose(waiting: (answer: TaskAnswer) => void): void {
    if (this.#answer === waiting) void this.end({ failure: { kind: 'time' }, log: [] });
  }
}
