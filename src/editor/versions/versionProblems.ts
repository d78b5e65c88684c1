import * as vscode from 'vscode';
import { diagnosticOf } from '../diagnostics/diagnosticOf';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { placeOfVersion } from './versionDocuments';

/** What is wrong in versions of prompts that are open, with their partials as they were. */
export class VersionProblems extends Disposable {
  readonly #engines: EngineHost;
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay-versions'));

  constructor(engines: EngineHost) {
    super();
    this.#engines = engines;
    this.register(vscode.workspace.onDidOpenTextDocument((document) => void this.#inspect(document)));
    this.register(vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#inspect(document)));
    this.register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)));
    for (const document of vscode.workspace.textDocuments) void this.#inspect(document);
  }

  async #inspect(document: vscode.TextDocument): Promise<void> {
    const place = placeOfVersion(document.uri);
    if (place === undefined || !document.uri.path.endsWith('.prompt')) return;
    try {
      const { engine } = await this.#engines.load();
      const workspace = await this.#engines.workspaceOf(place.file);
      const { problems, source } = await engine.inspectVersion(place, { workspace });
      if (document.isClosed) return;
      const own = problems.filter(({ file }) => file === source.file);
      this.#collection.set(document.uri, own.map(diagnosticOf));
    } catch {
      // What cannot be read is said where it is shown.
      this.#collection.delete(document.uri);
    }
  }
}
