import assert from 'node:assert/strict';
import { applyMessage, EMPTY_STATE, filterCounts, type PanelState, visibleRows } from '../../src/panel/panelState';
import { dollars, duration, points } from '../../src/panel/quantities';
import { visibleText } from '../../src/panel/visibleText';
import { wordDiff } from '../../src/panel/wordDiff';
import { detail, finished, PROMPT, ROWS, row } from './examples';

const shown: PanelState = applyMessage(EMPTY_STATE, { type: 'state', phase: finished(), rows: ROWS, locale: 'en' });

describe('the state of the panel', () => {
  it('keeps filter and search when the same prompt is shown anew, and forgets the search with another', () => {
    const searching = { ...shown, search: 'rag', filter: 'failed' as const };
    const same = applyMessage(searching, { type: 'state', phase: finished(), rows: ROWS, locale: 'en' });
    assert.deepEqual([same.search, same.filter], ['rag', 'failed']);
    const other = finished({ prompt: { ...PROMPT, file: 'other.prompt' } });
    assert.equal(applyMessage(searching, { type: 'state', phase: other, rows: ROWS, locale: 'en' }).search, '');
  });

  it('closes a case that is not there any more', () => {
    const open = { ...shown, unfolded: 'gone' };
    assert.equal(
      applyMessage(open, { type: 'state', phase: finished(), rows: ROWS, locale: 'en' }).unfolded,
      undefined,
    );
  });

  it('adds streamed text to the open case, and drops it for one that is not open', () => {
    const open = applyMessage(shown, { type: 'detail', detail: detail('rag', { streaming: 'a' }) });
    const more = applyMessage(open, { type: 'delta', caseId: 'rag', text: 'b' });
    assert.equal(more.details.get('rag')?.streaming, 'ab');
    assert.equal(applyMessage(open, { type: 'delta', caseId: 'drift', text: 'b' }).details, open.details);
  });

  it('shows all again where the case to be revealed is hidden', () => {
    const hiding = { ...shown, filter: 'errors' as const };
    const revealed = applyMessage(hiding, { type: 'reveal', caseId: 'rag' });
    assert.deepEqual([revealed.filter, revealed.unfolded], ['all', 'rag']);
  });

  it('counts what the filters let through', () => {
    assert.deepEqual(filterCounts(ROWS), { all: 4, failed: 1, errors: 1 });
  });

  it('puts errors first, then the lowest scores, and what was not run last', () => {
    const rows = [row('good'), row('unrun', { status: 'not-run', score: null }), ...ROWS];
    const ids = visibleRows({ ...shown, rows, sort: 'worst' }).map(({ id }) => id);
    assert.deepEqual(ids, ['ttft', 'rag', 'lora', 'good', 'drift', 'unrun']);
  });
});

describe('texts and numbers of the panel', () => {
  it('makes visible what would hide', () => {
    assert.equal(visibleText('a\u202eb\u0000\u200bc\n\td👩‍👩‍👧'), 'a⟨U+202E⟩b␀⟨U+200B⟩c\n\td👩‍👩‍👧');
    assert.equal(visibleText('\u{e0041}x'), '⟨U+E0041⟩x');
  });

  it('compares by words', () => {
    assert.deepEqual(
      wordDiff('a b c', 'a x c')?.filter(({ kind }) => kind !== 'same'),
      [
        { kind: 'missing', text: 'b' },
        { kind: 'added', text: 'x' },
      ],
    );
    assert.equal(wordDiff('word '.repeat(5000), 'x'), undefined);
  });

  it('writes amounts with their units', () => {
    assert.deepEqual([0, 0.00042, 0.0042, 0.5, 12].map(dollars), ['$0', '$0.00042', '$0.0042', '$0.50', '$12.00']);
    assert.deepEqual([0.2, 310, 1800, 65_000].map(duration), ['<1 ms', '310 ms', '1.8 s', '1 min 5 s']);
    assert.deepEqual(
      [points(4, { min: 1, max: 5 }), points(4.14, { min: 1, max: 5 }), points(0.825, { min: 0, max: 1 })],
      ['4', '4.1', '0.82'],
    );
  });
});
