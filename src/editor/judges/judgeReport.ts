import * as vscode from 'vscode';
import type { Improvement, JudgeCalibration, JudgeTest, JudgeTestPlan } from '../../engine';
import { judgeTestOf } from '../../engine/calibrate/calibration';
import type { JudgeTerms } from '../../engine/evaluate/judgeTerms';
import { hasErrors } from '../../engine/problem';
import { judgeName } from '../../engine/report/judgeName';
import type { FromJudgeReport, JudgeReportState } from '../../protocol/judgeReport';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { EngineHost } from '../engine/engineHost';
import { readSettings } from '../engine/settings';
import { panelHtml, panelRoots } from '../panel/panelHtml';
import type { PromptSession } from '../run/promptSession';
import { counted, locale, sentence, words } from '../words';
import type { Calibrations } from './calibrations';
import { ImprovedJudge } from './improvedJudge';
import { shownAgreement } from './shownAgreement';

/** One judge that the report can show, and what is known of it. */
interface Entry {
  key: string;
  name: string;
  terms: JudgeTerms;
  /** Asks the judge for all that people have scored. */
  test: JudgeTestPlan;
  /** Of a prompt's judge: what is on record. */
  calibration?: JudgeCalibration;
  /** What asking brought. */
  measured?: JudgeTest;
  improvement?: Improvement;
}

/** A tab that says how far judges can be relied on: a prompt's judges by its labels, or a judge by its own test set. */
export class JudgeReport extends Disposable {
  readonly #extension: vscode.Uri;
  readonly #engines: EngineHost;
  readonly #calibrations: Calibrations;
  readonly #improved = this.register(new ImprovedJudge());
  #tab: vscode.WebviewPanel | undefined;
  #session: PromptSession | undefined;
  #entries: Entry[] = [];
  #chosen = '';
  #message = '';
  #progress: JudgeReportState['running'] = null;
  #running: AbortController | undefined;

