import assert from 'node:assert/strict';
import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Finding } from '../../../../src/engine/language/diagnostics/finding';
import type { Fix } from '../../../../src/engine/language/fixes/fix';
import { allFindings } from '../diagnostics/findingsOf';
import { languageWorkspace, WORKSPACE } from '../languageWorkspace';

export type Texts = Readonly<Record<string, string>>;

/** The fixes that are offered for all findings of a code in a file, in their order. */
export async function fixesFor(texts: Texts, path: string, code: string): Promise<Fix[]> {
  const { service, text } = languageWorkspace(texts);
  await service.index(WORKSPACE).whole();
  const finding = (await allFindings(texts, path)).find(
    (each) => each.code === code && each.file === `${WORKSPACE}/${path}`,
  );
  assert.ok(finding, `${code} is not found in ${path}`);
  return service.codeActions(text(path), finding.range, [code]);
}

/** The files as they are after a fix. */
export function applied(texts: Texts, { edits }: Pick<Fix, 'edits'>): Record<string, string> {
  const changed: Record<string, string> = { ...texts };
  for (const { file, edits: own, creates } of edits) {
    const path = file.slice(WORKSPACE.length + 1);
    assert.equal(changed[path] === undefined, creates === true, `${path} is there, or is not`);
    const before = (changed[path] ?? '').replace(/^\uFEFF/, '');
    changed[path] = TextDocument.applyEdits(TextDocument.create(path, 'x', 0, before), own);
  }
  return changed;
}

/** Asserts that a fix takes its findings away and brings no others, in any file that it touches or that was looked at. */
export async function assertFixes(texts: Texts, path: string, fix: Fix): Promise<Record<string, string>> {
  const after = applied(texts, fix);
  const files = new Set([
    path,
    ...fix.edits.map(({ file }) => file.slice(WORKSPACE.length + 1)),
    ...Object.keys(texts),
  ]);
  const [before, now] = [await countsOf(texts, files), await countsOf(after, files)];
  for (const finding of fix.findings) {
    const key = keyOf(finding);
    assert.ok((now.get(key) ?? 0) < (before.get(key) ?? 0), `${key} is still there:\n${after[path]}`);
  }
  const added = [...now].filter(([key, count]) => count > (before.get(key) ?? 0)).map(([key]) => key);
  assert.deepEqual(added, [], `new after "${fix.title}":\n${after[path]}`);
  return after;
}

async function countsOf(texts: Texts, paths: ReadonlySet<string>): Promise<Map<string, number>> {
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (texts[path] === undefined) continue;
    const own = (await allFindings(texts, path)).filter(({ file }) => file === `${WORKSPACE}/${path}`);
    for (const finding of own) counts.set(keyOf(finding), (counts.get(keyOf(finding)) ?? 0) + 1);
  }
  return counts;
}

function keyOf({ file, code, args }: Finding): string {
  return `${file} ${code} ${String(args?.name ?? args?.key ?? '')}`;
}
