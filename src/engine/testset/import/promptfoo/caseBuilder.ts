import { CHECK_NAMES } from '../../readChecks';
import type { ImportedCase, ImportedCheck } from '../imported';
import type { ImportContext } from '../importFormat';
import type { ImportNote, ImportPlace } from '../importReport';
import { metadataTags } from '../metadataTags';
import { isMap } from '../records';
import { GRADED_TYPES, LOST_TYPES } from './assertionTypes';
import { CHECK_OF, type ReadyAssertion } from './checksOfAssertion';
import type { ExpandedTest } from './expandTests';
import { fileValue, scriptFile } from './fileValues';
import { graderModel, graderName } from './grader';
import { GRADING_OF, type Grading, opposite } from './gradings';
import { pathFrom } from './namedFiles';
import type { RawAssert } from './rawTest';
import { scriptNeeds } from './scriptNeeds';
import { fillTemplate } from './template';

/** A case that is still to get its judges. */
export interface GradedCase {
  imported: ImportedCase;
  gradings: AskedGrading[];
}

/** A grading with what its assertion says beside it. */
export interface AskedGrading {
  grading: Exclude<Grading, { kind: 'lost' }>;
  /** Of the assertion: `llm-rubric`, `not-factuality`. */
  type: string;
  negate: boolean;
  weight: number;
  /** Who grades, as promptfoo names it. */
  grader?: string;
  model?: string;
  embedding?: string;
  place: ImportPlace;
}

/** Options of a test that are read elsewhere, or change nothing. */
const READ_OPTIONS = new Set(['provider', 'disableVarExpansion', 'disableDefaultAsserts', 'disableConversationVar']);

/** Makes cases of tests whose variables are settled. */
export class CaseBuilder {
  readonly #config: string;
  readonly #context: ImportContext;
  /** Variables that some assertion has read. */
  readonly #read = new Set<string>();
  /** Variables that a function reads for itself. */
  readonly #scripted = new Set<string>();

  /** @param config the file that paths are relative to */
  constructor(config: string, context: ImportContext) {
    this.#config = config;
    this.#context = context;
  }

  /**
   * A case of a test.
   * @param shared how many of its first assertions every case has, which are not repeated here
   */
  async build(test: ExpandedTest, shared: number): Promise<GradedCase> {
    const { place, metadata, description, options } = test;
    const { report } = this.#context;
    for (const key of Object.keys(options)) if (!READ_OPTIONS.has(key)) report.lost(place, 'option', { key });
    const vars = await this.#variables(test);
    const imported: ImportedCase = {
      ...(description !== undefined && { id: fillTemplate(description, vars).text }),
      input: vars,
      checks: [],
      tags: metadataTags(metadata, place, report),
      notes: [],
      place,
    };
    const gradings: AskedGrading[] = [];
    for (const assert of test.asserts.slice(shared)) {
      const check = await this.#assertion(assert, { imported, gradings, options });
      if (check !== undefined) imported.checks.push(check);
    }
    if (test.threshold !== undefined) this.#applyThreshold(imported, gradings, test.threshold);
    return { imported, gradings };
  }

  /** The check that an assertion is for every case: it reads no variable. */
  async sharedCheck(assert: RawAssert): Promise<ImportedCheck | undefined> {
    const imported: ImportedCase = { input: {}, checks: [], tags: [], notes: [], place: assert.place };
    return this.#assertion(assert, { imported, gradings: [], options: {} });
  }

