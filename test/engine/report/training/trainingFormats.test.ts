import assert from 'node:assert/strict';
import { heldOutFile, isHeldOut } from '../../../../src/engine/report/training/heldOut';
import { selectTraining } from '../../../../src/engine/report/training/selectTraining';
import type { TrainingData, TrainingPair } from '../../../../src/engine/report/training/trainingData';
import type { TrainingFormatName } from '../../../../src/engine/report/training/trainingFormats';
import { trainingWords } from '../../../../src/engine/report/training/trainingWords';
import { say } from '../../../../src/wording';

const CALL = {
  role: 'assistant' as const,
  content: null,
  tool_calls: [
    { id: 'call_1', type: 'function' as const, function: { name: 'search', arguments: '{"query":"檢索"}' } },
  ],
};
const TOOL = { type: 'function' as const, function: { name: 'search', parameters: { type: 'object' } } };

const pair = (over: Partial<TrainingPair> = {}): TrainingPair => ({
  caseId: 'rag',
  messages: [
    { role: 'system', content: 'Answer.' },
    { role: 'user', content: 'An example?' },
    { role: 'assistant', content: 'An example.' },
    { role: 'user', content: '什麼是 RAG？\n“quoted”\u2028' },
  ],
  answer: { role: 'assistant', content: '對' },
  rejected: { role: 'assistant', content: '錯' },
  source: 'correction',
  ...over,
});

const dataOf = (...pairs: TrainingPair[]): TrainingData => ({
  examples: pairs,
  pairs,
  leftOut: {},
  otherVersions: 0,
  problems: [],
  scale: null,
});

const linesOf = (format: TrainingFormatName, ...pairs: TrainingPair[]) => {
  const { text } = selectTraining(dataOf(...pairs), format);
  assert.ok(text.endsWith('\n'));
  return text
    .slice(0, -1)
    .split('\n')
    .map((line) => JSON.parse(line));
};

describe('formats of training data', () => {
  const { messages, answer, rejected } = pair();

  it('openai-chat: the messages and the answer, of which alone is learned', () => {
    const [line] = linesOf('openai-chat', pair());
    assert.deepEqual(line, {
      messages: [
        ...messages.slice(0, 2),
        { role: 'assistant', content: 'An example.', weight: 0 },
        messages[3],
        answer,
      ],
    });
  });

  it('preference: what OpenAI calls direct preference optimisation', () => {
    assert.deepEqual(linesOf('preference', pair({ tools: [TOOL] })), [
      { input: { messages, tools: [TOOL] }, preferred_output: [answer], non_preferred_output: [rejected] },
    ]);
  });

  it('dpo and sft: what TRL calls conversational', () => {
    assert.deepEqual(linesOf('dpo', pair()), [{ prompt: messages, chosen: [answer], rejected: [rejected] }]);
    assert.deepEqual(linesOf('sft', pair()), [{ prompt: messages, completion: [answer] }]);
  });

  it('has calls of tools as each reader takes them', () => {
    const called = pair({ answer: CALL, tools: [TOOL] });
    assert.deepEqual(linesOf('openai-chat', called)[0].messages.at(-1), CALL);
    assert.deepEqual(linesOf('openai-chat', called)[0].tools, [TOOL]);
    assert.deepEqual(linesOf('dpo', called)[0].chosen, [
      {
        role: 'assistant',
        tool_calls: [{ id: 'call_1', type: 'function', function: { name: 'search', arguments: { query: '檢索' } } }],
      },
    ]);
  });

  it('leaves out media that a format has no place for', () => {
    const image = pair({
      messages: [{ role: 'user', content: [{ type: 'image_url', image_url: { url: 'https://x/y.png' } }] }],
    });
    const audio = pair({
      messages: [{ role: 'user', content: [{ type: 'input_audio', input_audio: { data: 'AA', format: 'mp3' } }] }],
    });
    const count = (format: TrainingFormatName) => {
      const { count, leftOut } = selectTraining(dataOf(image, audio, pair()), format);
      return [count, leftOut.media];
    };
    assert.deepEqual(count('openai-chat'), [2, 1]);
    for (const format of ['preference', 'dpo', 'sft'] as const) assert.deepEqual(count(format), [1, 2], format);
  });

  it('is one line for each example, safe to look at, with every character kept', () => {
    const evil = '\u001b[31m\u202e\u0085\ud800 line\nbreak';
    const { text } = selectTraining(dataOf(pair({ answer: { role: 'assistant', content: evil } })), 'openai-chat');
    assert.equal(text.split('\n').length, 2);
    assert.doesNotMatch(text, /(?!\n)\p{Cc}|[\u202a-\u202e]/u);
    assert.equal(JSON.parse(text).messages.at(-1).content, evil);
  });
});

