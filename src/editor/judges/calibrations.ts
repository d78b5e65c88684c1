import * as vscode from 'vscode';
import type { JudgeCalibration } from '../../engine';
import { hasErrors } from '../../engine/problem';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { HumanLabels } from '../labels/humanLabels';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';

interface Known {
  /** What it was computed from, so that nothing is computed twice. */
  of: string;
  calibrations: readonly JudgeCalibration[];
}

/** What people's labels say of the judges of the prompts in this window, as it is on record. */
export class Calibrations extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<PromptSession>());
  /** How far a prompt's judges can be relied on is not what it was. */
  readonly onDidChange = this.#changed.event;
  readonly #engines: EngineHost;
  readonly #known = new Map<PromptSession, Known>();
  readonly #running = new Map<PromptSession, AbortController>();
  #labelChanges = 0;

  constructor(engines: EngineHost, sessions: Sessions, labels: HumanLabels) {
    super();
    this.#engines = engines;
    this.register(sessions.onDidChangeSession((session) => void this.#follow(session)));
    this.register(
      labels.onDidChange((session) => {
        this.#labelChanges++;
        void this.#follow(session);
      }),
    );
    this.register({ dispose: () => this.#stopAll() });
  }

  /** What is known now; empty where nothing is, or not yet. */
  of(session: PromptSession): readonly JudgeCalibration[] {
    return this.#known.get(session)?.calibrations ?? [];
  }

  /** Computes it anew, for instance after more was judged. */
  async refresh(session: PromptSession): Promise<readonly JudgeCalibration[]> {
    this.#known.delete(session);
    await this.#follow(session);
    return this.of(session);
  }

  async #follow(session: PromptSession): Promise<void> {
    const { plan, shown, active } = session;
    // Judges may read files of the workspace, and a run that goes on will bring more.
    if (!vscode.workspace.isTrusted || plan === undefined || active || hasErrors(plan.problems)) return;
    if (plan.loadedJudges.length === 0) return;
    const of = JSON.stringify([plan.fingerprints.judges, shown?.header.id, this.#labelChanges]);
    if (this.#known.get(session)?.of === of) return;
    this.#running.get(session)?.abort();
    const running = new AbortController();
    this.#running.set(session, running);
    try {
      const { engine } = await this.#engines.load();
      const run = shown && { cases: [...shown.results.values()] };
      const calibrations = await engine.calibration(plan, run, { signal: running.signal });
      if (running.signal.aborted || session.disposed) return;
      const before = this.of(session);
      this.#known.set(session, { of, calibrations });
      if (before.length > 0 || calibrations.length > 0) this.#changed.fire(session);
    } catch (error) {
      if (!running.signal.aborted) throw error;
    } finally {
      if (this.#running.get(session) === running) this.#running.delete(session);
      if (session.disposed) this.#known.delete(session);
    }
  }

  #stopAll(): void {
    for (const running of this.#running.values()) running.abort();
  }
}
