import type { Range } from 'vscode-languageserver-types';
import type { Finding } from '../diagnostics/finding';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { FileEdit, Fix, FixRule, Proposal } from './fix';
import { PROMPT_FIXES, SAFE, TEST_SET_FIXES } from './fixTable';

/** Ways to put right what was found in a range, with the findings of the same code and words at one place taken as one. */
export async function quickFixes(
  document: LanguageDocument,
  findings: readonly Finding[],
  range: Range,
  context: LanguageContext,
): Promise<Fix[]> {
  const { file } = document.kind === 'prompt' ? document.prompt : document.testSet;
  const fixes: Fix[] = [];
  for (const finding of findings) {
    if (finding.file !== file || !overlaps(finding.range, range)) continue;
    for (const { title, args, edits, command, preferred = true } of await proposals(document, finding, context)) {
      fixes.push({
        title: context.say(title, args),
        kind: 'quickfix',
        findings: [finding],
        edits,
        ...(command && { command }),
        preferred,
      });
    }
    if (context.signal?.aborted) break;
  }
  return distinct(fixes);
}

/** Everything that can be put right without asking, as one; undefined where there is nothing. */
export async function safeFixes(
  document: LanguageDocument,
  findings: readonly Finding[],
  context: LanguageContext,
): Promise<Fix | undefined> {
  const { file } = document.kind === 'prompt' ? document.prompt : document.testSet;
  const fixed: Finding[] = [];
  const edits: FileEdit['edits'] = [];
  for (const finding of findings) {
    if (finding.file !== file || !SAFE[finding.code]?.(finding)) continue;
    const [first] = await proposals(document, finding, context);
    const own = first?.edits.flatMap((edit) => edit.edits) ?? [];
    // What overlaps is left for the next time.
    if (own.length === 0 || own.some((edit) => edits.some((each) => overlaps(each.range, edit.range)))) continue;
    edits.push(...own);
    fixed.push(finding);
  }
  if (fixed.length === 0) return undefined;
  const title = context.say('fix.all', { count: fixed.length });
  return { title, kind: 'source.fixAll.assay', findings: fixed, edits: [{ file, edits }], preferred: false };
}

async function proposals(document: LanguageDocument, finding: Finding, context: LanguageContext): Promise<Proposal[]> {
  return document.kind === 'prompt'
    ? tried(PROMPT_FIXES[finding.code], finding, document.prompt, context)
    : tried(TEST_SET_FIXES[finding.code], finding, document.testSet, context);
}

async function tried<Document>(
  rules: readonly FixRule<Document>[] = [],
  finding: Finding,
  document: Document,
  context: LanguageContext,
): Promise<Proposal[]> {
  const found: Proposal[] = [];
  for (const rule of rules) found.push(...(await rule(finding, document, context)));
  return found;
}

/** The same change for several findings is one fix. */
function distinct(fixes: readonly Fix[]): Fix[] {
  const byChange = new Map<string, Fix>();
  for (const fix of fixes) {
    const key = JSON.stringify([fix.title, fix.edits, fix.command]);
    const known = byChange.get(key);
    if (known === undefined) byChange.set(key, fix);
    else known.findings.push(...fix.findings);
  }
  return [...byChange.values()];
}

function overlaps(a: Range, b: Range): boolean {
  return !isBefore(a.end, b.start) && !isBefore(b.end, a.start);
}

function isBefore(a: Range['start'], b: Range['start']): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
