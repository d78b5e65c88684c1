import * as vscode from 'vscode';
import type { LanguageService, LanguageText } from '../../engine/language/languageService';
import { Disposable } from '../disposable';
import { isPromptDocument, isTestSetByName } from '../documents/documentKinds';
import type { FileChanges } from '../documents/fileChanges';
import type { EngineHost } from '../engine/engineHost';
import { sentence } from '../words';

/**
 * The language of prompts and test sets in this window: loaded when it is first asked, told of every change, and asked with
 * what stands in the editor.
 */
export class LanguageHost extends Disposable {
  readonly #indexed = this.register(new vscode.EventEmitter<void>());
  /** A workspace is known whole: answers that need other files may be others now. */
  readonly onDidIndex = this.#indexed.event;
  readonly #engines: EngineHost;
  readonly #commands: readonly string[];
  #service: Promise<LanguageService> | undefined;

  /** @param commands ids of those that an answer may name */
  constructor(engines: EngineHost, changes: FileChanges, commands: readonly string[]) {
    super();
    this.#engines = engines;
    this.#commands = commands;
    this.register(changes.onDidChange(({ file, kind }) => this.#changed(file, kind === 'edit')));
    this.register(watchFolders((path) => this.#changed(path)));
    this.register(vscode.workspace.onDidOpenTextDocument((document) => void this.#look(document)));
    this.register(
      // What was typed and not saved is gone with the document.
      vscode.workspace.onDidCloseTextDocument(({ uri }) => uri.scheme === 'file' && this.#changed(uri.fsPath)),
    );
    for (const document of vscode.workspace.textDocuments) void this.#look(document);
  }

  /** What the service is asked about a document; undefined for one that is nobody's file. */
  async text(document: vscode.TextDocument): Promise<LanguageText | undefined> {
    if (document.uri.scheme !== 'file') return undefined;
    const file = document.uri.fsPath;
    return { file, text: document.getText(), workspace: await this.#engines.workspaceOf(file) };
  }

  /** Whether a document is a test set that a prompt names, as far as that is known yet. */
  async knowsTestSet(document: vscode.TextDocument): Promise<boolean> {
    if (this.#service === undefined) return false;
    const [service, text] = await Promise.all([this.#service, this.text(document)]);
    return text !== undefined && service.index(text.workspace).testSet(text.file) !== undefined;
  }

  async load(): Promise<LanguageService> {
    this.#service ??= this.#make();
    return this.#service;
  }

  /** A file or a folder is another now. Where nobody has asked yet, what there is will be read when somebody does. */
  async #changed(path: string, edited = false): Promise<void> {
    if (this.#service === undefined) return;
    const service = await this.#service;
    const document = edited ? vscode.workspace.textDocuments.find(({ uri }) => uri.fsPath === path) : undefined;
    if (document !== undefined) service.textChanged(path, document.getText());
    else await service.fileChanged(path);
  }

  async #make(): Promise<LanguageService> {
    const [{ createLanguageService }, loaded] = await Promise.all([this.#engines.backend(), this.#engines.load()]);
    let { endpoints, models } = loaded;
    this.register(
      this.#engines.onDidChange(async () => {
        ({ endpoints, models } = await this.#engines.load());
      }),
    );
    return createLanguageService({
      host: loaded.host,
      say: sentence,
      endpoints: () => endpoints,
      commands: this.#commands,
      models: { known: (use) => models.known(use) },
    });
  }

  /** The first prompt that is opened in a workspace makes all of it known, in the background. */
  async #look(document: vscode.TextDocument): Promise<void> {
    if (!isPromptDocument(document)) return;
    const text = await this.text(document);
    if (text === undefined) return;
    await (await this.load()).index(text.workspace).whole();
    this.#indexed.fire();
  }
}

/** Folders that appear or go, of whose files nothing is said; and files of names that nobody else watches. */
function watchFolders(changed: (path: string) => void): vscode.Disposable {
  const watcher = vscode.workspace.createFileSystemWatcher('**/*', false, true, false);
  const say = ({ scheme, path, fsPath }: vscode.Uri) => {
    const isFile = path.endsWith('.prompt') || isTestSetByName(path);
    if (scheme === 'file' && !isFile && !/\/(?:\.assay|\.git|node_modules)(?:\/|$)/.test(path)) changed(fsPath);
  };
  watcher.onDidCreate(say);
  watcher.onDidDelete(say);
  return watcher;
}