  constructor(extension: vscode.Uri, engines: EngineHost, calibrations: Calibrations) {
    super();
    this.#extension = extension;
    this.#engines = engines;
    this.#calibrations = calibrations;
    this.register(calibrations.onDidChange((session) => session === this.#session && this.#takeRecorded(session)));
    this.register({ dispose: () => this.#running?.abort() });
    this.register({ dispose: () => this.#tab?.dispose() });
  }

  /**
   * Shows the judges of a prompt, as people's labels of its outputs have them.
   * @param judge the one to begin with, by the name that results give it
   */
  async showPrompt(session: PromptSession, judge?: string): Promise<void> {
    this.#running?.abort();
    this.#session = session;
    this.#entries = [];
    this.#message = '';
    this.#progress = { finished: 0, total: 0 };
    this.#openTab();
    await this.#calibrations.refresh(session);
    this.#progress = null;
    this.#takeRecorded(session);
    const below = this.#entries.find(({ calibration }) => calibration?.agreement.standing === 'below');
    this.#chosen = this.#entries.find(({ name }) => name === judge)?.key ?? below?.key ?? this.#entries[0]?.key ?? '';
    this.#show();
  }

  /** Measures a judge by its own test set, and shows what came of it. @param file absolute path of the judge */
  async showJudge(file: string): Promise<void> {
    this.#running?.abort();
    this.#session = undefined;
    this.#entries = [];
    this.#message = '';
    this.#openTab();
    const { engine, judgeModel } = await this.#engines.load();
    const workspace = await this.#engines.workspaceOf(file);
    const test = await engine.planJudgeTest({
      judge: file,
      workspace,
      ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
    });
    const problems = [...test.problems, ...(await engine.judgeKeyProblems(test))];
    const first = problems.find(({ severity }) => severity === 'error');
    if (test.seat === undefined || first !== undefined) {
      this.#message = first === undefined ? '' : sentence(first.code, first.args);
      this.#show();
      return;
    }
    const entry = { key: file, name: test.seat.terms.judge, terms: test.seat.terms, test };
    this.#entries = [entry];
    this.#chosen = file;
    await this.#measure(entry);
  }

  #takeRecorded(session: PromptSession): void {
    const { plan } = session;
    if (plan === undefined) return;
    const before = this.#entries;
    this.#entries = this.#calibrations.of(session).flatMap((calibration) => {
      const terms = plan.judges.find(({ judge }) => judge === calibration.judge);
      if (terms === undefined) return [];
      const known = before.find(({ name }) => name === calibration.judge);
      const test = judgeTestOf(plan, calibration.judge, calibration.outputs);
      const improvement = known?.improvement;
      const entry: Entry = { key: calibration.judge, name: calibration.judge, terms, test, calibration };
      return [improvement === undefined ? entry : { ...entry, improvement }];
    });
    this.#message = this.#entries.length === 0 ? words('editor.judges.no-labels') : '';
    if (!this.#entries.some(({ key }) => key === this.#chosen)) this.#chosen = this.#entries[0]?.key ?? '';
    this.#show();
  }

  #entry(): Entry | undefined {
    return this.#entries.find(({ key }) => key === this.#chosen);
  }

  async #measure(entry: Entry): Promise<void> {
    await this.#run(async (signal) => {
      const { engine } = await this.#engines.load();
      const { concurrency, budget, cache } = readSettings();
      entry.measured = await engine.testJudge(entry.test, {
        concurrency,
        ...(budget !== undefined && { budget }),
        cache,
        signal,
        onProgress: (finished, total) => this.#tellProgress(finished, total),
      });
      const { stopped, judged } = entry.measured;
      const failure = judged.find(({ judgement }) => judgement.error !== undefined)?.judgement.error;
      const error = stopped?.kind === 'failed' ? stopped.error : failure;
      this.#message =
        error === undefined
          ? ''
          : sentence(`run.error-${error.kind}`, { ...error, origin: error.origin ?? '', status: error.status ?? '' });
      if (this.#session !== undefined) await this.#calibrations.refresh(this.#session);
    });
  }

  async #improve(entry: Entry): Promise<void> {
    const calls = entry.test.outputs.length * 2 * (entry.terms.calls ?? 1);
    const begin = words('editor.judges.improve-begin');
    const free = entry.terms.model.startsWith('baseline/');
    const asked = counted('editor.judges.improve-calls', calls);
    const chosen = free ? begin : await vscode.window.showInformationMessage(asked, { modal: true }, begin);
    if (chosen !== begin) return;
    await this.#run(async (signal) => {
      const { engine } = await this.#engines.load();
      const { concurrency, budget, cache } = readSettings();
      entry.improvement = await engine.improveJudge(entry.test, {
        concurrency,
        ...(budget !== undefined && { budget }),
        cache,
        signal,
        onProgress: (finished, total) => this.#tellProgress(finished, total),
      });
    });
  }

  /** One thing at a time, which can be stopped. */
  async #run(work: (signal: AbortSignal) => Promise<void>): Promise<void> {
    if (!vscode.workspace.isTrusted) {
      this.#message = words('editor.judges.untrusted');
      this.#show();
      return;
    }
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#tellProgress(0, 0);
    try {
      await work(running.signal);
    } catch (error) {
      if (!running.signal.aborted) this.#message = error instanceof Error ? error.message : String(error);
    } finally {
      if (this.#running === running) {
        this.#running = undefined;
        this.#progress = null;
        this.#show();
      }
    }
  }

  #tellProgress(finished: number, total: number): void {
    this.#progress = { finished, total };
    this.#show();
  }

  #show(): void {
    void this.#tab?.webview.postMessage({ type: 'state', state: this.#state() });
  }

  #state(): JudgeReportState {
    const entry = this.#entry();
    const agreement = entry?.measured?.agreement ?? entry?.calibration?.agreement;
    return {
      locale,
      judges: this.#entries.map(({ key, name, measured, calibration }) => ({
        key,
        name: judgeName(name),
        standing: (measured?.agreement ?? calibration?.agreement)?.standing ?? null,
      })),
      chosen: this.#chosen,
      running: this.#progress,
      message: this.#message,
      canShowResults: this.#session !== undefined && this.#entries.length === 0 && this.#progress === null,
      report:
        entry === undefined || agreement === undefined
          ? null
          : shownAgreement(agreement, entry.terms, {
              ...(entry.calibration !== undefined && { calibration: entry.calibration }),
              ...(entry.improvement !== undefined && { improvement: entry.improvement }),
              byModel: entry.measured?.byModel ?? [],
              missing: entry.measured === undefined ? (entry.calibration?.missing ?? 0) : 0,
            }),
    };
  }

  #openTab(): void {
    if (this.#tab) {
      this.#tab.reveal();
      this.#show();
      return;
    }
    const title = words('editor.judges.tab');
    const tab = vscode.window.createWebviewPanel('assay.judges', title, vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: panelRoots(this.#extension),
    });
    this.#tab = tab;
    tab.webview.onDidReceiveMessage((message: FromJudgeReport) => void this.#act(message));
    tab.onDidDispose(() => {
      this.#running?.abort();
      this.#tab = undefined;
    });
    tab.webview.html = panelHtml(tab.webview, this.#extension, 'judge');
  }

  /** Only judges and cases that are on show are acted on, whatever the page says. */
  async #act(message: FromJudgeReport): Promise<void> {
    const entry = this.#entry();
    switch (message?.type) {
      case 'ready':
        this.#show();
        return;
      case 'choose':
        if (this.#entries.some(({ key }) => key === message.key)) this.#chosen = message.key;
        this.#show();
        return;
      case 'measure':
        if (entry) await this.#measure(entry);
        return;
      case 'improve':
        if (entry) await this.#improve(entry);
        return;
      case 'showImprovement':
        if (entry?.improvement && entry.test.seat) await this.#improved.show(entry.improvement, entry.test.seat.judge);
        return;
      case 'stop':
        this.#running?.abort();
        return;
      case 'openCase':
        if (entry) await this.#openCase(entry, message.id);
        return;
      case 'showResults':
        if (this.#session) await vscode.commands.executeCommand('assay.showResults', this.#session.uri);
        return;
      case 'openJudge':
        if (entry?.test.seat) await vscode.window.showTextDocument(vscode.Uri.file(entry.test.seat.judge.source.file));
        return;
    }
  }

  async #openCase({ test }: Entry, id: string): Promise<void> {
    const output = test.outputs.find((each) => each.id === id);
    if (output?.place !== undefined) {
      const { start } = editorRange(output.place.range);
      await vscode.window.showTextDocument(vscode.Uri.file(output.place.file), {
        selection: new vscode.Range(start, start),
      });
      return;
    }
    const session = this.#session;
    const caseId = output?.subject.caseId;
    if (session === undefined || caseId === undefined) return;
    const testCase = session.cases.find((each) => each.id === caseId);
    const tests = session.plan?.testSet?.file;
    if (testCase === undefined || tests === undefined || hasErrors(session.plan?.problems ?? [])) return;
    await vscode.commands.executeCommand('assay.showResults', session.uri, caseId);
    const { start } = editorRange(testCase.titleRange);
    await vscode.window.showTextDocument(vscode.Uri.file(tests), { selection: new vscode.Range(start, start) });
  }
}
