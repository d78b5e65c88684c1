import * as path from 'node:path';
import * as vscode from 'vscode';
import type { EvaluationPlan } from '../../engine/evaluate/plan';
import type { Run } from '../../engine/evaluate/run';
import { hasErrors } from '../../engine/problem';
import type { EngineHost } from '../engine/engineHost';
import type { ModelSetup } from '../models/modelSetup';
import { readinessOf } from '../models/readiness';
import { counted, sentence, words } from '../words';
import type { PromptSession } from './promptSession';
import { refuseUntrusted } from './refuseUntrusted';

/** Runs prompts when asked to, after making sure that they may and can be run. */
export class Runner {
  readonly #engines: EngineHost;
  readonly #models: ModelSetup;
  readonly #log: vscode.LogOutputChannel;

  constructor(engines: EngineHost, models: ModelSetup, log: vscode.LogOutputChannel) {
    this.#engines = engines;
    this.#models = models;
    this.#log = log;
  }

  /**
   * Runs all cases of a prompt, or only some.
   * @returns the run, or undefined where nothing was run; then the person was told why
   */
  async run(session: PromptSession, caseIds?: readonly string[]): Promise<Run | undefined> {
    if (!vscode.workspace.isTrusted) {
      void refuseUntrusted();
      return undefined;
    }
    if (session.active) return undefined;
    const { engine, host } = await this.#engines.load();
    const plan = await session.planFor(caseIds);
    const readiness = await readinessOf(plan, engine, host.secrets);
    const missesModel = !readiness.ready && readiness.kind === 'unknown';
    if (hasErrors(plan.problems) && !missesModel) {
      void this.#tellProblems(session, plan);
      return undefined;
    }
    if (!readiness.ready) {
      void this.#models.offerWays(session, readiness);
      return undefined;
    }
    const unusable = await engine.scriptProblems(plan);
    if (hasErrors(unusable)) {
      void this.#tellProblems(session, { problems: unusable });
      return undefined;
    }
    this.#logPlan(session, plan);
    try {
      const run = await session.run(plan);
      if (run) this.#logRun(session, run);
      if (run) void this.#tellIfStopped(run);
      return run;
    } catch (error) {
      this.#tellFailure(session, error);
      return undefined;
    }
  }

  /** The cases of the last run that failed or could not be scored. */
  failedCases(session: PromptSession): string[] {
    return session.cases
      .map(({ id }) => id)
      .filter((id) => {
        const status = session.shown?.results.get(id)?.status;
        return status === 'failed' || status === 'error';
      });
  }

  /** What is about to be sent where; each call follows with its address, and no line ever holds a key. */
  #logPlan({ file }: PromptSession, { cases, model, judges }: EvaluationPlan): void {
    const judged = judges.map(({ judge, model: by }) => `, judged for ${judge} by ${by}`).join('');
    this.#log.info(`${file}: ${cases.length} cases to ${model}${judged}`);
  }

  #logRun({ file }: PromptSession, { header, summary, outcome }: Run): void {
    if (!summary) return;
    const { passed, failed, errors, cancelled, cached } = summary;
    const counts = `${passed} passed, ${failed} failed, ${errors} not scored, ${cancelled} not run, ${cached} from the cache`;
    this.#log.info(`${file}: ${outcome?.kind ?? 'cancelled'}: ${counts}; recorded as ${header.id}`);
  }

  async #tellProblems(session: PromptSession, plan: Pick<EvaluationPlan, 'problems'>): Promise<void> {
    const errors = plan.problems.filter(({ severity }) => severity === 'error');
    const first = errors[0];
    if (!first) return;
    const show = words('editor.action.show-problem');
    const chooseJudge = words('editor.action.choose-judge');
    const missesJudge = errors.every(({ code }) => code === 'judge.no-model');
    const chosen = await vscode.window.showErrorMessage(
      counted('editor.run.problems', errors.length, {
        file: path.basename(session.file),
        first: sentence(first.code, first.args),
      }),
      ...(missesJudge ? [chooseJudge, show] : [show]),
    );
    if (chosen === chooseJudge) await this.#models.chooseJudge();
    if (chosen !== show) return;
    const { start } = first.range;
    const at = new vscode.Position(start.line, start.character);
    await vscode.window.showTextDocument(vscode.Uri.file(first.file), { selection: new vscode.Range(at, at) });
  }

  /** A refused key or a used-up quota ends a run: the one moment in a run when the person must act. */
  async #tellIfStopped({ outcome, header }: Run): Promise<void> {
    if (outcome?.kind !== 'stopped') return;
    const { error } = outcome;
    const provider = header.model.split('/')[0] ?? '';
    const setKey = words('editor.action.set-key');
    const showLog = words('editor.action.show-log');
    const forKey = error.kind === 'auth' || error.kind === 'no-key';
    const message = words(error.kind === 'quota' ? 'editor.run.stopped-quota' : 'editor.run.stopped-key', {
      origin: error.origin ?? provider,
      message: error.message,
    });
    const chosen = await vscode.window.showErrorMessage(message, ...(forKey ? [setKey, showLog] : [showLog]));
    if (chosen === setKey) await vscode.commands.executeCommand('assay.setApiKey', error.origin);
    if (chosen === showLog) this.#log.show();
  }

  #tellFailure(session: PromptSession, error: unknown): void {
    const message = error instanceof Error ? error.message : String(error);
    this.#log.error(`${session.file}: ${message}`);
    void vscode.window.showErrorMessage(words('editor.run.machine', { file: path.basename(session.file), message }));
  }
}
