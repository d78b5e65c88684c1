import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationPlan } from '../../engine/evaluate/plan';
import type { RunSummary } from '../../engine/evaluate/run';
import type { VersionPlace } from '../../engine/versions/openVersion';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { readSettings } from '../engine/settings';
import { summaryText } from '../lens/lensTexts';
import { refuseUntrusted } from '../run/refuseUntrusted';
import { sentence, words } from '../words';
import { pointName, versionUri } from './versionDocuments';

/** Runs versions of prompts on the test set and by the judges of today. */
export class VersionRuns extends Disposable {
  readonly #engines: EngineHost;
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  /** A run began or ended. */
  readonly onDidChange = this.#changed.event;
  readonly #running = new Set<string>();

  constructor(engines: EngineHost) {
    super();
    this.#engines = engines;
  }

  isRunning(place: VersionPlace): boolean {
    return this.#running.has(versionUri(place).toString());
  }

  /** @returns what came of it; undefined where nothing was run, and then the person was told why */
  async run(place: VersionPlace): Promise<RunSummary | undefined> {
    if (!vscode.workspace.isTrusted) return refuseUntrusted();
    const key = versionUri(place).toString();
    if (this.#running.has(key)) return undefined;
    this.#running.add(key);
    this.#changed.fire();
    try {
      return await this.#run(place);
    } finally {
      this.#running.delete(key);
      this.#changed.fire();
    }
  }

  async #run(place: VersionPlace): Promise<RunSummary | undefined> {
    const { engine, judgeModel } = await this.#engines.load();
    const version = pointName(place.point);
    const workspace = await this.#engines.workspaceOf(place.file);
    const plan = await engine.planVersion(place, { workspace, defaultJudgeModel: judgeModel });
    const problems = [...plan.problems, ...(await engine.keyProblems(plan)), ...(await engine.scriptProblems(plan))];
    const problem = problems.find(({ severity }) => severity === 'error');
    if (problem !== undefined) {
      const message = sentence(problem.code, problem.args);
      void vscode.window.showErrorMessage(words('editor.versions.cannot-run', { version, message }));
      return undefined;
    }
    const summary = await this.#withProgress(plan, place, version);
    if (summary) void this.#tell(place, version, summary);
    return summary;
  }

  async #withProgress(plan: EvaluationPlan, { file }: VersionPlace, version: string): Promise<RunSummary | undefined> {
    const { engine } = await this.#engines.load();
    const title = words('editor.versions.running', { file: path.basename(file), version });
    const progress = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(progress, async (report, token) => {
      const stopped = new AbortController();
      token.onCancellationRequested(() => stopped.abort());
      const { concurrency, budget, cache } = readSettings();
      let finished = 0;
      const run = await engine.evaluate(plan, {
        version,
        concurrency,
        budget,
        cache,
        signal: stopped.signal,
        onEvent: ({ type }) => {
          if (type !== 'case-finished') return;
          finished += 1;
          const message = words('editor.lens.running', { finished, total: plan.cases.length });
          report.report({ message, increment: 100 / plan.cases.length });
        },
      });
      return stopped.signal.aborted ? undefined : run.summary;
    });
  }

  async #tell(place: VersionPlace, version: string, summary: RunSummary): Promise<void> {
    const compare = words('editor.versions.compare');
    const message = words('editor.versions.ran', { version, summary: summaryText(summary) });
    const chosen = await vscode.window.showInformationMessage(message, compare);
    if (chosen === compare) await vscode.commands.executeCommand('assay.compareVersion', versionUri(place));
  }
}
