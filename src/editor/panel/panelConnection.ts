import * as path from 'node:path';
import * as vscode from 'vscode';
import { originOf } from '../../engine/model/endpoint';
import type { FromPanel, ToPanel } from '../../protocol/panel';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { Calibrations } from '../judges/calibrations';
import type { HumanLabels } from '../labels/humanLabels';
import type { CasePlaces } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import type { ScoreHistory } from '../versions/scoreHistory';
import { locale } from '../words';
import { panelHtml, panelRoots } from './panelHtml';
import { panelJudges } from './panelJudges';
import { caseDetail, panelPhase, panelRow, panelRows } from './panelState';
import { readPanelMessage } from './readPanelMessage';

/** Least time between two batches of changes to a panel, in milliseconds. */
const BATCH_MS = 100;

/** What a panel shows. */
export interface PanelSources {
  sessions: Sessions;
  places: CasePlaces;
  history: ScoreHistory;
  labels: HumanLabels;
  calibrations: Calibrations;
}

/** Speaks with one panel: tells it what changes, in batches, and does what it asks for. */
export class PanelConnection extends Disposable {
  readonly #webview: vscode.Webview;
  readonly #sessions: Sessions;
  readonly #places: CasePlaces;
  readonly #history: ScoreHistory;
  readonly #labels: HumanLabels;
  readonly #calibrations: Calibrations;
  readonly #batch = this.register(new Throttle(() => this.#sendBatch(), BATCH_MS));
  readonly #changedCases = new Set<string>();
  readonly #unfolded = new Set<string>();
  readonly #deltas = new Map<string, string>();
  #phaseChanged = false;
  #ready = false;
  #reveal: Extract<ToPanel, { type: 'reveal' }> | undefined;
  #streams: vscode.Disposable | undefined;

