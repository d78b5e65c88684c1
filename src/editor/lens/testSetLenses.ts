import * as vscode from 'vscode';
import type { TestCase } from '../../engine/testset/testSet';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { HumanLabels } from '../labels/humanLabels';
import { ownText } from '../labels/labelTexts';
import type { CasePlaces } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { counted, words } from '../words';
import { resultText, testJudgeLens } from './lensTexts';

/**
 * Beyond this many cases a lens on each would slow down typing: then only cases that did not pass have one, and the
 * others are run from the panel.
 */
const MOST_CASES = 500;

/** Above each case of a test set: run it, and its last score. */
export class TestSetLenses extends Disposable implements vscode.CodeLensProvider {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  readonly onDidChangeCodeLenses = this.#changed.event;
  readonly #sessions: Sessions;
  readonly #places: CasePlaces;
  readonly #labels: HumanLabels;

  constructor(sessions: Sessions, places: CasePlaces, labels: HumanLabels) {
    super();
    this.#sessions = sessions;
    this.#places = places;
    this.#labels = labels;
    const update = this.register(new Throttle(() => this.#changed.fire(), 250));
    this.register(sessions.onDidChangeSession(() => update.request()));
    this.register(sessions.onDidChangeCases(() => update.request()));
    this.register(labels.onDidChange(() => update.request()));
  }

  async provideCodeLenses(document: vscode.TextDocument): Promise<vscode.CodeLens[]> {
    const session = await this.#sessions.ofTestSet(document.uri.fsPath);
    if (!session || !vscode.workspace.isTrusted) return [];
    await session.ready();
    if (session.isJudge) return [new vscode.CodeLens(new vscode.Range(0, 0, 0, 0), testJudgeLens(session))];
    return [...wholeSet(session), ...this.#casesOf(session)];
  }

  #casesOf(session: PromptSession): vscode.CodeLens[] {
    const many = session.cases.length > MOST_CASES;
    const worth = many ? session.cases.filter(({ id }) => notPassed(session, id)).slice(0, MOST_CASES) : session.cases;
    return worth.flatMap((testCase) => this.#lensesOf(session, testCase));
  }

  #lensesOf(session: PromptSession, { id, titleRange }: TestCase): vscode.CodeLens[] {
    const range = editorRange(this.#places.of(session).get(id)?.title ?? titleRange);
    const line = new vscode.Range(range.start, range.start);
    const progress = session.active?.progressOf(id);
    if (progress) {
      const state = progress === 'queued' ? '$(clock)' : '$(sync~spin)';
      const title = `${state} ${words(`editor.case.${progress}`)}`;
      return [new vscode.CodeLens(line, { title, command: 'assay.showResults', arguments: [session.uri, id] })];
    }
    const run = { title: `$(play) ${words('editor.lens.run-this')}`, command: 'assay.runCase' };
    const lenses = [new vscode.CodeLens(line, { ...run, arguments: [session.uri, id] })];
    const result = session.resultOf(id);
    if (result) {
      const text = resultText(result);
      const title = session.stale
        ? `$(history) ${words('editor.lens.stale', { summary: text })}`
        : `$(star-full) ${text}`;
      lenses.push(new vscode.CodeLens(line, { title, command: 'assay.showResults', arguments: [session.uri, id] }));
    }
    const sample = this.#labels.sampleToLabel(result);
    if (sample) {
      const said = ownText(this.#labels.ratingsOf(session, sample).ratings);
      const title = `$(person) ${said === '' ? words('editor.lens.label') : words('editor.lens.labelled', { said })}`;
      lenses.push(new vscode.CodeLens(line, { title, command: 'assay.labelCase', arguments: [session.uri, id] }));
    }
    return lenses;
  }
}

function wholeSet(session: PromptSession): vscode.CodeLens[] {
  const top = new vscode.Range(0, 0, 0, 0);
  const total = session.cases.length;
  if (session.active || total === 0) return [];
  const title = `$(run-all) ${counted('editor.lens.run', total)}`;
  return [new vscode.CodeLens(top, { title, command: 'assay.runTests', arguments: [session.uri] })];
}

function notPassed(session: PromptSession, caseId: string): boolean {
  const status = session.resultOf(caseId)?.status;
  return status === 'failed' || status === 'error';
}
