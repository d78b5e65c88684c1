import type { ProblemSink } from './problemSink';
import { kindOf, plainValue, type SourceEntry, type SourceMap, type SourceNode } from './sourceNode';
import type { JudgeExample, JudgeReference } from './testSet';

/** More models than that on one panel are a mistake, and an expensive one. */
const LARGEST_PANEL = 10;
/** So many examples fit into a judge's prompt with room for the case itself. */
const MOST_EXAMPLES = 50;

/** Reads what a test set says of one judge; what cannot be used is a problem at its place, and counts as not given. */
export class JudgeOptions {
  readonly #node: SourceMap;
  readonly #sink: ProblemSink;

  constructor(node: SourceMap, sink: ProblemSink) {
    this.#node = node;
    this.#sink = sink;
  }

  entry(key: string): SourceEntry | undefined {
    return this.#node.entries.find((candidate) => candidate.key === key);
  }

  /** `{key: value}`, or nothing where there is no value. */
  optional<K extends string, V>(key: K, value: V | undefined): { [P in K]?: V } {
    return (value === undefined ? {} : { [key]: value }) as { [P in K]?: V };
  }

  text(key: string): string | undefined {
    return this.#scalar(key, 'text', (value): value is string => typeof value === 'string' && value !== '');
  }

  number(key: string): number | undefined {
    return this.#scalar(key, 'number', isNumber);
  }

  wholeNumber(key: string, { least, most }: { least: number; most: number }): number | undefined {
    const entry = this.entry(key);
    const value = this.number(key);
    if (entry === undefined || value === undefined) return undefined;
    if (Number.isInteger(value) && value >= least && value <= most) return value;
    this.#sink.error('testset.judge-out-of-range', entry.value, { key, least, most, found: value });
    return undefined;
  }

  flag(key: string): boolean | undefined {
    return this.#scalar(key, 'true / false', (value): value is boolean => typeof value === 'boolean');
  }

  numberOrText(key: string): number | string | undefined {
    return this.#scalar(
      key,
      'number',
      (value): value is number | string => isNumber(value) || (typeof value === 'string' && value !== ''),
    );
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const entry = this.entry(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    const found = value.kind === 'scalar' ? value.value : undefined;
    if (allowed.includes(found as T)) return found as T;
    this.#sink.error('testset.judge-not-one-of', value, { key, allowed: allowed.join(', ') });
    return undefined;
  }

  /** `model: a/b`, or a panel: `models: [a/b, c/d]`. */
  models(): string[] | undefined {
    const single = this.entry('model');
    const panel = this.entry('models');
    if (single !== undefined && panel !== undefined) {
      this.#sink.error('testset.judge-model-twice', { start: panel.keyStart, end: panel.keyEnd });
    }
    if (panel === undefined) {
      const model = this.text('model');
      return model === undefined ? undefined : [model];
    }
    const models = this.#texts(panel);
    if (models === undefined) return undefined;
    if (models.length > LARGEST_PANEL) {
      const args = { key: 'models', least: 1, most: LARGEST_PANEL, found: models.length };
      this.#sink.error('testset.judge-out-of-range', panel.value, args);
      return undefined;
    }
    return [...new Set(models)];
  }

  /** A scale in words (`1-10`, `pass/fail`), or its labels from the worst to the best. */
  scale(): string | string[] | undefined {
    const entry = this.entry('scale');
    if (entry === undefined) return undefined;
    return entry.value.kind === 'list' ? this.#texts(entry) : this.text('scale');
  }

  /** Judged examples, in full, or how many of them to draw from people's labels: `examples: {labels: 4}`. */
  examples(): Pick<JudgeReference, 'examples' | 'examplesFromLabels'> {
    const entry = this.entry('examples');
    if (entry === undefined) return {};
    const { value } = entry;
    if (value.kind === 'map') {
      const drawn = new JudgeOptions(value, this.#sink).wholeNumber('labels', { least: 1, most: MOST_EXAMPLES });
      if (value.entries.some(({ key }) => key !== 'labels') || value.entries.length === 0) {
        this.#sink.error('testset.judge-examples', value);
      }
      return drawn === undefined ? {} : { examplesFromLabels: drawn };
    }
    if (value.kind !== 'list' || value.items.length > MOST_EXAMPLES) {
      this.#sink.error('testset.judge-examples', value);
      return {};
    }
    return { examples: value.items.map((item) => this.#example(item)).filter((example) => example !== undefined) };
  }

  #example(node: SourceNode): JudgeExample | undefined {
    const value = node.kind === 'map' ? (plainValue(node) as Record<string, unknown>) : {};
    const { output, score, reason, input, expected, criterion, ...more } = value;
    const isScore = isNumber(score) || (typeof score === 'string' && score !== '');
    const isInput = input === undefined || (typeof input === 'object' && input !== null && !Array.isArray(input));
    const isReason = reason === undefined || typeof reason === 'string';
    const isWhole = isScore && isInput && isReason && (criterion === undefined || isCriterion(criterion));
    if (typeof output !== 'string' || !isWhole || Object.keys(more).length > 0) {
      this.#sink.error('testset.judge-example', node);
      return undefined;
    }
    return {
      output,
      score,
      ...(input !== undefined && { input: input as Record<string, unknown> }),
      ...(expected !== undefined && { expected }),
      ...(criterion !== undefined && { criterion }),
      ...(reason !== undefined && { reason }),
    };
  }

  #texts({ key, value }: SourceEntry): string[] | undefined {
    const texts = value.kind === 'list' ? value.items.map((item) => (item.kind === 'scalar' ? item.value : null)) : [];
    if (texts.length > 0 && texts.every((text): text is string => typeof text === 'string' && text !== ''))
      return texts;
    this.#sink.error('testset.wrong-type', value, { key, wanted: 'list of texts', found: kindOf(value) });
    return undefined;
  }

  #scalar<T>(key: string, wanted: string, fits: (value: unknown) => value is T): T | undefined {
    const entry = this.entry(key);
    if (entry === undefined) return undefined;
    const { value } = entry;
    const found: unknown = value.kind === 'scalar' ? value.value : undefined;
    if (fits(found)) return found;
    this.#sink.error('testset.wrong-type', value, { key, wanted, found: kindOf(value) });
    return undefined;
  }
}

function isCriterion(value: unknown): value is string | string[] {
  const texts = [value].flat();
  return texts.length > 0 && texts.every((text) => typeof text === 'string' && text !== '');
}

function isNumber(value: unknown): value is number {
  return typeof value === 'number' && Number.isFinite(value);
}
