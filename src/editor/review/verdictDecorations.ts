import * as vscode from 'vscode';
import type { GateResult } from '../../engine/gate/gateResult';
import { verdictSentence } from '../../engine/report/gate/verdictText';
import { Disposable } from '../disposable';
import { sentence } from '../words';

const BADGES = { regressed: '▼', improved: '▲', inconclusive: '?', unchanged: undefined } as const;
const COLORS = {
  regressed: new vscode.ThemeColor('list.errorForeground'),
  improved: new vscode.ThemeColor('testing.iconPassed'),
  inconclusive: new vscode.ThemeColor('list.warningForeground'),
  unchanged: undefined,
} as const;

/** The verdict of the last review beside the names of prompts, in the explorer and in Source Control, until they change. */
export class VerdictDecorations extends Disposable implements vscode.FileDecorationProvider {
  readonly #known = new Map<string, vscode.FileDecoration>();
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri[]>());
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor() {
    super();
    this.register(vscode.window.registerFileDecorationProvider(this));
    this.register(vscode.workspace.onDidChangeTextDocument(({ document }) => this.#forget(document.uri)));
  }

  show({ prompts }: GateResult): void {
    const before = [...this.#known.keys()];
    this.#known.clear();
    for (const { file, verdict, comparison, accepted } of prompts) {
      const badge = BADGES[verdict];
      if (badge === undefined || comparison === null || accepted !== undefined) continue;
      const tooltip = verdictSentence(comparison, { say: sentence });
      this.#known.set(vscode.Uri.file(file).toString(), new vscode.FileDecoration(badge, tooltip, COLORS[verdict]));
    }
    this.#changed.fire([...new Set([...before, ...this.#known.keys()])].map((uri) => vscode.Uri.parse(uri)));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return this.#known.get(uri.toString());
  }

  #forget(uri: vscode.Uri): void {
    if (this.#known.delete(uri.toString())) this.#changed.fire([uri]);
  }
}
