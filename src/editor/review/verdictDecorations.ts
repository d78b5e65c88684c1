import * as vscode from 'vscode';
import type { GatedPrompt } from '../../engine/gate/gateResult';
import { Disposable } from '../disposable';
import { knownText } from '../versions/knownText';
import { words } from '../words';

const BADGES = { regressed: '▼', improved: '▲', inconclusive: '?', unchanged: '=' } as const;
const NOT_EVALUATED = '○';
const COLORS = {
  regressed: new vscode.ThemeColor('list.errorForeground'),
  improved: new vscode.ThemeColor('testing.iconPassed'),
  inconclusive: new vscode.ThemeColor('list.warningForeground'),
  unchanged: undefined,
} as const;

/** Verdicts beside the names of prompts, in the explorer and in Source Control. */
export class VerdictDecorations extends Disposable implements vscode.FileDecorationProvider {
  #known: ReadonlyMap<string, vscode.FileDecoration> = new Map();
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri[]>());
  readonly onDidChangeFileDecorations = this.#changed.event;

  constructor() {
    super();
    this.register(vscode.window.registerFileDecorationProvider(this));
  }

  /** Takes these verdicts in place of those before. */
  show(prompts: readonly GatedPrompt[]): void {
    const before = this.#known;
    this.#known = new Map(
      prompts.flatMap((prompt) => {
        const decoration = decorationOf(prompt);
        return decoration === undefined ? [] : [[vscode.Uri.file(prompt.file).toString(), decoration] as const];
      }),
    );
    const files = new Set([...before.keys(), ...this.#known.keys()]);
    const changed = [...files].filter((file) => !same(before.get(file), this.#known.get(file)));
    if (changed.length > 0) this.#changed.fire(changed.map((file) => vscode.Uri.parse(file)));
  }

  provideFileDecoration(uri: vscode.Uri): vscode.FileDecoration | undefined {
    return this.#known.get(uri.toString());
  }
}

function decorationOf(prompt: GatedPrompt): vscode.FileDecoration | undefined {
  const { verdict, reason, comparison, accepted } = prompt;
  if (comparison === null) return undefined;
  const tooltip = words('editor.review.decoration', { known: knownText(prompt).long });
  if (reason === 'not-evaluated') return new vscode.FileDecoration(NOT_EVALUATED, tooltip);
  return new vscode.FileDecoration(BADGES[verdict], tooltip, accepted === undefined ? COLORS[verdict] : undefined);
}

function same(one: vscode.FileDecoration | undefined, other: vscode.FileDecoration | undefined): boolean {
  return one?.badge === other?.badge && one?.tooltip === other?.tooltip;
}
