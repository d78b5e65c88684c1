import variant from '@jitl/quickjs-singlefile-cjs-release-sync';
import {
  newQuickJSWASMModuleFromVariant,
  newVariant,
  type QuickJSContext,
  type QuickJSHandle,
  type QuickJSRuntime,
  type QuickJSWASMModule,
  Scope,
} from 'quickjs-emscripten-core';
import type { Script, ScriptFailure } from '../../engine/script';
import { PRELUDE } from './prelude';
import { codeOf, formsOf, meantForm, NOWHERE, runnableCodeOf, SCRIPT_FILE, type ScriptForm } from './scriptForms';
import type { TaskAnswer, ThreadTask } from './threadMessages';

/**
 * Pages of 64 KB that WebAssembly may have: QuickJS's own needs, and 32 MB. This is the bound on memory: QuickJS's own
 * limit counts no bytes in WebAssembly, where it cannot ask how large a block is.
 */
const PAGES = { initial: 256, untidy: 384, maximum: 640 };
const PAGE_BYTES = 64 * 1024;
/** Of the stack that QuickJS counts; the thread's own stack is made large enough for it. */
const STACK_BYTES = 512 * 1024;
/** Lines that one call may log. */
const MOST_LOGGED = 20;
/** Characters of a script and its arguments: of more, copies would not fit. */
const LARGEST_INPUT = 6 * 1024 * 1024;
/** Characters of JSON that a function may return. */
const LARGEST_RETURN = 64 * 1024;
/** Forms of so many scripts are remembered. */
const MOST_REMEMBERED = 1_000;

/** QuickJS in WebAssembly: a JavaScript engine of its own, in which there is nothing but the language. */
export class Sandbox {
  #engine: { module: QuickJSWASMModule; memory: WebAssembly.Memory } | undefined;
  readonly #forms = new Map<string, ScriptForm>();

  /** Compiles, loads or calls a script, in a runtime that nothing was in before and nothing comes into later. */
  async perform({ task, script, args, limit }: ThreadTask): Promise<TaskAnswer> {
    const log: string[] = [];
    if (script.text.length + (args?.length ?? 0) > LARGEST_INPUT) return { failure: { kind: 'memory' }, log };
    this.#engine ??= await newEngine();
    const { module, memory } = this.#engine;
    const scope = new Scope();
    let answer: Omit<TaskAnswer, 'log'>;
    try {
      const cell = new Cell(module, memory, { scope, limit });
      const form = this.#formOf(script, cell);
      if (typeof form === 'object') answer = { failure: form };
      else answer = task === 'compile' ? {} : cell.run(script, form, { ...(task === 'call' && { args }), log });
    } catch (error) {
      answer = { failure: error instanceof Ended ? error.failure : brokenDown(error, memory) };
    }
    try {
      scope.dispose();
    } catch {
      // It ended in the middle of something.
      this.#engine = undefined;
    }
    // The next call finds as much room as this one did.
    if (memory.buffer.byteLength > PAGES.untidy * PAGE_BYTES) this.#engine = undefined;
    return { ...answer, log };
  }

  #formOf(script: Script, cell: Cell): ScriptForm | ScriptFailure {
    const key = `${script.kind}${script.name.slice(-4)}\0${script.text}`;
    const known = this.#forms.get(key);
    if (known !== undefined) return known;
    const form = cell.compile(script);
    if (typeof form === 'string') {
      const [oldest] = this.#forms.keys();
      if (this.#forms.size >= MOST_REMEMBERED && oldest !== undefined) this.#forms.delete(oldest);
      this.#forms.set(key, form);
    }
    return form;
  }
}

async function newEngine() {
  const memory = new WebAssembly.Memory({ initial: PAGES.initial, maximum: PAGES.maximum });
  return { memory, module: await newQuickJSWASMModuleFromVariant(newVariant(variant, { wasmMemory: memory })) };
}

/** Where QuickJS itself gave up, with an exception of the thread's. */
function brokenDown(error: unknown, memory: WebAssembly.Memory): ScriptFailure {
  if (error instanceof RangeError) return { kind: 'depth' };
  if (isFull(memory)) return { kind: 'memory' };
  return { kind: 'crashed', message: error instanceof Error ? error.message : String(error) };
}

function isFull({ buffer }: WebAssembly.Memory): boolean {
  return buffer.byteLength >= PAGES.maximum * PAGE_BYTES;
}

/** The end of a task, where a value is waited for. */
class Ended extends Error {
  constructor(readonly failure: ScriptFailure) {
    super(failure.kind);
  }
}

