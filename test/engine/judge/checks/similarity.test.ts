import assert from 'node:assert/strict';
import { characterFScore } from '../../../../src/engine/text/characterNgrams';
import { faults, resultOf, verdicts } from './checkOf';

const SHAPES = '"similarity" takes a number from 0 to 1, or min and to.';
const RAG = 'RAG 結合了檢索系統和生成模型';

describe('the check similarity', () => {
  verdicts([
    ['similarity', { output: RAG, expected: RAG }, 'holds'],
    ['similarity: 1', { output: RAG, expected: RAG }, 'holds'],
    ['similarity', { output: 'weather', expected: RAG }, 'The output is 0 like the expected answer, less than 0.5.'],
    ['similarity: {min: 0.9, to: yes it is}', 'yes it is', 'holds'],
    ['{similarity: 1, ignore-case: true}', { output: 'rag', expected: 'RAG' }, 'holds'],
    ['{similarity: 1, ignore-width: true}', { output: 'ＲＡＧ', expected: 'RAG' }, 'holds'],
    ['not-similarity: 0.9', { output: RAG, expected: RAG }, 'The output is 1 like the expected answer, 0.9 or more.'],
    ['similarity', { output: 'x' }, 'There is nothing to compare with: the case has no expected answer.'],
    ['similarity', { output: '{"a":1}', expected: { a: 1 } }, 'holds'],
  ]);

  it('has chrF itself for its score', async () => {
    const output = 'RAG 是檢索和生成的結合';
    const { score, passed } = await resultOf('similarity: 0.2', { output, expected: RAG });
    assert.equal(score, characterFScore(output, RAG));
    assert.ok(score > 0.2 && score < 1 && passed);
  });

  it('has what is missing to 1 for its score where it is turned around', async () => {
    const output = 'RAG 是檢索和生成的結合';
    const { score } = await resultOf('not-similarity', { output, expected: RAG });
    assert.equal(score, 1 - characterFScore(output, RAG));
  });

  faults([
    ['similarity: 80', SHAPES],
    ['similarity: -0.1', SHAPES],
    ['similarity: much', SHAPES],
    ['similarity: {min: 0.5, too: x}', SHAPES],
    ['similarity: {to: ""}', SHAPES],
    ['similarity: 0.5', undefined],
  ]);
});
