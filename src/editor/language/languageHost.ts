import * as vscode from 'vscode';
import type { LanguageService, LanguageText } from '../../engine/language/languageService';
import { Disposable } from '../disposable';
import { isPromptDocument } from '../documents/documentKinds';
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
    this.register(
      changes.onDidChange(async ({ file, kind }) => {
        // Nobody has asked yet: what there is will be read when somebody does.
        if (kind !== 'edit' && this.#service !== undefined) await (await this.#service).fileChanged(file);
      }),
    );
    this.register(vscode.workspace.onDidOpenTextDocument((document) => void this.#look(document)));
    for (const document of vscode.workspace.textDocuments) void this.#look(document);
  }

  /** What the service is asked about a document; undefined for one that is nobody's file. */
  async text(document: vscode.TextDocument): Promise<LanguageText | undefined> {
    if (document.uri.scheme !== 'file') return undefined;
    const file = document.uri.fsPath;
    return { file, text: document.getText(), workspace: await this.#engines.workspaceOf(file) };
  }

  async load(): Promise<LanguageService> {
    this.#service ??= this.#make();
    return this.#service;
  }

  async #make(): Promise<LanguageService> {
    const [{ createLanguageService }, loaded] = await Promise.all([this.#engines.backend(), this.#engines.load()]);
    let { endpoints } = loaded;
    this.register(
      this.#engines.onDidChange(async () => {
        ({ endpoints } = await this.#engines.load());
      }),
    );
    return createLanguageService({
      host: loaded.host,
      say: sentence,
      endpoints: () => endpoints,
      commands: this.#commands,
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
