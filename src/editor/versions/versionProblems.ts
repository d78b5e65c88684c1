import * as vscode from 'vscode';
import type { Finding } from '../../engine/language/diagnostics/finding';
import type { VersionPlace } from '../../engine/versions/openVersion';
import { diagnosticOf } from '../diagnostics/diagnosticOf';
import type { FindingDocs } from '../diagnostics/findingDocs';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { sentence } from '../words';
import { placeOfVersion } from './versionDocuments';

/** What is wrong in versions of prompts that are open, with their partials as they were, as while they were written. */
export class VersionProblems extends Disposable {
  readonly #engines: EngineHost;
  readonly #docs: FindingDocs;
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay-versions'));

  constructor(engines: EngineHost, docs: FindingDocs) {
    super();
    this.#engines = engines;
    this.#docs = docs;
    this.register(vscode.workspace.onDidOpenTextDocument((document) => void this.#inspect(document)));
    this.register(vscode.workspace.onDidChangeTextDocument(({ document }) => void this.#inspect(document)));
    this.register(vscode.workspace.onDidCloseTextDocument(({ uri }) => this.#collection.delete(uri)));
    for (const document of vscode.workspace.textDocuments) void this.#inspect(document);
  }

  async #inspect(document: vscode.TextDocument): Promise<void> {
    const place = placeOfVersion(document.uri);
    if (place === undefined || !document.uri.path.endsWith('.prompt')) return;
    try {
      const findings = await this.#findingsOf(place);
      if (document.isClosed) return;
      this.#collection.set(
        document.uri,
        findings.map((finding) => diagnosticOf(finding, this.#docs)),
      );
    } catch {
      // What cannot be read is said where it is shown.
      this.#collection.delete(document.uri);
    }
  }

  /** Only what is in the file itself: the files around it are not looked through as they were. */
  async #findingsOf(place: VersionPlace): Promise<Finding[]> {
    const { createLanguageService, decodeText, inVersion } = await this.#engines.backend();
    const { host, endpoints } = await this.#engines.load();
    const workspace = await this.#engines.workspaceOf(place.file);
    return inVersion(place, host, async ({ path, files }) => {
      const { text } = decodeText(await files.read(path));
      const service = createLanguageService({ host: { ...host, files }, say: sentence, endpoints: () => endpoints });
      const findings = await service.diagnostics({ file: path, text, workspace });
      return findings.filter(({ file }) => file === path);
    });
  }
}
