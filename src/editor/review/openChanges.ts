import * as path from 'node:path';
import * as vscode from 'vscode';
import type { GatedPrompt, GateResult } from '../../engine/gate/gateResult';
import { mostChangedCase } from '../../engine/report/gate/caseMessages';
import type { ResolvedPoint } from '../../engine/versions/versionPoint';
import { versionUri } from '../versions/versionDocuments';
import { words } from '../words';
import { reviewUri } from './reviewDocuments';

/** Outputs of so many cases, those that changed most, stand in the view of all changes. */
const MOST_OUTPUTS = 10;

/** A resource as VS Code lists it, with its two sides; undefined where a version does not have it. */
type Change = [vscode.Uri, vscode.Uri | undefined, vscode.Uri | undefined];

/**
 * All that changed, in one view of VS Code's own diff editors: the prompt, its partials, its test set and judges, then
 * the messages of a case, then the outputs that changed most.
 * @param caseId the case whose messages are shown: the one whose score changed most, where none is given
 */
export async function openChanges(prompt: GatedPrompt, result: GateResult, caseId?: string): Promise<void> {
  const chosen = caseId ?? mostChangedCase(prompt);
  const changes = [
    ...textChanges(prompt, result),
    ...(chosen === undefined ? [] : caseChanges(prompt, chosen, ['messages'])),
    ...outputCases(prompt, caseId).flatMap((id) => caseChanges(prompt, id, ['output'])),
  ];
  const title = words('editor.review.changes', { file: path.basename(prompt.file) });
  await vscode.commands.executeCommand('vscode.changes', title, changes);
}

function textChanges(prompt: GatedPrompt, { points }: GateResult): Change[] {
  const texts = new Map((prompt.content?.texts ?? []).map((text) => [text.file, text]));
  return [...new Set([...texts.keys(), ...prompt.changed])].map((file): Change => {
    const text = texts.get(file);
    const previous = file === prompt.file ? (prompt.previous ?? file) : file;
    const before = text?.before === null ? undefined : uriAt(previous, points.before);
    const after = text?.after === null ? undefined : uriAt(file, points.after);
    return [after ?? vscode.Uri.file(file), before, after];
  });
}

function caseChanges(prompt: GatedPrompt, caseId: string, kinds: readonly ('messages' | 'output')[]): Change[] {
  return kinds.flatMap((kind): Change[] => {
    const before = reviewUri(prompt, { caseId, side: 'before', kind });
    const after = reviewUri(prompt, { caseId, side: 'after', kind });
    const resource = after ?? before;
    return resource === undefined ? [] : [[resource, before, after]];
  });
}

/** Only the chosen case, or those whose output changed, by how much their score did. */
function outputCases({ comparison }: GatedPrompt, caseId: string | undefined): string[] {
  if (caseId !== undefined) return [caseId];
  return (comparison?.cases ?? [])
    .filter(({ outputChanged }) => outputChanged === true)
    .sort((a, b) => Math.abs(b.change ?? 0) - Math.abs(a.change ?? 0))
    .slice(0, MOST_OUTPUTS)
    .map(({ id }) => id);
}

function uriAt(file: string, point: ResolvedPoint): vscode.Uri | undefined {
  if (point === 'empty') return undefined;
  if (typeof point === 'string') return versionUri({ file, point });
  // Where the prompt was then is its own: other files are looked for where they are.
  return versionUri({ file, point: { revision: point.commit } });
}
