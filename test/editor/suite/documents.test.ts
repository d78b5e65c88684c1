import assert from 'node:assert/strict';
import type { Range } from 'vscode-languageserver-types';
import { shiftRange } from '../../../src/editor/documents/shiftRange';
import { costText, durationText, scoreText } from '../../../src/editor/figures';
import { editModelLine } from '../../../src/editor/models/editModelLine';
import { readPanelMessage } from '../../../src/editor/panel/readPanelMessage';

const range = (startLine: number, startCharacter: number, endLine: number, endCharacter: number): Range => ({
  start: { line: startLine, character: startCharacter },
  end: { line: endLine, character: endCharacter },
});

describe('A range that moves with edits', () => {
  const title = range(3, 4, 3, 9);

  it('goes down with lines inserted above it, and up with lines removed', () => {
    assert.deepEqual(shiftRange(title, { range: range(1, 0, 1, 0), text: 'a\r\nb\n' }), range(5, 4, 5, 9));
    assert.deepEqual(shiftRange(title, { range: range(0, 2, 2, 1), text: '' }), range(1, 4, 1, 9));
  });

  it('goes along its line with text before it, and not with text after it', () => {
    assert.deepEqual(shiftRange(title, { range: range(3, 0, 3, 2), text: '😀中文' }), range(3, 6, 3, 11));
    assert.deepEqual(shiftRange(title, { range: range(3, 9, 3, 9), text: 'more' }), title);
    assert.deepEqual(shiftRange(title, { range: range(3, 4, 3, 4), text: 'x\ny' }), range(4, 1, 4, 6));
  });

  it('keeps what is left of it where it is edited itself', () => {
    assert.deepEqual(shiftRange(title, { range: range(3, 5, 3, 6), text: 'abc' }), range(3, 4, 3, 11));
    assert.deepEqual(shiftRange(title, { range: range(2, 0, 3, 6), text: '' }), range(2, 0, 2, 3));
    assert.deepEqual(shiftRange(title, { range: range(2, 0, 4, 0), text: '' }), range(2, 0, 2, 0));
  });
});

describe('Figures', () => {
  it('show scores in their own scale', () => {
    assert.equal(scoreText(0.775, { min: 1, max: 5 }), '4.1/5');
    assert.equal(scoreText(1, { min: 1, max: 5 }), '5.0/5');
    assert.equal(scoreText(0.834, { min: 0, max: 1 }), '83 %');
  });

  it('show costs with two digits that count', () => {
    assert.deepEqual([0, 0.004, 0.00123, 0.4, 1.2, 12.345].map(costText), [
      '$0',
      '$0.004',
      '$0.0012',
      '$0.40',
      '$1.20',
      '$12.35',
    ]);
  });

  it('show durations in the unit that fits', () => {
    assert.deepEqual([0.4, 310, 1234, 59_949, 125_000].map(durationText), [
      '0 ms',
      '310 ms',
      '1.2 s',
      '59.9 s',
      '2 min 5 s',
    ]);
  });
});

describe('The edit of a model line', () => {
  const key = range(1, 0, 1, 5);

  it('quotes a name that YAML would read otherwise', () => {
    const ranges = new Map([['model', { key, value: range(1, 7, 1, 10) }]]);
    assert.equal(editModelLine({ ranges }, 'ollama/llama3.2:3b', '\n').text, 'ollama/llama3.2:3b');
    assert.equal(editModelLine({ ranges }, 'own/a #1', '\n').text, '"own/a #1"');
  });

  it('fills in a model line that is empty', () => {
    const ranges = new Map([['model', { key, value: range(1, 6, 1, 6) }]]);
    assert.deepEqual(editModelLine({ ranges }, 'a/b', '\n'), { range: range(1, 5, 1, 6), text: ': a/b' });
  });
});

describe('A message of the panel', () => {
  it('is taken where it is what it says', () => {
    assert.deepEqual(readPanelMessage({ type: 'runCase', caseId: 'rag' }), { type: 'runCase', caseId: 'rag' });
    assert.deepEqual(readPanelMessage({ type: 'openProblem', file: 'a.prompt', line: 0 })?.type, 'openProblem');
    const label = { type: 'label', caseId: 'rag', output: 'k', judge: null, score: 3, thumb: null };
    assert.deepEqual(readPanelMessage(label), label);
  });

  it('is dropped where it is not', () => {
    for (const wrong of [
      null,
      'run',
      {},
      { type: 'constructor' },
      { type: 'erase' },
      { type: 'runCase' },
      { type: 'runCase', caseId: 3 },
      { type: 'openProblem', file: 'a', line: -1 },
      { type: 'openProblem', file: 'a', line: 1.5 },
      { type: 'label', caseId: 'rag', output: 'k' },
      { type: 'label', caseId: 'rag', output: 'k', judge: null, score: '3' },
      { type: 'label', caseId: 'rag', output: 'k', judge: null, score: Number.NaN },
      { type: 'label', caseId: 'rag', output: 'k', judge: null, thumb: 'sideways' },
      { type: 'label', caseId: 'rag', output: 'k', judge: null, note: {} },
    ]) {
      assert.equal(readPanelMessage(wrong), undefined, JSON.stringify(wrong));
    }
  });
});
