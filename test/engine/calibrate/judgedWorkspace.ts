import type { ChatBody, ServedReply } from '../../support/modelServer';
import { type TestWorkspace, testWorkspace } from '../evaluate/testWorkspace';

/** A judge that shows what it judges in plain sight, and its examples where it has any. */
export const TONE = `---
model: test/judge
input:
  schema:
    output: string
---
{{role "system"}}
Judge the tone from {{min}} to {{max}}.

{{role "user"}}
Judge this: {{output}}`;

/** The text under test in a judge's request. */
export function judgedText({ messages }: ChatBody): string {
  const all = messages
    .map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content)))
    .join('\n');
  const quoted = /<output \w+>\n(.*)\n<\/output \w+>/.exec(all)?.[1];
  return quoted === undefined ? '' : JSON.parse(quoted);
}

/** Everything that a request says. */
export function allText({ messages }: ChatBody): string {
  return messages.map(({ content }) => (typeof content === 'string' ? content : JSON.stringify(content))).join('\n');
}

export function verdict(score: number | string, reason = 'so'): ServedReply {
  return { text: JSON.stringify({ reason, score }) };
}

/** A judge's test set: outputs `good 5 a` with the score that their name says. */
export function labelled(outputs: readonly { output: string; human: number | string | readonly unknown[] }[]): string {
  const cases = outputs.map(
    ({ output, human }, index) =>
      `  - id: c${index + 1}\n    input: { question: q${index + 1}, output: ${JSON.stringify(output)} }\n    expected: ${JSON.stringify(human)}\n`,
  );
  return `cases:\n${cases.join('')}`;
}

export async function judgedWorkspace(url: string, files: Record<string, string>): Promise<TestWorkspace> {
  return testWorkspace(url, { 'judges/tone.prompt': TONE, ...files });
}
