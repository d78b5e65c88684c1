import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import {
  answerRelevancy,
  contextPrecision,
  contextRecall,
  cosine,
  factualCorrectness,
  faithfulness,
  type NoiseVerdicts,
  noiseSensitivity,
} from '../../../../src/engine/judge/measures/ragas';
import { meanLevel } from '../../../../src/engine/judge/measures/trulens';

interface Vector {
  id: string;
  metric: string;
  input: Record<string, unknown>;
  expected: number | Record<string, number>;
  tolerance: number;
  source: string;
}

const { vectors } = JSON.parse(readFileSync(join(__dirname, 'rag-vectors.json'), 'utf8')) as { vectors: Vector[] };
const RUNS = { seed: 20261123, numRuns: 500 };

const flags = (value: unknown) => (value as number[]).map((each) => each === 1);
const rows = (value: unknown) => (value as number[][]).map(flags);

const FORMULAS: Record<string, (input: Record<string, unknown>) => unknown> = {
  faithfulness: ({ verdicts }) => faithfulness(flags(verdicts)),
  contextPrecision: ({ verdictsInRankOrder }) => contextPrecision(flags(verdictsInRankOrder)),
  contextRecall: ({ attributed }) => contextRecall(flags(attributed)),
  noiseSensitivity: (input) =>
    noiseSensitivity(
      {
        answerByReference: flags(input.answerStatementSupportedByReference),
        referenceByPassage: rows(input.referenceStatementByContext),
        answerByPassage: rows(input.answerStatementByContext),
      },
      input.mode as 'relevant' | 'irrelevant',
    ),
  factualCorrectness: (input) =>
    factualCorrectness(
      flags(input.responseClaimsSupportedByReference),
      flags(input.referenceClaimsSupportedByResponse),
    ),
  answerRelevancy: (input) =>
    answerRelevancy(
      input.questionEmbedding as number[],
      input.generatedQuestionEmbeddings as number[][],
      flags(input.noncommittal),
    ),
  groundednessTruLens: ({ sentenceScores0to3 }) => meanLevel(sentenceScores0to3 as number[]),
};