  /**
   * Takes out the variables that the prompt does not have. Those that assertions read are in these; others are lost. What a
   * function reads stays, and the prompt has to know of it.
   * @param known the prompt's variables
   */
  keepVariables(cases: readonly GradedCase[], known: ReadonlySet<string>): void {
    for (const { imported } of cases) {
      const kept = Object.entries(imported.input).filter(([name]) => {
        if (known.has(name)) return true;
        const { report } = this.#context;
        if (this.#scripted.has(name)) report.changed(imported.place, 'script-variable', { name });
        else if (!this.#read.has(name)) report.lost(imported.place, 'unused-variable', { name });
        return this.#scripted.has(name);
      });
      imported.input = Object.fromEntries(kept);
    }
  }

  /** The values of variables: files are read, and variables that stand in others are filled in. */
  async #variables({ vars, place }: ExpandedTest): Promise<Record<string, unknown>> {
    const values: Record<string, unknown> = {};
    for (const [name, value] of Object.entries(vars)) {
      const list = Array.isArray(value) ? value : [value];
      const read: unknown[] = [];
      for (const each of list) read.push(await fileValue(each, this.#config, place, this.#context));
      if (read.every((each) => each !== undefined)) values[name] = Array.isArray(value) ? read : read[0];
    }
    return Object.fromEntries(
      Object.entries(values).map(([name, value]) => [
        name,
        typeof value === 'string' ? this.#filled(value, values, place) : value,
      ]),
    );
  }

  async #assertion(assert: RawAssert, to: Target): Promise<ImportedCheck | undefined> {
    const { type, negate, place } = assert;
    const { report } = this.#context;
    const named = negate ? `not-${type}` : type;
    if (assert.weight !== undefined && assert.weight <= 0) {
      report.lost(place, 'weight-zero', { type: named });
      return undefined;
    }
    if (assert.asserts !== undefined || type === 'assert-set') return this.#group(assert, to);
    if ((GRADED_TYPES as readonly string[]).includes(type)) {
      await this.#grade(assert, to);
      return undefined;
    }
    const conversion = Object.hasOwn(CHECK_OF, type) ? CHECK_OF[type as keyof typeof CHECK_OF] : undefined;
    if (conversion === undefined) {
      const why = type.startsWith('promptfoo:redteam:') ? 'redteam' : (LOST_TYPES[type] ?? 'unknown');
      to.imported.notes.push(report.lost(place, `assertion-${why}`, { type: named }));
      return undefined;
    }
    const ready = await this.#ready(assert, to);
    const check = 'lost' in ready ? ready : conversion(ready);
    if ('lost' in check) {
      to.imported.notes.push(report.lost(place, `assertion-${check.lost}`, { type: named }));
      return undefined;
    }
    const { name, changed, ...rest } = check;
    if (!CHECK_NAMES.includes(name)) {
      to.imported.notes.push(report.lost(place, 'assertion-none', { type: named }));
      return undefined;
    }
    return {
      name,
      ...rest,
      ...(negate && { negate }),
      ...(assert.weight !== undefined && assert.weight !== 1 && { weight: assert.weight }),
      notes: changed === undefined ? [] : [report.changed(place, changed, { type: named })],
      place,
    };
  }

  /** `assert-set`, `and` and `or`: those of its parts that are checks; what models grade stands beside it. */
  async #group({ type, negate, asserts = [], threshold, weight, place }: RawAssert, to: Target) {
    const { report } = this.#context;
    const judged = to.gradings.length;
    const checks: ImportedCheck[] = [];
    for (const each of asserts) {
      const check = await this.#assertion(each, to);
      if (check !== undefined) checks.push(check);
    }
    const notes: ImportNote[] = [];
    if (to.gradings.length > judged) notes.push(report.changed(place, 'judged-in-group', { type }));
    if (threshold !== undefined && measures(checks)) notes.push(report.changed(place, 'share-of-checks'));
    if (checks.length === 0) {
      to.imported.notes.push(...notes);
      return undefined;
    }
    return {
      name: type === 'or' ? 'any' : 'all',
      ...(negate && { negate }),
      checks,
      ...(threshold !== undefined && { threshold: Math.min(1, Math.max(0, threshold)) }),
      ...(weight !== undefined && weight !== 1 && { weight }),
      notes,
      place,
    };
  }

  async #grade(assert: RawAssert, { imported, gradings, options }: Target): Promise<void> {
    const { report } = this.#context;
    const { type, negate, place, threshold, weight = 1 } = assert;
    const named = negate ? `not-${type}` : type;
    const value = await this.#value(assert, imported.input);
    const context = contextIn(imported.input);
    if (type.startsWith('context-') || type === 'noise-sensitivity') this.#read.add('context');
    const grading = GRADING_OF[type as keyof typeof GRADING_OF]({
      value,
      ...(threshold !== undefined && { threshold }),
      ...(context !== undefined && { context }),
    });
    if (grading.kind === 'lost') {
      imported.notes.push(report.lost(place, `assertion-${grading.code}`, { type: named }));
      return;
    }
    if (grading.kind === 'judge' && grading.needsContext) {
      if (context === undefined) {
        imported.notes.push(report.lost(place, 'no-context', { type: named }));
        return;
      }
      imported.context = context;
    }
    if (grading.changed !== undefined) imported.notes.push(report.changed(place, grading.changed, { type: named }));
    const provider = assert.provider ?? options.provider;
    const [grader, model] = [graderName(provider), graderModel(provider)];
    const embedding = graderModel(provider, 'embedding');
    gradings.push({
      grading: negate ? turnedAround(grading) : grading,
      type: named,
      negate,
      weight,
      ...(grader !== undefined && { grader }),
      ...(model !== undefined && { model }),
      ...(embedding !== undefined && { embedding }),
      place,
    });
  }

