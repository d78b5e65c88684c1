/** Words that are drawn at a time where they are read one by one. */
const BLOCK = 256;
const WORDS = 2 ** 32;

/**
 * A stream of numbers in [0, 1) that the seed decides, with 32 bits each.
 * @param seed a whole number; of others the part before the point counts, of what is no number 0
 */
export function seededRandom(seed: number): () => number {
  const fill = seededWords(seed);
  const block = new Uint32Array(BLOCK);
  let used = BLOCK;
  return () => {
    if (used === BLOCK) {
      fill(block);
      used = 0;
    }
    return (block[used++] as number) / WORDS;
  };
}

/**
 * The same stream as whole words of 32 bits, as many at a time as an array holds: sfc32 of Chris Doty-Humphrey's
 * PractRand, seeded through a splitmix32 whose mixer comes from Wellons' hash-prospector.
 * @see https://pracrand.sourceforge.net/RNG_engines.txt
 * @see https://github.com/skeeto/hash-prospector
 */
export function seededWords(seed: number): (into: Uint32Array) => void {
  const seeds = splitmix(Number.isFinite(seed) ? Math.trunc(seed) : 0);
  const state = Int32Array.of(seeds(), seeds(), seeds(), 1);
  const fill = (into: Uint32Array) => {
    // In variables of their own, which stay in registers: the bootstrap draws ten million of them.
    let a = state[0] as number;
    let b = state[1] as number;
    let c = state[2] as number;
    let counter = state[3] as number;
    for (let index = 0; index < into.length; index++) {
      const word = (a + b + counter) | 0;
      counter = (counter + 1) | 0;
      a = b ^ (b >>> 9);
      b = (c + (c << 3)) | 0;
      c = (((c << 21) | (c >>> 11)) + word) | 0;
      into[index] = word;
    }
    state[0] = a;
    state[1] = b;
    state[2] = c;
    state[3] = counter;
  };
  // The generator's author lets it run so far before the first use, for seeds that resemble each other.
  fill(new Uint32Array(12));
  return fill;
}

function splitmix(seed: number): () => number {
  let state = seed >>> 0;
  return () => {
    state = (state + 0x9e3779b9) >>> 0;
    let mixed = state ^ (state >>> 16);
    mixed = Math.imul(mixed, 0x21f0aaad);
    mixed ^= mixed >>> 15;
    mixed = Math.imul(mixed, 0x735a2d97);
    return mixed ^ (mixed >>> 15);
  };
}
