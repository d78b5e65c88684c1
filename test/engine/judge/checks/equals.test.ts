import { faults, verdicts } from './checkOf';

describe('the check equals', () => {
  verdicts([
    ['equals: 是', '是', 'holds'],
    ['equals: 是', ' 是\n', 'holds'],
    ['equals: yes', 'Yes', 'The output is not "yes".'],
    ['{equals: yes, ignore-case: true}', 'YES', 'holds'],
    ['{equals: "4/5", ignore-width: true}', '４／５', 'holds'],
    ['equals: "4/5"', '４／５', 'The output is not "4/5".'],
    ['equals: 42', '42', 'holds'],
    ['equals: true', 'true', 'holds'],
    ['not-equals: yes', 'yes', 'The output is "yes".'],
    ['not-equals: yes', 'no', 'holds'],
    ['equals: {a: [1, 2]}', '{ "a": [1, 2] }', 'holds'],
    ['equals: {a: 1, b: 2}', '{"b": 2, "a": 1}', 'holds'],
    ['equals: {a: 1}', '{"a": "1"}', 'The output is not "{"a":1}".'],
    ['equals: [1, 2]', '[2, 1]', 'The output is not "[1,2]".'],
    ['equals: {a: 1}', 'a: 1', 'The output is not "{"a":1}".'],
    ['equals', { output: '是', expected: '是' }, 'holds'],
    ['equals', { output: '否', expected: '是' }, 'The output is not "是".'],
    ['equals', { output: '{"a":1}', expected: { a: 1 } }, 'holds'],
    ['equals', { output: 'x' }, 'There is nothing to compare with: the case has no expected answer.'],
    ['not-equals', { output: 'x' }, 'There is nothing to compare with: the case has no expected answer.'],
  ]);

  faults([
    ['equals', undefined],
    ['equals: x', undefined],
    ['equals: ""', '"equals" takes a text, for instance equals: RAG.'],
  ]);
});
