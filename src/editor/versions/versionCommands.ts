import * as path from 'node:path';
import * as vscode from 'vscode';
import type { VersionPlace } from '../../engine/versions/openVersion';
import { targetSession } from '../commands/targetSession';
import { refuseUntrusted } from '../run/refuseUntrusted';
import type { Services } from '../services';
import { words } from '../words';
import { pickVersions } from './pickVersions';
import { placeOfVersion, pointName, versionUri } from './versionDocuments';
import { askForFilter } from './versionFilter';
import type { VersionNode } from './versionItems';

/**
 * Runs what is missing of a version and of the prompt as it is now, and shows what happened in between. What is not
 * committed yet is compared with HEAD.
 * @param target a line of the tree, or the document of a version
 */
export async function compareVersion({ review }: Services, target: unknown): Promise<unknown> {
  const place = placeOf(target);
  if (place === undefined) return undefined;
  if (!vscode.workspace.isTrusted) return refuseUntrusted();
  return review.run(path.dirname(place.file), { kind: 'versions', file: place.file, ...sides(place) });
}

/** Compares the prompt as it is shown with HEAD. */
export async function compareWithHead({ sessions, review }: Services, target: unknown): Promise<unknown> {
  const session = await targetSession(sessions, target);
  if (session === undefined) return undefined;
  if (!vscode.workspace.isTrusted) return refuseUntrusted();
  const { file } = session;
  return review.run(path.dirname(file), { kind: 'versions', file, before: { revision: 'HEAD' }, after: 'shown' });
}

/** Compares any two versions that the person picks. */
export async function compareVersions(services: Services, target: unknown): Promise<unknown> {
  const session = await targetSession(services.sessions, target);
  if (session === undefined) return undefined;
  if (!vscode.workspace.isTrusted) return refuseUntrusted();
  const picked = await pickVersions(services, session);
  if (picked === undefined) return undefined;
  return services.review.run(path.dirname(picked.file), { kind: 'versions', ...picked });
}

/** The texts of two versions in VS Code's own diff editor. */
export async function diffVersion(_services: Services, target: unknown): Promise<void> {
  const place = placeOf(target);
  if (place === undefined) return;
  const { file } = place;
  const { before, after } = sides(place);
  const title = words('editor.versions.diff', {
    file: path.basename(file),
    before: pointName(before),
    after: after === 'shown' ? words('editor.versions.shown-now') : words(`editor.versions.state-${after}`),
  });
  await vscode.commands.executeCommand(
    'vscode.diff',
    versionUri({ file, point: before }),
    versionUri({ file, point: after }),
    title,
  );
}

/** Runs a version on the test set of today. */
export async function runVersion({ versionRuns }: Services, target: unknown): Promise<unknown> {
  const place = placeOf(target);
  return place && versionRuns.run(place);
}

/** Chooses which versions the tree shows. */
export async function filterVersions({ versions }: Services): Promise<void> {
  const filter = await askForFilter(versions.filter);
  if (filter !== undefined) versions.filter = filter;
}

/** A committed version is compared with what is shown, what is not committed with HEAD. */
function sides({ point }: VersionPlace) {
  return typeof point === 'object'
    ? { before: point, after: 'shown' as const }
    : { before: { revision: 'HEAD' }, after: point };
}

function placeOf(target: unknown): VersionPlace | undefined {
  if (target instanceof vscode.Uri) return placeOfVersion(target);
  const node = target as VersionNode | undefined;
  if (node !== undefined && 'place' in node) return node.place;
  const open = vscode.window.activeTextEditor?.document.uri;
  return open && placeOfVersion(open);
}
