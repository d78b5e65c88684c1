import { realpath } from 'node:fs/promises';
import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { GatedPrompt } from '../../engine/gate/gateResult';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';
import { OneAtATime } from '../oneAtATime';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';

/** After a change, how long nothing else may happen before it is compared, in milliseconds. */
const QUIET_MS = 600;

/** A state of a prompt that is not in HEAD. */
export interface PendingEdit {
  point: 'shown' | 'saved' | 'staged';
  /** What is on record of it, compared with HEAD. */
  known: GatedPrompt;
}

/** What is on record of a prompt as it stands, without anything being run. */
export interface Standing {
  /** The newest state first; states that do not differ from the next are not there. */
  edits: PendingEdit[];
  /** As it is shown, compared with HEAD, its test set and judges included; undefined where HEAD does not have it. */
  now: GatedPrompt | undefined;
  /** True where something has changed since this was found out. */
  outdated: boolean;
}

/** Compares prompts as they are edited with HEAD, by the scores on record: nothing is run, and nothing paid. */
export class PendingEdits extends Disposable {
  readonly #engines: EngineHost;
  readonly #changed = this.register(new vscode.EventEmitter<PromptSession>());
  /** More is known of a prompt, or something else. */
  readonly onDidChange = this.#changed.event;
  readonly #known = new Map<PromptSession, Standing | undefined>();
  readonly #waiting = new Set<PromptSession>();
  readonly #comparing = new OneAtATime(() => this.#compareWaiting());
  readonly #soon = this.register(new Debounce(() => void this.#comparing.run(), QUIET_MS));
  readonly #ended = new AbortController();

  constructor(engines: EngineHost, sessions: Sessions, git: GitChanges) {
    super();
    this.#engines = engines;
    this.register(sessions.onDidChangeSession((session) => this.#outdate(session)));
    this.register(git.onDidChange(() => this.#outdateAll()));
    this.register(vscode.workspace.onDidSaveTextDocument(() => this.#outdateAll()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#outdateAll()));
    this.register({ dispose: () => this.#ended.abort() });
  }

  /** What is known of a prompt by now; whoever asks is told by `onDidChange` when there is more. */
  of(session: PromptSession): Standing | undefined {
    if (!this.#known.has(session)) {
      this.#known.set(session, undefined);
      this.#outdate(session);
    }
    return this.#known.get(session);
  }

  #outdateAll(): void {
    for (const session of this.#known.keys()) this.#outdate(session);
  }

  #outdate(session: PromptSession): void {
    if (!this.#known.has(session) || session.active || !vscode.workspace.isTrusted) return;
    const known = this.#known.get(session);
    if (known !== undefined) known.outdated = true;
    this.#waiting.add(session);
    this.#soon.request();
  }

  async #compareWaiting(): Promise<void> {
    const waiting = [...this.#waiting];
    this.#waiting.clear();
    for (const session of waiting) {
      const standing = await this.#standingOf(session, this.#ended.signal);
      if (this.disposed) return;
      // What changed meanwhile is compared in the next round.
      if (standing !== undefined) standing.outdated = this.#waiting.has(session);
      this.#known.set(session, standing);
      this.#changed.fire(session);
    }
  }

  /** Undefined where git has no answer: without a repository there is nothing to compare with. */
  async #standingOf(session: PromptSession, signal: AbortSignal): Promise<Standing | undefined> {
    try {
      const { engine } = await this.#engines.load();
      const file = await realpath(session.file);
      const { workspace } = session;
      const { head, unsaved, unstaged, uncommitted } = await engine.currentVersions(file, { workspace, signal });
      if (head === undefined) return { edits: [], now: undefined, outdated: false };
      const points: PendingEdit['point'][] = [
        ...(unsaved.length > 0 ? ['shown' as const] : []),
        ...(unstaged.length > 0 ? ['saved' as const] : []),
        ...(uncommitted.length > 0 ? ['staged' as const] : []),
      ];
      const edits: PendingEdit[] = [];
      for (const point of points) {
        const known = await this.#compared(engine, file, point, signal);
        if (known !== undefined) edits.push({ point, known });
      }
      const now = edits[0]?.known ?? (await this.#compared(engine, file, 'shown', signal));
      return { edits, now, outdated: false };
    } catch {
      return undefined;
    }
  }

  async #compared(
    engine: Engine,
    file: string,
    after: PendingEdit['point'],
    signal: AbortSignal,
  ): Promise<GatedPrompt | undefined> {
    signal.throwIfAborted();
    const { judgeModel } = await this.#engines.load();
    const change = { kind: 'versions' as const, file, before: { revision: 'HEAD' }, after };
    const { prompts } = await engine.gate(path.dirname(file), change, {
      ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
      recordedOnly: true,
      signal,
      workspaceOf: (each) => this.#engines.workspaceOf(each),
    });
    const [known] = prompts;
    // Of what is kept for long only the outcome is needed.
    const { comparison = null } = known ?? {};
    return known && { ...known, plans: null, comparison: comparison && { ...comparison, cases: [] } };
  }
}
