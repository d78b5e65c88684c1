import * as path from 'node:path';
import * as vscode from 'vscode';
import type { WeighingPlan } from '../../engine/compare/weight/planWeighing';
import type { Weighing } from '../../engine/compare/weight/weighing';
import { hasErrors } from '../../engine/problem';
import { planText, summaryLines, weightName } from '../../engine/report/weight/weightWords';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { readSettings } from '../engine/settings';
import type { ModelSetup } from '../models/modelSetup';
import { readinessOf } from '../models/readiness';
import type { PromptSession } from '../run/promptSession';
import { counted, sentence as say, words } from '../words';
import { WeightDecorations } from './weightDecorations';
import { WeightDiagnostics } from './weightDiagnostics';
import { WeightMarks } from './weightMarks';
import { markText } from './weightTexts';

/** Which lines of a prompt matter: weighed when asked for, after saying what that takes, and shown beside them. */
export class LineWeights extends Disposable {
  readonly #engines: EngineHost;
  readonly #models: ModelSetup;
  readonly #log: vscode.LogOutputChannel;
  readonly #marks = this.register(new WeightMarks());
  readonly #running = new Map<string, AbortController>();

  constructor(extension: vscode.Uri, engines: EngineHost, models: ModelSetup, log: vscode.LogOutputChannel) {
    super();
    this.#engines = engines;
    this.#models = models;
    this.#log = log;
    this.register(new WeightDecorations(extension, this.#marks));
    this.register(new WeightDiagnostics(this.#marks));
    this.register({ dispose: () => this.#stopAll() });
  }

  /**
   * Weighs the sentences of a prompt, after the person agreed to the price.
   * @returns what was found, or undefined where nothing was run; then the person was told why
   */
  async weigh(session: PromptSession): Promise<Weighing | undefined> {
    const { engine, host, judgeModel } = await this.#engines.load();
    const { cache } = readSettings();
    const request = {
      prompt: session.file,
      workspace: session.workspace,
      ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
    };
    const running = new AbortController();
    this.#running.get(session.file)?.abort();
    this.#running.set(session.file, running);
    try {
      const plan = await engine.planWeighing(request, { cache, signal: running.signal });
      const readiness = await readinessOf(plan.full, engine, host.secrets);
      if (!readiness.ready) {
        void this.#models.offerWays(session, readiness);
        return undefined;
      }
      const problems = [...plan.problems, ...(await engine.scriptProblems(plan.full))];
      if (!(await this.#agreed(session, { ...plan, problems }))) return undefined;
      this.#marks.begin(session.uri, plan);
      const weighing = await this.#run(session, plan, running);
      void this.#tell(session, weighing);
      return weighing;
    } catch (error) {
      if (running.signal.aborted) return undefined;
      throw error;
    } finally {
      if (this.#running.get(session.file) === running) this.#running.delete(session.file);
    }
  }

  clear(): void {
    this.#stopAll();
    this.#marks.clear();
  }

  /** All sentences with their weights in a list: what the gutter shows, in words. */
  async list(uri: vscode.Uri): Promise<void> {
    const prompt = this.#marks.of(uri);
    if (prompt === undefined) return;
    const items = prompt.marks.map((mark) => ({
      label: mark.sentence.text.replace(/\s+/g, ' '),
      description: weightName(mark.sentence, { say }),
      detail: markText(mark, prompt),
      mark,
    }));
    const title = words('editor.weigh.list-title', { file: path.basename(uri.fsPath) });
    const chosen = await vscode.window.showQuickPick(items, { title, matchOnDescription: true, matchOnDetail: true });
    if (chosen) await vscode.window.showTextDocument(uri, { selection: chosen.mark.range });
  }

  async #agreed(session: PromptSession, plan: WeighingPlan): Promise<boolean> {
    const file = path.basename(session.file);
    if (hasErrors(plan.problems)) {
      const errors = plan.problems.filter(({ severity }) => severity === 'error');
      const [first] = errors;
      const args = { file, first: say(first?.code ?? '', first?.args) };
      void vscode.window.showErrorMessage(counted('editor.run.problems', errors.length, args));
      return false;
    }
    if (plan.sentences.every(({ skipped }) => skipped !== null)) {
      void vscode.window.showInformationMessage(say('weigh.nothing', { file }));
      return false;
    }
    const begin = words('editor.weigh.begin');
    const detail = words('editor.weigh.detail');
    return (
      (await vscode.window.showInformationMessage(planText(plan, { say }), { modal: true, detail }, begin)) === begin
    );
  }

  #run(session: PromptSession, plan: WeighingPlan, running: AbortController): Thenable<Weighing> {
    const { concurrency, budget, cache } = readSettings();
    const title = words('editor.weigh.title', { file: path.basename(session.file) });
    const place = { location: vscode.ProgressLocation.Notification, title, cancellable: true };
    return vscode.window.withProgress(place, async (progress, token) => {
      token.onCancellationRequested(() => running.abort());
      const { engine } = await this.#engines.load();
      const weighing = await engine.weigh(plan, {
        concurrency,
        ...(budget !== undefined && { budget }),
        cache,
        signal: running.signal,
        onEvent: (event) => {
          if (event.type !== 'weighed' || running.signal.aborted) return;
          const { weighed } = event.soFar;
          progress.report({ message: say('weigh.progress', weighed), increment: 100 / weighed.of });
          this.#marks.take(session.uri, event.soFar);
        },
      });
      this.#marks.take(session.uri, weighing);
      return weighing;
    });
  }

  async #tell({ uri, file }: PromptSession, weighing: Weighing): Promise<void> {
    const lines = summaryLines(weighing, { say });
    for (const line of lines) this.#log.info(`${file}: ${line}`);
    const list = words('editor.weigh.list');
    const clear = words('editor.weigh.clear');
    const chosen = await vscode.window.showInformationMessage(lines.join(' · '), list, clear);
    if (chosen === list) await this.list(uri);
    if (chosen === clear) this.clear();
  }

  #stopAll(): void {
    for (const running of this.#running.values()) running.abort();
  }
}
