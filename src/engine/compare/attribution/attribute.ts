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
  /** Trials that may be made; twice the number of hunks, which is all that the search can use, by default. */
  most?: number;
}

/** How much of a regression goes away with each hunk. */
export interface Attribution {
  /** By hunk: the share of the loss that taking it back alone makes good (1 is all); null where that is not known. */
  recovered: (number | null)[];
  /**
   * The hunks that did it: the one without which the loss is gone; several where each of them is needed for it, or where
   * only taking all of them back undoes it.
   */
  guilty: number[];
  /** The share that they make good together; null where nothing could be found. */
  share: number | null;
  /** Texts that were evaluated, each on the regressed cases. */
  trials: number;
}

/** Hunks that make good so much of the loss are held to be its cause. */
const ENOUGH = 0.5;

/** A hunk that makes good nearly as much as the best one is as much a part of the cause: without either, there is none. */
const NEARLY = 0.8;

/**
 * Finds the hunks of a change that made cases worse. Each is taken back alone; where several undo the loss, they make it
 * only together. Where none does, they stand in for each other: of all hunks, those are put back one by one, the least
 * telling first, without which what is left still undoes the loss, so that none can be spared of the group that remains
 * (the last step of delta debugging, Zeller and Hildebrandt 2002, doi:10.1109/32.988498). That takes at most two trials for
 * each hunk, and none where there is only one.
 */
export async function attribute(input: AttributionInput): Promise<Attribution> {
  const search = new Search(input);
  const all = Array.from({ length: input.hunks }, (_, index) => index);
  if (all.length < 2)
    return { recovered: all.map(() => 1), guilty: all, share: all.length === 0 ? null : 1, trials: 0 };
  const recovered: (number | null)[] = [];
  for (const index of all) recovered.push(await search.share([index]));
  const best = Math.max(...recovered.map((share) => share ?? 0));
  const guilty =
    best >= ENOUGH
      ? all.filter((index) => (recovered[index] ?? 0) >= Math.max(ENOUGH, NEARLY * best))
      : await search.smallestGroup(all, recovered);
  const share = guilty.length === 1 ? best : await search.share(guilty);
  return { recovered, guilty, share: share ?? (best >= ENOUGH ? best : null), trials: search.trials };
}

class Search {
  readonly #input: AttributionInput;
  readonly #most: number;
  readonly #known = new Map<string, number | null>();
  trials = 0;

  constructor(input: AttributionInput) {
    this.#input = input;
    this.#most = input.most ?? 2 * input.hunks;
  }

  /** The share of the loss that taking some hunks back makes good; null where that is not known, or one trial too many. */
  async share(hunks: readonly number[]): Promise<number | null> {
    if (hunks.length === this.#input.hunks) return 1;
    const key = hunks.join();
    const known = this.#known.get(key);
    if (known !== undefined) return known;
    if (this.trials >= this.#most) return null;
    const scores = await this.#input.scoresWithout(hunks);
    if (scores !== undefined) this.trials++;
    const share = scores === undefined ? null : this.#shareOf(scores);
    this.#known.set(key, share);
    return share;
  }

  /** Of hunks of which none alone is the cause, a group that is, and of which none can be spared. */
  async smallestGroup(all: readonly number[], recovered: readonly (number | null)[]): Promise<number[]> {
    const byTelling = [...all].sort((a, b) => (recovered[a] ?? 0) - (recovered[b] ?? 0));
    let group = [...all];
    for (const index of byTelling) {
      // Two of which neither is the cause alone cannot be fewer.
      if (group.length === 2 && group.every((each) => recovered[each] !== null)) break;
      const rest = group.filter((each) => each !== index);
      if (((await this.share(rest)) ?? 0) >= ENOUGH) group = rest;
    }
    return group;
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
