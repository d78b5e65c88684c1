import type { FromPanel } from '../protocol/panel';
import type { PanelState } from './panelState';
import type { Say } from './panelText';

/** What every view gets: the state, the words, and what it can do. */
export interface PanelView {
  state: PanelState;
  say: Say;
  /** Whether there is room for a case's detail beside the list. */
  wide: boolean;
  send(message: FromPanel): void;
  /** Changes what only the panel knows: filter, search, order, open sections. */
  change(part: Partial<PanelState>): void;
  /** Opens a case's detail, or closes it where it is open. */
  toggle(caseId: string): void;
}
