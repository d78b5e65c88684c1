import assert from 'node:assert/strict';
import { announcement } from '../../src/panel/announcement';
import { applyMessage, EMPTY_STATE, type PanelState, toggled } from '../../src/panel/panelState';
import { sayIn } from '../../src/panel/panelText';
import type { PanelPhase, ToPanel } from '../../src/protocol/panel';
import { detail, finished, ROWS, row, running } from './examples';

const say = sayIn('en');
const stateOf = (phase: PanelPhase) => applyMessage(EMPTY_STATE, { type: 'state', phase, rows: ROWS, locale: 'en' });

function told(before: PanelState, message: ToPanel): string | undefined {
  return announcement(before, applyMessage(before, message), say);
}

describe('what a screen reader is told', () => {
  it('is that a run begins and how it ends', () => {
    const begun = stateOf(running(0, 9));
    assert.equal(announcement(stateOf(finished()), begun, say), 'Running. Cases: 9');
    assert.equal(told(begun, { type: 'phase', phase: finished() }), 'Finished. 2 of 4 passed');
  });

  it('is how the open case ended', () => {
    const open = toggled(
      applyMessage(stateOf(running(0, 4)), { type: 'rows', rows: [row('rag', { status: 'running' })] }),
      'rag',
    );
    const judges = [{ judge: 'correctness', score: 2, max: 5, passed: false }];
    assert.equal(
      told(open, { type: 'rows', rows: [row('rag', { status: 'failed', judges })] }),
      'rag, failed, correctness 2/5',
    );
    assert.equal(told(open, { type: 'rows', rows: [row('drift', { status: 'failed' })] }), undefined);
  });

  it('is neither progress nor the text that streams', () => {
    const open = applyMessage(toggled(stateOf(running(1, 4)), 'rag'), {
      type: 'detail',
      detail: detail('rag', { streaming: 'a' }),
    });
    assert.equal(told(open, { type: 'delta', caseId: 'rag', text: 'b' }), undefined);
    assert.equal(told(open, { type: 'phase', phase: running(2, 4) }), undefined);
  });

  it('is nothing when results of an earlier time are opened', () => {
    assert.equal(announcement(EMPTY_STATE, stateOf(finished()), say), undefined);
    assert.equal(announcement(EMPTY_STATE, stateOf(running(3, 9)), say), undefined);
  });
});
