import assert from 'node:assert/strict';
import { displayWidth, padToWidth } from '../../../src/engine/report/displayWidth';

describe('the width of a text on a terminal', () => {
  for (const [text, columns] of [
    ['rag', 3],
    ['檢索', 4],
    ['ＲＡＧ', 6],
    ['ﾊﾝｶｸ', 4],
    ['한국어', 6],
    ['é', 1],
    ['e\u0301', 1],
    ['👩‍👩‍👧‍👦', 2],
    ['🇹🇼', 2],
    ['✓', 1],
    ['❤️', 2],
    ['\u200b', 0],
    ['𠮷', 2],
    ['', 0],
  ] as const) {
    it(`is ${columns} for ${JSON.stringify(text)}`, () => assert.equal(displayWidth(text), columns));
  }

  it('is what padding fills up to', () => assert.equal(padToWidth('檢索', 6), '檢索  '));
});
