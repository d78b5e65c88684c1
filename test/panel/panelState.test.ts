import assert from 'node:assert/strict';
import {
  applyMessage,
  EMPTY_STATE,
  filterCounts,
  type PanelState,
  toggled,
  visibleRows,
} from '../../src/panel/panelState';
import type { ToPanel } from '../../src/protocol/panel';
import { detail, finished, PROMPT, ROWS, row } from './examples';

const anew: ToPanel = { type: 'state', phase: finished(), rows: ROWS, locale: 'en' };
const shown: PanelState = applyMessage(EMPTY_STATE, anew);

function follow(state: PanelState, ...messages: ToPanel[]): PanelState {
  return messages.reduce(applyMessage, state);
}

describe('the state of the panel', () => {
  it('keeps filter, search and the open case when the same prompt is shown anew', () => {
    const chosen: PanelState = { ...shown, search: 'rag', filter: 'failed', unfolded: 'rag' };
    const { search, filter, unfolded } = applyMessage(chosen, anew);
    assert.deepEqual([search, filter, unfolded], ['rag', 'failed', 'rag']);
  });

  it('forgets them with another prompt, but not the order', () => {
    const chosen: PanelState = { ...shown, search: 'rag', filter: 'failed', unfolded: 'rag', sort: 'worst' };
    const other = finished({ prompt: { ...PROMPT, file: 'other.prompt' } });
    const { search, filter, unfolded, sort } = applyMessage(chosen, { ...anew, phase: other });
    assert.deepEqual([search, filter, unfolded, sort], ['', 'all', undefined, 'worst']);
  });

  it('closes a case that is not there any more', () => {
    assert.equal(applyMessage({ ...shown, unfolded: 'gone' }, anew).unfolded, undefined);
  });

  it('takes changed rows and leaves the others and their order as they are', () => {
    const changed = follow(shown, { type: 'rows', rows: [row('lora', { status: 'running' }), row('unknown')] });
    assert.deepEqual(
      changed.rows.map(({ id, status }) => `${id} ${status}`),
      ['rag failed', 'drift passed', 'lora running', 'ttft error'],
    );
    assert.equal(changed.rows[0], shown.rows[0]);
  });

  it('adds streamed text to the open case only', () => {
    const open = follow(toggled(shown, 'rag'), { type: 'detail', detail: detail('rag', { streaming: 'a' }) });
    const more = follow(open, { type: 'delta', caseId: 'rag', text: 'b' }, { type: 'delta', caseId: 'rag', text: 'c' });
    assert.equal(more.detail?.streaming, 'abc');
    assert.equal(follow(open, { type: 'delta', caseId: 'drift', text: 'b' }), open);
  });

  it('takes no detail that comes after its case was closed', () => {
    const closed = toggled(toggled(shown, 'rag'), 'rag');
    assert.equal(follow(closed, { type: 'detail', detail: detail('rag') }).detail, undefined);
  });

  it('shows all again where the case to be revealed is hidden, and keeps the filter where it is not', () => {
    const hiding: PanelState = { ...shown, filter: 'errors' };
    const { filter, unfolded } = follow(hiding, { type: 'reveal', caseId: 'rag' });
    assert.deepEqual([filter, unfolded], ['all', 'rag']);
    assert.equal(follow(hiding, { type: 'reveal', caseId: 'ttft' }).filter, 'errors');
  });

  it('counts what the filters let through', () => {
    assert.deepEqual(filterCounts(ROWS), { all: 4, failed: 1, flaky: 0, errors: 1 });
  });

  it('searches ids and previews, in any case', () => {
    const ids = (search: string) => visibleRows({ ...shown, search }).map(({ id }) => id);
    assert.deepEqual(ids(' QLORA '), ['lora']);
    assert.deepEqual(ids('ttf'), ['ttft']);
    assert.deepEqual(ids('什麼'), ['rag']);
  });

  it('puts errors first, then the lowest scores, and what was not run last', () => {
    const rows = [row('good'), row('unrun', { status: 'not-run', score: null }), ...ROWS];
    const ids = visibleRows({ ...shown, rows, sort: 'worst' }).map(({ id }) => id);
    assert.deepEqual(ids, ['ttft', 'rag', 'lora', 'good', 'drift', 'unrun']);
  });

  it('leaves messages alone that are none of the editor', () => {
    assert.equal(applyMessage(shown, { type: 'something else' } as unknown as ToPanel), shown);
  });
});
