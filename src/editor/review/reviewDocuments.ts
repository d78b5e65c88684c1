import * as vscode from 'vscode';
import type { GatedPrompt, GateResult } from '../../engine/gate/gateResult';
import { caseMessages } from '../../engine/report/gate/caseMessages';
import { Disposable } from '../disposable';

const SCHEME = 'assay-review';

/** One side of a case of a reviewed prompt. */
interface ReviewedText {
  /** Absolute path of the prompt. */
  prompt: string;
  caseId: string;
  side: 'before' | 'after';
  kind: 'messages' | 'output';
}

/** The messages and outputs of both versions as read-only documents, for VS Code's own diff editors. */
export class ReviewDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  #result: GateResult | undefined;
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;

  constructor() {
    super();
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
  }

  /** Takes the texts of a result in place of those before. */
  show(result: GateResult): void {
    this.#result = result;
    for (const { uri } of vscode.workspace.textDocuments) if (uri.scheme === SCHEME) this.#changed.fire(uri);
  }

  provideTextDocumentContent({ query }: vscode.Uri): string {
    const { prompt, caseId, side, kind } = JSON.parse(query) as ReviewedText;
    const reviewed = this.#result?.prompts.find(({ file }) => file === prompt);
    if (reviewed === undefined) return '';
    return (kind === 'output' ? outputOf(reviewed, caseId, side) : caseMessages(reviewed, caseId, side)) ?? '';
  }
}

/** The document with the messages or the output of a case; undefined where the version has none. */
export function reviewUri(reviewed: GatedPrompt, text: Omit<ReviewedText, 'prompt'>): vscode.Uri | undefined {
  const { caseId, side, kind } = text;
  const known = kind === 'output' ? outputOf(reviewed, caseId, side) : caseMessages(reviewed, caseId, side);
  if (known === undefined) return undefined;
  const name = caseId.replace(/[/\\]/g, '_').slice(0, 80);
  const ending = kind === 'output' && /^\s*[[{]/.test(known) ? 'json' : kind === 'output' ? 'txt' : 'md';
  const query = JSON.stringify({ prompt: reviewed.file, ...text });
  return vscode.Uri.from({ scheme: SCHEME, path: `/${kind}/${name}.${ending}`, query });
}

function outputOf({ comparison }: GatedPrompt, caseId: string, side: 'before' | 'after'): string | undefined {
  return comparison?.cases.find(({ id }) => id === caseId)?.[side]?.output ?? undefined;
}
