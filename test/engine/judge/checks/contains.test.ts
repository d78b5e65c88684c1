import { faults, verdicts } from './checkOf';

describe('the check contains', () => {
  verdicts([
    ['contains: 檢索', '先檢索再生成', 'holds'],
    ['contains: RAG', 'rag', 'The output does not contain "RAG".'],
    ['{contains: RAG, ignore-case: true}', 'a rag doll', 'holds'],
    ['{contains: ABC, ignore-width: true}', 'ＡＢＣ', 'holds'],
    ['{contains: ａｂｃ, ignore-width: true, ignore-case: true}', 'ABC', 'holds'],
    ['contains: ABC', 'ＡＢＣ', 'The output does not contain "ABC".'],
    ['not-contains: sorry', 'I am sorry.', 'The output contains "sorry".'],
    ['not-contains: sorry', 'Gladly.', 'holds'],
    ['contains: 2024', 'in 2024', 'holds'],
    ['contains: 🚀', '起飛🚀', 'holds'],
    ['contains: x', '', 'The output does not contain "x".'],
    ['contains', { output: 'it is Paris.', expected: 'Paris' }, 'holds'],
    ['contains', { output: 'it is', expected: 'Paris' }, 'The output does not contain "Paris".'],
    ['contains', { output: 'it is' }, 'There is nothing to compare with: the case has no expected answer.'],
  ]);

  faults([
    ['contains: [a, b]', '"contains" takes a text, for instance contains: RAG.'],
    ['contains: {a: b}', '"contains" takes a text, for instance contains: RAG.'],
    ['contains: ""', '"contains" takes a text, for instance contains: RAG.'],
  ]);
});
