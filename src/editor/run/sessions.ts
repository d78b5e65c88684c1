import * as path from 'node:path';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { hasTestSetEnding, isPartial, isPromptDocument, isTestSetByName } from '../documents/documentKinds';
import type { FileChanges } from '../documents/fileChanges';
import type { EngineHost } from '../engine/engineHost';
import { samePath } from '../engine/overlayFiles';
import { PromptSession } from './promptSession';

/** The prompts of this window, each with one session; and which of them the person is at. */
export class Sessions extends Disposable {
  readonly #sessionChanged = this.register(new vscode.EventEmitter<PromptSession>());
  /** A session's plan, run or results changed. */
  readonly onDidChangeSession = this.#sessionChanged.event;
  readonly #casesChanged = this.register(
    new vscode.EventEmitter<{ session: PromptSession; caseIds: readonly string[] }>(),
  );
  readonly onDidChangeCases = this.#casesChanged.event;
  readonly #currentChanged = this.register(new vscode.EventEmitter<PromptSession | undefined>());
  /** The person turned to another prompt, or to its test set. */
  readonly onDidChangeCurrent = this.#currentChanged.event;

  readonly #engines: EngineHost;
  readonly #changes: FileChanges;
  readonly #byFile = new Map<string, Promise<PromptSession>>();
  readonly #open = new Map<string, PromptSession>();
  #current: PromptSession | undefined;

  constructor(engines: EngineHost, changes: FileChanges) {
    super();
    this.#engines = engines;
    this.#changes = changes;
    this.register(
      changes.onDidChange((change) => {
        for (const session of this.all) session.fileChanged(change);
      }),
    );
    this.register(vscode.window.onDidChangeActiveTextEditor((editor) => void this.#follow(editor)));
  }

  /** The prompt whose results are shown: of the editor used last, be it the prompt's or its test set's. */
  get current(): PromptSession | undefined {
    return this.#current;
  }

  get all(): PromptSession[] {
    return [...this.#open.values()];
  }

  /** Begins to follow the active editor. */
  start(): void {
    void this.#follow(vscode.window.activeTextEditor);
  }

  /** The session of a prompt, opened where there is none. */
  async of(file: string): Promise<PromptSession> {
    const key = path.normalize(file);
    let session = this.#byFile.get(key);
    if (!session) {
      session = this.#create(key);
      this.#byFile.set(key, session);
      session.catch(() => this.#byFile.delete(key));
    }
    return session;
  }

  /** The prompt that a file is about: the file itself, or the prompt that it is the test set of. */
  async ofDocument(document: Pick<vscode.TextDocument, 'uri' | 'languageId'>): Promise<PromptSession | undefined> {
    const file = document.uri.fsPath;
    if (document.uri.scheme !== 'file') return undefined;
    if (isPromptDocument(document)) return isPartial(file) ? undefined : this.of(file);
    return this.ofTestSet(file);
  }

  /** The prompt that a file is the test set of, by name or because an open prompt names it. */
  async ofTestSet(file: string): Promise<PromptSession | undefined> {
    if (!hasTestSetEnding(file)) return undefined;
    const naming = this.all.find(({ plan }) => plan?.testSet && samePath(plan.testSet.file, file));
    if (naming) return naming;
    if (!isTestSetByName(file)) return undefined;
    const { engine } = await this.#engines.load();
    const { prompt } = await engine.inspectTestSet(file, { workspace: await this.#engines.workspaceOf(file) });
    return prompt === undefined ? undefined : this.of(prompt);
  }

  show(session: PromptSession): void {
    if (this.#current === session) return;
    this.#current = session;
    this.#currentChanged.fire(session);
  }

  async #create(file: string): Promise<PromptSession> {
    const session = new PromptSession(file, await this.#engines.workspaceOf(file), this.#engines);
    this.register(session);
    this.#open.set(file, session);
    this.register(
      session.onDidChange(() => {
        const { file, checkFiles = [] } = session.plan?.testSet ?? {};
        for (const watched of file === undefined ? [] : [file, ...checkFiles]) this.#changes.alsoWatch(watched);
        this.#sessionChanged.fire(session);
      }),
    );
    this.register(session.onDidChangeCases((caseIds) => this.#casesChanged.fire({ session, caseIds })));
    return session;
  }

  async #follow(editor: vscode.TextEditor | undefined): Promise<void> {
    if (!editor) return;
    const session = await this.ofDocument(editor.document);
    if (session && vscode.window.activeTextEditor?.document === editor.document) this.show(session);
  }
}
