import assert from 'node:assert/strict';
import { MEASURES, type MeasureSubject } from '../../../../src/engine/judge/measures';

const SUBJECT: MeasureSubject = {
  question: 'What is RAG?',
  passages: ['first', 'second', 'third'],
  embed: async (texts) => texts.map((text) => EMBEDDINGS[text] ?? [0, 0, 1]),
};

const EMBEDDINGS: Record<string, number[]> = {
  'What is RAG?': [1, 0, 0],
  'same as asked': [2, 0, 0],
  'half like it': [1, Math.sqrt(3), 0],
  'the opposite': [-1, 0, 0],
};

const compute = async (name: string, reply: unknown, subject: Partial<MeasureSubject> = {}) => {
  const measure = MEASURES[name];
  assert.ok(measure);
  return measure.compute(reply, { ...SUBJECT, ...subject });
};

const claim = (supported: boolean, text = 'c') => ({ claim: text, reason: 'because', supported });
const passage = (number: number, verdict: Record<string, unknown>) => ({ passage: number, reason: 'why', ...verdict });

describe('what a formula makes of a reply', () => {
  const replies: [string, string, unknown, number | null][] = [
    ['faithfulness', 'two of three', { claims: [claim(true), claim(false), claim(true)] }, 2 / 3],
    ['faithfulness', 'no claim at all', { claims: [] }, null],
    ['hallucination', 'one of two made up', { claims: [claim(true), claim(false)] }, 0.5],
    [
      'context-recall',
      'one of two',
      {
        claims: [
          { claim: 'a', reason: '', attributed: true },
          { claim: 'b', reason: '', attributed: false },
        ],
      },
      0.5,
    ],
    [
      'factual-correctness',
      'F1 of precision 2/3 and recall 2/3',
      {
        answerClaims: [claim(true), claim(true), claim(false)],
        expectedClaims: [claim(true), claim(false)],
      },
      2 / 3,
    ],
    [
      'context-precision',
      'the second of three, whatever their order in the reply',
      {
        passages: [passage(3, { relevant: false }), passage(1, { relevant: false }), passage(2, { relevant: true })],
      },
      0.5,
    ],
    [
      'triad-context-relevance',
      'levels 3, 1 and 0',
      { passages: [passage(1, { level: 3 }), passage(2, { level: 1 }), passage(3, { level: 0 })] },
      4 / 9,
    ],
    [
      'groundedness',
      'levels 3, 3 and 2',
      { sentences: [3, 3, 2].map((level) => ({ sentence: 's', reason: 'r', level })) },
      8 / 9,
    ],
    [
      'noise-sensitivity',
      'one of two claims wrong, from a relevant passage',
      {
        answerClaims: [
          { claim: 'a', reason: 'r', correct: true, passages: [1] },
          { claim: 'b', reason: 'r', correct: false, passages: [1, 2] },
        ],
        expectedClaims: [{ claim: 'a', passages: [1] }],
      },
      0.5,
    ],
    [
      'noise-sensitivity',
      'a wrong claim of its own',
      {
        answerClaims: [{ claim: 'b', reason: 'r', correct: false, passages: [] }],
        expectedClaims: [{ claim: 'a', passages: [1] }],
      },
      1,
    ],
    [
      'answer-relevance',
      'cosines 1 and 0.5',
      {
        questions: [
          { question: 'same as asked', reason: 'r', noncommittal: false },
          { question: 'half like it', reason: 'r', noncommittal: false },
        ],
      },
      0.75,
    ],
    [
      'answer-relevance',
      'commits to nothing',
      { questions: [{ question: 'same as asked', reason: 'r', noncommittal: true }] },
      0,
    ],
    [
      'answer-relevance',
      'below 0 counts as 0',
      { questions: [{ question: 'the opposite', reason: 'r', noncommittal: false }] },
      0,
    ],
  ];
  for (const [name, what, reply, expected] of replies) {
    it(`${name}: ${what}`, async () => {
      const measured = await compute(name, reply);
      assert.ok(measured !== undefined);
      if (expected === null) assert.equal(measured.score, null);
      else assert.ok(Math.abs((measured.score ?? 2) - expected) < 1e-9, `${measured.score}`);
    });
  }

  it('keeps what was counted, with the reason of each', async () => {
    assert.deepEqual((await compute('faithfulness', { claims: [claim(false, '錯')] }))?.evidence, [
      { kind: 'claim', text: '錯', holds: false, reason: 'because' },
    ]);
    const precision = { passages: [1, 2, 3].map((number) => passage(number, { relevant: number === 2 })) };
    assert.deepEqual((await compute('context-precision', precision))?.evidence[1], {
      kind: 'passage',
      text: 'second',
      holds: true,
      reason: 'why',
    });
    const questions = { questions: [{ question: 'same as asked', reason: 'definite', noncommittal: false }] };
    assert.deepEqual((await compute('answer-relevance', questions))?.evidence, [
      { kind: 'question', text: 'same as asked', reason: 'definite' },
    ]);
    const noise = {
      answerClaims: [{ claim: 'x', reason: 'not so', correct: false, passages: [3] }],
      expectedClaims: [],
    };
    assert.deepEqual((await compute('noise-sensitivity', noise))?.evidence, [
      { kind: 'claim', text: 'x', holds: false, reason: 'not so' },
    ]);
  });

  describe('is nothing where the reply has another shape', () => {
    const others: unknown[] = [
      undefined,
      null,
      4,
      'supported',
      [],
      {},
      { claims: 'none' },
      { score: 4, reason: 'good' },
    ];
    for (const name of Object.keys(MEASURES)) {
      it(name, async () => {
        for (const reply of others) assert.equal(await compute(name, reply), undefined, JSON.stringify(reply));
      });
    }

    const wrong: [string, string, unknown][] = [
      ['faithfulness', 'a verdict in words', { claims: [{ claim: 'c', reason: 'r', supported: 'yes' }] }],
      ['faithfulness', 'a claim without words', { claims: [{ claim: ' ', reason: 'r', supported: true }] }],
      ['faithfulness', 'a claim that is a text', { claims: ['c'] }],
      ['faithfulness', 'far too many claims', { claims: Array.from({ length: 501 }, () => claim(true)) }],
      ['factual-correctness', 'one side alone', { answerClaims: [claim(true)] }],
      ['context-precision', 'a passage left out', { passages: [passage(1, { relevant: true })] }],
      [
        'context-precision',
        'a passage twice',
        { passages: [1, 1, 2].map((number) => passage(number, { relevant: true })) },
      ],
      [
        'context-precision',
        'a passage that there is not',
        { passages: [1, 2, 4].map((number) => passage(number, { relevant: true })) },
      ],
      [
        'triad-context-relevance',
        'a level off the scale',
        { passages: [1, 2, 3].map((number) => passage(number, { level: 4 })) },
      ],
      ['groundedness', 'a level between two', { sentences: [{ sentence: 's', reason: 'r', level: 1.5 }] }],
      ['groundedness', 'a level in words', { sentences: [{ sentence: 's', reason: 'r', level: '3' }] }],
      [
        'noise-sensitivity',
        'a passage number that there is not',
        { answerClaims: [{ claim: 'a', correct: true, passages: [0] }], expectedClaims: [] },
      ],
      [
        'noise-sensitivity',
        'a claim that is neither right nor wrong',
        { answerClaims: [{ claim: 'a', passages: [1] }], expectedClaims: [] },
      ],
      ['answer-relevance', 'no question', { questions: [] }],
    ];
    for (const [name, what, reply] of wrong) {
      it(`${name}: ${what}`, async () => assert.equal(await compute(name, reply), undefined));
    }
  });

  it('fails where embeddings are needed and cannot be had', async () => {
    const embed = () => Promise.reject(new Error('no embeddings here'));
    const reply = { questions: [{ question: 'q', reason: 'r', noncommittal: false }] };
    await assert.rejects(compute('answer-relevance', reply, { embed }), /no embeddings here/);
  });

  it('has no number over no passages', async () => {
    assert.equal((await compute('context-precision', { passages: [] }, { passages: [] }))?.score, null);
  });
});
