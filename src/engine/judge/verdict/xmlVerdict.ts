import { outerElements } from './elements';
import { labelKind } from './labels';
import { isMention } from './mention';
import type { Scale } from './scale';
import { readOnlyScore } from './scoreValue';
import { within } from './spans';
import { isSum } from './sumOfParts';
import type { Verdict } from './verdict';

/** An element that holds no other one, and no more than a score. */
const SHORT_ELEMENT = /<([^\s\d<>/|="'`!?.-]{1,30})>([^<]{0,80})<\/\1>/gi;

/** Nobody marks a score so many times. */
const MOST_SCORES = 50;

/**
 * Reads a verdict in tags, in any language of the labels: `<reason>…</reason><score>4</score>`, `<分數>4</分數>`. A score
 * inside of a reason is part of the reason.
 * @param text the reply; `half` the same in half-width forms
 * @returns undefined where there is no such tag
 */
export function readXml(text: string, half: string, scale: Scale): Verdict | undefined {
  const reasons = outerElements(half, (name) => kindOf(name) === 'reason');
  const inReason = within(reasons);
  const elements = [...half.matchAll(SHORT_ELEMENT)]
    .filter(({ 2: inner = '', index }) => /\S/.test(inner) && !inReason(index))
    .map(({ 0: { length }, 1: name = '', 2: inner = '', index }) => ({ kind: kindOf(name), inner, index, length }));
  const announced = scoresOf(elements);
  if (announced.length > MOST_SCORES) return { score: null, reason: '' };
  const scores = announced.filter(({ index, length }) => !isMention(half, index, index + length));
  if (scores.length === 0) return undefined;
  const finals = scores.filter(({ kind }) => kind === 'final');
  const read = (finals.length > 0 ? finals : scores).map(({ inner }) => readOnlyScore(inner, scale));
  const agreed = read.every((each) => each === read[0]) ? (read[0] ?? null) : null;
  const parts = elements.filter(({ kind }) => kind === undefined || kind === 'dimension').map(({ inner }) => inner);
  const reason = reasons.map(({ innerStart, innerEnd }) => text.slice(innerStart, innerEnd).trim()).join('\n');
  return { score: finals.length > 0 && isSum(agreed, parts) ? null : agreed, reason: reason.trim() };
}

/** The elements for a score; without any a note, or the only criterion, is one. */
function scoresOf<Element extends { kind: ReturnType<typeof labelKind> }>(elements: readonly Element[]): Element[] {
  const scores = elements.filter(({ kind }) => kind === 'score' || kind === 'final');
  if (scores.length > 0) return scores;
  const others = elements.filter(({ kind }) => kind === 'note' || kind === 'dimension');
  return others.length === 1 ? others : [];
}

/** Whether a reply is written in tags from its first character on. */
export function beginsWithTag(half: string): boolean {
  const [, first = '', second = ''] = /^\s*<([\p{L}_]{1,30})>\s*(?:<([\p{L}_]{1,30})>)?/u.exec(half) ?? [];
  return [first, second].some((name) => ['score', 'final', 'reason'].includes(kindOf(name) ?? ''));
}

/** What a tag announces. In HTML a mark is a highlight. */
function kindOf(name: string): ReturnType<typeof labelKind> {
  return /^marks?$/i.test(name) ? undefined : labelKind(name.replaceAll('_', ' '));
}
