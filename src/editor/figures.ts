/** Numbers as people read them in lenses, diagnostics and messages. */

/** The scale that a score is shown in. */
export interface Scale {
  min: number;
  max: number;
}

/**
 * A mean of normalised scores in its own scale: `4.1/5`, `4.0/5`; on the scale from 0 to 1 as `83 %`.
 * @param score 0..1
 */
export function scoreText(score: number, scale: Scale): string {
  if (scale.min === 0 && scale.max === 1) return `${Math.round(score * 100)} %`;
  return `${(scale.min + score * (scale.max - scale.min)).toFixed(1)}/${scale.max}`;
}

/** A score that is on its own scale already, as a judge gives it: `2/5`. */
export function verdictText(score: number, max: number): string {
  return `${trimmed(score, 2)}/${max}`;
}

/** What a judge said: its label where the scale has labels, else the score. */
export function judgementText({ label, score, max }: { label?: string; score: number | null; max: number }): string {
  return label ?? verdictText(score ?? 0, max);
}

/** US dollars with about two significant digits: `$0.004`, `$1.20`, `$0` where nothing was paid. */
export function costText(dollars: number): string {
  if (dollars === 0) return '$0';
  if (dollars >= 1) return `$${dollars.toFixed(2)}`;
  return `$${Number(dollars.toPrecision(2)).toFixed(decimalsFor(dollars))}`;
}

/** A whole number with its thousands apart: `10,000`. */
export function numberText(value: number): string {
  return value.toLocaleString('en');
}

/** A duration: `310 ms`, `1.2 s`, `2 min 5 s`. */
export function durationText(milliseconds: number): string {
  if (milliseconds < 1000) return `${Math.round(milliseconds)} ms`;
  const seconds = milliseconds / 1000;
  if (seconds < 60) return `${trimmed(seconds, 1)} s`;
  const whole = Math.round(seconds);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function trimmed(value: number, decimals: number): string {
  return String(Number(value.toFixed(decimals)));
}

/** Decimals that show two significant digits without zeros at the end. */
function decimalsFor(dollars: number): number {
  const digits = Number(dollars.toPrecision(2));
  for (let decimals = 2; decimals < 10; decimals += 1) {
    if (Number(digits.toFixed(decimals)) === digits) return decimals;
  }
  return 10;
}
