import * as vscode from 'vscode';
import type { GatedPrompt } from '../../engine/gate/gateResult';
import { isInside } from '../../engine/workspacePath';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import { hasTestSetEnding } from '../documents/documentKinds';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';
import { gitExtension } from '../git/gitExtension';
import type { Sessions } from '../run/sessions';
import type { VersionRuns } from '../versions/versionRuns';
import { VerdictDecorations } from './verdictDecorations';

/** After something was saved, staged or evaluated, how long nothing else may happen before verdicts are looked up. */
const QUIET_MS = 800;

/**
 * What is on record of all prompts that are saved or staged otherwise than in HEAD, beside their names in the explorer
 * and in Source Control. Nothing is run for it.
 */
export class ChangeVerdicts extends Disposable {
  readonly #engines: EngineHost;
  readonly #log: vscode.LogOutputChannel;
  readonly #decorations = this.register(new VerdictDecorations());
  readonly #soon = this.register(new Debounce(() => void this.#look(), QUIET_MS));
  #looking: AbortController | undefined;

  constructor({ engines, sessions, runs, log }: Sources, git: GitChanges, onDidReview: vscode.Event<void>) {
    super();
    this.#engines = engines;
    this.#log = log;
    const request = () => this.#soon.request();
    this.register(git.onDidChange(request));
    this.register(vscode.workspace.onDidSaveTextDocument(request));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(request));
    this.register(runs.onDidChange(request));
    this.register(onDidReview(request));
    this.register(
      sessions.onDidChangeSession(({ active }) => {
        if (!active) request();
      }),
    );
    this.register({ dispose: () => this.#looking?.abort() });
  }

  async #look(): Promise<void> {
    this.#looking?.abort();
    const looking = new AbortController();
    this.#looking = looking;
    const folders = vscode.workspace.isTrusted ? await foldersWithChanges() : [];
    const known: GatedPrompt[] = [];
    for (const folder of folders) known.push(...(await this.#knownIn(folder, looking.signal)));
    if (!looking.signal.aborted && !this.disposed) this.#decorations.show(known);
  }

  async #knownIn(folder: string, signal: AbortSignal): Promise<GatedPrompt[]> {
    try {
      const { engine, judgeModel } = await this.#engines.load();
      const { prompts } = await engine.gate(
        folder,
        { kind: 'saved' },
        {
          ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
          recordedOnly: true,
          signal,
          workspaceOf: (file) => this.#engines.workspaceOf(file),
        },
      );
      return prompts;
    } catch (error) {
      if (!signal.aborted) this.#log.debug(`${folder}: ${error instanceof Error ? error.message : error}`);
      return [];
    }
  }
}

interface Sources {
  engines: EngineHost;
  sessions: Sessions;
  runs: VersionRuns;
  log: vscode.LogOutputChannel;
}

/** The opened folders in which git sees a changed file that scores may come from: others need not be looked at. */
async function foldersWithChanges(): Promise<string[]> {
  const git = await gitExtension().catch(() => undefined);
  const changed = (git?.repositories ?? [])
    .flatMap(({ state }) => [...state.workingTreeChanges, ...state.indexChanges])
    .map(({ uri }) => uri.fsPath)
    .filter((file) => file.endsWith('.prompt') || hasTestSetEnding(file));
  return (vscode.workspace.workspaceFolders ?? [])
    .map(({ uri }) => uri.fsPath)
    .filter((folder) => changed.some((file) => isInside(file, folder)));
}
