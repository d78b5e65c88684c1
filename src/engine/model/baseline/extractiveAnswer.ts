import type { Message } from '../../prompt/message';
import { searchTerms } from './searchTerms';
import { sentencesOf } from './sentences';

/** BM25's usual constants (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.2). */
const K1 = 1.2;
const B = 0.75;

/** A second sentence is given where it scores so much of the best one, or covers so much that the best one does not. */
const SECOND_SCORE = 0.75;
const SECOND_COVERAGE = 0.2;

/** Sentences that are instructions rather than knowledge rank lower by this factor. */
const INSTRUCTION = 0.5;

/**
 * Answers with the one or two sentences of the prompt that best match its question: an extractive summary, no language
 * model, and always the same for the same prompt.
 *
 * The question is the last sentence of the last user message with a question mark, else its last sentence where that
 * is labelled (`Question:`) or asks for something (`Explain …`). All other sentences are ranked by BM25 over word stems
 * and, in Chinese and Japanese, character pairs; instructions count half. A second sentence joins the best one where it
 * is nearly as good or covers another part of the question. Where no sentence shares anything with the question it says
 * so, in the question's language. Where nothing is asked it is the sentence that has most in common with the message.
 */
export function extractiveAnswer(messages: readonly Message[]): string {
  const lastUser = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  if (lastUser === undefined) return '';
  const asked = sentencesOf(textOf(lastUser));
  const question = asked.findLast(isQuestion) ?? asked.slice(-1).find(isRequest);
  if (question === undefined) return rank(searchTerms(asked.join('\n')), candidatesOf([lastUser]))[0]?.text ?? '';

  const candidates = candidatesOf(messages).filter(({ text }) => text !== withoutLabel(question));
  const [best, ...others] = rank(searchTerms(withoutLabel(question)), candidates);
  if (best === undefined || best.score === 0) return nothingFound(question);
  const second = others.find(
    ({ score, terms, weightOf }) =>
      score >= best.score * SECOND_SCORE ||
      weightOf([...terms].filter((term) => !best.terms.has(term))) >= SECOND_COVERAGE,
  );
  if (second === undefined) return best.text;
  const [first, then] = best.index < second.index ? [best, second] : [second, best];
  return `${first.text}${isCjk(question) ? '' : ' '}${then.text}`;
}

interface Candidate {
  text: string;
  /** Its position in the prompt. */
  index: number;
  isInstruction: boolean;
}

interface Ranked extends Candidate {
  score: number;
  /** The question's terms in it. */
  terms: ReadonlySet<string>;
  /** The share of the question's weight that some of its terms make up, 0..1. */
  weightOf(terms: Iterable<string>): number;
}

function candidatesOf(messages: readonly Message[]): Candidate[] {
  return messages
    .flatMap(({ role, content }) =>
      sentencesOf(textOf({ role, content }))
        .filter((text) => !isQuestion(text) && !isLabel(text))
        .map((text) => ({ text: withoutLabel(text), isInstruction: role === 'system' || isInstruction(text) })),
    )
    .map((candidate, index) => ({ ...candidate, index }));
}

/** By BM25 for the terms of a question, best first; of equals the earlier one. */
function rank(question: ReadonlyMap<string, number>, candidates: readonly Candidate[]): Ranked[] {
  const documents = candidates.map((candidate) => ({ candidate, terms: searchTerms(candidate.text) }));
  const lengths = documents.map(({ terms }) => [...terms.values()].reduce((sum, count) => sum + count, 0));
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length) || 1;
  const weights = new Map<string, number>();
  for (const term of question.keys()) {
    const containing = documents.filter(({ terms }) => terms.has(term)).length;
    weights.set(term, Math.log(1 + (documents.length - containing + 0.5) / (containing + 0.5)));
  }
  const total = [...weights.values()].reduce((sum, weight) => sum + weight, 0) || 1;
  const weightOf = (terms: Iterable<string>) => {
    let sum = 0;
    for (const term of terms) sum += weights.get(term) ?? 0;
    return sum / total;
  };
  return documents
    .map(({ candidate, terms: found }, index): Ranked => {
      const norm = K1 * (1 - B + (B * (lengths[index] ?? 0)) / meanLength);
      const terms = new Set<string>();
      let score = 0;
      for (const [term, weight] of weights) {
        const count = found.get(term) ?? 0;
        if (count === 0) continue;
        terms.add(term);
        score += (weight * count * (K1 + 1)) / (count + norm);
      }
      const factor = candidate.isInstruction ? INSTRUCTION : 1;
      return { ...candidate, score: score * factor, terms, weightOf };
    })
    .sort((a, b) => b.score - a.score || a.index - b.index);
}

function isQuestion(text: string): boolean {
  return /[?？]["'”」』)）]*$/u.test(text);
}

/** Asks for something without a question mark: "Question: RAG", "Explain QLoRA.", 「說明 RAG。」 */
function isRequest(text: string): boolean {
  return (
    /^(?:question|query|q|task|問題|问题|提問|任務|質問)\s*[:：]/iu.test(text) ||
    /^(?:please\s+)?(?:explain|describe|define|list|name|tell|summari[sz]e|compare|outline|give|find|translate)\b/iu.test(
      text,
    ) ||
    /^(?:請|请|說明|说明|解釋|解释|列出|描述|比較|比较|定義|定义|摘要)/u.test(text)
  );
}

/** A line that only announces what follows: "Context:", "問題：". */
function isLabel(text: string): boolean {
  return /[:：]$/u.test(text);
}

/** "Question: What is RAG?" without its first word: a label says what a line is, not what it is about. */
function withoutLabel(text: string): string {
  return text.replace(
    /^(?:context|question|query|q|a|answer|document|passage|text|report|input|user|內容|资料|資料|背景|文件|段落|問題|问题|提問|回答|質問)\s*\d*\s*[:：]\s*/iu,
    '',
  );
}

function isInstruction(text: string): boolean {
  return /^(?:answer|reply|respond|use|write|say|do not|don't|never|always|please|you are|請|请|你是|您是|不要|只能|只用|回答|根據|根据)/iu.test(
    text,
  );
}

function isCjk(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function nothingFound(question: string): string {
  return isCjk(question) ? '提供的內容沒有這個問題的答案。' : 'The given text does not answer this question.';
}

function textOf(message: Message): string {
  return message.content.map(({ text }) => text ?? '').join('\n');
}
