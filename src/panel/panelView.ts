import type { FromPanel } from '../protocol/panel';
import type { PanelState } from './panelState';
import type { Say } from './panelText';

/** What every view gets: the state, the words, and what it can do. */
export interface PanelView {
  state: PanelState;
  say: Say;
  send(message: FromPanel): void;
  /** Changes what only the panel knows: filter, search, order, which case is open. */
  change(part: Partial<PanelState>): void;
  /** Opens a case's detail, or closes it where it is open. */
  toggle(caseId: string): void;
}
