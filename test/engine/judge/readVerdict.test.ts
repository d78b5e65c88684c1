import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { readVerdict } from '../../../src/engine/judge/readVerdict';

interface Sample {
  id: string;
  reply: string;
  expected: { score: number | null; reason: string };
  reasonMatch: 'exact' | 'contains' | 'any';
  why: string;
  finishReason?: string;
  scale?: { min: number; max: number };
  /** A person reads it and the reader need not. */
  mayMiss?: boolean;
}

const FIVE = { min: 1, max: 5 };
const read = <Content>(name: string): Content => JSON.parse(readFileSync(join(__dirname, name), 'utf8'));
const even = (text: string) => text.trim().replaceAll('\r\n', '\n');

describe('readVerdict', () => {
  describe('the reference replies', () => {
    for (const { id, reply, expected, reasonMatch, why, finishReason } of read<{ replies: Sample[] }>(
      'judge-replies.json',
    ).replies) {
      it(`${id}: ${why}`, () => {
        const { score, reason } = readVerdict(reply, FIVE, finishReason === undefined ? {} : { finishReason });
        assert.equal(score, expected.score);
        if (reasonMatch === 'exact') assert.equal(even(reason), even(expected.reason));
        if (reasonMatch === 'contains') assert.ok(reason.includes(expected.reason));
      });
    }
  });

  // Written without a look at the reader: what a careful person reads, and none where they could not tell.
  for (const file of readdirSync(join(__dirname, 'replies')).sort()) {
    const { what, replies } = read<{ what: string; replies: Sample[] }>(`replies/${file}`);
    describe(what, () => {
      for (const { id, reply, expected, reasonMatch, why, finishReason, scale, mayMiss } of replies) {
        it(`${id}: ${why}`, () => {
          const options = finishReason === undefined ? {} : { finishReason };
          const { score, reason } = readVerdict(reply, scale ?? FIVE, options);
          // A wrong number is worse than none.
          if (mayMiss && score === null) return;
          assert.equal(score, expected.score);
          if (score === null) return;
          if (reasonMatch === 'exact') assert.equal(even(reason), even(expected.reason));
          if (reasonMatch === 'contains') assert.ok(reason.includes(expected.reason));
        });
      }
    });
  }

  // Each line is a reply, its score, and the reason where it matters.
  for (const [kind, replies] of Object.entries(
    read<Record<string, [string, number | null, string?]>>('more-replies.json'),
  )) {
    describe(kind, () => {
      for (const [reply, score, reason] of replies as unknown as [string, number | null, string?][]) {
        it(`${score ?? 'none'}: ${JSON.stringify(reply).slice(1, -1)}`, () => {
          const verdict = readVerdict(reply, FIVE);
          assert.equal(verdict.score, score);
          if (reason !== undefined) assert.equal(verdict.reason.trim(), reason);
        });
      }
    });
  }

  describe('other scales', () => {
    const replies: [string, number, number, number | null][] = [
      ['Score: 8', 1, 10, 8],
      ['Score: 10', 1, 10, 10],
      ['Score: 8/10', 1, 10, 8],
      ['Score: 4/5', 1, 10, null],
      ['滿分10分，我給8分。', 1, 10, 8],
      ['分數：十分', 1, 10, 10],
      ['Score (1-10): 8', 1, 10, 8],
      ['Score (1-5): 4', 1, 10, null],
      ['Score: ★★★★☆', 1, 10, null],
      ['{"score": 0.85}', 0, 1, 0.85],
      ['Score: 0', 0, 1, 0],
      ['Score: 80%', 0, 1, null],
      ['Score: 85/100', 0, 100, 85],
      ['Score: 85%', 0, 100, null],
      ['Score: 101', 0, 100, null],
      ['{"score": -1}', -1, 1, -1],
      ['Score: -1', -1, 1, null],
      ['Score: zero', 0, 5, 0],
      ['分數：零分', 0, 5, 0],
    ];
    for (const [reply, min, max, score] of replies) {
      it(`${score ?? 'none'} on ${min} to ${max}: ${reply}`, () => {
        assert.equal(readVerdict(reply, { min, max }).score, score);
      });
    }
  });

  describe('a reply that was cut off', () => {
    it('has no score where it ends in the number: digits may be missing', () => {
      assert.equal(readVerdict('Reason: fine\nScore: 4', FIVE, { finishReason: 'length' }).score, null);
      assert.equal(readVerdict('{"reason": "fine", "score": 4', FIVE, { finishReason: 'length' }).score, null);
    });

    it('has one where the number is complete', () => {
      assert.equal(readVerdict('Score: 4\nReason: the answer is', FIVE, { finishReason: 'length' }).score, 4);
      assert.equal(readVerdict('Reason: fine\nScore: 4', FIVE, { finishReason: 'stop' }).score, 4);
    });
  });

  describe('for any text', () => {
    const piece = fc.oneof(
      fc.constantFrom(
        ...[
          'Score',
          'Reason',
          '分數',
          '理由',
          ':',
          '：',
          ' ',
          '\n',
          '4',
          '5',
          '７',
          '/5',
          '/10',
          '-',
          '**',
          '|',
          '"',
          '>',
        ],
        ...[
          '{"score": ',
          '}',
          '<think>',
          '</think>',
          '<score>',
          '</score>',
          '```',
          '[[',
          ']]',
          'a score of ',
          '★',
          '四分',
        ],
        ...[
          '5点満点中',
          '5점 만점에 ',
          '滿分5分，',
          '點',
          '점',
          '点です。',
          '입니다. ',
          '我給',
          'この回答は',
          '이 답변은 ',
        ],
        ...[
          '<分數>',
          '</分數>',
          '{"分數": ',
          '，',
          '總分',
          'Note : ',
          '星',
          '若',
          ' if ',
          '不，',
          '等等',
          '### 分數\n',
          '합계: ',
        ],
      ),
      fc.string({ unit: 'grapheme', maxLength: 6 }),
    );
    const text = fc.array(piece, { maxLength: 40 }).map((pieces) => pieces.join(''));

    it('never throws, and gives a number on the scale or none', () => {
      fc.assert(
        fc.property(text, fc.constantFrom(FIVE, { min: 0, max: 1 }, { min: 1, max: 10 }), (reply, scale) => {
          const { score, reason } = readVerdict(reply, scale);
          assert.equal(typeof reason, 'string');
          if (score !== null) assert.ok(score >= scale.min && score <= scale.max, `${score}`);
        }),
        { seed: 20261123, numRuns: 3000 },
      );
    });

    it('reads the same score whatever the reason says, where the score comes first', () => {
      const labels = fc.constantFrom(
        ['Score', 'Reason'],
        ['分數', '理由'],
        ['评分', '理由'],
        ['スコア', '理由'],
        ['점수', '이유'],
      );
      fc.assert(
        fc.property(labels, text, fc.integer({ min: 1, max: 5 }), ([label, because], reason, score) => {
          // A thought that the reason opens and does not close would make the reply one that was cut off.
          fc.pre(!/think/i.test(reason) && !/^\s*[-–—~\d/.:：,]/u.test(reason));
          assert.equal(readVerdict(`${label}: ${score}\n${because}: ${reason}`, FIVE).score, score);
        }),
        { seed: 20261123, numRuns: 3000 },
      );
    });

    it('reads strict JSON exactly', () => {
      fc.assert(
        fc.property(fc.string({ unit: 'grapheme' }), fc.integer({ min: 1, max: 5 }), (reason, score) => {
          const verdict = readVerdict(JSON.stringify({ reason, score }), FIVE);
          assert.deepEqual(verdict, { score, reason: reason.trim() });
        }),
        { seed: 20261123, numRuns: 1000 },
      );
    });
  });

  it('comes to an end with what would keep a careless expression busy for hours', () => {
    for (const part of [
      '`',
      '「',
      'Score ',
      '<think>\n</think>\n',
      '<reason>',
      '{"score": 4, ',
      '★ ',
      '> ',
      '"',
      '|-',
      '給4分，',
      '4点です。',
      '4점입니다. ',
      '綜合',
      '総合的に',
      '에는',
      '這個回答',
      '<分數>4</分數>',
      '{"分數": 4，',
      '總分：4\n',
      '4（若5，',
      '更正：4\n',
    ]) {
      assert.doesNotThrow(() => readVerdict(part.repeat(50_000), FIVE));
    }
  });
});
