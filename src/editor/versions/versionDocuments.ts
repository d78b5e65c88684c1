import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';

const SCHEME = 'assay-version';

/** A prompt as it was at a commit. */
export interface VersionPlace {
  /** Absolute path of the prompt as it is now. */
  file: string;
  /** Where it was then, relative to the repository's root, with `/`. */
  path: string;
  /** Id of the commit. */
  commit: string;
}

/** Old versions of prompts as read-only documents. */
export class VersionDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #engines: EngineHost;

  constructor(engines: EngineHost) {
    super();
    this.#engines = engines;
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const place = placeOf(uri);
    if (place === undefined) return '';
    const { engine } = await this.#engines.load();
    return engine.versionText(place);
  }
}

/** The document of a version; its name tells the commit. */
export function versionUri(place: VersionPlace): vscode.Uri {
  const name = place.path.split('/').at(-1) ?? place.path;
  const short = place.commit.slice(0, 8);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${short}/${name}`, query: JSON.stringify(place) });
}

function placeOf({ query }: vscode.Uri): VersionPlace | undefined {
  try {
    const { file, path, commit } = JSON.parse(query) as Partial<VersionPlace>;
    return typeof file === 'string' && typeof path === 'string' && typeof commit === 'string'
      ? { file, path, commit }
      : undefined;
  } catch {
    return undefined;
  }
}
