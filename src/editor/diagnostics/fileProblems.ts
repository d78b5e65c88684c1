import * as vscode from 'vscode';
import type { Problem } from '../../engine/problem';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import { isPromptDocument, isTestSetByName } from '../documents/documentKinds';
import type { FileChange, FileChanges } from '../documents/fileChanges';
import type { EngineHost } from '../engine/engineHost';
import { samePath } from '../engine/overlayFiles';
import type { Sessions } from '../run/sessions';
import { diagnosticOf } from './diagnosticOf';

/** After the last key stroke, how long to wait before looking for problems, in milliseconds. */
const QUIET_MS = 150;

/** What is wrong in the prompts and test sets that are open, live while somebody types. */
export class FileProblems extends Disposable {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay'));
  readonly #soon = this.register(new Debounce(() => void this.#inspectChanged(), QUIET_MS));
  readonly #engines: EngineHost;
  readonly #sessions: Sessions;
  /** Open documents whose problems may be out of date. */
  readonly #outdated = new Set<vscode.TextDocument>();
  /** Files that an open document's problems were reported in, by document. */
  readonly #reported = new Map<vscode.TextDocument, Map<string, vscode.Diagnostic[]>>();

  constructor(engines: EngineHost, sessions: Sessions, changes: FileChanges) {
    super();
    this.#engines = engines;
    this.#sessions = sessions;
    this.register(vscode.workspace.onDidOpenTextDocument((document) => this.#outdate(document)));
    this.register(vscode.workspace.onDidCloseTextDocument((document) => this.#forget(document)));
    this.register(changes.onDidChange(({ file, kind }) => this.#changed(file, kind)));
    this.register(engines.onDidChange(() => this.#outdateAll()));
    this.#outdateAll();
  }

  /** What is written in a test set concerns it alone; a prompt, partial, judge or script what depends on it. */
  #changed(file: string, kind: FileChange['kind']): void {
    const open = vscode.workspace.textDocuments.find(({ uri }) => samePath(uri.fsPath, file));
    if (kind === 'listing' || !open || isPromptDocument(open) || this.#isNamedByChecks(file)) this.#outdateAll();
    else this.#outdate(open);
  }

  #isNamedByChecks(file: string): boolean {
    return this.#sessions.all.some(({ plan }) => plan?.testSet?.checkFiles?.some((each) => samePath(each, file)));
  }

  #outdateAll(): void {
    for (const document of vscode.workspace.textDocuments) this.#outdate(document);
  }

  #outdate(document: vscode.TextDocument): void {
    if (!isPromptDocument(document) && !this.#isTestSet(document)) return;
    this.#outdated.add(document);
    this.#soon.request();
  }

  #isTestSet({ uri }: vscode.TextDocument): boolean {
    if (uri.scheme !== 'file') return false;
    return (
      isTestSetByName(uri.fsPath) ||
      this.#sessions.all.some(({ plan }) => {
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
      const problems = await this.#problemsOf(document);
      if (problems === undefined) {
        this.#forget(document);
        continue;
      }
      // Typed on meanwhile: the next round will tell, with ranges that fit.
      if (document.isClosed || document.version !== version) continue;
      this.#report(document, problems);
    }
  }

  /** Undefined where the file is gone: VS Code keeps a document for a while after that. */
  async #problemsOf(document: vscode.TextDocument): Promise<readonly Problem[] | undefined> {
    const file = document.uri.fsPath;
    const { engine, host } = await this.#engines.load();
    if ((await host.files.stat(file)) === undefined) return undefined;
    const workspace = await this.#engines.workspaceOf(file);
    if (isPromptDocument(document)) return (await engine.inspectPrompt(file, { workspace })).problems;
    const { problems, prompt } = await engine.inspectTestSet(file, { workspace });
    // Without a prompt it is somebody else's file with a name like ours.
    return prompt === undefined && !(await this.#sessions.ofTestSet(file)) ? [] : problems;
  }

  #report(document: vscode.TextDocument, problems: readonly Problem[]): void {
    const own = document.uri.fsPath;
    // A partial that is open as well reports its own problems.
    const elsewhere = (file: string) =>
      !samePath(file, own) && vscode.workspace.textDocuments.some(({ uri }) => samePath(uri.fsPath, file));
    const byFile = new Map<string, vscode.Diagnostic[]>([[own, []]]);
    for (const problem of problems) {
      if (elsewhere(problem.file)) continue;
      const list = byFile.get(problem.file) ?? [];
      byFile.set(problem.file, [...list, diagnosticOf(problem)]);
    }
    const before = this.#reported.get(document)?.keys() ?? [];
    this.#reported.set(document, byFile);
    for (const file of new Set([...before, ...byFile.keys()])) this.#publish(file);
  }

  #forget(document: vscode.TextDocument): void {
    const files = this.#reported.get(document);
    this.#reported.delete(document);
    this.#outdated.delete(document);
    for (const file of files?.keys() ?? []) this.#publish(file);
  }

  /** All that any open document reports in a file, each thing once. */
  #publish(file: string): void {
    const seen = new Map<string, vscode.Diagnostic>();
    for (const byFile of this.#reported.values()) {
      for (const diagnostic of byFile.get(file) ?? []) {
        const { line, character } = diagnostic.range.start;
        seen.set(`${line}:${character}:${diagnostic.message}`, diagnostic);
      }
    }
    this.#collection.set(vscode.Uri.file(file), [...seen.values()]);
  }
}
