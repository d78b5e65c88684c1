import type { CheckSpec } from '../../testset/testSet';

/**
 * A text as a check compares it: with `ignoreWidth`, full-width and half-width forms are made equal (Unicode NFKC); with
 * `ignoreCase`, letters lose their case. Both sides of a comparison go through here.
 */
export function fold(text: string, { ignoreCase, ignoreWidth }: Pick<CheckSpec, 'ignoreCase' | 'ignoreWidth'>): string {
  const even = ignoreWidth ? text.normalize('NFKC') : text;
  return ignoreCase ? even.toLowerCase() : even;
}
