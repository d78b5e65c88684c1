import type { Finding } from '../../../../src/engine/language/diagnostics/finding';
import { languageWorkspace, textIn, WORKSPACE } from '../languageWorkspace';

/** All findings of a file, those of the idle pass too, when everything around it is known. */
export async function allFindings(texts: Readonly<Record<string, string>>, path: string): Promise<Finding[]> {
  const { service, text } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  return [...(await service.diagnostics(text(path))), ...(await service.idleDiagnostics(text(path)))];
}

/** The findings in a file itself as `severity code ‹text at its place›`, in the order of their places. */
export async function shownFindings(texts: Readonly<Record<string, string>>, path: string): Promise<string[]> {
  const found = (await allFindings(texts, path)).filter(({ file }) => file === `${WORKSPACE}/${path}`);
  return found
    .sort(byPlace)
    .map(({ severity, code, range }) => `${severity} ${code} ‹${textIn(textOf(texts, path), range)}›`);
}

/** The same of a prompt that stands alone. */
export const inPrompt = (text: string): Promise<string[]> => shownFindings({ 'a.prompt': text }, 'a.prompt');

function textOf(texts: Readonly<Record<string, string>>, path: string): string {
  return (texts[path] ?? '').replace(/^\uFEFF/, '');
}

function byPlace(a: Finding, b: Finding): number {
  const [one, other] = [a.range.start, b.range.start];
  return one.line - other.line || one.character - other.character || (a.code < b.code ? -1 : 1);
}