describe('the formulas of the retrieval judges', () => {
  for (const { id, metric, input, expected, tolerance, source } of vectors) {
    it(`${id} (${source.split(';')[0]})`, () => {
      const value = FORMULAS[metric]?.(input);
      const parts = typeof expected === 'number' ? { only: expected } : expected;
      const found = typeof expected === 'number' ? { only: value } : (value as Record<string, unknown>);
      for (const [part, wanted] of Object.entries(parts)) {
        const number = found[part];
        assert.ok(typeof number === 'number' && Math.abs(number - wanted) <= tolerance, `${part}: ${number}`);
      }
    });
  }

  it('are not defined over nothing', () => {
    assert.equal(faithfulness([]), null);
    assert.equal(contextRecall([]), null);
    assert.equal(contextPrecision([]), null);
    assert.equal(answerRelevancy([1, 0], [], []), null);
    assert.equal(factualCorrectness([], []), null);
    assert.equal(meanLevel([]), null);
    const nothing = { answerByReference: [], referenceByPassage: [], answerByPassage: [] };
    assert.equal(noiseSensitivity(nothing, 'relevant'), null);
  });

  it('follow the documented examples by hand', () => {
    // docs/concepts/metrics/available_metrics/noise_sensitivity.md: one of three claims is wrong and stands in a passage.
    const documented: NoiseVerdicts = {
      answerByReference: [true, true, false],
      referenceByPassage: [[true], [true], [true]],
      answerByPassage: [[true], [true], [true]],
    };
    assert.equal(noiseSensitivity(documented, 'relevant'), 1 / 3);
    // Precision at 1 is 1, at 3 is 2/3.
    assert.ok(Math.abs((contextPrecision([true, false, true]) ?? 0) - (1 + 2 / 3) / 2) < 1e-9);
    assert.deepEqual(factualCorrectness([true, false], [true, false]), { precision: 0.5, recall: 0.5, f1: 0.5 });
    assert.deepEqual(factualCorrectness([false], [false]), { precision: 0, recall: 0, f1: 0 });
    assert.ok(Math.abs((cosine([1, 1], [1, 0]) ?? 0) - Math.SQRT1_2) < 1e-12);
    assert.equal(
      answerRelevancy(
        [1, 0],
        [
          [1, 0],
          [0, 1],
        ],
        [true, false],
      ),
      0.5,
      'one answer that commits is enough',
    );
  });

  it('compare no embeddings that cannot be compared', () => {
    assert.equal(cosine([1, 0], [1, 0, 0]), null);
    assert.equal(cosine([0, 0], [1, 0]), null);
    assert.equal(
      answerRelevancy(
        [1, 0],
        [
          [1, 0],
          [0, 0],
        ],
        [false, false],
      ),
      null,
    );
  });

  describe('for any verdicts', () => {
    const verdicts = fc.array(fc.boolean(), { minLength: 1, maxLength: 30 });
    const inBounds = (value: number | null) => assert.ok(value !== null && value >= 0 && value <= 1, `${value}`);
    const matrix = (rowCount: number, columns: number) =>
      fc.array(fc.array(fc.boolean(), { minLength: columns, maxLength: columns }), {
        minLength: rowCount,
        maxLength: rowCount,
      });
    const noise = fc
      .tuple(fc.integer({ min: 1, max: 6 }), fc.integer({ min: 0, max: 6 }), fc.integer({ min: 0, max: 6 }))
      .chain(([answers, references, passages]) =>
        fc.record({
          answerByReference: fc.array(fc.boolean(), { minLength: answers, maxLength: answers }),
          referenceByPassage: matrix(references, passages),
          answerByPassage: matrix(answers, passages),
        }),
      );

    it('stay between 0 and 1', () => {
      fc.assert(
        fc.property(verdicts, verdicts, (a, b) => {
          inBounds(faithfulness(a));
          inBounds(contextRecall(a));
          inBounds(contextPrecision(a));
          for (const value of Object.values(factualCorrectness(a, b) ?? { none: null })) inBounds(value);
        }),
        RUNS,
      );
      fc.assert(
        fc.property(noise, (each) => {
          inBounds(noiseSensitivity(each, 'relevant'));
          inBounds(noiseSensitivity(each, 'irrelevant'));
        }),
        RUNS,
      );
      const levels = fc.array(fc.integer({ min: 0, max: 3 }), { minLength: 1, maxLength: 30 });
      fc.assert(
        fc.property(levels, (each) => inBounds(meanLevel(each))),
        RUNS,
      );
    });

    it('do not mind the order of claims', () => {
      const reversed = <T>(list: readonly T[]) => [...list].reverse();
      fc.assert(
        fc.property(verdicts, verdicts, (a, b) => {
          assert.equal(faithfulness(reversed(a)), faithfulness(a));
          assert.deepEqual(factualCorrectness(reversed(a), reversed(b)), factualCorrectness(a, b));
        }),
        RUNS,
      );
      fc.assert(
        fc.property(noise, (each) => {
          const turned: NoiseVerdicts = {
            answerByReference: reversed(each.answerByReference),
            answerByPassage: reversed(each.answerByPassage).map(reversed),
            referenceByPassage: reversed(each.referenceByPassage).map(reversed),
          };
          assert.equal(noiseSensitivity(turned, 'relevant'), noiseSensitivity(each, 'relevant'));
        }),
        RUNS,
      );
    });

    it('count each wrong claim once: from a relevant passage, from an irrelevant one, or from none', () => {
      fc.assert(
        fc.property(noise, (each) => {
          const wrong = each.answerByReference.filter((right) => !right).length / each.answerByReference.length;
          const [relevant, irrelevant] = [noiseSensitivity(each, 'relevant'), noiseSensitivity(each, 'irrelevant')];
          assert.ok((relevant ?? 2) + (irrelevant ?? 2) <= wrong + 1e-12);
        }),
        RUNS,
      );
    });

    it('prefer a relevant passage further up', () => {
      fc.assert(
        fc.property(verdicts, fc.nat(), (each, at) => {
          const index = at % Math.max(1, each.length - 1);
          fc.pre(each[index] === false && each[index + 1] === true);
          const better = each.with(index, true).with(index + 1, false);
          assert.ok((contextPrecision(better) ?? 0) > (contextPrecision(each) ?? 0));
        }),
        RUNS,
      );
    });

    it('give cosines that know neither length nor side', () => {
      const embedding = fc.array(fc.integer({ min: -50, max: 50 }), { minLength: 4, maxLength: 4 });
      fc.assert(
        fc.property(embedding, embedding, fc.integer({ min: 1, max: 9 }), (a, b, factor) => {
          const value = cosine(a, b);
          fc.pre(value !== null);
          const scaled = cosine(
            a.map((each) => each * factor),
            b,
          );
          assert.ok(value >= -1 && value <= 1);
          assert.ok(Math.abs(value - (cosine(b, a) ?? 2)) < 1e-9);
          assert.ok(Math.abs(value - (scaled ?? 2)) < 1e-9);
        }),
        RUNS,
      );
    });
  });
});
