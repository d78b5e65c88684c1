/** 97.5 % quantiles for 1 to 20 degrees of freedom. */
const SMALL = [
  12.706204736, 4.30265273, 3.182446305, 2.776445105, 2.570581836, 2.446911851, 2.364624252, 2.306004135, 2.262157163,
  2.228138852, 2.20098516, 2.17881283, 2.160368656, 2.144786688, 2.131449546, 2.119905299, 2.109815578, 2.10092204,
  2.093024054, 2.085963447,
];

const Z = 1.959963984540054;

/**
 * The 97.5 % quantile of Student's t: the half-width of a two-sided 95 % interval in standard errors.
 * A table up to 20 degrees of freedom, above it the expansion 26.7.5 of Abramowitz and Stegun, right to 6 digits.
 * @param degrees degrees of freedom, a whole number of 1 or more
 */
export function studentT975(degrees: number): number {
  const known = SMALL[degrees - 1];
  if (known !== undefined) return known;
  const g1 = (Z ** 3 + Z) / 4;
  const g2 = (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / 96;
  const g3 = (3 * Z ** 7 + 19 * Z ** 5 + 17 * Z ** 3 - 15 * Z) / 384;
  const g4 = (79 * Z ** 9 + 776 * Z ** 7 + 1482 * Z ** 5 - 1920 * Z ** 3 - 945 * Z) / 92160;
  return Z + g1 / degrees + g2 / degrees ** 2 + g3 / degrees ** 3 + g4 / degrees ** 4;
}
