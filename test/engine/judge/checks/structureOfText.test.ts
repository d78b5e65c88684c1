import { faults, verdicts } from './checkOf';

describe('the check levenshtein', () => {
  verdicts([
    // Levenshtein's own pair in every textbook: three edits.
    ['levenshtein: 3', { output: 'kitten', expected: 'sitting' }, 'holds'],
    [
      'levenshtein: 2',
      { output: 'kitten', expected: 'sitting' },
      'The output is 3 edits away from the expected answer, more than 2.',
    ],
    ['levenshtein: { to: 檢索增強, at-most: 1 }', '檢索增広', 'holds'],
    ['levenshtein', { output: 'a', expected: 'a' }, 'holds'],
    ['{levenshtein: 0, ignore-case: true}', { output: 'ABC', expected: 'abc' }, 'holds'],
    [
      'not-levenshtein: 1',
      { output: 'ab', expected: 'ac' },
      'The output is 1 edits away from the expected answer, no more than 1.',
    ],
    ['levenshtein: 1', { output: 'a' }, 'There is nothing to compare with: the case has no expected answer.'],
    [
      'levenshtein: 1',
      { output: 'a'.repeat(20_001), expected: 'a' },
      'The texts are longer than 20000 characters and are not compared edit by edit.',
    ],
  ]);
  faults([
    ['levenshtein: 1.5', '"levenshtein" takes a number, 0 or more.'],
    ['levenshtein: { at-most: few }', '"levenshtein" takes a number, 0 or more.'],
  ]);
});

describe('the checks xml and contains-xml', () => {
  verdicts([
    ['xml', '<a lang="zh"><b>檢索</b><c/></a>', 'holds'],
    ['xml', '\n<?xml version="1.0"?><a/>\n', 'holds'],
    ['xml', '', 'The output is not well-formed XML: empty.'],
    ['xml', 'plain text', 'The output is not well-formed XML: 1:10: text data outside of root node.'],
    ['not-xml', 'plain text', 'holds'],
    ['not-xml', '<a/>', 'The output is XML.'],
    ['not-xml', '<a><b></a></b>', 'holds'],
    ['not-xml', '<a/><b/>', 'holds'],
    ['contains-xml', 'Here it is: <answer>42 &amp; 🙂</answer>. Done.', 'holds'],
    ['contains-xml', 'a < b and b > c', 'There is no well-formed XML in the output.'],
    ['contains-xml', 'see <br/> here', 'holds'],
    ['contains-xml', '<a>never closed', 'There is no well-formed XML in the output.'],
  ]);
  faults([['xml: 5', '"xml" takes no argument.']]);
});

describe('the check contains-json', () => {
  verdicts([
    ['contains-json', 'Sure: {"a": [1, {"b": "}"}]} – that is it', 'holds'],
    ['contains-json', 'list: [1, 2]', 'holds'],
    ['contains-json', 'no {braces: here}', 'There is no JSON in the output that fits.'],
    ['contains-json: { type: object, required: [年] }', '答案：{"年": 2020}', 'holds'],
    ['contains-json: { type: object, required: [b] }', '{"a": 1} and {"b": 2}', 'holds'],
    ['contains-json: { type: object, required: [c] }', '{"a": 1}', 'There is no JSON in the output that fits.'],
    ['not-contains-json', '{"a": 1}', 'There is JSON in the output.'],
  ]);
  faults([
    ['contains-json: 5', '"contains-json" takes a JSON schema or the path of one, or nothing for the prompt\'s own.'],
  ]);
});
