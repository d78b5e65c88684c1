import type { Page } from 'playwright-core';

/** The widths that a page is laid out in, with letters set apart where another font would be wider. */
export const ROOMS = [
  [200, '0'],
  [200, '0.1em'],
  [300, '0.1em'],
  [560, '0.1em'],
  [1000, '0'],
] as const;

/** Sets the letters of a page apart. */
export async function setLettersApart(page: Page, spacing: string): Promise<void> {
  await page.evaluate((value) => {
    document.body.style.letterSpacing = value;
  }, spacing);
}

/** The elements of a page that need more room than they have. */
export async function tooWide(page: Page): Promise<string[]> {
  return page.evaluate(() =>
    [...document.querySelectorAll('main, main *')]
      .filter(({ scrollWidth, clientWidth }) => scrollWidth > clientWidth + 1 && clientWidth > 0)
      .filter((element) => !['hidden', 'clip'].includes(getComputedStyle(element).overflowX))
      .filter((element) => !element.closest('.for-reader, .codicon'))
      .map((element) => `${element.tagName}.${element.className}`),
  );
}
