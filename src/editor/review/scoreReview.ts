import * as path from 'node:path';
import * as vscode from 'vscode';
import { hunksOf } from '../../engine/compare/attribution/hunks';
import { largestEffort } from '../../engine/compare/attribution/largestEffort';
import type { GatedChange } from '../../engine/gate/gatedChange';
import type { GatedPrompt, GateResult } from '../../engine/gate/gateResult';
import type { FromReview, ReviewState } from '../../protocol/review';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { EngineHost } from '../engine/engineHost';
import { readSettings } from '../engine/settings';
import { gitExtension } from '../git/gitExtension';
import { panelHtml, panelRoots } from '../panel/panelHtml';
import { locale, sentence, words } from '../words';
import { CauseDiagnostics } from './causeDiagnostics';
import { openChanges } from './openChanges';
import { ReviewDocuments } from './reviewDocuments';
import { isOfNow, promptKey, reviewState } from './reviewState';

/** What a change that is not committed yet does to the scores: run, shown in a tab, accepted or not. */
export class ScoreReview extends Disposable {
  readonly #extension: vscode.Uri;
  readonly #engines: EngineHost;
  readonly #log: vscode.LogOutputChannel;
  readonly #documents = this.register(new ReviewDocuments());
  readonly #reviewed = this.register(new vscode.EventEmitter<void>());
  /** A review came to its end, or a regression was accepted: more is on record. */
  readonly onDidReview = this.#reviewed.event;
  readonly #causes = this.register(new CauseDiagnostics());
  #tab: vscode.WebviewPanel | undefined;
  #state: ReviewState | undefined;
  #folder = '';
  #change: GatedChange = { kind: 'pending' };
  #result: GateResult | undefined;
  #running: AbortController | undefined;

  constructor(extension: vscode.Uri, engines: EngineHost, log: vscode.LogOutputChannel) {
    super();
    this.#extension = extension;
    this.#engines = engines;
    this.#log = log;
    this.register({ dispose: () => this.#running?.abort() });
    this.register({ dispose: () => this.#tab?.dispose() });
  }

  /**
   * Compares two versions and shows what came of it: what is staged, or, where nothing is, what is saved, with HEAD, where
   * nothing else is asked for.
   * @param folder absolute path of any folder in the repository
   * @returns the result, or undefined where it was stopped or could not be made; then the person was told why
   */
  async run(
    folder: string,
    change: GatedChange = { kind: 'pending' },
    { why = false }: { why?: boolean } = {},
  ): Promise<GateResult | undefined> {
    this.#running?.abort();
    const running = new AbortController();
    this.#running = running;
    this.#folder = folder;
    this.#change = change;
    this.#show({
      locale,
      title: words('editor.review.tab'),
      running: { file: '', finished: 0, total: 0 },
      prompts: [],
      message: '',
    });
    this.#openTab();
    try {
      const result = await this.#compare(folder, change, why, running.signal);
      if (running.signal.aborted) return undefined;
      this.#take(result);
      return result;
    } catch (error) {
      if (!running.signal.aborted) this.#fail(error);
      else this.#show({ ...this.#current(), running: null, message: words('editor.review.stopped') });
      return undefined;
    } finally {
      if (this.#running === running) this.#running = undefined;
    }
  }

  /** Brings the review to the front, as it is. */
  show(): void {
    this.#openTab();
  }

  async #compare(folder: string, change: GatedChange, why: boolean, signal: AbortSignal): Promise<GateResult> {
    const { engine, judgeModel } = await this.#engines.load();
    const { concurrency, budget, cache } = readSettings();
    const finished = new Map<string, number>();
    const totals = new Map<string, number>();
    return engine.gate(folder, change, {
      ...(judgeModel !== undefined && { defaultJudgeModel: judgeModel }),
      concurrency,
      ...(budget !== undefined && { budget }),
      cache,
      why,
      signal,
      workspaceOf: (file) => this.#engines.workspaceOf(file),
      onEvent: ({ file, event }) => {
        if (signal.aborted) return;
        if (event.type === 'planned') totals.set(file, event.toRun);
        else if (event.event.type === 'case-finished') finished.set(file, (finished.get(file) ?? 0) + 1);
        else return;
        const running = {
          file: promptKey({ file }, folder),
          finished: finished.get(file) ?? 0,
          total: totals.get(file) ?? 0,
        };
        this.#show({ ...this.#current(), running });
      },
    });
  }

  #take(result: GateResult): void {
    this.#result = result;
    this.#documents.show(result);
    // Lines of an old version are not those of the file as it is now.
    this.#causes.show(isOfNow(result) ? result.prompts : []);
    for (const { file, verdict, reason } of result.prompts) this.#log.info(`${file}: ${verdict} (${reason})`);
    this.#show(reviewState(result, this.#folder));
    this.#reviewed.fire();
  }

  #fail(error: unknown): void {
    const { code, detail } = error as { code?: string; detail?: string };
    const known: Record<string, string> = {
      'no-repository': 'gate.not-a-repository',
      'no-git': 'gate.no-git',
      'no-commits': 'gate.no-commits',
      'unknown-revision': 'gate.unknown-revision',
    };
    const message =
      error instanceof Error && error.name === 'GitError'
        ? sentence(known[code ?? ''] ?? 'gate.git-failed', {
            folder: this.#folder,
            message: detail ?? '',
            revision: detail ?? '',
          })
        : String(error instanceof Error ? error.message : error);
    this.#log.error(error instanceof Error ? error : message);
    this.#show({ ...this.#current(), running: null, message });
  }