describe('what is held out', () => {
  const ids = Array.from({ length: 1_000 }, (_, index) => `案例 ${index}`);

  it('is about the share that is asked for, and what is held out of less is held out of more', () => {
    const held = (share: number) => ids.filter((id) => isHeldOut(id, share));
    assert.ok(Math.abs(held(0.1).length - 100) < 30, String(held(0.1).length));
    assert.ok(Math.abs(held(0.5).length - 500) < 60);
    const more = new Set(held(0.5));
    assert.ok(held(0.1).every((id) => more.has(id)));
  });

  it('is the same for all lines of a case, and both parts together are everything', () => {
    const pairs = ids.flatMap((caseId) => [pair({ caseId }), pair({ caseId, answer: CALL })]);
    const { text, heldOut, count } = selectTraining(dataOf(...pairs), 'openai-chat', { heldOut: 0.2 });
    assert.equal(count + (heldOut?.count ?? 0), 2_000);
    assert.equal((heldOut?.count ?? 1) % 2, 0);
    assert.equal(
      text.length + (heldOut?.text.length ?? 0),
      selectTraining(dataOf(...pairs), 'openai-chat').text.length,
    );
  });

  it('goes beside the rest', () => {
    assert.equal(heldOutFile('a.b/train.jsonl'), 'a.b/train.held-out.jsonl');
    assert.equal(heldOutFile('a.b/train'), 'a.b/train.held-out');
  });
});

describe('what is said of training data', () => {
  it('is where it comes from, what was left out and why, in both languages', () => {
    const data: TrainingData = {
      ...dataOf(pair(), pair({ source: 'judged' })),
      leftOut: { 'cut-off': 2, 'no-better': 1 },
      otherVersions: 1,
    };
    const words = (format: TrainingFormatName, locale: 'en' | 'zh-tw' = 'en') =>
      trainingWords(selectTraining(data, format), { say: (code, args) => say(code, args, locale) });
    assert.deepEqual(words('openai-chat'), [
      '2 examples: 1 corrected by people, 1 judged.',
      'Left out: 2 cut off.',
      '1 of the labelled outputs are from other versions of the prompt. They are set under the prompt as it is now.',
      'OpenAI takes no file with fewer than 10 lines.',
    ]);
    assert.equal(words('dpo')[1], 'Left out: 2 cut off, 1 bad without a good answer to the same.');
    assert.equal(words('dpo').length, 3);
    assert.equal(words('sft', 'zh-tw')[0], '2 筆範例：1 筆由人修正、1 筆由評審評分。');
  });

  it('has a sentence for every reason to leave something out', () => {
    const leftOut = {
      ...{ 'cut-off': 1, empty: 1, disputed: 1, 'unknown-input': 1, 'not-rendered': 1, 'other-version': 1 },
      ...{ 'other-scale': 1, unsettled: 1, 'no-better': 1 },
    };
    const [line = ''] = trainingWords(selectTraining({ ...dataOf(), leftOut }, 'preference'), { say });
    assert.match(line, /^Left out: (1 [^,.:]+, ){8}1 [^,.:]+\.$/);
  });
});
