import { characterFScore } from '../../text/characterNgrams';
import { ModelError, type ModelRequest } from '../provider';
import { sentencesOf } from './sentences';

type Judged = NonNullable<ModelRequest['judged']>;

/** From here on a sentence counts as being in a text: half of its n-grams are there. */
const PRESENT = 0.5;
/** More sentences than that are no answer. */
const MOST = 60;
/** The levels that TruLens asks for. */
const MOST_LEVEL = 3;

/**
 * The small verdicts that a formula asks for, by character n-gram overlap: a sentence is a claim, and a text supports it
 * where at least half of the sentence's n-grams are in it. No language model: it sees characters, not meaning.
 * @returns a reply in the form that the formula reads, as JSON
 * @throws {ModelError} `bad-request` where the case lacks what is compared, or the formula is not known here
 */
export function overlapParts(judged: Judged): string {
  const { measure = '' } = judged;
  const write = Object.hasOwn(PARTS, measure) ? PARTS[measure] : undefined;
  if (write === undefined) throw new ModelError('bad-request', `baseline/overlap cannot judge by ${measure}`);
  return JSON.stringify(write(judged));
}

const PARTS: Readonly<Record<string, (judged: Judged) => unknown>> = {
  faithfulness: (judged) => ({ claims: claims(judged.output, contextOf(judged), 'supported') }),
  hallucination: (judged) => {
    const support = [...(judged.context ?? []), textOf(judged.expected)].join('\n');
    if (support.trim() === '') lacks('an expected answer or a context');
    return { claims: claims(judged.output, support, 'supported') };
  },
  'factual-correctness': (judged) => ({
    answerClaims: claims(judged.output, expectedOf(judged), 'supported'),
    expectedClaims: claims(expectedOf(judged), judged.output, 'supported'),
  }),
  'context-recall': (judged) => ({ claims: claims(expectedOf(judged), contextOf(judged), 'attributed') }),
  'context-precision': (judged) => {
    const wanted = sentences(expectedOf(judged));
    return passages(judged, (passage) => ({ relevant: wanted.some((sentence) => isIn(sentence, passage)) }));
  },
  'triad-context-relevance': (judged) => {
    const question = typeof judged.input.question === 'string' ? judged.input.question : JSON.stringify(judged.input);
    return passages(judged, (passage) => ({ level: level(share(question, passage)) }));
  },
  groundedness: (judged) => {
    const context = contextOf(judged);
    return {
      sentences: sentences(judged.output).map((sentence) => ({ sentence, level: level(share(sentence, context)) })),
    };
  },
  'noise-sensitivity': (judged) => {
    const expected = expectedOf(judged);
    const all = judged.context ?? lacks('a context');
    const numbersOf = (claim: string) => all.flatMap((passage, index) => (isIn(claim, passage) ? [index + 1] : []));
    return {
      answerClaims: sentences(judged.output).map((claim) => ({
        claim,
        correct: isIn(claim, expected),
        passages: numbersOf(claim),
      })),
      expectedClaims: sentences(expected).map((claim) => ({ claim, passages: numbersOf(claim) })),
    };
  },
  // It cannot think of a question: the answer's own words stand for the question that they answer.
  'answer-relevance': ({ output }) => ({
    questions: sentences(output)
      .slice(0, 3)
      .map((question) => ({ question, noncommittal: false })),
  }),
};

function claims(text: string, support: string, verdict: string) {
  return sentences(text).map((claim) => ({ claim, [verdict]: isIn(claim, support) }));
}

function passages(judged: Judged, verdictOf: (passage: string) => Record<string, unknown>) {
  const all = judged.context ?? lacks('a context');
  return { passages: all.map((passage, index) => ({ passage: index + 1, ...verdictOf(passage) })) };
}

function sentences(text: string): string[] {
  return sentencesOf(text).slice(0, MOST);
}

function isIn(sentence: string, text: string): boolean {
  return share(sentence, text) >= PRESENT;
}

/** How much of a sentence is in a text: precision alone, since the text may say much more. */
function share(sentence: string, text: string): number {
  return characterFScore(sentence.toLowerCase(), text.toLowerCase(), { beta: 0 });
}

function level(share: number): number {
  return Math.round(share * MOST_LEVEL);
}

function contextOf({ context }: Judged): string {
  return context?.length ? context.join('\n') : lacks('a context');
}

function expectedOf({ expected }: Judged): string {
  return expected === undefined ? lacks('an expected answer') : textOf(expected);
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : value === undefined ? '' : JSON.stringify(value);
}

function lacks(what: string): never {
  throw new ModelError('bad-request', `baseline/overlap needs ${what} to compare with`);
}
