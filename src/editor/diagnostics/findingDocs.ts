import * as vscode from 'vscode';

/** Where each finding is explained: the page `docs/diagnostics.md` of the extension, shown as VS Code shows Markdown. */
export class FindingDocs {
  readonly #page: vscode.Uri;

  constructor(extension: vscode.Uri) {
    this.#page = vscode.Uri.joinPath(extension, 'docs', 'diagnostics.md');
  }

  /** A link to what is written about a code. */
  of(code: string): vscode.Uri {
    const page = this.#page.with({ fragment: anchorOf(code) });
    return vscode.Uri.parse(`command:markdown.showPreview?${encodeURIComponent(JSON.stringify([page]))}`);
  }
}

/** The anchor of the section with the code as its heading; a code with a suggestion is explained with the one without. */
export function anchorOf(code: string): string {
  return code.replace(/-suggestion$/, '').replaceAll('.', '');
}
