import * as vscode from 'vscode';
import type { GateResult } from '../../engine/gate/gateResult';
import { Disposable } from '../disposable';

const SCHEME = 'assay-review';

/** Outputs of both versions as read-only documents, for VS Code's own diff editors. */
export class OutcomeDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #texts = new Map<string, string>();
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor() {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  /** Takes the outputs of a result in place of those before. */
  show({ prompts }: GateResult): void {
    const known = [...this.#texts.keys()];
    this.#texts.clear();
    for (const { file, comparison } of prompts) {
      for (const { id, before, after } of comparison?.cases ?? []) {
        if (before?.output != null) this.#texts.set(outputUri(file, id, 'before').toString(), before.output);
        if (after?.output != null) this.#texts.set(outputUri(file, id, 'after').toString(), after.output);
      }
    }
    for (const uri of known) this.#changed.fire(vscode.Uri.parse(uri));
  }

  provideTextDocumentContent(uri: vscode.Uri): string {
    return this.#texts.get(uri.toString()) ?? '';
  }
}

/** The document with a case's output. */
export function outputUri(prompt: string, caseId: string, side: 'before' | 'after'): vscode.Uri {
  const name = encodeURIComponent(caseId).slice(0, 80);
  return vscode.Uri.from({ scheme: SCHEME, path: `/${name}.txt`, query: JSON.stringify([prompt, caseId, side]) });
}
