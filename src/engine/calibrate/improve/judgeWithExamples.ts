import { isMap, parseDocument, stringify } from 'yaml';
import { splitPrompt } from '../../prompt/splitPrompt';
import type { JudgeExample } from '../../testset/testSet';

const KEY = 'assay.examples';
const VARIABLE = '{{examples}}';

/**
 * A judge's text with examples in its frontmatter, in the place of those that are there, and with a place in its template
 * to show them. Everything else stays as it is, to the last character.
 * @param readsExamples whether the template, or a partial of it, reads them already
 */
export function judgeWithExamples(
  text: string,
  examples: readonly JudgeExample[],
  { readsExamples }: { readsExamples: boolean },
): string {
  const eol = text.includes('\r\n') ? '\r\n' : '\n';
  const written = stringify({ [KEY]: examples }, { lineWidth: 0 }).replaceAll('\n', eol);
  const { frontmatter, template } = splitPrompt(text);
  const body = readsExamples ? text.slice(template.start) : withPlace(text.slice(template.start), eol);
  if (frontmatter === undefined) return `---${eol}${written}---${eol}${body}`;
  const own = withKey(text.slice(frontmatter.start, frontmatter.end), written, eol);
  return text.slice(0, frontmatter.start) + own + text.slice(frontmatter.end, template.start) + body;
}

function withKey(yaml: string, written: string, eol: string): string {
  const document = parseDocument(yaml, { keepSourceTokens: true });
  const pair = isMap(document.contents)
    ? document.contents.items.find(({ key }) => String((key as { value?: unknown } | null)?.value) === KEY)
    : undefined;
  const start = (pair?.key as { range?: [number, number, number] } | undefined)?.range?.[0];
  const end = (pair?.value as { range?: [number, number, number] } | undefined)?.range?.[2];
  if (start === undefined || end === undefined) {
    return yaml === '' || yaml.endsWith('\n') ? yaml + written : yaml + eol + written;
  }
  const rest = yaml.slice(end);
  return yaml.slice(0, start) + written + (rest.startsWith('\r\n') || rest.startsWith('\n') ? rest.trimStart() : rest);
}

/** Examples belong to the instructions: at the end of what stands before the first other role. */
function withPlace(template: string, eol: string): string {
  const user = /\{\{\s*role\s+"(?:user|model)"\s*\}\}/.exec(template);
  if (user === null || !/\{\{\s*role\s+"system"/.test(template.slice(0, user.index))) {
    return `{{role "system"}}${eol}${VARIABLE}${eol}${eol}${user === null ? `{{role "user"}}${eol}` : ''}${template}`;
  }
  const before = template.slice(0, user.index).trimEnd();
  return `${before}${eol}${eol}${VARIABLE}${eol}${eol}${template.slice(user.index)}`;
}
