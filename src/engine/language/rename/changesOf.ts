import { relative } from 'node:path';
import type { TextEdit } from 'vscode-languageserver-types';
import { isInside } from '../../workspacePath';
import type { LanguageContext } from '../languageContext';
import type { Doubt } from '../names/doubt';
import type { Occurrence } from '../names/occurrence';
import type { ProjectEdit, Refusal } from './projectEdit';
import { writeName } from './writeName';

/** The replacements that give every place another name, by file, in the order of each text. */
export function changesOf(occurrences: readonly Occurrence[], name: string): ProjectEdit['changes'] {
  const byFile = new Map<string, TextEdit[]>();
  for (const each of occurrences) {
    const edits = byFile.get(each.file) ?? [];
    edits.push({ range: each.token, newText: writeName(each, name) });
    byFile.set(each.file, edits);
  }
  return [...byFile]
    .map(([file, edits]) => ({ file, edits: edits.sort(inOrder) }))
    .sort((a, b) => (a.file < b.file ? -1 : 1));
}

function inOrder({ range: one }: TextEdit, { range: other }: TextEdit): number {
  return one.start.line - other.start.line || one.start.character - other.start.character;
}

/** A reason with its place, as people name files: below the workspace. */
export function refusal({ code, file, range, args }: Doubt, { workspace }: LanguageContext): Refusal {
  return { code, args: { ...args, file: relative(workspace, file) || file, line: (range?.start.line ?? 0) + 1 } };
}

/** No file is changed that lies outside of the workspace, by its path or by a link. */
export async function refuseOutside(
  changes: ProjectEdit['changes'],
  context: Pick<LanguageContext, 'files' | 'workspace'>,
): Promise<Refusal | undefined> {
  const { files, workspace } = context;
  const root = await files.realPath(workspace);
  for (const { file } of changes) {
    const isHere = isInside(file, workspace) && isInside(await files.realPath(file).catch(() => file), root);
    if (!isHere) return { code: 'rename.outside', args: { file: relative(workspace, file) || file } };
  }
  return undefined;
}
