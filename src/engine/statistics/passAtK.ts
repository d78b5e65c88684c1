/** Trials of one case: how many there were, and how many of them passed. */
export interface Trials {
  n: number;
  c: number;
}

/**
 * pass^k: the chance that k trials drawn without replacement all pass, C(c, k) / C(n, k) (Yao et al. 2024, "τ-bench",
 * arXiv 2406.12045).
 * @returns null where k is below 1 or above n
 */
export function passHatK({ n, c }: Trials, k: number): number | null {
  if (!(k >= 1 && k <= n)) return null;
  let share = 1;
  for (let index = 0; index < k; index++) share *= Math.max(0, c - index) / (n - index);
  return share;
}

/**
 * pass@k: the chance that at least one of k trials drawn without replacement passes, 1 − C(n − c, k) / C(n, k) (Chen et
 * al. 2021, arXiv 2107.03374).
 * @returns null where k is below 1 or above n
 */
export function passAtK({ n, c }: Trials, k: number): number | null {
  const allFail = passHatK({ n, c: n - c }, k);
  return allFail === null ? null : 1 - allFail;
}
