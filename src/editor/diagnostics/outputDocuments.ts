import * as path from 'node:path';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { Sessions } from '../run/sessions';
import { words } from '../words';

const SCHEME = 'assay-output';

/** The document that shows what a prompt answered to a case in its last run. */
export function outputUri(prompt: string, caseId: string, output: string | null): vscode.Uri {
  const ending = output !== null && /^\s*[[{]/.test(output) ? 'json' : 'txt';
  const name = caseId.replace(/[/\\]/g, '_');
  return vscode.Uri.from({
    scheme: SCHEME,
    path: `/${path.basename(prompt, '.prompt')}/${name}.${ending}`,
    query: JSON.stringify({ prompt, caseId }),
  });
}

/** Serves the outputs of cases as read-only documents, for diagnostics to point into. */
export class OutputDocuments extends Disposable implements vscode.TextDocumentContentProvider {
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #sessions: Sessions;

  constructor(sessions: Sessions) {
    super();
    this.#sessions = sessions;
    this.register(vscode.workspace.registerTextDocumentContentProvider(SCHEME, this));
    this.register(
      sessions.onDidChangeSession(({ active, file }) => {
        if (!active) this.#refresh(file);
      }),
    );
  }

  async provideTextDocumentContent(uri: vscode.Uri): Promise<string> {
    const asked = readQuery(uri);
    if (!asked) return '';
    const session = await this.#sessions.of(asked.prompt);
    await session.ready();
    const samples = session.resultOf(asked.caseId)?.samples ?? [];
    const outputs = samples.flatMap(({ output }) => (output === null ? [] : [output]));
    return outputs.length === 0 ? words('editor.output.none') : outputs.join('\n\n');
  }

  #refresh(prompt: string): void {
    for (const { uri } of vscode.workspace.textDocuments) {
      if (uri.scheme === SCHEME && readQuery(uri)?.prompt === prompt) this.#changed.fire(uri);
    }
  }
}

function readQuery(uri: vscode.Uri): { prompt: string; caseId: string } | undefined {
  try {
    const value: unknown = JSON.parse(uri.query);
    if (typeof value !== 'object' || value === null || !('prompt' in value) || !('caseId' in value)) return undefined;
    const { prompt, caseId } = value;
    return typeof prompt === 'string' && typeof caseId === 'string' ? { prompt, caseId } : undefined;
  } catch {
    return undefined;
  }
}
