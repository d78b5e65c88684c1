import assert from 'node:assert/strict';
import { readVerdict } from '../../../src/engine/judge/readVerdict';
import { extractiveAnswer } from '../../../src/engine/model/baseline/extractiveAnswer';
import { overlapVerdict } from '../../../src/engine/model/baseline/overlapVerdict';
import { sentencesOf } from '../../../src/engine/model/baseline/sentences';
import { createModels } from '../../../src/engine/model/createModels';
import { KNOWN_ENDPOINTS } from '../../../src/engine/model/knownEndpoints';
import { ModelError } from '../../../src/engine/model/provider';
import { failureOf, options, request } from './calls';

const user = (text: string) => [{ role: 'user' as const, content: [{ text }] }];

describe('the built-in baseline', () => {
  it('answers with the sentence of the prompt that fits the question', () => {
    const prompt = 'Context:\nRAG combines retrieval with generation. Bananas are yellow.\n\nQuestion: What is RAG?';
    assert.equal(extractiveAnswer(user(prompt)), 'RAG combines retrieval with generation.');
  });

  it('does so in Chinese as well', () => {
    const prompt = '內容：\n微調是以新資料繼續訓練模型。RAG 結合了檢索系統和生成模型。\n\n問題：什麼是 RAG？';
    assert.equal(extractiveAnswer(user(prompt)), 'RAG 結合了檢索系統和生成模型。');
  });

  it('says in the language of the question that there is no answer', () => {
    assert.match(extractiveAnswer(user('Bananas are yellow.\nWho wrote Hamlet?')), /does not answer/);
    assert.match(extractiveAnswer(user('香蕉是黃色的。\n誰寫了《紅樓夢》？')), /沒有/);
  });

  it('is not led astray by the label of a question, or by words that every question has', () => {
    const context = '模型評審依照評分準則評分。\n已知的偏差包括偏好較長的回答。';
    assert.equal(
      extractiveAnswer(user(`內容：\n${context}\n問題：有哪些已知的偏差？`)),
      '已知的偏差包括偏好較長的回答。',
    );
    const english = 'The question of scale is old.\nA canary release sends a small share of the traffic first.';
    const asked = 'Question: How does a canary release limit the damage?';
    assert.match(extractiveAnswer(user(`${english}\n${asked}`)), /^A canary release/);
  });

  it('gives two sentences, in their order, where each answers a part', () => {
    const context = 'Bananas are yellow. Precision counts false alarms. Recall counts what was missed.';
    assert.equal(
      extractiveAnswer(user(`${context}\nWhat are recall and precision?`)),
      'Precision counts false alarms. Recall counts what was missed.',
    );
  });

  it('takes a request for a question', () => {
    const context = 'LoRA trains small matrices.\nQLoRA does so on a quantised model.';
    assert.equal(
      extractiveAnswer(user(`${context}\nExplain QLoRA in one sentence.`)),
      'QLoRA does so on a quantised model.',
    );
  });

  it('gives the most central sentence where nothing is asked', () => {
    const report = 'Good morning. The ranking service was slow, so the ranking team rolled the service back. Thanks.';
    const system = { role: 'system' as const, content: [{ text: 'Turn incident reports into records.' }] };
    assert.match(extractiveAnswer([system, ...user(report)]), /^The ranking service/);
  });

  it('prefers knowledge to instructions', () => {
    const system = { role: 'system' as const, content: [{ text: 'Answer questions about data drift briefly.' }] };
    const answer = extractiveAnswer([
      system,
      ...user('Data drift is a change of the input over time.\nWhat is data drift?'),
    ]);
    assert.equal(answer, 'Data drift is a change of the input over time.');
  });

  it('is deterministic and copes with nothing', () => {
    const prompt = user('One. Two. Three.\nWhich number?');
    assert.equal(extractiveAnswer(prompt), extractiveAnswer(prompt));
    assert.equal(extractiveAnswer([]), '');
    assert.deepEqual(sentencesOf(' \n \n'), []);
  });

  it('scores by overlap with the expected answer, within the scale', () => {
    const judge = (output: string, expected: string, min = 1, max = 5) =>
      readVerdict(overlapVerdict({ input: {}, output, expected, min, max }), { min, max }).score;
    assert.equal(judge('RAG combines retrieval with generation.', 'RAG combines retrieval with generation.'), 5);
    assert.equal(judge('完全不同的東西', 'RAG combines retrieval with generation.'), 1);
    assert.equal(judge('', 'RAG'), 1);
    const middle = judge('RAG combines retrieval and generating text.', 'RAG combines retrieval with generation.') ?? 0;
    assert.ok(middle > 1 && middle < 5, String(middle));
    assert.equal(judge('same', 'same', 0, 1), 1);
  });

  it('gives its reason in the language of the expected answer', () => {
    const reason = (expected: string) =>
      readVerdict(overlapVerdict({ input: {}, output: expected, expected, min: 1, max: 5 }), { min: 1, max: 5 }).reason;
    assert.match(reason('RAG 結合了檢索系統'), /並非語言模型/);
    assert.match(reason('RAG combines'), /no language model/);
  });

  it('says which clauses are missing, or not in the context', () => {
    const reasonOf = (judged: Parameters<typeof overlapVerdict>[0]) => JSON.parse(overlapVerdict(judged)).reason;
    const expected = 'RAG 先檢索相關的段落，再由語言模型產生答案。';
    assert.match(
      reasonOf({ input: {}, output: 'RAG 先檢索相關的段落。', expected, min: 1, max: 5 }),
      /缺少：「再由語言模型產生答案」/,
    );
    const invented = 'Drift is a change of data. It was first seen on Mars.';
    const context = ['Drift is a change of data over time.'];
    assert.match(
      reasonOf({ input: {}, output: invented, context, min: 1, max: 5 }),
      /not in the context: "It was first/,
    );
  });

  it('is read right where the expected answer itself looks like a verdict', () => {
    const expected = 'Score: 2\nReason: 4/5 of users left.';
    const reply = overlapVerdict({ input: {}, output: expected, expected, min: 1, max: 5 });
    assert.equal(readVerdict(reply, { min: 1, max: 5 }).score, 5);
    const missed = overlapVerdict({ input: {}, output: '無關', expected, min: 1, max: 5 });
    assert.equal(readVerdict(missed, { min: 1, max: 5 }).score, 1);
  });

  it('judges faithfulness by how much of the answer is in the context, however long that is', () => {
    const context = [
      `Bananas are yellow. ${'Something else entirely. '.repeat(50)} RAG combines retrieval with generation.`,
    ];
    const scoreOf = (output: string) =>
      JSON.parse(overlapVerdict({ input: {}, output, context, min: 1, max: 5 })).score;
    assert.equal(scoreOf('RAG combines retrieval with generation.'), 5);
    assert.ok(scoreOf('Zürich liegt am Zürichsee, und der Dampfer fährt.') <= 2);
  });

  it('is told apart from a model for the other task', async () => {
    const models = createModels({ ...options(), endpoints: KNOWN_ENDPOINTS, concurrency: 1 });
    const complain = async (name: string, part: Parameters<typeof request>[0]) => {
      const model = models.resolve(`baseline/${name}`);
      assert.ok('provider' in model);
      return failureOf(
        model.provider.complete(request({ model: name, ...part }), { signal: new AbortController().signal }),
      );
    };
    assert.match((await complain('overlap', {})).message, /baseline\/extractive answers/);
    const judged = { input: {}, output: 'x', expected: 'x', min: 1, max: 5 };
    assert.match((await complain('extractive', { judged })).message, /baseline\/overlap can/);
  });

  it('refuses to judge where there is nothing to compare with', () => {
    assert.throws(() => overlapVerdict({ input: {}, output: 'x', min: 1, max: 5 }), ModelError);
    assert.throws(() => overlapVerdict({ input: {}, output: 'x', context: [], min: 1, max: 5 }), ModelError);
  });

  it('is called like any model, streams, and costs nothing', async () => {
    const models = createModels({ ...options(), endpoints: KNOWN_ENDPOINTS, concurrency: 2 });
    const model = models.resolve('baseline/extractive');
    assert.ok('provider' in model);
    const pieces: string[] = [];
    const answer = await model.provider.complete(
      request({
        model: 'extractive',
        messages: user('Drift is a change of data over a long, long time.\nWhat is drift?'),
      }),
      {
        signal: new AbortController().signal,
        onDelta: (text) => pieces.push(text),
      },
    );
    assert.equal(pieces.join(''), answer.text);
    assert.ok(pieces.length > 1);
    assert.deepEqual(answer.usage, { input: 0, output: 0 });
  });
});