  #current(): ReviewState {
    return this.#state ?? { locale, title: words('editor.review.tab'), running: null, prompts: [], message: '' };
  }

  #show(state: ReviewState): void {
    this.#state = state;
    void this.#tab?.webview.postMessage({ type: 'state', state });
  }

  #openTab(): void {
    if (this.#tab) {
      this.#tab.reveal();
      return;
    }
    const tab = vscode.window.createWebviewPanel('assay.review', words('editor.review.tab'), vscode.ViewColumn.Active, {
      enableScripts: true,
      localResourceRoots: panelRoots(this.#extension),
    });
    this.#tab = tab;
    tab.webview.onDidReceiveMessage((message: FromReview) => void this.#act(message));
    tab.onDidDispose(() => {
      this.#running?.abort();
      this.#tab = undefined;
    });
    tab.webview.html = panelHtml(tab.webview, this.#extension, 'review');
  }

  async #act(message: FromReview): Promise<void> {
    switch (message?.type) {
      case 'ready':
        this.#show(this.#current());
        return;
      case 'runAgain':
        await this.run(this.#folder, this.#change);
        return;
      case 'stop':
        this.#running?.abort();
        return;
      case 'openDiff':
        await this.#withPrompt(message.file, (prompt, result) => openChanges(prompt, result, message.caseId));
        return;
      case 'openCase':
        await this.#withPrompt(message.file, (prompt) => openCase(this.#engines, prompt, message.caseId));
        return;
      case 'explain':
        await this.#explain();
        return;
      case 'revert':
        await this.#withPrompt(message.file, (prompt) => this.#causes.revert(prompt));
        return;
      case 'accept':
        await this.#withPrompt(message.file, (prompt) => this.accept(prompt));
        return;
    }
  }

  /** Looks for the lines that did it, after saying what that may take. What is on record is not run again. */
  async #explain(): Promise<void> {
    const regressed = (this.#result?.prompts ?? []).filter(
      ({ verdict, cause }) => verdict === 'regressed' && cause === null,
    );
    const calls = regressed.reduce((sum, prompt) => sum + largestSearch(prompt), 0);
    const begin = words('editor.review.explain-begin');
    const asked = words('editor.review.explain-calls', { calls });
    const chosen = calls === 0 ? begin : await vscode.window.showInformationMessage(asked, { modal: true }, begin);
    if (chosen === begin) await this.run(this.#folder, this.#change, { why: true });
  }

  /** Only prompts of the result are acted on, whatever the webview says. */
  async #withPrompt(key: string, act: (prompt: GatedPrompt, result: GateResult) => Promise<void>): Promise<void> {
    const result = this.#result;
    const prompt = result?.prompts.find((each) => promptKey(each, this.#folder) === key);
    if (prompt && result) await act(prompt, result);
  }

  /** Asks for a reason, keeps it with the record, and offers it for the commit message. */
  async accept(prompt: GatedPrompt): Promise<void> {
    const reason = await vscode.window.showInputBox({
      title: words('editor.review.accept-title', { file: path.basename(prompt.file) }),
      prompt: words('editor.review.accept-prompt'),
      validateInput: (value) => (value.trim() === '' ? words('editor.review.accept-empty') : undefined),
    });
    const result = this.#result;
    if (reason === undefined || result === undefined) return;
    const { engine } = await this.#engines.load();
    const accepted = await engine.acceptRegressions({ ...result, prompts: [prompt] }, reason.trim(), {
      workspaceOf: (file) => this.#engines.workspaceOf(file),
    });
    const [now = prompt] = accepted.prompts;
    this.#take({ ...result, prompts: result.prompts.map((each) => (each === prompt ? now : each)) });
    const add = words('editor.review.add-to-message');
    const chosen = await vscode.window.showInformationMessage(words('editor.review.accepted'), add);
    if (chosen !== add) return;
    const box = (await gitExtension())?.getRepository(vscode.Uri.file(prompt.file))?.inputBox;
    if (!box) return;
    const line = words('editor.review.message-line', { file: path.basename(prompt.file), reason: reason.trim() });
    box.value = box.value.trim() === '' ? line : `${box.value.trimEnd()}\n\n${line}`;
  }
}

/** The calls that a search for the cause may take at most. */
function largestSearch({ content, comparison }: GatedPrompt): number {
  const hunks = (content?.texts ?? []).reduce(
    (sum, { file, before, after }) => sum + hunksOf(file, before ?? '', after ?? '').length,
    0,
  );
  return largestEffort(hunks, comparison?.counts.worse ?? 0).calls;
}

/** Where the case stands in the test set as it is now. */
async function openCase(engines: EngineHost, { file }: GatedPrompt, caseId: string): Promise<void> {
  const { engine } = await engines.load();
  const { testSet } = await engine.plan({ prompt: file, workspace: await engines.workspaceOf(file), caseIds: [] });
  const testCase = testSet?.cases.find(({ id }) => id === caseId);
  if (testSet === undefined || testCase === undefined) return;
  const { start } = editorRange(testCase.titleRange);
  await vscode.window.showTextDocument(vscode.Uri.file(testSet.file), { selection: new vscode.Range(start, start) });
}
