import assert from 'node:assert/strict';
import { nothingToJudge } from '../../../src/engine/judge/nothingToJudge';

describe('nothingToJudge', () => {
  for (const output of ['', '  \n\t', '\u200B\uFEFF', '\u3000', '\u00AD\u2060', '\u{E0020}', '\u2800']) {
    it(`sees nothing in ${JSON.stringify(output)}`, () => assert.equal(nothingToJudge(output), 'empty'));
  }

  for (const output of [
    ':',
    '.',
    '...',
    '，',
    '```\n```',
    'Solution',
    'Solution:',
    '**Answer:**',
    'Thought process:',
    "Let's solve this problem step by step.",
    'Let’s think step by step',
    'Sure! Here is the answer:',
    '<think></think>',
    '<answer></answer>',
    '解',
    '答案：',
    '好的，答案如下：',
    '讓我們一步一步思考。',
    'かいせつ',
    '答え：',
    '풀이',
    'Respuesta:',
    'Ｓｏｌｕｔｉｏｎ',
  ]) {
    it(`sees only an opener in ${JSON.stringify(output)}`, () => assert.equal(nothingToJudge(output), 'opener'));
  }

  for (const output of [
    '4',
    'No.',
    '是',
    '🍎',
    '✓',
    '+',
    'Sure, Paris.',
    'The answer is 42.',
    'Solution: restart it.',
    '解藥',
    '答案是臺北。',
    '[]',
    '{}',
    '""',
    '<b>x</b>',
    'Solution '.repeat(40),
  ]) {
    it(`leaves ${JSON.stringify(output.slice(0, 30))} to a judge`, () =>
      assert.equal(nothingToJudge(output), undefined));
  }

  it('leaves what the case expects to a judge, whatever it is', () => {
    assert.equal(nothingToJudge('-', '-'), undefined);
    assert.equal(nothingToJudge(' Solution\n', 'Solution'), undefined);
    assert.equal(nothingToJudge('-', '+'), 'opener');
    assert.equal(nothingToJudge('', ''), 'empty');
  });
});
