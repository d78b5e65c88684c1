import { characterNgrams } from '../text/characterNgrams';

export interface MessageText {
  role: string;
  /** Without white space around it, which no model is sent, and with LF for line breaks. */
  text: string;
}

/** Where there would be more pairs to compare, messages are paired in their order. */
const MOST_PAIRS = 2_500;
/** So much of a message tells what it is like, in UTF-16 units. */
const COMPARED = 4_000;

/**
 * Finds the older message that each newer one was made of: the same one where there is one, else of those of its role the
 * one that is most like it.
 * @returns for each newer message the index of the older one; undefined where all are taken
 */
export function pairMessages(before: readonly MessageText[], after: readonly MessageText[]): (number | undefined)[] {
  const pairing = new Pairing(after.length);
  for (const [index, now] of after.entries()) {
    pairing.takeFirst(index, before, (old) => old.role === now.role && old.text === now.text);
  }
  const open = pairing.openAmong(after);
  const left = pairing.leftAmong(before);
  if (open.length * left.length <= MOST_PAIRS) pairing.takeMostAlike(open, left);
  for (const { index, message } of open) pairing.takeFirst(index, before, ({ role }) => role === message.role);
  return pairing.partners;
}

interface Placed {
  index: number;
  message: MessageText;
}

class Pairing {
  readonly partners: (number | undefined)[];
  readonly #taken = new Set<number>();

  constructor(length: number) {
    this.partners = Array.from({ length }, () => undefined);
  }

  openAmong(after: readonly MessageText[]): Placed[] {
    return after
      .map((message, index) => ({ index, message }))
      .filter(({ index }) => this.partners[index] === undefined);
  }

  leftAmong(before: readonly MessageText[]): Placed[] {
    return before.map((message, index) => ({ index, message })).filter(({ index }) => !this.#taken.has(index));
  }

  takeFirst(index: number, before: readonly MessageText[], fits: (old: MessageText) => boolean): void {
    if (this.partners[index] !== undefined) return;
    const found = before.findIndex((old, position) => !this.#taken.has(position) && fits(old));
    if (found >= 0) this.#take(index, found);
  }

  takeMostAlike(open: readonly Placed[], left: readonly Placed[]): void {
    const grams = new Map([...open, ...left].map(({ message }) => [message, gramsOf(message)]));
    const pairs = open.flatMap((now) =>
      left
        .filter((old) => old.message.role === now.message.role)
        .map((old) => ({ now, old, likeness: likeness(grams.get(now.message), grams.get(old.message)) })),
    );
    // Pairs that are equally alike keep their order: the first with the first.
    for (const { now, old } of pairs.sort((a, b) => b.likeness - a.likeness)) {
      if (this.partners[now.index] === undefined && !this.#taken.has(old.index)) this.#take(now.index, old.index);
    }
  }

  #take(index: number, found: number): void {
    this.partners[index] = found;
    this.#taken.add(found);
  }
}

function gramsOf({ text }: MessageText): ReadonlySet<string> {
  return new Set(characterNgrams(text.slice(0, COMPARED), 2).keys());
}

/** Share of the pairs of characters of two texts that are in both. */
function likeness(a: ReadonlySet<string> = new Set(), b: ReadonlySet<string> = new Set()): number {
  let both = 0;
  for (const gram of a) if (b.has(gram)) both++;
  return both / Math.max(1, a.size + b.size - both);
}
