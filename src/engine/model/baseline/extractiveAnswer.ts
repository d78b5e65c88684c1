import type { Message } from '../../prompt/message';
import { characterNgrams } from '../../text/characterNgrams';
import { type Sentence, sentencesOf } from './sentences';

/** BM25's usual constants (Robertson and Zaragoza, "The Probabilistic Relevance Framework", 2009, section 3.2). */
const K1 = 1.2;
const B = 0.75;

/** A second sentence is given where it scores at least so much of the best one. */
const SECOND = 0.75;

/** A sentence below so much of the best possible score has nothing to do with the question. */
const LEAST_SHARE = 0.12;

/** Sentences that are instructions rather than knowledge rank lower by this factor. */
const INSTRUCTION = 0.5;

/**
 * Answers with the sentences of the prompt that best match the last question: an extractive summary, no language model.
 *
 * The question is the last sentence of the last user message that asks something, else its last sentence. All other
 * sentences are ranked by BM25 over character bigrams, which need no word boundaries and so serve Chinese and English
 * alike. Where nothing matches it says so in the question's language, as a model should.
 */
export function extractiveAnswer(messages: readonly Message[]): string {
  const sentences = messages.flatMap((message) =>
    sentencesOf(textOf(message)).map((each): Candidate => ({ ...each, role: message.role })),
  );
  const lastUser = messages.findLast(({ role }) => role === 'user') ?? messages.at(-1);
  const asked = lastUser === undefined ? [] : sentencesOf(textOf(lastUser));
  const question = asked.findLast(({ text }) => /[?？]["'”」』)）]*$/u.test(text)) ?? asked.at(-1);
  if (question === undefined) return '';
  const candidates = sentences.filter(({ text }) => text !== question.text && !isQuestion(text) && !isLabel(text));
  const ranked = rank(question.text, candidates).sort((a, b) => b.score - a.score);
  const [best, second] = ranked;
  if (best === undefined || best.score < LEAST_SHARE) return nothingFound(question.text);
  if (second === undefined || second.score < best.score * SECOND) return best.sentence.text;
  const pair = [best, second].sort((a, b) => candidates.indexOf(a.sentence) - candidates.indexOf(b.sentence));
  return pair.map(({ sentence }) => sentence.text).join(isHan(question.text) ? '' : ' ');
}

type Candidate = Sentence & { role: string };

/** The share of the question's weight that each sentence covers, 0..1 and a little above. */
function rank(question: string, sentences: readonly Candidate[]): { sentence: Candidate; score: number }[] {
  const documents = sentences.map(({ text }) => termsOf(text));
  const lengths = documents.map(sizeOf);
  const meanLength = lengths.reduce((sum, length) => sum + length, 0) / Math.max(1, lengths.length);
  const frequencies = new Map<string, number>();
  for (const document of documents)
    for (const term of document.keys()) frequencies.set(term, (frequencies.get(term) ?? 0) + 1);
  const weightOf = (term: string) => {
    const containing = frequencies.get(term) ?? 0;
    return Math.log(1 + (documents.length - containing + 0.5) / (containing + 0.5));
  };
  const wanted = [...termsOf(question).keys()];
  const total = wanted.reduce((sum, term) => sum + weightOf(term), 0) || 1;
  return sentences.map((sentence, index) => {
    const document = documents[index] ?? new Map<string, number>();
    const norm = K1 * (1 - B + (B * (lengths[index] ?? 0)) / (meanLength || 1));
    let score = 0;
    for (const term of wanted) {
      const count = document.get(term) ?? 0;
      if (count > 0) score += (weightOf(term) * (count * (K1 + 1))) / (count + norm);
    }
    const share = score / total;
    return { sentence, score: isInstruction(sentence) ? share * INSTRUCTION : share };
  });
}

/** Character bigrams, without regard to case and width; the words of a question itself say nothing. */
function termsOf(text: string): Map<string, number> {
  const plain = text
    .normalize('NFKC')
    .toLowerCase()
    .replace(
      /\b(?:what|which|who|when|where|why|how|is|are|was|were|do|does|did|can|the|a|an|of|in|to|and|for|it)\b/g,
      ' ',
    )
    .replace(/什麼|什么|為什麼|为什么|如何|怎麼|怎么|哪些|哪個|是否|請問|請|嗎|呢|是|的|與|和|在/gu, ' ')
    .replace(/[^\p{L}\p{N}]+/gu, ' ');
  return characterNgrams(plain, 2);
}

function sizeOf(terms: ReadonlyMap<string, number>): number {
  let size = 0;
  for (const count of terms.values()) size += count;
  return size;
}

function isQuestion(text: string): boolean {
  return /[?？]["'”」』)）]*$/u.test(text);
}

/** A line that only announces what follows: "Context:", "問題：". */
function isLabel(text: string): boolean {
  return /[:：]$/u.test(text);
}

function isInstruction({ text, role }: Candidate): boolean {
  return (
    role === 'system' ||
    /^(?:answer|reply|respond|use|write|say|do not|don't|never|always|please|you are|請|你是|不要|只能|回答)/iu.test(
      text,
    )
  );
}

function isHan(text: string): boolean {
  return /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text);
}

function nothingFound(question: string): string {
  return isHan(question) ? '提供的內容沒有這個問題的答案。' : 'The given text does not answer this question.';
}

function textOf(message: Message): string {
  return message.content.map(({ text }) => text ?? '').join('\n');
}
