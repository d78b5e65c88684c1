export interface ContrastFault {
  text: string;
  contrast: number;
}

/**
 * Runs in a page: the texts whose contrast with what is behind them is below `least`, as WCAG 2.2 computes it from relative
 * luminance (https://www.w3.org/TR/WCAG22/#dfn-contrast-ratio). Half-transparent colours are mixed with what lies below.
 */
export function weakTexts(least: number): ContrastFault[] {
  type Colour = [red: number, green: number, blue: number, alpha: number];
  const parse = (text: string): Colour => {
    const [red = 0, green = 0, blue = 0, alpha = 1] = (text.match(/[\d.]+/g) ?? []).map(Number);
    return [red, green, blue, alpha];
  };
  const over = (top: Colour, below: Colour): Colour => {
    const mix = (index: 0 | 1 | 2) => top[index] * top[3] + below[index] * (1 - top[3]);
    return [mix(0), mix(1), mix(2), 1];
  };
  const linear = (value: number) =>
    value / 255 <= 0.04045 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4;
  const luminance = ([red, green, blue]: Colour) =>
    0.2126 * linear(red) + 0.7152 * linear(green) + 0.0722 * linear(blue);
  const background = (element: Element): Colour => {
    const own = parse(getComputedStyle(element).backgroundColor);
    if (own[3] === 1) return own;
    return over(own, element.parentElement === null ? [255, 255, 255, 1] : background(element.parentElement));
  };

  const weak: ContrastFault[] = [];
  for (const element of document.querySelectorAll('main *')) {
    const text = [...element.childNodes]
      .filter((node) => node.nodeType === Node.TEXT_NODE)
      .map((node) => node.textContent?.trim())
      .join('');
    if (!text || element.closest('.for-reader')) continue;
    const behind = background(element);
    const front = luminance(over(parse(getComputedStyle(element).color), behind));
    const back = luminance(behind);
    const contrast = (Math.max(front, back) + 0.05) / (Math.min(front, back) + 0.05);
    if (contrast < least) weak.push({ text, contrast: Math.round(contrast * 100) / 100 });
  }
  return weak;
}
