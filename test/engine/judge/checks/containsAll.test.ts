import { faults, verdicts } from './checkOf';

describe('the check contains-all', () => {
  verdicts([
    ['contains-all: [檢索, 生成]', '先檢索再生成', 'holds'],
    ['contains-all: [檢索, 生成, 評估]', '先檢索', 'The output lacks "生成", "評估".'],
    ['{contains-all: [ＬＬＭ, rag], ignore-case: true, ignore-width: true}', 'LLM with RAG', 'holds'],
    ['not-contains-all: [a, b]', 'a and b', 'The output contains all of "a", "b".'],
    ['not-contains-all: [a, b]', 'only a', 'holds'],
  ]);

  faults([
    ['contains-all', '"contains-all" takes a list of texts, for instance contains-all: [RAG, LLM].'],
    ['contains-all: {a: b}', '"contains-all" takes a list of texts, for instance contains-all: [RAG, LLM].'],
  ]);
});
