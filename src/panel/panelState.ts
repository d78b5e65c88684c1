import type { CaseDetail, CaseRow, PanelPhase, ToPanel } from '../protocol/panel';

export type Filter = 'all' | 'failed' | 'errors';
export type SortOrder = 'file' | 'worst';

/** Everything that the panel shows. States are never changed, only replaced. */
export interface PanelState {
  /** Absent until the editor has spoken. */
  phase?: PanelPhase;
  /** In the test set's order. */
  rows: readonly CaseRow[];
  /** Of the cases that were unfolded, as the editor sent them. */
  details: ReadonlyMap<string, CaseDetail>;
  locale: string;
  filter: Filter;
  search: string;
  sort: SortOrder;
  /** The case whose detail is open. */
  unfolded?: string;
  /** The case that the keyboard is on. */
  active?: string;
}

export const EMPTY_STATE: PanelState = {
  rows: [],
  details: new Map(),
  locale: 'en',
  filter: 'all',
  search: '',
  sort: 'file',
};

/** The state after a message of the editor. */
export function applyMessage(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'state': {
      const { phase, rows, locale } = message;
      const there = (id: string | undefined) => (rows.some((row) => row.id === id) ? id : undefined);
      const sameFile = fileOf(phase) === fileOf(state.phase);
      return {
        ...state,
        phase,
        rows,
        locale,
        details: new Map(),
        unfolded: sameFile || state.phase === undefined ? there(state.unfolded) : undefined,
        active: there(state.active),
        search: sameFile ? state.search : '',
      };
    }
    case 'phase':
      return { ...state, phase: message.phase };
    case 'rows':
      return { ...state, rows: replaced(state.rows, message.rows) };
    case 'detail':
      return { ...state, details: new Map(state.details).set(message.detail.id, message.detail) };
    case 'delta':
      return { ...state, details: extended(state.details, message.caseId, message.text) };
    case 'reveal': {
      const { caseId } = message;
      const hidden = !visibleRows(state).some(({ id }) => id === caseId);
      const shown: PanelState = hidden ? { ...state, filter: 'all', search: '' } : state;
      return { ...shown, unfolded: caseId, active: caseId };
    }
  }
}

/** The rows that pass the filter and the search, in the chosen order. */
export function visibleRows({ rows, filter, search, sort }: PanelState): readonly CaseRow[] {
  const wanted = search.trim().toLocaleLowerCase();
  const visible =
    filter === 'all' && wanted === ''
      ? rows
      : rows.filter(
          (row) =>
            passesFilter(row, filter) &&
            (wanted === '' || `${row.id}\n${row.preview}`.toLocaleLowerCase().includes(wanted)),
        );
  return sort === 'file' ? visible : [...visible].sort((a, b) => badness(a) - badness(b));
}

/** How many rows each filter lets through. */
export function filterCounts(rows: readonly CaseRow[]): Record<Filter, number> {
  const counts = { all: rows.length, failed: 0, errors: 0 };
  for (const { status } of rows) {
    if (status === 'failed') counts.failed++;
    else if (status === 'error') counts.errors++;
  }
  return counts;
}

function passesFilter({ status }: CaseRow, filter: Filter): boolean {
  return filter === 'all' || status === (filter === 'failed' ? 'failed' : 'error');
}

/** Errors first, then by score; what has not been run comes last. */
function badness({ status, score }: CaseRow): number {
  if (status === 'error') return -2;
  if (status === 'failed' && score === null) return -1;
  return score ?? 2;
}

function replaced(rows: readonly CaseRow[], changed: readonly CaseRow[]): readonly CaseRow[] {
  const byId = new Map(changed.map((row) => [row.id, row]));
  return rows.map((row) => byId.get(row.id) ?? row);
}

function extended(details: PanelState['details'], id: string, text: string): PanelState['details'] {
  const detail = details.get(id);
  if (detail === undefined) return details;
  return new Map(details).set(id, { ...detail, streaming: (detail.streaming ?? '') + text });
}

function fileOf(phase: PanelPhase | undefined): string | undefined {
  return phase !== undefined && 'prompt' in phase ? phase.prompt.file : undefined;
}
