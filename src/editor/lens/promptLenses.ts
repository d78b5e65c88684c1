import * as vscode from 'vscode';
import { modelsOfJudge } from '../../engine/evaluate/judgeTerms';
import { hasErrors } from '../../engine/problem';
import { Disposable } from '../disposable';
import { isPartial } from '../documents/documentKinds';
import { numberText } from '../figures';
import type { Calibrations } from '../judges/calibrations';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { againstHead } from '../versions/knownText';
import type { PendingEdits, Standing } from '../versions/pendingEdits';
import { counted, words } from '../words';
import { shortName, summaryText, testJudgeLens } from './lensTexts';

const FIRST_LINE = new vscode.Range(0, 0, 0, 0);

/** Above the first line of a prompt: what a click runs, and what the last run gave. */
export class PromptLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #sessions: Sessions;
  readonly #edits: PendingEdits;
  readonly #calibrations: Calibrations;

  constructor(sessions: Sessions, edits: PendingEdits, calibrations: Calibrations) {
    super();
    this.#sessions = sessions;
    this.#edits = edits;
    this.#calibrations = calibrations;
    const update = this.register(new Throttle(() => this.#changed.fire(), 250));
    this.register(sessions.onDidChangeSession(() => update.request()));
    this.register(sessions.onDidChangeCases(() => update.request()));
    this.register(edits.onDidChange(() => update.request()));
    this.register(calibrations.onDidChange(() => update.request()));
    this.register(vscode.workspace.onDidGrantWorkspaceTrust(() => update.request()));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    if (isPartial(document.uri.fsPath)) return [];
    const session = await this.#sessions.of(document.uri.fsPath);
    await session.ready();
    const lenses = [...lensesOf(session, this.#edits.of(session)), ...this.#trustLens(session)];
    return lenses.map((command) => new vscode.CodeLens(FIRST_LINE, command));
  }

  /** Beside a score, that a judge it rests on does not agree with people; a click shows where. */
  #trustLens(session: PromptSession): vscode.Command[] {
    if (session.active || session.shown === undefined) return [];
    const below = this.#calibrations.of(session).filter(({ agreement }) => agreement.standing === 'below');
    const [first] = below;
    if (first === undefined) return [];
    const judges = below.map(({ judge }) => shortName(judge)).join(', ');
    const title = `$(warning) ${words('editor.lens.judge-below', { judges })}`;
    return [{ title, command: 'assay.showJudges', arguments: [session.uri, first.judge] }];
  }
}

function lensesOf(session: PromptSession, standing: Standing | undefined): vscode.Command[] {
  const { plan, active } = session;
  const prompt = [session.uri];
  if (active) {
    return [
      {
        title: `$(sync~spin) ${words('editor.lens.running', { finished: numberText(active.finished), total: numberText(active.total) })}`,
        command: 'assay.showResults',
        arguments: prompt,
      },
      { title: `$(debug-stop) ${words('editor.lens.stop')}`, command: 'assay.stop', arguments: prompt },
    ];
  }
  if (!plan) return [];
  if (!vscode.workspace.isTrusted) {
    return [{ title: `$(workspace-untrusted) ${words('editor.lens.untrusted')}`, command: 'workbench.trust.manage' }];
  }
  const total = session.cases.length;
  if (!plan.testSet) {
    const create = `$(add) ${words('editor.lens.create-tests')}`;
    return [{ title: create, command: 'assay.createTestSet', arguments: prompt }];
  }
  if (session.isJudge) return [testJudgeLens(session)];
  const lenses: vscode.Command[] = [
    { title: `$(play) ${counted('editor.lens.run', total)}`, command: 'assay.runTests', arguments: prompt },
    { title: `$(beaker) ${words('editor.lens.run-case')}`, command: 'assay.runCase', arguments: prompt },
  ];
  return [...lenses, ...headLens(session, standing), lastLens(session)];
}

/** What is on record of the change to HEAD; a click compares, and runs what is missing. */
function headLens({ uri, readiness }: PromptSession, standing: Standing | undefined): vscode.Command[] {
  const text = standing?.now && againstHead(standing.now);
  if (text === undefined || !readiness.ready) return [];
  const icon = standing?.outdated ? '$(history)' : '$(git-compare)';
  return [{ title: `${icon} ${text}`, command: 'assay.compareWithHead', arguments: [uri] }];
}

/** The last lens: the score, or what a click would do where there is none. */
function lastLens(session: PromptSession): vscode.Command {
  const { plan, shown, readiness } = session;
  if (!readiness.ready && readiness.kind === 'unknown') return setUpLens(session, words('editor.lens.no-model'));
  if (plan && hasErrors(plan.problems)) {
    const count = plan.problems.filter(({ severity }) => severity === 'error').length;
    return { title: `$(error) ${counted('editor.lens.problems', count)}`, command: 'workbench.actions.view.problems' };
  }
  if (shown) {
    const text = summaryText(shown.summary);
    const title = session.stale
      ? `$(history) ${words('editor.lens.stale', { summary: text })}`
      : `$(star-full) ${text}`;
    return { title, command: 'assay.showResults', arguments: [session.uri] };
  }
  if (!readiness.ready) return setUpLens(session, words('editor.lens.no-key', { model: readiness.model }));
  return { title: firstRunText(session), command: 'assay.runTests', arguments: [session.uri] };
}

function setUpLens(session: PromptSession, text: string): vscode.Command {
  return { title: `$(key) ${text}`, command: 'assay.setUpModel', arguments: [session.uri] };
}

/** What the first run would call, so that a click holds no surprise. */
function firstRunText(session: PromptSession): string {
  const { plan } = session;
  if (!plan) return '';
  const calls = counted('editor.lens.calls', session.cases.length, { model: plan.model });
  const judges = [...new Set(plan.judges.flatMap(modelsOfJudge))];
  return judges.length === 0 ? calls : words('editor.lens.calls-judged', { calls, judges: judges.join(', ') });
}
