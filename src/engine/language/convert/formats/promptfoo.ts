import { chatMessages } from '../chatContent';
import type { ConvertedPrompt, ConvertFormat, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { type ConvertSource, isMap, mapOf } from '../convertSource';
import { hasJinja, jinja } from '../templates/jinja/jinja';

/** What parts the prompts of one text file (promptfoo/promptfoo, `src/prompts/constants.ts`). */
const DELIMITER = /^[^\S\n]*---[^\S\n]*$/m;

/**
 * Prompt files of promptfoo: text with Nunjucks, of which a file may have several, or a conversation in JSON or YAML
 * (promptfoo.dev, "Prompt Configuration"; promptfoo/promptfoo, `src/prompts/processors`).
 */
export const promptfoo: ConvertFormat = {
  name: 'promptfoo',
  title: 'promptfoo',

  recognises(source) {
    if (conversation(source) !== undefined) return 5;
    const isText =
      source.data === undefined && source.frontmatter === undefined && /\.(?:txt|md|j2|njk)$/i.test(source.name);
    return isText && hasJinja(source.text) ? 4 : 0;
  },

  convert(source, report) {
    report.changed('no-model');
    const messages = conversation(source);
    if (messages !== undefined) return [chat(messages, report)];
    const texts = source.text.split(DELIMITER);
    let line = 0;
    return texts.flatMap((text): ConvertedPrompt[] => {
      const begins = line + (/^\s*/.exec(text)?.[0].split('\n').length ?? 1) - 1;
      line += text.split('\n').length - 1;
      const plain = text.trim();
      if (plain === '') return [];
      const variables: Variables = new Map();
      const content = jinja(plain, { report, variables, line: begins });
      return [{ draft: { variables, messages: [{ role: 'user', content }] } }];
    });
  },
};

function chat(messages: readonly unknown[], report: ConvertReport): ConvertedPrompt {
  const variables: Variables = new Map();
  const read = (text: string) => jinja(text, { report, variables });
  return { draft: { variables, messages: chatMessages(messages, read, report) } };
}

/** A list of messages, or a map with nothing but one. */
function conversation({ data }: ConvertSource): unknown[] | undefined {
  const list = Array.isArray(data) ? data : Object.keys(mapOf(data)).length === 1 ? mapOf(data).messages : undefined;
  if (!Array.isArray(list) || list.length === 0) return undefined;
  return list.every((each) => isMap(each) && typeof each.role === 'string' && 'content' in each) ? list : undefined;
}
