import { textOfValue } from './judgeVariables';

/**
 * Openers that promise an answer and are none. Judges give them good scores surprisingly often (Zhao et al. 2025, "One
 * Token to Fool LLM-as-a-Judge", arXiv 2507.08794, table 1: "Thought process:", "Solution", "解", "かいせつ", …).
 */
const OPENERS: ReadonlySet<string> = new Set(
  [
    'thought process',
    'lets solve this problem step by step',
    'lets solve this step by step',
    'lets think step by step',
    'let me think step by step',
    'let me think',
    'solution',
    'answer',
    'the answer is',
    'the answer',
    'final answer',
    'my answer',
    'here is the answer',
    'heres the answer',
    'here is the solution',
    'heres the solution',
    'sure',
    'certainly',
    'of course',
    'reasoning',
    'explanation',
    'response',
    'output',
    'result',
    'step 1',
    '解',
    '解答',
    '答',
    '答案',
    '答案是',
    '答案如下',
    '回答',
    '回覆',
    '好的',
    '當然',
    '当然',
    '思考過程',
    '思考过程',
    '讓我們一步一步思考',
    '让我们一步一步思考',
    '讓我們逐步解決這個問題',
    '让我们逐步解决这个问题',
    'かいせつ',
    '解説',
    '答え',
    '回答は',
    '思考プロセス',
    '풀이',
    '답변',
    '정답',
    '사고 과정',
    'respuesta',
    'solución',
    'réponse',
    'antwort',
    'lösung',
  ].map(plain),
);

/** No opener is longer; what is longer says something. */
const LONGEST = 200;

/** Anything that can be seen: no control, format or space character, nor a letter that is drawn as nothing. */
const VISIBLE = /[^\p{C}\p{Z}\p{Default_Ignorable_Code_Point}\u2800]/u;

/** Tags of thoughts and of answers with nothing in them. */
const EMPTY_TAGS = /<\/?(?:think|thinking|thought|thoughts|answer|reasoning|response|output)\s*\/?>/giu;

/**
 * Whether an output holds nothing that a judge could judge: it is empty, only marks and invisible characters, or only an
 * opener. Such outputs never reach a judge; a few of them fool many judges. What is just what the case expects (`-`,
 * `:`) does.
 */
export function nothingToJudge(output: string, expected?: unknown): 'empty' | 'opener' | undefined {
  const said = output.trim();
  if (expected !== undefined && said !== '' && textOfValue(expected).trim() === said) return undefined;
  if (!VISIBLE.test(said)) return 'empty';
  if (said.length > LONGEST) return undefined;
  // An empty list is an answer where a program asks.
  if (/^(?:\[\s*\]|\{\s*\}|"")$/.test(said)) return undefined;
  const words = said.replaceAll(EMPTY_TAGS, ' ');
  if (!/[\p{L}\p{N}\p{S}]/u.test(words.replaceAll('`', ''))) return 'opener';
  const phrases = words
    .replace(/['’]/gu, '')
    .split(/[\p{P}\n]+/u)
    .map(plain);
  return phrases.every((phrase) => phrase === '' || OPENERS.has(phrase)) ? 'opener' : undefined;
}

/** A text without case, marks and repeated white space; letters, digits and symbols such as emoji stay. */
function plain(text: string): string {
  return text
    .normalize('NFKC')
    .toLowerCase()
    .replace(/[\p{P}\p{C}]/gu, '')
    .replace(/\s+/gu, ' ')
    .trim();
}
