import { faults, verdicts } from './checkOf';

describe('the check ends-with', () => {
  verdicts([
    ['ends-with: 。', '完畢。', 'holds'],
    ['ends-with: 。', '完畢。\n\n', 'holds'],
    ['ends-with: 。', '完畢', 'The output does not end with "。".'],
    ['{ends-with: "!", ignore-width: true}', '完畢！', 'holds'],
    ['{ends-with: DONE, ignore-case: true}', 'all done', 'holds'],
    ['not-ends-with: "?"', 'Really?', 'The output ends with "?".'],
    ['ends-with', { output: 'it is Paris', expected: 'Paris' }, 'holds'],
  ]);

  faults([['ends-with: ""', '"ends-with" takes a text, for instance ends-with: RAG.']]);
});
