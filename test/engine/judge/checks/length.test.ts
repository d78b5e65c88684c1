import { faults, verdicts } from './checkOf';

const SHAPES = '"length" takes a number, or min, max and unit (characters, words or bytes).';

describe('the check length', () => {
  verdicts([
    ['length: 5', '12345', 'holds'],
    ['length: 5', '123456', 'The output has 6 characters, outside of 0–5.'],
    ['length: 1', '👩‍👩‍👧‍👦', 'holds'],
    ['length: 3', 'é🇹🇼字', 'holds'],
    ['length: {min: 2}', 'a', 'The output has 1 characters, outside of ≥ 2.'],
    ['length: {min: 2, max: 4}', 'abc', 'holds'],
    ['length: {max: 3, unit: words}', 'one two three', 'holds'],
    ['length: {max: 2, unit: words}', 'one, two — three.', 'The output has 3 words, outside of 0–2.'],
    ['length: {min: 3, unit: words}', '檢索系統和生成模型', 'holds'],
    ['length: {max: 3, unit: bytes}', '字', 'holds'],
    ['length: {max: 2, unit: bytes}', '字', 'The output has 3 bytes, outside of 0–2.'],
    ['length: 0', '', 'holds'],
    ['not-length: {min: 2, max: 4}', 'abc', 'The output has 3 characters, within 2–4.'],
  ]);

  faults([
    ['length', SHAPES],
    ['length: -1', SHAPES],
    ['length: long', SHAPES],
    ['length: {}', SHAPES],
    ['length: {min: 5, max: 2}', SHAPES],
    ['length: {max: 5, unit: pages}', SHAPES],
    ['length: {max: 5, mim: 2}', SHAPES],
    ['length: {max: "5"}', SHAPES],
    ['length: [1, 5]', SHAPES],
  ]);
});
