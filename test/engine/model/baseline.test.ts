import assert from 'node:assert/strict';
import { readVerdict } from '../../../src/engine/judge/readVerdict';
import { extractiveAnswer } from '../../../src/engine/model/baseline/extractiveAnswer';
import { overlapVerdict } from '../../../src/engine/model/baseline/overlapVerdict';
import { sentencesOf } from '../../../src/engine/model/baseline/sentences';
import { createModels } from '../../../src/engine/model/createModels';
import { KNOWN_ENDPOINTS } from '../../../src/engine/model/knownEndpoints';
import { ModelError } from '../../../src/engine/model/provider';
import { options, request } from './calls';

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

  it('refuses to judge where there is nothing to compare with', () => {
    assert.throws(() => overlapVerdict({ input: {}, output: 'x', min: 1, max: 5 }), ModelError);
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
