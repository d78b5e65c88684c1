import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services';
import { words } from '../words';
import { versionUri } from './versionDocuments';
import type { VersionNode } from './versionsTree';

/** Runs what is missing of a version and of the prompt as it is now, and shows what happened in between. */
export async function compareVersion({ review }: Services, node: unknown): Promise<unknown> {
  const place = placeOf(node);
  if (place === undefined) return undefined;
  const { file, commit } = place;
  return review.run(path.dirname(file), {
    kind: 'versions',
    file,
    before: { revision: commit, path: place.path },
    after: 'shown',
  });
}

/** The texts of a version and of the prompt as it is now, in VS Code's own diff editor. */
export async function diffVersion(_services: Services, node: unknown): Promise<void> {
  const place = placeOf(node);
  if (place === undefined) return;
  const title = words('editor.versions.diff', { file: path.basename(place.file), commit: place.commit.slice(0, 8) });
  await vscode.commands.executeCommand('vscode.diff', versionUri(place), vscode.Uri.file(place.file), title);
}

function placeOf(node: unknown) {
  const { kind, ...version } = (node ?? {}) as VersionNode;
  return kind === 'version' && 'place' in version ? version.place : undefined;
}
