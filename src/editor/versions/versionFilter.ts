import * as vscode from 'vscode';
import type { ScoredVersion } from '../../engine/versions/scoredVersions';
import { words } from '../words';

/** Which versions the tree shows. */
export type VersionFilter =
  | { kind: 'all' }
  | { kind: 'scored' }
  | { kind: 'regressed' }
  | { kind: 'improved' }
  /** Those whose message, author or id has some text. */
  | { kind: 'text'; text: string };

/** Whether a version passes the filter. */
export function matches({ score, subject, author, commit }: ScoredVersion, filter: VersionFilter): boolean {
  switch (filter.kind) {
    case 'all':
      return true;
    case 'scored':
      return score !== null;
    case 'text': {
      const wanted = filter.text.toLocaleLowerCase();
      return `${subject}\n${author}`.toLocaleLowerCase().includes(wanted) || commit.startsWith(wanted);
    }
    default:
      return score?.verdict === filter.kind;
  }
}

/** Asks which versions to show. @returns undefined where the person changed their mind */
export async function askForFilter(now: VersionFilter): Promise<VersionFilter | undefined> {
  const kinds = ['all', 'scored', 'regressed', 'improved', 'text'] as const;
  const items = kinds.map((kind) => ({
    label: words(`editor.versions.filter-${kind}`),
    description: kind === now.kind ? words('editor.versions.filter-current') : '',
    filter: kind,
  }));
  const chosen = await vscode.window.showQuickPick(items, { title: words('editor.versions.filter-title') });
  if (chosen === undefined) return undefined;
  if (chosen.filter !== 'text') return { kind: chosen.filter };
  const text = await vscode.window.showInputBox({
    title: words('editor.versions.filter-text'),
    value: now.kind === 'text' ? now.text : '',
  });
  if (text === undefined) return undefined;
  return text.trim() === '' ? { kind: 'all' } : { kind: 'text', text: text.trim() };
}
