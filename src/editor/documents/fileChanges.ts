import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import { hasScriptEnding, hasTestSetEnding, isPromptDocument } from './documentKinds';

/** Files of the user's that appear, change or go: prompts, test sets and what they name. */
const WATCHED = '**/*.{prompt,test.yaml,test.yml,test.json,test.jsonl,test.csv,test.tsv}';

export interface FileChange {
  /** Absolute path. */
  file: string;
  /** `edit`: in the editor, not saved; `disk`: its content was written; `listing`: it appeared or went. */
  kind: 'edit' | 'disk' | 'listing';
}

/** Says which of the files that evaluations depend on have changed, in the editor and on disk. */
export class FileChanges extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<FileChange>());
  readonly onDidChange = this.#changed.event;
  readonly #extra = new Map<string, vscode.Disposable>();

  constructor() {
    super();
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        const { path } = document.uri;
        const mayMatter = isPromptDocument(document) || hasTestSetEnding(path) || hasScriptEnding(path);
        if (document.uri.scheme !== 'file' || contentChanges.length === 0 || !mayMatter) return;
        this.#changed.fire({ file: document.uri.fsPath, kind: 'edit' });
      }),
    );
    this.register(this.#watch(WATCHED));
  }

  /** Watches a file with a name of its own as well: a test set that a frontmatter names, what a check names. */
  alsoWatch(file: string): void {
    if (this.#extra.has(file) || /\.(prompt|test\.\w+)$/.test(file)) return;
    const uri = vscode.Uri.file(file);
    const folder = vscode.Uri.joinPath(uri, '..');
    const name = uri.path.slice(uri.path.lastIndexOf('/') + 1);
    const watcher = this.#watch(new vscode.RelativePattern(folder, name.replace(/[[\]{}*?]/g, '[$&]')));
    this.#extra.set(file, this.register(watcher));
  }

  #watch(pattern: vscode.GlobPattern): vscode.Disposable {
    const watcher = vscode.workspace.createFileSystemWatcher(pattern);
    const say = (kind: FileChange['kind']) => (uri: vscode.Uri) => {
      if (!uri.path.includes('/.assay/')) this.#changed.fire({ file: uri.fsPath, kind });
    };
    watcher.onDidChange(say('disk'));
    watcher.onDidCreate(say('listing'));
    watcher.onDidDelete(say('listing'));
    return watcher;
  }
}
