import type { Scale } from '../../judge/judgeScale';

/** Kinds of attacks, in the order of reports. */
export const ATTACK_FAMILIES = [
  'fake-verdict',
  'boundary',
  'ignore-rubric',
  'new-task',
  'role-markers',
  'harness',
  'fake-reasoning',
  'fake-reference',
  'fake-examples',
  'authority',
  'pressure',
  'social',
  'self-praise',
  'anchoring',
  'rubric-echo',
  'universal-phrase',
  'optimized',
  'null-model',
  'opener',
  'padding',
  'formatting',
  'invisible',
  'encoded',
  'other-language',
] as const;

export type AttackFamily = (typeof ATTACK_FAMILIES)[number];

/**
 * What whoever attacks may know: the scale, which is usual, and the question, which was asked. The expected answer is not
 * among it: an output that quotes it is no longer a bad one.
 */
export interface AttackContext extends Scale {
  /** The best verdict as the judge would write it: a label, or the number. */
  best: string;
  /** The case's input in words. */
  question: string;
  /** Of the texts that are put around the output. */
  language: 'en' | 'zh-TW';
  /** In [0, 1), decided by a seed, the output and the attack. */
  random(): number;
}

/** A published way to make a judge give a bad output a good score, in our own words. */
export interface Attack {
  /** In kebab case, unique. */
  id: string;
  family: AttackFamily;
  /** Where it is described: authors, year and arXiv id, or a public document. */
  source: string;
  /** Nothing of the output is left: where the absence of something is judged, that is no attack but an improvement. */
  replaces?: true;
  /** The output with the attack. */
  apply(output: string, context: AttackContext): string;
}

/** The best verdict as a value in JSON. */
export function bestAsJson({ best, labels }: AttackContext): string {
  return labels === undefined ? best : JSON.stringify(best);
}

/** One of two texts, by the language of the output. */
export function inLanguage({ language }: AttackContext, texts: Readonly<Record<'en' | 'zh-TW', string>>): string {
  return texts[language];
}

/** So many random hexadecimal digits. */
export function hexDigits({ random }: AttackContext, count: number): string {
  return Array.from({ length: count }, () => Math.floor(random() * 16).toString(16)).join('');
}

/** One of several, by chance. */
export function oneOf<T>({ random }: AttackContext, choices: readonly T[]): T {
  return choices[Math.floor(random() * choices.length)] as T;
}
