import type { CaseDetail, CaseRow, PanelHistory, PanelJudge, PanelPhase, ToPanel } from '../protocol/panel';
import { type Drafts, draftKey, firstDraft } from './drafts';

export const FILTERS = ['all', 'failed', 'flaky', 'errors'] as const;
export type Filter = (typeof FILTERS)[number];
export type SortOrder = 'file' | 'worst';
/** The parts that are folded until somebody opens them. */
export const SECTIONS = ['messages', 'context', 'readings', 'evidence', 'spread'] as const;
export type Section = (typeof SECTIONS)[number];

/** Everything that the panel shows. States are never changed, only replaced. */
export interface PanelState {
  /** Absent until the editor has spoken. */
  phase?: PanelPhase;
  /** The prompt that the choices below were made for. */
  file?: string;
  /** Of the prompt's versions; absent until it is known. */
  history?: PanelHistory;
  /** Of the prompt's judges that people have given scores for; absent until it is known. */
  judges?: readonly PanelJudge[];
  /** In the test set's order. */
  rows: readonly CaseRow[];
  /** Of the case that is open, as the editor sent it. */
  detail?: CaseDetail;
  locale: string;
  filter: Filter;
  search: string;
  sort: SortOrder;
  /** The case whose detail is open. */
  unfolded?: string;
  /** The case that the keyboard is on. */
  active?: string;
  /** Counts how often the editor has asked for a case to be brought into sight. */
  reveals: number;
  /** Open in every case, so that one can go from case to case and read the same part of each. */
  sections: readonly Section[];
  /** What somebody is writing and has not saved, by `draftKey`. */
  drafts: Drafts;
  /** A case for which the form of a corrected answer is to be opened as soon as its output is there. */
  toCorrect?: string;
}

export const EMPTY_STATE: PanelState = {
  rows: [],
  locale: 'en',
  filter: 'all',
  search: '',
  sort: 'file',
  reveals: 0,
  sections: [],
  drafts: {},
};

/** The state after a message of the editor. */
export function applyMessage(state: PanelState, message: ToPanel): PanelState {
  switch (message.type) {
    case 'state':
      return replaced(state, message);
    case 'phase':
      return { ...state, phase: message.phase };
    case 'rows': {
      const changed = new Map(message.rows.map((row) => [row.id, row]));
      return { ...state, rows: state.rows.map((row) => changed.get(row.id) ?? row) };
    }
    case 'history':
      return { ...state, history: message.history };
    case 'judges':
      return { ...state, judges: message.judges };
    case 'detail':
      return message.detail.id === state.unfolded ? corrected({ ...state, detail: message.detail }) : state;
    case 'delta':
      return extended(state, message.caseId, message.text);
    case 'reveal':
      return corrected({ ...revealed(state, message.caseId), toCorrect: message.correct && message.caseId });
    default:
      // Whatever else reaches the window is not meant for the panel.
      return state;
  }
}

/** The state after a case's row was chosen: opened where it was closed, closed where it was open. */
export function toggled(state: PanelState, caseId: string): PanelState {
  const opens = state.unfolded !== caseId;
  return {
    ...state,
    unfolded: opens ? caseId : undefined,
    detail: undefined,
    active: caseId,
  };
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
  const counts = { all: rows.length, failed: 0, flaky: 0, errors: 0 };
  for (const { status, flaky } of rows) {
    if (flaky) counts.flaky++;
    if (status === 'failed') counts.failed++;
    else if (status === 'error') counts.errors++;
  }
  return counts;
}

function passesFilter({ status, flaky }: CaseRow, filter: Filter): boolean {
  if (filter === 'all') return true;
  if (filter === 'flaky') return flaky !== undefined;
  return status === (filter === 'failed' ? 'failed' : 'error');
}

/** Errors first, then by score; what has not been run comes last. */
function badness({ status, score }: CaseRow): number {
  if (status === 'error') return -2;
  if (status === 'failed' && score === null) return -1;
  return score ?? 2;
}

/** Another prompt begins with nothing chosen; the same one keeps what still makes sense. */
function replaced(state: PanelState, { phase, rows, locale }: Extract<ToPanel, { type: 'state' }>): PanelState {
  const file = 'prompt' in phase ? phase.prompt.file : undefined;
  const { sort, sections, reveals, drafts } = state;
  if (file !== state.file) return { ...EMPTY_STATE, sort, sections, reveals, drafts, file, phase, rows, locale };
  const there = (id: string | undefined) => (rows.some((row) => row.id === id) ? id : undefined);
  const unfolded = there(state.unfolded);
  return {
    ...state,
    phase,
    rows,
    locale,
    unfolded,
    active: there(state.active),
    // Shown until the editor sends it anew, so that nothing jumps.
    detail: unfolded === undefined ? undefined : state.detail,
  };
}

function extended(state: PanelState, caseId: string, text: string): PanelState {
  const { detail } = state;
  if (detail?.id !== caseId) return state;
  return { ...state, detail: { ...detail, streaming: (detail.streaming ?? '') + text } };
}

function revealed(state: PanelState, caseId: string): PanelState {
  const hidden = !visibleRows(state).some(({ id }) => id === caseId);
  return {
    ...state,
    ...(hidden && { filter: 'all', search: '' }),
    unfolded: caseId,
    detail: caseId === state.unfolded ? state.detail : undefined,
    active: caseId,
    reveals: state.reveals + 1,
  };
}

/** Opens the form for a corrected answer, where one was asked for and there is something to correct. */
function corrected(state: PanelState): PanelState {
  const { detail, toCorrect, drafts } = state;
  if (detail === undefined || detail.id !== toCorrect) return state;
  const sample = detail.samples.find(({ outputKey }) => outputKey !== null);
  if (sample === undefined) return state;
  const key = draftKey(state.file, sample, 'corrected');
  return {
    ...state,
    toCorrect: undefined,
    drafts: { ...drafts, [key]: drafts[key] ?? firstDraft(sample, null, 'corrected') },
  };
}
