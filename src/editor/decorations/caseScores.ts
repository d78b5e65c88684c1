import * as vscode from 'vscode';
import type { CaseResult } from '../../engine/evaluate/run';
import { checkText } from '../../engine/report/checkText';
import { reasonOfJudge } from '../../engine/report/judgementText';
import { errorText } from '../diagnostics/errorText';
import { Disposable } from '../disposable';
import { samePath } from '../engine/overlayFiles';
import { readSettings } from '../engine/settings';
import { resultText } from '../lens/lensTexts';
import type { CasePlaces } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { sentence, words } from '../words';

/** How much of a reason stands at the end of a line; all of it is in the diagnostic and the panel. */
const MOST_CHARACTERS = 90;

const COLOURS = {
  passed: 'testing.iconPassed',
  failed: 'list.warningForeground',
  error: 'list.errorForeground',
  stale: 'editorCodeLens.foreground',
} as const;

/** At the end of each case's line in a test set: its score, and why it is low. */
export class CaseScores extends Disposable {
  readonly #decoration = this.register(vscode.window.createTextEditorDecorationType({}));
  readonly #sessions: Sessions;
  readonly #places: CasePlaces;

  constructor(sessions: Sessions, places: CasePlaces) {
    super();
    this.#sessions = sessions;
    this.#places = places;
    const update = this.register(new Throttle(() => this.#decorateAll(), 200));
    const request = () => update.request();
    this.register(sessions.onDidChangeSession(request));
    this.register(sessions.onDidChangeCases(request));
    this.register(vscode.window.onDidChangeVisibleTextEditors(request));
    this.register(vscode.window.onDidChangeTextEditorVisibleRanges(request));
    this.register(vscode.workspace.onDidChangeConfiguration(request));
  }

  #decorateAll(): void {
    const show = readSettings().scoresInEditor;
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme !== 'file') continue;
      const session = this.#sessions.all.find(
        ({ plan }) => plan?.testSet && samePath(plan.testSet.file, editor.document.uri.fsPath),
      );
      if (session) editor.setDecorations(this.#decoration, show ? this.#scoresOf(session, editor) : []);
    }
  }

  /** Only of what can be seen: a test set may have 10,000 cases. */
  #scoresOf(session: PromptSession, editor: vscode.TextEditor): vscode.DecorationOptions[] {
    const places = this.#places.of(session);
    return session.cases.flatMap(({ id }) => {
      const result = session.resultOf(id);
      const line = places.get(id)?.title.start.line;
      if (!result || line === undefined || line >= editor.document.lineCount || !isVisible(line, editor)) return [];
      const { range } = editor.document.lineAt(line);
      return [{ range: new vscode.Range(range.end, range.end), renderOptions: { after: scoreAfter(session, result) } }];
    });
  }
}

function isVisible(line: number, { visibleRanges }: vscode.TextEditor): boolean {
  return visibleRanges.some(({ start, end }) => line >= start.line - 50 && line <= end.line + 50);
}

function scoreAfter({ stale }: PromptSession, result: CaseResult): vscode.ThemableDecorationAttachmentRenderOptions {
  const why = reasonOf(result);
  const mark = result.spread?.flaky ? '~' : '●';
  const text = [`${mark}\u2002${resultText(result)}`, ...(why === '' ? [] : [why])].join('\u2003');
  const colour = stale ? COLOURS.stale : result.status === 'cancelled' ? COLOURS.stale : COLOURS[result.status];
  return {
    contentText: stale ? words('editor.lens.stale', { summary: text }) : text,
    color: new vscode.ThemeColor(colour),
    margin: '0 0 0 3em',
    fontStyle: stale ? 'italic' : undefined,
  };
}

/** In one line, why a case did not pass. */
function reasonOf({ samples }: CaseResult): string {
  for (const { error, checks, judges } of samples) {
    if (error) return cut(errorText(error));
    const check = checks.find(({ passed }) => !passed);
    if (check) return cut(checkText(check, { say: sentence }));
    const failed = judges.find(({ passed, error: judgeError }) => passed === false || judgeError !== undefined);
    if (failed) return cut(failed.error ? errorText(failed.error) : reasonOfJudge(failed, { say: sentence }));
  }
  return '';
}

function cut(text: string): string {
  const line = text.replace(/\s+/g, ' ').trim();
  const characters = [...line];
  return characters.length <= MOST_CHARACTERS ? line : `${characters.slice(0, MOST_CHARACTERS - 1).join('')}…`;
}
