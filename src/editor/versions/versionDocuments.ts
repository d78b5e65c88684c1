import * as path from 'node:path';
import * as vscode from 'vscode';
import type { VersionPlace } from '../../engine/versions/openVersion';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';

/** The scheme of documents of versions. */
export const VERSION_SCHEME = 'assay-version';

/** Digits of a commit's id that people read. */
const SHORT = 8;

/** Versions of files as read-only documents. What is staged or saved is read anew when that changes. */
export class VersionDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #engines: EngineHost;
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor(engines: EngineHost, git: GitChanges) {
    super();
    this.#engines = engines;
    this.register(vscode.workspace.registerTextDocumentContentProvider(VERSION_SCHEME, this));
    this.register(git.onDidChange(() => this.#readAnew()));
    this.register(vscode.workspace.onDidSaveTextDocument(() => this.#readAnew()));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const place = placeOfVersion(uri);
    if (place === undefined) return '';
    const { engine } = await this.#engines.load();
    // What a version does not have is shown as nothing beside what the other has.
    return engine.versionText(place).catch((error: unknown) => {
      if ((error as { code?: string }).code === 'not-found') return '';
      throw error;
    });
  }

  #readAnew(): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (typeof placeOfVersion(uri)?.point === 'string') this.#changed.fire(uri);
    }
  }
}

/** The document of a version; what is shown is the file itself. Its folder's name tells which version it is. */
export function versionUri({ file, point }: VersionPlace): vscode.Uri {
  if (point === 'shown') return vscode.Uri.file(file);
  const name = path.basename(typeof point === 'object' ? (point.path ?? file) : file);
  return vscode.Uri.from({
    scheme: VERSION_SCHEME,
    path: `/${pointName(point)}/${name}`,
    query: JSON.stringify({ file, point }),
  });
}

/** The version that a document is of; undefined where it is of none. */
export function placeOfVersion({ scheme, query }: vscode.Uri): VersionPlace | undefined {
  if (scheme !== VERSION_SCHEME) return undefined;
  try {
    const { file, point } = JSON.parse(query) as Partial<VersionPlace>;
    const known = point === 'staged' || point === 'saved' || typeof point?.['revision' as never] === 'string';
    return typeof file === 'string' && path.isAbsolute(file) && known ? { file, point } : undefined;
  } catch {
    return undefined;
  }
}

/** A version in a few characters: the commit's first digits, or the state's name. */
export function pointName(point: VersionPlace['point']): string {
  if (typeof point === 'string') return point;
  return /^[0-9a-f]{40,}$/.test(point.revision) ? point.revision.slice(0, SHORT) : point.revision.replaceAll('/', '-');
}