  constructor(webview: vscode.Webview, extension: vscode.Uri, sources: PanelSources) {
    super();
    const { sessions, places, history, labels, calibrations } = sources;
    this.#calibrations = calibrations;
    this.#history = history;
    this.#labels = labels;
    this.#webview = webview;
    this.#sessions = sessions;
    this.#places = places;
    webview.options = { enableScripts: true, localResourceRoots: panelRoots(extension) };
    this.register(webview.onDidReceiveMessage((message: unknown) => void this.#receive(message)));
    this.register(sessions.onDidChangeCurrent(() => this.#showCurrent()));
    this.register(
      sessions.onDidChangeSession((session) => {
        if (session === sessions.current) this.#sendState();
      }),
    );
    this.register(
      sessions.onDidChangeCases(({ session, caseIds }) => {
        if (session !== sessions.current) return;
        for (const caseId of caseIds) this.#changedCases.add(caseId);
        this.#phaseChanged = true;
        this.#batch.request();
      }),
    );
    this.register(
      history.onDidChange((session) => {
        if (session === sessions.current) this.#sendHistory();
      }),
    );
    this.register(
      labels.onDidChange((session) => {
        if (session === sessions.current) for (const caseId of this.#unfolded) this.#sendDetail(caseId);
      }),
    );
    this.register(
      calibrations.onDidChange((session) => {
        if (session === sessions.current) this.#sendJudges();
      }),
    );
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => this.#sendState()));
    this.register({ dispose: () => this.#streams?.dispose() });
    webview.html = panelHtml(webview, extension);
  }

  /** Unfolds a case in the panel, now or as soon as it is there. @param correct with the form for a corrected answer */
  reveal(caseId: string, { correct = false }: { correct?: boolean } = {}): void {
    this.#reveal = { type: 'reveal', caseId, ...(correct && { correct }) };
    this.#sendReveal();
  }

  #post(message: ToPanel): void {
    if (this.#ready && !this.disposed) void this.#webview.postMessage(message);
  }

  #showCurrent(): void {
    this.#unfolded.clear();
    this.#streams?.dispose();
    const session = this.#sessions.current;
    this.#streams = session?.onDidStream(({ caseId, text }) => {
      if (!this.#unfolded.has(caseId)) return;
      this.#deltas.set(caseId, (this.#deltas.get(caseId) ?? '') + text);
      this.#batch.request();
    });
    this.#sendState();
    void session?.ready();
  }

  #sendState(): void {
    const session = this.#sessions.current;
    this.#batch.cancel();
    this.#changedCases.clear();
    this.#deltas.clear();
    this.#phaseChanged = false;
    this.#post({ type: 'state', phase: panelPhase(session), rows: panelRows(session), locale });
    for (const caseId of this.#unfolded) this.#sendDetail(caseId);
    this.#sendHistory();
    this.#sendJudges();
    this.#sendReveal();
  }

  #sendJudges(): void {
    const session = this.#sessions.current;
    if (!session || !this.#ready) return;
    const judges = panelJudges(this.#calibrations.of(session), session.shown?.header.judges ?? []);
    this.#post({ type: 'judges', judges });
  }

  #sendHistory(): void {
    const session = this.#sessions.current;
    if (session && this.#ready) this.#post({ type: 'history', history: this.#history.of(session) });
  }

  #sendBatch(): void {
    const session = this.#sessions.current;
    if (!session) return;
    if (this.#phaseChanged) this.#post({ type: 'phase', phase: panelPhase(session) });
    this.#phaseChanged = false;
    if (this.#changedCases.size > 0) {
      const changed = session.cases.filter(({ id }) => this.#changedCases.has(id));
      this.#post({ type: 'rows', rows: changed.map((testCase) => panelRow(session, testCase)) });
    }
    for (const [caseId, text] of this.#deltas) {
      // A case whose state changed gets its whole detail, which holds the text already.
      if (!this.#changedCases.has(caseId)) this.#post({ type: 'delta', caseId, text });
    }
    for (const caseId of this.#changedCases) {
      if (this.#unfolded.has(caseId)) this.#sendDetail(caseId);
    }
    this.#deltas.clear();
    this.#changedCases.clear();
  }

  #sendDetail(caseId: string): void {
    const session = this.#sessions.current;
    const detail = session && caseDetail(session, caseId, this.#labels);
    this.#deltas.delete(caseId);
    if (detail) this.#post({ type: 'detail', detail });
  }

  #sendReveal(): void {
    if (!this.#ready || this.#reveal === undefined) return;
    this.#post(this.#reveal);
    this.#reveal = undefined;
  }

  async #receive(value: unknown): Promise<void> {
    const message = readPanelMessage(value);
    if (!message) return;
    if (message.type === 'ready') {
      this.#ready = true;
      this.#showCurrent();
      return;
    }
    const session = this.#sessions.current;
    if (session) await this.#act(message, session);
    else if (message.type === 'newPrompt') await vscode.commands.executeCommand('assay.newPrompt');
    else if (message.type === 'openSample') await vscode.commands.executeCommand('assay.openSample');
    else if (message.type === 'manageTrust') await vscode.commands.executeCommand('workbench.trust.manage');
  }

  async #act(message: FromPanel, session: PromptSession): Promise<void> {
    const command = (id: string, ...args: unknown[]) => vscode.commands.executeCommand(id, session.uri, ...args);
    switch (message.type) {
      case 'ready':
        return;
      case 'run':
        await command('assay.runTests');
        return;
      case 'runFailed':
        await command('assay.runFailed');
        return;
      case 'runCase':
        await command('assay.runCase', message.caseId);
        return;
      case 'stop':
        session.stop();
        return;
      case 'openCase':
        await this.#openCase(session, message.caseId);
        return;
      case 'openPrompt':
        await vscode.window.showTextDocument(session.uri);
        return;
      case 'openVersion':
        await this.#history.open(session, message.key);
        return;
      case 'compareWithHead':
        await command('assay.compareWithHead');
        return;
      case 'showJudge':
        await command('assay.showJudges', message.judge);
        return;
      case 'openTests':
        if (session.plan?.testSet) await vscode.window.showTextDocument(vscode.Uri.file(session.plan.testSet.file));
        return;
      case 'openProblem':
        await openProblem(session, message);
        return;
      case 'unfold':
        this.#unfolded.add(message.caseId);
        this.#sendDetail(message.caseId);
        return;
      case 'fold':
        this.#unfolded.delete(message.caseId);
        return;
      case 'label': {
        const { caseId, output, judge, score, thumb, corrected, note } = message;
        const change = { score, thumb, corrected, note };
        await command('assay.giveLabel', caseId, { output, judge: judge ?? undefined, change });
        // Also where nothing was written: the panel is to show what counts.
        this.#sendDetail(caseId);
        return;
      }
      case 'useAsExpected':
        await command('assay.useAsExpected', message.caseId, message.output);
        return;
      case 'createTests':
        await command('assay.createTestSet');
        return;
      case 'setApiKey':
        await vscode.commands.executeCommand('assay.setApiKey', originWanted(session));
        return;
      case 'useLocalModel':
        await command('assay.useLocalModel');
        return;
      case 'useBaseline':
        await command('assay.useBaseline');
        return;
      case 'manageTrust':
        await vscode.commands.executeCommand('workbench.trust.manage');
        return;
      case 'newPrompt':
        await vscode.commands.executeCommand('assay.newPrompt');
        return;
      case 'openSample':
        await vscode.commands.executeCommand('assay.openSample');
        return;
      case 'showLog':
        await vscode.commands.executeCommand('assay.showLog');
        return;
      case 'openInTab':
        await vscode.commands.executeCommand('assay.openResultsInTab');
        return;
      case 'copy':
        await vscode.env.clipboard.writeText(message.text);
        return;
    }
  }

  async #openCase(session: PromptSession, caseId: string): Promise<void> {
    const tests = session.plan?.testSet?.file;
    const place = this.#places.of(session).get(caseId);
    if (tests === undefined || !place) return;
    const { start } = editorRange(place.title);
    await vscode.window.showTextDocument(vscode.Uri.file(tests), { selection: new vscode.Range(start, start) });
  }
}

/** Opens a file that a problem was reported in; no other, whatever the webview says. */
async function openProblem(session: PromptSession, { file, line }: { file: string; line: number }): Promise<void> {
  const target = path.resolve(session.workspace, file);
  const reported = session.plan?.problems.some((problem) => path.resolve(problem.file) === target);
  if (!reported && target !== session.file) return;
  await vscode.window.showTextDocument(vscode.Uri.file(target), { selection: new vscode.Range(line, 0, line, 0) });
}

/** The address that a key is missing for. */
function originWanted({ readiness }: PromptSession): string | undefined {
  return !readiness.ready && readiness.kind === 'no-key' ? originOf(readiness.endpoint) : undefined;
}
