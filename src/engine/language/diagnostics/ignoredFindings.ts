import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import type { Finding } from './finding';

const WORD = 'assay-ignore';
/** `# assay-ignore CODE, CODE` in YAML, `{{! assay-ignore CODE }}` in a template. */
const COMMENT =
  /(?:#|\{\{~?!(?:--)?)[ \t]*assay-ignore[ \t]+([a-z][\w.-]*(?:[ \t]*,?[ \t]+[a-z][\w.-]*|,[a-z][\w.-]*)*)/g;

/**
 * The findings that no comment on their line, or on the line before it, has asked to be left out. Errors stay: they would keep
 * a run from starting all the same.
 */
export function withoutIgnored(document: PromptDocument | TestSetDocument, findings: readonly Finding[]): Finding[] {
  const { text, file } = document;
  if (!text.includes(WORD)) return [...findings];
  const ignored = new Map<number, Set<string>>();
  for (const { index, 1: codes = '' } of text.matchAll(COMMENT)) {
    const { line } = document.positionAt(index);
    for (const code of codes.split(/[\s,]+/)) {
      for (const at of [line, line + 1]) ignored.set(at, (ignored.get(at) ?? new Set()).add(code));
    }
  }
  return findings.filter(({ code, severity, file: of, range }) => {
    if (severity === 'error' || of !== file) return true;
    const codes = ignored.get(range.start.line);
    return !codes?.has(code) && !codes?.has(code.replace(/-suggestion$/, ''));
  });
}