  /**
   * An assertion with its value as promptfoo would have it.
   * @returns why it is lost where there is none
   */
  async #ready(assert: RawAssert, { imported, options }: Target): Promise<ReadyAssertion | { lost: string }> {
    const { type, threshold, place } = assert;
    const script = type === 'javascript' ? await this.#script(assert, imported) : undefined;
    if (script !== undefined && 'lost' in script) return script;
    const value = script === undefined ? await this.#value(assert, imported.input) : script.run;
    if (value === undefined && assert.value !== undefined) return { lost: 'no-value' };
    const provider = assert.provider ?? (type.startsWith('similar') ? options.provider : undefined);
    const name = graderName(provider, 'embedding');
    const model = graderModel(provider, 'embedding');
    if (name !== undefined && model === undefined) this.#context.report.lost(place, 'grader', { grader: name });
    return {
      type,
      value,
      ...(threshold !== undefined && { threshold }),
      ...(model !== undefined && { model }),
      ...(assert.config !== undefined && { config: assert.config }),
    };
  }

  /** The value of an assertion: files are read, and variables are filled in. */
  async #value({ value, place }: RawAssert, vars: Readonly<Record<string, unknown>>): Promise<unknown> {
    if (!Array.isArray(value))
      return this.#filledValue(await fileValue(value, this.#config, place, this.#context), vars, place);
    const values: unknown[] = [];
    for (const each of value) {
      values.push(this.#filledValue(await fileValue(each, this.#config, place, this.#context), vars, place));
    }
    return values.filter((each) => each !== undefined);
  }

  /** Code with variables filled in; a file of one as a path from where the test set will stand. */
  async #script(
    { value, type, place }: RawAssert,
    imported: ImportedCase,
  ): Promise<{ run: string } | { lost: string }> {
    if (typeof value !== 'string') return { lost: value === undefined ? 'no-value' : 'code' };
    const isFile = /^file:\/\/.*\.[cm]?js$/.test(value);
    if (!isFile && /^(?:file|package):/.test(value)) return { lost: 'code' };
    const named = isFile ? await scriptFile(value, this.#config, this.#context) : undefined;
    if (isFile && named === undefined) return { lost: 'script-file' };
    const code = named?.text ?? this.#filled(value, imported.input, place);
    const { variables, missing } = scriptNeeds(code);
    for (const name of variables) this.#scripted.add(name);
    if (missing.length > 0) {
      imported.notes.push(this.#context.report.changed(place, 'script-needs', { type, needs: missing.join(', ') }));
    }
    return { run: named === undefined ? code : pathFrom(this.#context.target, named.file) };
  }

  #filledValue(value: unknown, vars: Readonly<Record<string, unknown>>, place: ImportPlace): unknown {
    return typeof value === 'string' ? this.#filled(value, vars, place) : value;
  }

  #filled(text: string, vars: Readonly<Record<string, unknown>>, place: ImportPlace): string {
    const filled = fillTemplate(text, this.#watched(vars));
    for (const expression of filled.left) {
      this.#context.report.lost(place, 'expression', { expression: excerpt(expression) });
    }
    return filled.text;
  }

  /** Variables that note down which of them are read. */
  #watched(vars: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
    return new Proxy(vars, {
      get: (all, name) => {
        if (typeof name === 'string') this.#read.add(name);
        return all[name as string];
      },
    });
  }

  /** A test's own bound is a share of its assertions, so that its checks become a group. */
  #applyThreshold(imported: ImportedCase, gradings: readonly AskedGrading[], threshold: number): void {
    const { report } = this.#context;
    const { checks, place } = imported;
    const notes: ImportNote[] = [];
    if (gradings.length > 0) notes.push(report.changed(place, 'threshold-without-judges'));
    if (measures(checks)) notes.push(report.changed(place, 'share-of-checks'));
    const bound = Math.min(1, Math.max(0, threshold));
    if (checks.length > 0) imported.checks = [{ name: 'all', checks, threshold: bound, notes, place }];
    else imported.notes.push(...notes);
  }
}

interface Target {
  imported: ImportedCase;
  gradings: AskedGrading[];
  options: Readonly<Record<string, unknown>>;
}

/** Checks that measure: the mean of their scores is not the share of them that hold. */
const MEASURING = new Set(['bleu', 'gleu', 'rouge-1', 'embedding', 'levenshtein', 'tool-call-f1']);

function measures(checks: readonly ImportedCheck[]): boolean {
  return checks.some(({ name, checks: parts }) => MEASURING.has(name) || (parts !== undefined && measures(parts)));
}

function turnedAround(grading: AskedGrading['grading']): AskedGrading['grading'] {
  if (grading.kind === 'criteria') return { kind: 'criteria', criteria: [opposite(grading.criteria.join('\n'))] };
  const { criterion } = grading;
  return criterion === undefined ? grading : { kind: 'criteria', criteria: [opposite(criterion)] };
}

/** The passages that assertions on contexts look at. */
function contextIn({ context }: Readonly<Record<string, unknown>>): string[] | undefined {
  const passages = [context].flat().map((each) => (isMap(each) ? JSON.stringify(each) : each));
  return passages.length > 0 && passages.every((each): each is string => typeof each === 'string' && each !== '')
    ? passages
    : undefined;
}

function excerpt(text: string): string {
  const line = text.replace(/\s+/g, ' ');
  return line.length <= 60 ? line : `${line.slice(0, 59)}…`;
}
