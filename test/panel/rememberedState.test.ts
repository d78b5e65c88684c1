import assert from 'node:assert/strict';
import { EMPTY_STATE, type PanelState } from '../../src/panel/panelState';
import { recall, remember } from '../../src/panel/rememberedState';

describe('what the panel remembers', () => {
  it('is what was chosen, and how far the list was scrolled', () => {
    const chosen: Partial<PanelState> = {
      file: 'a.prompt',
      filter: 'failed',
      search: 'rag',
      sort: 'worst',
      unfolded: 'rag',
      active: 'drift',
      sections: ['messages'],
      drafts: { 'a form': 'half a sentence' },
    };
    const stored: unknown = JSON.parse(JSON.stringify(remember({ ...EMPTY_STATE, ...chosen }, 420)));
    assert.deepEqual(recall(stored), { state: chosen, scroll: 420 });
  });

  it('is nothing where nothing was stored, and where an older version stored something else', () => {
    for (const stored of [undefined, null, 'text', { filter: 'old', sort: 3, sections: 'all', scroll: '12' }]) {
      assert.deepEqual(recall(stored), { state: {}, scroll: 0 });
    }
    assert.deepEqual(recall({ sections: ['messages', 'gone'] }).state, { sections: ['messages'] });
  });
});
