import { faults, verdicts } from './checkOf';

describe('the check contains-any', () => {
  verdicts([
    ['contains-any: [檢索, retrieval]', 'retrieval first', 'holds'],
    ['contains-any: [檢索, retrieval]', 'neither', 'The output contains none of "檢索", "retrieval".'],
    ['{contains-any: [RAG], ignore-case: true}', 'rag', 'holds'],
    ['not-contains-any: [sorry, cannot]', 'I cannot say.', 'The output contains "cannot".'],
    ['not-contains-any: [sorry, cannot]', 'Of course.', 'holds'],
    ['contains-any: one', 'one', 'holds'],
    ['contains-any: [1, 2]', 'no. 2', 'holds'],
  ]);

  faults([
    ['contains-any', '"contains-any" takes a list of texts, for instance contains-any: [RAG, LLM].'],
    ['contains-any: []', '"contains-any" takes a list of texts, for instance contains-any: [RAG, LLM].'],
    ['contains-any: [a, ""]', '"contains-any" takes a list of texts, for instance contains-any: [RAG, LLM].'],
    ['contains-any: [a, [b]]', '"contains-any" takes a list of texts, for instance contains-any: [RAG, LLM].'],
  ]);
});
