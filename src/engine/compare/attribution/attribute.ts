/** A score for each of some cases, 0..1; null where not known. */
export type CaseScores = ReadonlyMap<string, number | null>;

export interface AttributionInput {
  /** How many hunks there are. */
  hunks: number;
  /** Scores of the regressed cases in both versions. */
  before: CaseScores;
  after: CaseScores;
  /**
   * Scores of the regressed cases with some hunks taken back.
   * @returns undefined where that text cannot be evaluated; then nothing was spent
   */
  scoresWithout(hunks: readonly number[]): Promise<CaseScores | undefined>;
}

/** How much of a regression goes away with each hunk. */
export interface Attribution {
  /** By hunk: the share of the loss that taking it back alone makes good (1 is all); null where that is not known. */
  recovered: (number | null)[];
  /** The hunks that did it: taking them back together makes good at least half of the loss, and none is left out. */
  guilty: number[];
  /** The share that they make good together; null where nothing could be found. */
  share: number | null;
  /** Texts that were evaluated, each on the regressed cases. */
  trials: number;
}

/** Hunks that make good so much of the loss are held to be its cause. */
const ENOUGH = 0.5;

/** Trials beyond one for each hunk that the search for hunks that act together may take, times the hunks. */
const MORE_TRIALS = 2;

/**
 * Finds the hunks of a change that made cases worse: takes each back alone, and, where none of them alone is the cause,
 * looks for the smallest group that is, by delta debugging (Zeller and Hildebrandt 2002, doi:10.1109/32.988498). It takes at
 * most three trials for each hunk, and none where there is only one.
 */
export async function attribute(input: AttributionInput): Promise<Attribution> {
  const search = new Search(input);
  const all = Array.from({ length: input.hunks }, (_, index) => index);
  if (all.length < 2)
    return { recovered: all.map(() => 1), guilty: all, share: all.length === 0 ? null : 1, trials: 0 };
  const recovered: (number | null)[] = [];
  for (const index of all) recovered.push(await search.share([index]));
  const best = all.reduce((a, b) => ((recovered[b] ?? -1) > (recovered[a] ?? -1) ? b : a));
  if ((recovered[best] ?? 0) >= ENOUGH) {
    return { recovered, guilty: [best], share: recovered[best] ?? null, trials: search.trials };
  }
  const group = await search.smallestGroup(all, input.hunks * (1 + MORE_TRIALS));
  const share = group.length === all.length ? 1 : await search.share(group);
  return { recovered, guilty: group, share, trials: search.trials };
}

class Search {
  readonly #input: AttributionInput;
  readonly #known = new Map<string, number | null>();
  trials = 0;

  constructor(input: AttributionInput) {
    this.#input = input;
  }

  /** The share of the loss that taking some hunks back makes good. */
  async share(hunks: readonly number[]): Promise<number | null> {
    if (hunks.length === this.#input.hunks) return 1;
    const key = hunks.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    const scores = await this.#input.scoresWithout(hunks);
    if (scores !== undefined) this.trials++;
    const share = scores === undefined ? null : this.#shareOf(scores);
    this.#known.set(key, share);
    return share;
  }

  /** Delta debugging: ever smaller parts of a group that is the cause as a whole, within a number of trials. */
  async smallestGroup(all: readonly number[], most: number): Promise<number[]> {
    let group = [...all];
    let parts = 2;
    while (group.length > 1 && this.trials < most) {
      const smaller = await this.#smallerPart(group, parts, most);
      if (smaller !== undefined) {
        parts = Math.max(smaller.complement ? parts - 1 : 2, 2);
        group = smaller.part;
      } else if (parts < group.length) parts = Math.min(group.length, parts * 2);
      else break;
    }
    return group;
  }

  async #smallerPart(
    group: readonly number[],
    parts: number,
    most: number,
  ): Promise<{ part: number[]; complement: boolean } | undefined> {
    const size = Math.ceil(group.length / parts);
    const pieces = Array.from({ length: parts }, (_, index) => group.slice(index * size, (index + 1) * size));
    const candidates = [
      ...pieces.map((part) => ({ part, complement: false })),
      ...pieces.map((piece) => ({ part: group.filter((each) => !piece.includes(each)), complement: true })),
    ].filter(({ part }) => part.length > 0 && part.length < group.length);
    for (const candidate of candidates) {
      if (this.trials >= most) return undefined;
      if (((await this.share(candidate.part)) ?? 0) >= ENOUGH) return candidate;
    }
    return undefined;
  }

  #shareOf(scores: CaseScores): number | null {
    const { before, after } = this.#input;
    let lost = 0;
    let regained = 0;
    for (const [id, score] of scores) {
      const [was, is] = [before.get(id) ?? null, after.get(id) ?? null];
      if (score === null || was === null || is === null) continue;
      lost += was - is;
      regained += score - is;
    }
    return lost > 0 ? regained / lost : null;
  }
}
