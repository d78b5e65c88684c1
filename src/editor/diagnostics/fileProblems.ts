import * as vscode from 'vscode';
import type { Finding } from '../../engine/language/diagnostics/finding';
import type { LanguageService, LanguageText } from '../../engine/language/languageService';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import { isPromptDocument, isTestSetByName } from '../documents/documentKinds';
import { editorRange } from '../documents/editorRange';
import type { FileChange, FileChanges } from '../documents/fileChanges';
import { shiftRange } from '../documents/shiftRange';
import type { EngineHost } from '../engine/engineHost';
import { samePath } from '../engine/overlayFiles';
import type { LanguageHost } from '../language/languageHost';
import type { Sessions } from '../run/sessions';
import { diagnosticOf } from './diagnosticOf';
import type { FindingDocs } from './findingDocs';

/** After the last key stroke, how long to wait before looking for problems, in milliseconds. */
const QUIET_MS = 150;
/** And how long before looking for what takes longer to find. */
const IDLE_MS = 800;

/** What the parts of the editor are that this one asks. */
interface Asked {
  engines: EngineHost;
  languages: LanguageHost;
  sessions: Sessions;
  changes: FileChanges;
  docs: FindingDocs;
}

/** The findings in the prompts and test sets that are open, live while somebody types. */
export class FileProblems extends Disposable {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay'));
  readonly #soon = this.register(new Debounce(() => void this.#inspectChanged(), QUIET_MS));
  readonly #later = this.register(new Debounce(() => void this.#inspectIdle(), IDLE_MS));
  readonly #asked: Asked;
  /** Open documents whose problems may be out of date. */
  readonly #outdated = new Set<vscode.TextDocument>();
  /** Those of which what takes longer may be out of date as well. */
  readonly #outdatedIdle = new Set<vscode.TextDocument>();
  /** Files that an open document's problems were reported in, by document. */
  readonly #reported = new Map<vscode.TextDocument, Map<string, vscode.Diagnostic[]>>();
  /** What was found when nobody typed, moved along with every edit since. */
  readonly #idle = new Map<vscode.TextDocument, vscode.Diagnostic[]>();
  /** Workspaces of which everything is known, or will be. */
  readonly #awaited = new Set<string>();
  #typing = new AbortController();

