import * as vscode from 'vscode';
import { outOf } from '../../engine/report/quantities';
import type { VersionPlace } from '../../engine/versions/openVersion';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { words } from '../words';
import { placeOfVersion, VERSION_SCHEME } from './versionDocuments';
import type { VersionRuns } from './versionRuns';

const FIRST_LINE = new vscode.Range(0, 0, 0, 0);

/** Prompts in versions of theirs. */
export const VERSION_SELECTOR: vscode.DocumentFilter[] = [{ scheme: VERSION_SCHEME, pattern: '**/*.prompt' }];

/** Above the first line of a version: run it on today's test set, compare it, and what is on record of it. */
export class VersionLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #engines: EngineHost;
  readonly #runs: VersionRuns;

  constructor(engines: EngineHost, runs: VersionRuns) {
    super();
    this.#engines = engines;
    this.#runs = runs;
    this.register(runs.onDidChange(() => this.#changed.fire()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#changed.fire()));
  }

  async provideCodeLenses({ uri }: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const place = placeOfVersion(uri);
    if (place === undefined || !vscode.workspace.isTrusted) return [];
    if (this.#runs.isRunning(place)) {
      const title = `$(sync~spin) ${words('editor.versions.run-this')}`;
      return [new vscode.CodeLens(FIRST_LINE, { title, command: '' })];
    }
    const commands: vscode.Command[] = [
      { title: `$(play) ${words('editor.versions.run-this')}`, command: 'assay.runVersion', arguments: [uri] },
      {
        title: `$(git-compare) ${words('editor.versions.compare-now')}`,
        command: 'assay.compareVersion',
        arguments: [uri],
      },
    ];
    const score = await this.#scoreText(place);
    if (score !== undefined) commands.push({ title: `$(star-full) ${score}`, command: '' });
    return commands.map((command) => new vscode.CodeLens(FIRST_LINE, command));
  }

  async #scoreText(place: VersionPlace): Promise<string | undefined> {
    const { engine } = await this.#engines.load();
    const workspace = await this.#engines.workspaceOf(place.file);
    const score = await engine.versionScore(place, { workspace });
    if (score === null) return undefined;
    const { mean, scale, cases, model } = score;
    return words('editor.versions.score', { score: outOf(mean, scale), cases, model });
  }
}
