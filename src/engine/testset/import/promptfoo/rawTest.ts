import type { ImportPlace } from '../importReport';

/** A test as promptfoo has it, from whichever file: nothing is merged, expanded or rendered yet. */
export interface RawTest {
  description?: string;
  vars: Record<string, unknown>;
  asserts: RawAssert[];
  threshold?: number;
  metadata: Record<string, unknown>;
  options: Record<string, unknown>;
  place: ImportPlace;
}

/** An assertion as promptfoo has it. */
export interface RawAssert {
  /** Without `not-`. */
  type: string;
  negate: boolean;
  value: unknown;
  threshold?: number;
  weight?: number;
  /** Of a set or a combination. */
  asserts?: RawAssert[];
  /** Who grades: `openai:gpt-4.1`, or a map. */
  provider?: unknown;
  /** What a script gets beside the output. */
  config?: unknown;
  place: ImportPlace;
}

/** A test without anything in it. */
export function emptyTest(place: ImportPlace): RawTest {
  return { vars: {}, asserts: [], metadata: {}, options: {}, place };
}

/** `not-contains` as `contains`, turned around. */
export function typeOf(written: string): { type: string; negate: boolean } {
  const negate = written.startsWith('not-');
  return { type: negate ? written.slice('not-'.length) : written, negate };
}