type Helpers = Record<'parse' | 'typeOf' | 'jsonOf' | 'describe', QuickJSHandle>;

/** One runtime with one context, for one task. */
class Cell {
  readonly #runtime: QuickJSRuntime;
  readonly #context: QuickJSContext;
  readonly #memory: WebAssembly.Memory;
  readonly #scope: Scope;
  #isLate = false;

  constructor(
    module: QuickJSWASMModule,
    memory: WebAssembly.Memory,
    { scope, limit }: { scope: Scope; limit: number },
  ) {
    this.#memory = memory;
    this.#scope = scope;
    const deadline = performance.now() + limit;
    this.#runtime = scope.manage(module.newRuntime());
    this.#runtime.setMaxStackSize(STACK_BYTES);
    this.#runtime.setInterruptHandler(() => {
      if (performance.now() < deadline) return false;
      this.#isLate = true;
      return true;
    });
    this.#context = scope.manage(this.#runtime.newContext());
  }

  /** The first form that compiles, or what is wrong; nothing is run. */
  compile(script: Script): ScriptForm | ScriptFailure {
    const faults = new Map<ScriptForm, ScriptFailure>();
    for (const form of formsOf(script)) {
      const how = form === 'module' ? { type: 'module' as const } : { type: 'global' as const, compileOnly: true };
      const result = this.#context.evalCode(codeOf(script.text, form), SCRIPT_FILE, how);
      if (result.error === undefined) {
        result.value.dispose();
        return form;
      }
      const fault = this.#failure(this.#scope.manage(result.error), script);
      if (fault.kind === 'import' && fault.message === NOWHERE) return form;
      faults.set(form, fault);
    }
    const told = [...faults.values()].find(({ kind }) => kind === 'import') ?? faults.get(meantForm(script));
    return told?.kind === 'threw' ? { ...told, kind: 'syntax' } : (told ?? { kind: 'syntax' });
  }

  /** Runs a file as far as its function, and with arguments calls that. */
  run(script: Script, form: ScriptForm, { args, log }: { args?: string; log: string[] }): Omit<TaskAnswer, 'log'> {
    const helpers = this.#helpers(log);
    const values = args === undefined ? undefined : this.#must(this.#call(helpers.parse, this.#text(args)));
    const made = this.#functionOf(script, form, helpers);
    if ('failure' in made) return made;
    if (values === undefined) return {};
    const [output, context] = [this.#property(values, '0'), this.#property(values, '1')];
    const returned = this.#settled(this.#call(made.callee, output, context), script, helpers);
    return 'failure' in returned ? returned : this.#returned(returned.value, script, helpers);
  }

  #helpers(log: string[]): Helpers {
    const print = this.#scope.manage(
      this.#context.newFunction('print', (line) => {
        if (log.length < MOST_LOGGED) log.push(JSON.parse(this.#context.getString(line)));
      }),
    );
    const prelude = this.#must(this.#context.evalCode(PRELUDE, 'prelude.js', { type: 'global' }));
    const helpers = this.#must(this.#call(prelude, print));
    const helper = (name: keyof Helpers) => this.#property(helpers, name);
    return { parse: helper('parse'), typeOf: helper('typeOf'), jsonOf: helper('jsonOf'), describe: helper('describe') };
  }

  #functionOf(
    script: Script,
    form: ScriptForm,
    helpers: Helpers,
  ): { callee: QuickJSHandle } | { failure: ScriptFailure } {
    const type = form === 'module' ? 'module' : 'global';
    const evaluated = this.#context.evalCode(runnableCodeOf(script.text, form), SCRIPT_FILE, { type });
    const made = this.#settled(evaluated, script, helpers);
    if ('failure' in made) return made;
    if (script.kind === 'inline') return { callee: made.value };
    let exported = made.value;
    if (form === 'commonjs') {
      const module = this.#scope.manage(this.#context.newObject());
      const exports = this.#scope.manage(this.#context.newObject());
      this.#context.setProp(module, 'exports', exports);
      const ended = this.#settled(this.#call(made.value, module, exports), script, helpers);
      if ('failure' in ended) return ended;
      exported = this.#property(module, 'exports');
      if (this.#context.typeof(exported) === 'function') return { callee: exported };
    }
    const callee = this.#property(exported, 'default');
    if (this.#context.typeof(callee) === 'function') return { callee };
    return { failure: { kind: this.#isLate ? 'time' : 'no-function' } };
  }

  /** The value of a result, or of the promise that it is, after all that waits to run has run. */
  #settled(
    result: ReturnType<QuickJSContext['evalCode']>,
    script: Script,
    helpers: Helpers,
  ): { value: QuickJSHandle } | { failure: ScriptFailure } {
    if (result.error !== undefined)
      return { failure: this.#failure(this.#scope.manage(result.error), script, helpers) };
    const value = this.#scope.manage(result.value);
    const jobs = this.#runtime.executePendingJobs();
    if (jobs.error !== undefined) return { failure: this.#failure(this.#scope.manage(jobs.error), script, helpers) };
    const state = this.#context.getPromiseState(value);
    if (state.type === 'pending') return { failure: this.#isLate ? { kind: 'time' } : { kind: 'unsettled' } };
    if (state.type === 'rejected') return { failure: this.#failure(this.#scope.manage(state.error), script, helpers) };
    return { value: state.notAPromise ? value : this.#scope.manage(state.value) };
  }

  #returned(value: QuickJSHandle, script: Script, helpers: Helpers): Omit<TaskAnswer, 'log'> {
    const type = this.#context.getString(this.#must(this.#call(helpers.typeOf, value)));
    const json = this.#call(helpers.jsonOf, value);
    if (json.error !== undefined) {
      const failure = this.#failure(this.#scope.manage(json.error), script, helpers);
      // What JSON cannot say (a BigInt, a circle) is told by its type.
      return failure.kind === 'threw' ? { returned: { type } } : { failure };
    }
    const text = this.#scope.manage(json.value);
    if (this.#context.typeof(text) !== 'string') return { returned: { type } };
    if (this.#context.getNumber(this.#property(text, 'length')) > LARGEST_RETURN)
      return { failure: { kind: 'too-large' } };
    return { returned: { type, json: this.#context.getString(text) } };
  }

  #failure(error: QuickJSHandle, script: Script, helpers?: Helpers): ScriptFailure {
    // Without a line: where a loop is interrupted, the stack tells of one before it.
    if (this.#isLate) return { kind: 'time' };
    const [name, message, stack] = this.#described(error, helpers);
    // It may be the looking at it that takes for ever.
    if (this.#isLate) return { kind: 'time' };
    const line = lineIn(stack, script.text);
    const at = line === undefined ? {} : { line };
    if (name === 'InternalError' && message === 'out of memory') return { kind: 'memory', ...at };
    // There was no room for the error itself.
    if (name === '' && isFull(this.#memory)) return { kind: 'memory' };
    const imported = /^could not load module '(.*)'$/s.exec(message)?.[1];
    if (name === 'ReferenceError' && imported !== undefined) return importOf(imported, script.text);
    return { kind: 'threw', message: name === '' ? message : `${name}: ${message}`, ...at };
  }

  #described(error: QuickJSHandle, helpers: Helpers | undefined): [name: string, message: string, stack: string] {
    if (helpers === undefined) {
      // The compiler's errors: nothing of the script has run, so its objects are what they seem to be.
      const { name = '', message = '', stack = '' } = (this.#context.dump(error) ?? {}) as Record<string, string>;
      return [name, message, stack];
    }
    const result = this.#call(helpers.describe, error);
    if (result.error !== undefined) {
      result.error.dispose();
      return ['', '', ''];
    }
    const json = this.#context.getString(this.#scope.manage(result.value));
    return JSON.parse(json) as [string, string, string];
  }

  #call(callee: QuickJSHandle, ...args: QuickJSHandle[]): ReturnType<QuickJSContext['evalCode']> {
    return this.#context.callFunction(callee, this.#context.undefined, ...args);
  }

  /** What cannot fail but for want of memory or time. */
  #must(result: ReturnType<QuickJSContext['evalCode']>): QuickJSHandle {
    if (result.error === undefined) return this.#scope.manage(result.value);
    result.error.dispose();
    throw new Ended({ kind: this.#isLate ? 'time' : 'memory' });
  }

  #property(of: QuickJSHandle, name: string): QuickJSHandle {
    return this.#scope.manage(this.#context.getProp(of, name));
  }

  #text(text: string): QuickJSHandle {
    return this.#scope.manage(this.#context.newString(text));
  }
}

/** The line of the script that an error came from: that of the innermost place in a stack which is the script's. */
function lineIn(stack: string, text: string): number | undefined {
  const found = /check\.js:(\d+)/.exec(stack)?.[1];
  if (found === undefined) return undefined;
  return Math.max(1, Math.min(Number(found), text.trimEnd().split('\n').length));
}

function importOf(name: string, text: string): ScriptFailure {
  const line = text.split('\n').findIndex((each) => each.includes(name)) + 1;
  return { kind: 'import', message: name, ...(line > 0 && { line }) };
}
