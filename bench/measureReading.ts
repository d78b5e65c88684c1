import { readVerdict } from '../src/engine/judge/readVerdict';
import type { Measured } from './measured';

/** What keeps a careless expression busy: pieces that a reply is made of, repeated. */
const PIECES = [
  ...['`', '「', '★ ', '> ', '"', '|-', '{', '[', '(', '**', '*', '_', '# ', '\n', '\t', '“', '『', '\\', '<', '—'],
  ...['Score ', 'Score: ', 'Score: 4\n', 'Reason: ', 'Initial score: 3\n', 'Accuracy score: 3\n', 'final score '],
  ...['{"score": 4, ', '{"score": "', '{"a":', '{"reason": "x", "score": 3}\n', '{"score": {"value": '],
  ...['<think>\n</think>\n', '<reason>', '<a>', '<a></a>', '</', '<score>4</score>'],
  ...['4 ', '4/', '1.', '0', '4-', '4 out of ', '４', '４／５', '[[4]]', '[[', '(1-5) '],
  ...[
    '分數',
    '分',
    '：',
    '滿分',
    '理由：',
    '四',
    '\u200b',
    '\u202e',
    '😀',
    'e\u0301',
    'a score of ',
    'on a scale of 1 to 5, ',
  ],
  ...[
    '給4分，',
    '4点です。',
    '4점입니다. ',
    '5点満点中',
    '滿分5分，給',
    '綜合',
    '総合的に',
    '에는',
    '這個回答',
    '若5分，',
  ],
  ...[
    '<分數>',
    '<分數>4</分數>',
    '{"分數": 4，',
    '總分：4\n',
    '총점: 4\n',
    '更正：4\n',
    '### 分數\n4\n',
    'Note : 4\n',
    '合計：',
  ],
  ...[
    '4 if 5 ',
    '4 (5 with a source) ',
    'says [[4]]',
    'has {"score": 4} in it ',
    "it says 'Score: 5' ",
    '`Score: 4`\n',
    '«',
    '„',
  ],
  ...['| Score | 4 |\n', '|---|\n', '```\n', '~~~', '"Score: 5"\n', '> Score: 5\n', 'of ', 'to ', 'four '],
];

const ENDS = ['', 'Score: 4', '"}'];
const SCALES = [
  { name: 'numbers', scale: { min: 1, max: 5 } },
  {
    name: 'words',
    scale: {
      min: 0,
      max: 1,
      labels: [
        { label: 'fail', score: 0 },
        { label: 'pass', score: 1 },
      ],
    },
  },
];

/** The longest that reading any verdict may take, in milliseconds. */
const BAR_MS = 5;
const LENGTH = 100_000;

/** How long reading a hostile reply takes at worst, of 100,000 characters each. */
export function measureReading({ rounds }: { rounds: number }): Measured[] {
  return SCALES.map(({ name, scale }) => {
    let worst = { ms: 0, reply: '' };
    for (const piece of PIECES) {
      for (const end of ENDS) {
        const reply = piece.repeat(Math.ceil(LENGTH / piece.length)).slice(0, LENGTH) + end;
        let best = Number.POSITIVE_INFINITY;
        for (let round = 0; round < rounds; round++) {
          const started = performance.now();
          readVerdict(reply, scale);
          best = Math.min(best, performance.now() - started);
        }
        if (best > worst.ms) worst = { ms: best, reply: JSON.stringify(piece + end) };
      }
    }
    return {
      what: `reading a verdict of ${name}`,
      value: worst.ms,
      bar: BAR_MS,
      unit: 'ms',
      detail: `worst of ${PIECES.length * ENDS.length} hostile replies: ${worst.reply}`,
    };
  });
}
