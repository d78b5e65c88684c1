import { faults, verdicts } from './checkOf';

describe('the check starts-with', () => {
  verdicts([
    ['starts-with: 答', '答：是', 'holds'],
    ['starts-with: 答', '\n 答：是', 'holds'],
    ['starts-with: 答', '回答：是', 'The output does not start with "答".'],
    ['{starts-with: yes, ignore-case: true}', 'Yes, it is.', 'holds'],
    ['{starts-with: "1.", ignore-width: true}', '１．第一', 'holds'],
    ['not-starts-with: Sure', 'Sure, here it is', 'The output starts with "Sure".'],
    ['starts-with', { output: 'Paris it is', expected: 'Paris' }, 'holds'],
  ]);

  faults([['starts-with: [a]', '"starts-with" takes a text, for instance starts-with: RAG.']]);
});
