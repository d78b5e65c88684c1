/** From here on Stirling's series is as exact as a number can be. */
const LARGE = 20;

/**
 * The logarithm of the gamma function: Stirling's series, whose argument the recurrence Γ(x + 1) = x Γ(x) moves up first.
 * @param x above 0
 * @see Abramowitz and Stegun 6.1.41
 */
export function logGamma(x: number): number {
  let product = 1;
  let moved = x;
  for (; moved < LARGE; moved++) product *= moved;
  const inverse = 1 / moved;
  const square = inverse * inverse;
  const series = inverse * (1 / 12 - square * (1 / 360 - square * (1 / 1260 - square * (1 / 1680 - square / 1188))));
  return (moved - 0.5) * Math.log(moved) - moved + 0.5 * Math.log(2 * Math.PI) + series - Math.log(product);
}
