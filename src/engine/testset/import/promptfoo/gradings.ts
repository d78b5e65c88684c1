import type { GRADED_TYPES } from './assertionTypes';

/** What a model-graded assertion asks, in our terms. */
export type Grading =
  /** One criterion or several, for the judge `rubric`. */
  | { kind: 'criteria'; criteria: string[]; threshold?: number; changed?: string }
  /** A judge of its own, where every case asks for it. */
  | {
      kind: 'judge';
      judge: string;
      threshold?: number | string;
      /** What it compares with. */
      expected?: string;
      needsContext?: true;
      embeds?: true;
      /** The same as a criterion, where only some cases ask for it; absent where the answer is not what is judged. */
      criterion?: string;
      changed?: string;
    }
  | { kind: 'lost'; code: string };

/** What an assertion that a model grades has to be known of. */
export interface GradedAssertion {
  value: unknown;
  threshold?: number;
  /** The case's variable `context`. */
  context?: string[];
}

/** What passes where an assertion names no bound (promptfoo, `src/assertions/ragDefaults.ts`, `geval.ts`). */
const USUAL_OF_CONTEXTS = 0.5;
const USUAL_OF_GEVAL = 0.7;

type Conversion = (assertion: GradedAssertion) => Grading;

/** The judges that promptfoo's model-graded assertions are. */
export const GRADING_OF: Readonly<Record<(typeof GRADED_TYPES)[number], Conversion>> = {
  'llm-rubric': (assertion) => criteria(assertion),
  'model-graded-closedqa': (assertion) => criteria(assertion),
  pi: (assertion) => changed(criteria({ threshold: 0.5, ...assertion }), 'other-grader'),
  // Several criteria of one assertion are averaged there.
  'g-eval': (assertion) =>
    changed(
      criteria({ threshold: USUAL_OF_GEVAL, ...assertion }),
      Array.isArray(assertion.value) && assertion.value.length > 1 ? 'mean-of-criteria' : undefined,
    ),
  factuality: (assertion) => factuality(assertion),
  'model-graded-factuality': (assertion) => factuality(assertion),
  'answer-relevance': ({ value, threshold = USUAL_OF_CONTEXTS }) => ({
    kind: 'judge',
    judge: 'answer-relevance',
    threshold,
    embeds: true,
    criterion: inLanguageOf(textOf(value), {
      en: 'Answers the question that was asked, and nothing else.',
      zh: '直接回答所問的問題，沒有離題。',
    }),
  }),
  'context-faithfulness': ({ threshold = USUAL_OF_CONTEXTS, context = [] }) => ({
    kind: 'judge',
    judge: 'faithfulness',
    threshold,
    needsContext: true,
    criterion: inLanguageOf(context.join('\n\n'), {
      en: 'Everything it says is supported by this text:',
      zh: '所說的一切都有以下文字作為依據：',
    }),
  }),
  'context-recall': ({ value, threshold = USUAL_OF_CONTEXTS }) => {
    const expected = textOf(value);
    if (expected === '') return { kind: 'lost', code: 'no-value' };
    return { kind: 'judge', judge: 'context-recall', threshold, needsContext: true, expected };
  },
  // The share of sentences that matter there, a rating of the whole here: bounds of the one mean nothing to the other.
  'context-relevance': () => ({
    kind: 'judge',
    judge: 'context-relevance',
    needsContext: true,
    changed: 'other-formula',
  }),
  'noise-sensitivity': ({ value }) => {
    const expected = textOf(value);
    if (expected === '') return { kind: 'lost', code: 'no-value' };
    return { kind: 'judge', judge: 'noise-sensitivity', needsContext: true, expected, changed: 'other-formula' };
  },
};

function criteria({ value, threshold }: Pick<GradedAssertion, 'value' | 'threshold'>): Grading {
  const texts = [value]
    .flat()
    .map(textOf)
    .filter((text) => text.trim() !== '');
  if (texts.length === 0) return { kind: 'lost', code: 'no-value' };
  return { kind: 'criteria', criteria: texts, ...(threshold !== undefined && { threshold }) };
}

function changed(grading: Grading, code: string | undefined): Grading {
  return code === undefined || grading.kind === 'lost' ? grading : { ...grading, changed: code };
}

/** An answer that says less than the reference, or more, is consistent with it there. */
function factuality({ value }: GradedAssertion): Grading {
  const expected = textOf(value);
  if (expected.trim() === '') return { kind: 'lost', code: 'no-value' };
  return {
    kind: 'judge',
    judge: 'factual-consistency',
    threshold: 'part',
    expected,
    criterion: inLanguageOf(expected, {
      en: 'Its facts agree with this reference, and nothing in it contradicts it:',
      zh: '所說的事實與以下參考一致，沒有任何矛盾：',
    }),
  };
}

/** A criterion turned around. */
export function opposite(criterion: string): string {
  const introduction = /\p{Script=Han}/u.test(criterion) ? '以下敘述不成立：' : 'The following is not true of it:';
  return `${introduction}\n${criterion}`;
}

/** A sentence in the language of the text that it is about, with the text. */
function inLanguageOf(text: string, { en, zh }: { en: string; zh: string }): string {
  const sentence = /\p{Script=Han}/u.test(text) && !/[\p{Script=Hiragana}\p{Script=Katakana}]/u.test(text) ? zh : en;
  return text.trim() === '' || !/[:：]$/.test(sentence) ? sentence : `${sentence}\n${text}`;
}

function textOf(value: unknown): string {
  if (value === undefined || value === null) return '';
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
