import * as vscode from 'vscode';

/** The part of VS Code's own git extension that the review uses (its API, version 1). */
interface GitApi {
  repositories: { state: RepositoryState }[];
  onDidOpenRepository: vscode.Event<GitApi['repositories'][number]>;
  getRepository(uri: vscode.Uri): { inputBox: { value: string } } | null;
}

interface RepositoryState {
  workingTreeChanges: { uri: vscode.Uri }[];
  indexChanges: { uri: vscode.Uri }[];
  onDidChange: vscode.Event<void>;
}

/** Undefined where the extension is off or not there. */
export async function gitExtension(): Promise<GitApi | undefined> {
  const extension = vscode.extensions.getExtension<{ enabled: boolean; getAPI(version: 1): GitApi }>('vscode.git');
  if (extension === undefined) return undefined;
  const git = await extension.activate();
  return git.enabled ? git.getAPI(1) : undefined;
}