  constructor(asked: Asked) {
    super();
    this.#asked = asked;
    this.register(vscode.workspace.onDidOpenTextDocument((document) => this.#outdate(document)));
    this.register(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.register(vscode.workspace.onDidChangeTextDocument((change) => this.#move(change)));
    this.register(asked.changes.onDidChange(({ file, kind }) => this.#changed(file, kind)));
    this.register(asked.engines.onDidChange(() => this.#outdateAll()));
    this.register({ dispose: () => this.#typing.abort() });
    this.#outdateAll();
  }

  /** What is written in a test set concerns it alone; a prompt, partial, judge or script what depends on it. */
  #changed(file: string, kind: FileChange['kind']): void {
    const open = vscode.workspace.textDocuments.find(({ uri }) => samePath(uri.fsPath, file));
    if (kind === 'listing' || !open || isPromptDocument(open) || this.#isNamedByChecks(file)) this.#outdateAll();
    else this.#outdate(open);
  }

  #isNamedByChecks(file: string): boolean {
    return this.#asked.sessions.all.some(({ plan }) => plan?.testSet?.checkFiles?.some((each) => samePath(each, file)));
  }

  #move({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const found = this.#idle.get(document);
    if (found === undefined) return;
    // Given last first, so that each one's positions still hold when it is applied.
    for (const change of [...contentChanges].sort((a, b) => b.rangeOffset - a.rangeOffset)) {
      for (const diagnostic of found) diagnostic.range = editorRange(shiftRange(diagnostic.range, change));
    }
  }

  #outdateAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#outdate(document);
  }

  #outdate(document: vscode.TextDocument): void {
    if (!isPromptDocument(document) && !this.#isTestSet(document)) return;
    this.#outdated.add(document);
    this.#outdatedIdle.add(document);
    this.#typing.abort();
    this.#typing = new AbortController();
    this.#soon.request();
    this.#later.request();
  }

  #isTestSet({ uri }: vscode.TextDocument): boolean {
    if (uri.scheme !== 'file') return false;
    return (
      isTestSetByName(uri.fsPath) ||
      this.#asked.sessions.all.some(({ plan }) => {
        return plan?.testSet !== undefined && samePath(plan.testSet.file, uri.fsPath);
      })
    );
  }

  async #inspectChanged(): Promise<void> {
    const documents = [...this.#outdated];
    this.#outdated.clear();
    for (const document of documents) {
      if (document.isClosed) continue;
      const { version } = document;
      const findings = await this.#ask(document, (service, text) => service.diagnostics(text));
      if (findings === undefined) {
        this.#forget(document);
        continue;
      }
      // Typed on meanwhile: the next round will tell, with ranges that fit.
      if (document.isClosed || document.version !== version) continue;
      this.#report(document, findings);
    }
  }

  async #inspectIdle(): Promise<void> {
    const { signal } = this.#typing;
    const documents = [...this.#outdatedIdle].filter(({ isClosed }) => !isClosed);
    // What is written and not saved counts for all of them.
    for (const document of documents) {
      await this.#ask(document, async (service, { file, text }) => {
        if (!signal.aborted) service.textChanged(file, text);
        return [];
      });
    }
    for (const document of documents) {
      const { version } = document;
      const findings = await this.#ask(document, (service, text) => service.idleDiagnostics(text, signal));
      if (signal.aborted) return;
      this.#outdatedIdle.delete(document);
      if (findings === undefined || document.isClosed || document.version !== version) continue;
      const own = findings.filter(({ file }) => samePath(file, document.uri.fsPath));
      this.#idle.set(
        document,
        own.map((finding) => diagnosticOf(finding, this.#asked.docs)),
      );
      this.#publish(document.uri.fsPath);
    }
  }

  /** Undefined where the file is gone: VS Code keeps a document for a while after that. */
  async #ask(
    document: vscode.TextDocument,
    ask: (service: LanguageService, text: LanguageText) => Promise<Finding[]>,
  ): Promise<Finding[] | undefined> {
    const { engines, languages } = this.#asked;
    const { host } = await engines.load();
    if ((await host.files.stat(document.uri.fsPath)) === undefined) return undefined;
    const [service, text] = await Promise.all([languages.load(), languages.text(document)]);
    if (text === undefined) return undefined;
    void this.#awaitWhole(service, text.workspace);
    return ask(service, text);
  }

  /** Who uses what is known only when everything is: then all is looked at once more. */
  async #awaitWhole(service: LanguageService, workspace: string): Promise<void> {
    if (this.#awaited.has(workspace)) return;
    this.#awaited.add(workspace);
    await service.index(workspace).whole();
    if (!this.disposed) this.#outdateAll();
  }

  #report(document: vscode.TextDocument, findings: readonly Finding[]): void {
    const own = document.uri.fsPath;
    // A partial that is open as well reports its own problems.
    const elsewhere = (file: string) =>
      !samePath(file, own) && vscode.workspace.textDocuments.some(({ uri }) => samePath(uri.fsPath, file));
    const byFile = new Map<string, vscode.Diagnostic[]>([[own, []]]);
    for (const finding of findings) {
      if (elsewhere(finding.file)) continue;
      const list = byFile.get(finding.file) ?? [];
      list.push(diagnosticOf(finding, this.#asked.docs));
      byFile.set(finding.file, list);
    }
    const before = this.#reported.get(document)?.keys() ?? [];
    this.#reported.set(document, byFile);
    for (const file of new Set([...before, ...byFile.keys()])) this.#publish(file);
  }

  #forget(document: vscode.TextDocument): void {
    const files = this.#reported.get(document);
    this.#reported.delete(document);
    this.#outdated.delete(document);
    this.#outdatedIdle.delete(document);
    if (this.#idle.delete(document)) this.#publish(document.uri.fsPath);
    for (const file of files?.keys() ?? []) this.#publish(file);
  }

  /** All that any open document reports in a file, each thing once. */
  #publish(file: string): void {
    const seen = new Map<string, vscode.Diagnostic>();
    const idle = [...this.#idle].filter(([{ uri }]) => samePath(uri.fsPath, file)).map(([, found]) => found);
    for (const found of [...[...this.#reported.values()].map((byFile) => byFile.get(file) ?? []), ...idle]) {
      for (const diagnostic of found) {
        const { line, character } = diagnostic.range.start;
        seen.set(`${line}:${character}:${diagnostic.message}`, diagnostic);
      }
    }
    this.#collection.set(vscode.Uri.file(file), [...seen.values()]);
  }
}
