import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { words } from '../words';
import { PanelConnection, type PanelSources } from './panelConnection';
import { panelRoots } from './panelHtml';

/** The id of the view in package.json. */
export const RESULTS_VIEW = 'assay.results';

/** The results in Assay's own side bar, and in a tab beside it where they need room. */
export class ResultsPanel extends Disposable implements vscode.WebviewViewProvider {
  readonly #extension: vscode.Uri;
  readonly #sources: PanelSources;
  #view: { view: vscode.WebviewView; connection: PanelConnection } | undefined;
  #tab: { panel: vscode.WebviewPanel; connection: PanelConnection } | undefined;
  #toReveal: { caseId: string; correct?: boolean } | undefined;

  constructor(extension: vscode.Uri, sources: PanelSources) {
    super();
    this.#extension = extension;
    this.#sources = sources;
    this.register(vscode.window.registerWebviewViewProvider(RESULTS_VIEW, this));
    this.register({ dispose: () => this.#view?.connection.dispose() });
    this.register({ dispose: () => this.#tab?.panel.dispose() });
  }

  resolveWebviewView(view: vscode.WebviewView): void {
    const connection = this.#connect(view.webview);
    this.#view = { view, connection };
    view.onDidDispose(() => {
      connection.dispose();
      this.#view = undefined;
    });
    if (this.#toReveal !== undefined) connection.reveal(this.#toReveal.caseId, this.#toReveal);
    this.#toReveal = undefined;
  }

  /** Brings the results to the front, at a case where one is given; the keyboard stays where it is. */
  async show(caseId?: string): Promise<void> {
    if (this.#tab?.panel.visible) {
      if (caseId !== undefined) this.#tab.connection.reveal(caseId);
      return;
    }
    if (this.#view) {
      this.#view.view.show(true);
      if (caseId !== undefined) this.#view.connection.reveal(caseId);
      return;
    }
    this.#toReveal = caseId === undefined ? undefined : { caseId };
    await vscode.commands.executeCommand(`${RESULTS_VIEW}.focus`, { preserveFocus: true });
  }

  /** Brings a case to the front with the form for a corrected answer, which gets the keyboard. */
  async correct(caseId: string): Promise<void> {
    if (this.#tab?.panel.visible) {
      this.#tab.panel.reveal();
      this.#tab.connection.reveal(caseId, { correct: true });
      return;
    }
    if (this.#view) this.#view.connection.reveal(caseId, { correct: true });
    else this.#toReveal = { caseId, correct: true };
    await vscode.commands.executeCommand(`${RESULTS_VIEW}.focus`);
  }

  /** Opens the results in a tab, or brings the tab to the front. */
  openTab(): void {
    if (this.#tab) {
      this.#tab.panel.reveal();
      return;
    }
    const panel = vscode.window.createWebviewPanel(RESULTS_VIEW, words('editor.panel.tab'), vscode.ViewColumn.Beside, {
      enableScripts: true,
      localResourceRoots: panelRoots(this.#extension),
    });
    const connection = this.#connect(panel.webview);
    this.#tab = { panel, connection };
    panel.onDidDispose(() => {
      connection.dispose();
      this.#tab = undefined;
    });
  }

  #connect(webview: vscode.Webview): PanelConnection {
    return new PanelConnection(webview, this.#extension, this.#sources);
  }
}
