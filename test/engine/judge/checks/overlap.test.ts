import assert from 'node:assert/strict';
import { bleuScore, gleuScore } from '../../../../src/engine/judge/checks/bleuScore';
import { rougeL, rougeN } from '../../../../src/engine/judge/checks/rougeScores';
import { wordsOf } from '../../../../src/engine/judge/checks/words';
import { faults, resultOf, verdicts } from './checkOf';

const words = (text: string) => text.split(' ');
const close = (found: number, wanted: number) =>
  assert.ok(Math.abs(found - wanted) < 1e-9, `${found} instead of ${wanted}`);

describe('ROUGE', () => {
  // google-research/rouge, rouge_scorer_test.py (testRouge1, testRouge2, testRougeLConsecutive, -NonConsecutive), without stemming.
  it('is that of the published package', () => {
    const rouge1 = rougeN(wordsOf('testing'), wordsOf('testing one two'), 1);
    close(rouge1.precision, 1);
    close(rouge1.recall, 1 / 3);
    close(rouge1.f1, 1 / 2);
    const rouge2 = rougeN(wordsOf('testing one'), wordsOf('testing one two'), 2);
    close(rouge2.precision, 1);
    close(rouge2.recall, 1 / 2);
    close(rouge2.f1, 2 / 3);
    const consecutive = rougeL(wordsOf('testing one'), wordsOf('testing one two'));
    close(consecutive.precision, 1);
    close(consecutive.recall, 2 / 3);
    close(consecutive.f1, 4 / 5);
    const apart = rougeL(wordsOf('testing two'), wordsOf('testing one two'));
    close(apart.recall, 2 / 3);
    close(apart.f1, 4 / 5);
    for (const overlap of [rougeN([], wordsOf('testing'), 1), rougeL(wordsOf('testing'), [])]) close(overlap.f1, 0);
  });

  // Lin 2004, section 3.1, "police killed the gunman" and its candidates.
  it('is that of its paper', () => {
    const reference = words('police killed the gunman');
    close(rougeL(words('police kill the gunman'), reference).f1, 0.75);
    close(rougeL(words('the gunman kill police'), reference).f1, 0.5);
  });

  it('takes each character of Chinese and Japanese for a word', () => {
    assert.deepEqual(wordsOf('RAG 是檢索，3.5 倍！カナ'), ['rag', '是', '檢', '索', '3', '5', '倍', 'カ', 'ナ']);
  });
});

describe('BLEU', () => {
  // NLTK, nltk.translate.bleu_score.sentence_bleu and gleu_score.sentence_gleu, the examples of their documentation.
  const hypothesis1 = words(
    'It is a guide to action which ensures that the military always obeys the commands of the party',
  );
  const hypothesis2 = words('It is to insure the troops forever hearing the activity guidebook that party direct');
  const references = [
    'It is a guide to action that ensures that the military will forever heed Party commands',
    'It is the guiding principle which guarantees the military forces always being under the command of the Party',
    'It is the practical guide for the army always to heed the directions of the party',
  ].map(words);

  it('is that of the published examples', () => {
    close(bleuScore(hypothesis1, references), 0.5045666840058485);
    assert.equal(gleuScore(hypothesis1, references.slice(0, 1)).toFixed(4), '0.4394');
    assert.equal(gleuScore(hypothesis2, references.slice(0, 1)).toFixed(4), '0.1207');
  });

  it('is 0 where an order has no match, unless it is smoothed', () => {
    assert.equal(bleuScore(hypothesis2, references), 0);
    assert.equal(bleuScore(hypothesis2, references, 'epsilon').toFixed(4), '0.0370');
    assert.ok(bleuScore(hypothesis2, references, 'add-one') > 0);
    assert.equal(bleuScore([], references), 0);
    assert.equal(bleuScore(words('nothing alike here at all'), references, 'epsilon'), 0);
  });
});

describe('checks of overlap', () => {
  verdicts([
    ['rouge-1: 0.5', { output: 'testing', expected: 'testing one two' }, 'holds'],
    [
      'rouge-1: 0.6',
      { output: 'testing', expected: 'testing one two' },
      'ROUGE-1 against the expected answer is 0.5, less than 0.6.',
    ],
    ['rouge-1: { at-least: 0.9, measure: precision }', { output: 'testing', expected: 'testing one two' }, 'holds'],
    ['rouge-2: { to: 先檢索再生成, at-least: 0.5 }', '檢索再生成', 'holds'],
    ['rouge-l: { to: [a b c, x y z] }', 'x y z', 'holds'],
    ['rouge-l', { output: 'x' }, 'There is nothing to compare with: the case has no expected answer.'],
    ['bleu: 0.9', { output: 'a b c d e', expected: 'a b c d e' }, 'holds'],
    [
      '{bleu: { to: a b c d, at-least: 0.5 }, not: true}',
      'a b c d',
      'BLEU against the expected answer is 1, 0.5 or more.',
    ],
    ['bleu: { to: a b c d, at-least: 0.1, smoothing: epsilon }', 'a b x y', 'holds'],
    ['gleu: 0.5', { output: '🙂 a b', expected: '🙂 a b' }, 'holds'],
  ]);
  const wrong = (check: string) =>
    `"${check}" takes a number from 0 to 1, or at-least and to (and measure or smoothing where it has them).`;
  faults([
    ['rouge-1: 2', wrong('rouge-1')],
    ['rouge-l: { measure: f2 }', wrong('rouge-l')],
    ['rouge-2: { to: [] }', wrong('rouge-2')],
    ['bleu: { smoothing: some }', wrong('bleu')],
    ['gleu: [a]', wrong('gleu')],
  ]);

  it('score as they measure', async () => {
    assert.equal((await resultOf('rouge-1: 0.1', { output: 'testing', expected: 'testing one two' })).score, 0.5);
  });
});
