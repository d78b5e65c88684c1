/**
 * The stretches of text that know where they came from: one stop for the tab key, with the arrows between them, and marks where
 * the editor's cursor is. There may be thousands, so that they are marked in place and not drawn anew.
 */
export class Stretches {
  readonly #root: HTMLElement;
  readonly #open: (place: number, offset: number, value: boolean) => void;
  #cursor: ReadonlySet<number> = new Set();
  #active: HTMLElement | undefined;

  /** @param open goes to a place, so many characters into its text, or to the value that its tag brought */
  constructor(root: HTMLElement, open: (place: number, offset: number, value: boolean) => void) {
    this.#root = root;
    this.#open = open;
    root.addEventListener('click', (event) => this.#clicked(event));
    root.addEventListener('keydown', (event) => this.#pressed(event));
    root.addEventListener('focusin', ({ target }) => {
      const stretch = stretchOf(target);
      if (stretch !== undefined) this.#activate(stretch);
    });
  }

  /** The page was drawn: marks are put on what is there now. */
  drawn(): void {
    if (this.#active === undefined || !this.#active.isConnected) this.#activate(this.#all()[0]);
    this.#mark();
  }

  /** Marks what the editor's cursor is in, and brings the first of it into sight. */
  showCursor(places: readonly number[]): void {
    this.#cursor = new Set(places);
    const [first] = this.#mark();
    if (first === undefined) return;
    const { top, bottom } = first.getBoundingClientRect();
    const { top: from, bottom: to } = (first.closest('main') ?? document.body).getBoundingClientRect();
    if (bottom > to || top < from + 40) first.scrollIntoView({ block: 'center' });
  }

  #all(): HTMLElement[] {
    return [...this.#root.querySelectorAll<HTMLElement>('[data-place]')];
  }

  #mark(): HTMLElement[] {
    for (const marked of this.#root.querySelectorAll('.at-cursor')) {
      if (!this.#cursor.has(Number((marked as HTMLElement).dataset.place))) marked.classList.remove('at-cursor');
    }
    const found = [...this.#cursor].flatMap((place) => [
      ...this.#root.querySelectorAll<HTMLElement>(`[data-place="${place}"]`),
    ]);
    for (const each of found) each.classList.add('at-cursor');
    return found;
  }

  #activate(stretch: HTMLElement | undefined): void {
    if (this.#active === stretch) return;
    if (this.#active) this.#active.tabIndex = -1;
    this.#active = stretch;
    if (stretch) stretch.tabIndex = 0;
  }

  #clicked(event: MouseEvent): void {
    const stretch = stretchOf(event.target);
    // Whoever selects text wants to copy it.
    if (stretch === undefined || !(getSelection()?.isCollapsed ?? true)) return;
    this.#activate(stretch);
    this.#go(stretch, event.altKey, offsetAt(stretch, event));
  }

  #pressed(event: KeyboardEvent): void {
    const stretch = stretchOf(event.target);
    if (stretch === undefined) return;
    if (event.key === 'Enter') this.#go(stretch, event.altKey, 0);
    else {
      const all = this.#all();
      const at = all.indexOf(stretch);
      const to = { ArrowDown: at + 1, ArrowUp: at - 1, Home: 0, End: all.length - 1 }[event.key];
      if (to === undefined) return;
      all[to]?.focus();
    }
    event.preventDefault();
  }

  #go({ dataset }: HTMLElement, alt: boolean, offset: number): void {
    this.#open(Number(dataset.place), offset, alt && dataset.kind === 'placed-value');
  }
}

function stretchOf(target: EventTarget | null): HTMLElement | undefined {
  return target instanceof Element ? (target.closest<HTMLElement>('[data-place]') ?? undefined) : undefined;
}

/** How many characters into a text of the template somebody clicked; 0 where that cannot be told. */
function offsetAt(stretch: HTMLElement, { clientX, clientY }: MouseEvent): number {
  if (stretch.dataset.kind !== 'text' || stretch.querySelector('del, ins') !== null) return 0;
  const caret = document.caretPositionFromPoint(clientX, clientY);
  if (caret === null || !stretch.contains(caret.offsetNode)) return 0;
  const before = document.createRange();
  before.setStart(stretch, 0);
  before.setEnd(caret.offsetNode, caret.offset);
  return before.toString().length;
}
