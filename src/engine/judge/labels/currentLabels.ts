import type { HumanLabel } from './humanLabel';

/**
 * The labels that count, of all that were ever given, the oldest first: of each person the newest about a prompt, case,
 * judge and output, unless it was withdrawn. The order of the lines makes no difference, so that a merge of two people's
 * lines reads the same however git has put them.
 */
export function currentLabels(labels: readonly HumanLabel[]): HumanLabel[] {
  const byId = new Map(labels.map((label) => [label.id, label]));
  const bySubject = new Map<string, HumanLabel[]>();
  for (const label of byId.values()) {
    const key = subjectKey(label);
    const others = bySubject.get(key);
    if (others === undefined) bySubject.set(key, [label]);
    else others.push(label);
  }
  return [...bySubject.values()]
    .map(newest)
    .filter((label): label is HumanLabel => label !== undefined && label.withdrawn !== true)
    .sort(byTime);
}

/** Orders labels by time; labels of one millisecond by their ids, which is arbitrary and everywhere the same. */
export function byTime(a: HumanLabel, b: HumanLabel): number {
  const [first, second] = [Date.parse(a.at), Date.parse(b.at)];
  if (first !== second) return first - second;
  return a.id < b.id ? -1 : a.id > b.id ? 1 : 0;
}

/** Which of a person's labels about one thing are about the same thing. */
function subjectKey({ by, prompt, caseId, judge, outputDigest }: HumanLabel): string {
  return JSON.stringify([by, prompt, caseId, judge ?? null, outputDigest]);
}

/** A label that another one takes the place of no longer counts, also where a clock was wrong. */
function newest(labels: readonly HumanLabel[]): HumanLabel | undefined {
  const replaced = new Set(labels.map(({ replaces }) => replaces));
  const standing = labels.filter(({ id }) => !replaced.has(id));
  return (standing.length > 0 ? standing : labels).toSorted(byTime).at(-1);
}
