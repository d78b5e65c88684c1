import type { Drafts } from './drafts';
import { FILTERS, type PanelState, SECTIONS, type Section } from './panelState';

/** What the panel keeps while it is hidden and when the window is loaded again. */
export interface Remembered {
  state: Partial<PanelState>;
  /** How far the list was scrolled, in CSS pixels. */
  scroll: number;
}

/** The part of a state that is worth keeping, as VS Code stores it. */
export function remember(
  { file, filter, search, sort, unfolded, active, sections, drafts }: PanelState,
  scroll: number,
): Record<string, unknown> {
  return { file, filter, search, sort, unfolded, active, sections, drafts, scroll };
}

/** What was kept. It may have been stored by an older version, so that nothing about it is taken for granted. */
export function recall(stored: unknown): Remembered {
  if (typeof stored !== 'object' || stored === null) return { state: {}, scroll: 0 };
  const { file, filter, search, sort, unfolded, active, sections, drafts, scroll } = stored as Record<string, unknown>;
  return {
    state: {
      ...(typeof file === 'string' && { file }),
      ...(isFilter(filter) && { filter }),
      ...(typeof search === 'string' && { search }),
      ...(sort === 'worst' && { sort }),
      ...(typeof unfolded === 'string' && { unfolded }),
      ...(typeof active === 'string' && { active }),
      ...(Array.isArray(sections) && { sections: sections.filter(isSection) }),
      ...(isDrafts(drafts) && { drafts }),
    },
    scroll: typeof scroll === 'number' && scroll > 0 ? scroll : 0,
  };
}

function isDrafts(value: unknown): value is Drafts {
  return typeof value === 'object' && value !== null && Object.values(value).every((each) => typeof each === 'string');
}

function isSection(value: unknown): value is Section {
  return SECTIONS.some((section) => section === value);
}

function isFilter(value: unknown): value is PanelState['filter'] {
  return FILTERS.some((filter) => filter === value);
}
