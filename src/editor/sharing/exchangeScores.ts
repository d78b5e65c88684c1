import * as vscode from 'vscode';
import type { FetchedScores, PushedScores } from '../../engine';
import type { Services } from '../services';
import { counted, sentence, words } from '../words';

/** The command: gets the scores that are shared at the repository's remote. @param target a folder, or a file in it */
export async function fetchScores(services: Services, target: unknown): Promise<FetchedScores | undefined> {
  const fetched = await exchange(services, target, words('editor.scores.fetching'), async (folder, signal) => {
    const { engine } = await services.engines.load();
    return engine.fetchScores(folder, { signal });
  });
  if (fetched === undefined) return undefined;
  const { remote, records, added } = fetched;
  services.versions.refresh();
  tell(
    records === 0
      ? words('editor.scores.none', { remote })
      : counted('editor.scores.fetched', records, { remote, added }),
  );
  return fetched;
}

/** The command: shares the scores of this machine at the repository's remote. @param target as above */
export async function pushScores(services: Services, target: unknown): Promise<PushedScores | undefined> {
  const pushed = await exchange(services, target, words('editor.scores.pushing'), async (folder, signal) => {
    const { engine } = await services.engines.load();
    return engine.pushScores(folder, { signal, workspaceOf: (file) => services.engines.workspaceOf(file) });
  });
  if (pushed === undefined) return undefined;
  const { remote, pushed: count, added, kept } = pushed;
  services.versions.refresh();
  const done =
    count === 0
      ? words('editor.scores.nothing-to-push', { remote, added })
      : counted('editor.scores.pushed', count, { remote, added });
  tell(kept === 0 ? done : `${done} ${counted('editor.scores.kept', kept)}`);
  return pushed;
}

/** Talks with the remote behind a notification that can be cancelled. A failure is said; one's own cancelling is not. */
async function exchange<Result extends FetchedScores>(
  { log }: Services,
  target: unknown,
  title: string,
  work: (folder: string, signal: AbortSignal) => Promise<Result>,
): Promise<Result | undefined> {
  // A menu hides the commands in a folder that is not trusted; a keybinding does not.
  if (!vscode.workspace.isTrusted) {
    void offerTrust();
    return undefined;
  }
  const folder = folderOf(target);
  if (folder === undefined) {
    tell(words('editor.review.no-folder'));
    return undefined;
  }
  const controller = new AbortController();
  try {
    const how = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    const result = await vscode.window.withProgress(how, (_progress, cancellation) => {
      cancellation.onCancellationRequested(() => controller.abort());
      return work(folder, controller.signal);
    });
    if (result.ignored.length > 0) log.warn(sentence('scores.ignored', { keys: result.ignored.join(', ') }));
    return result;
  } catch (error) {
    if (controller.signal.aborted) return undefined;
    const { name, code = '', detail = '' } = error as { name?: string; code?: string; detail?: string };
    if (name !== 'GitError') throw error;
    log.error(error instanceof Error ? error : String(error));
    void vscode.window.showErrorMessage(failureText(code, detail, folder));
    return undefined;
  }
}

async function offerTrust(): Promise<void> {
  const manage = words('editor.action.manage-trust');
  const chosen = await vscode.window.showWarningMessage(words('editor.scores.untrusted'), manage);
  if (chosen === manage) await vscode.commands.executeCommand('workbench.trust.manage');
}

function failureText(code: string, detail: string, folder: string): string {
  const args = { message: detail, remote: detail, folder };
  if (code === 'no-remote') return sentence(detail === '' ? 'scores.no-remotes' : 'scores.no-remote', args);
  if (['forbidden-remote', 'no-access', 'refused', 'busy'].includes(code)) return sentence(`scores.${code}`, args);
  const ofGit: Record<string, string> = { 'no-repository': 'gate.not-a-repository', 'no-git': 'gate.no-git' };
  return sentence(ofGit[code] ?? 'gate.git-failed', args);
}

function tell(text: string): void {
  void vscode.window.showInformationMessage(text);
}

function folderOf(target: unknown): string | undefined {
  if (target instanceof vscode.Uri) return target.fsPath;
  const open = vscode.window.activeTextEditor?.document.uri;
  const folder = (open && vscode.workspace.getWorkspaceFolder(open)) ?? vscode.workspace.workspaceFolders?.[0];
  // What is open may belong to a repository within the folder.
  return open?.scheme === 'file' && folder !== undefined ? open.fsPath : folder?.uri.fsPath;
}
