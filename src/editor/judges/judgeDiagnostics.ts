import * as vscode from 'vscode';
import { calibrationText } from '../../engine/report/judge/calibrationWords';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import type { PromptSession } from '../run/promptSession';
import { sentence } from '../words';
import type { Calibrations } from './calibrations';

/** Of the diagnostic that says that a judge does not agree with people. */
export const JUDGE_BELOW = 'judge.below';

/** A warning where a test set names a judge that does not agree with people: its scores are not to be relied on. */
export class JudgeDiagnostics extends Disposable {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay judges'));
  /** What each prompt reports, by file: two prompts may share a test set. */
  readonly #reported = new Map<PromptSession, Map<string, vscode.Diagnostic[]>>();

  constructor(calibrations: Calibrations) {
    super();
    this.register(calibrations.onDidChange((session) => this.#publish(session, calibrations)));
  }

  #publish(session: PromptSession, calibrations: Calibrations): void {
    const before = this.#reported.get(session)?.keys() ?? [];
    const now = new Map<string, vscode.Diagnostic[]>();
    for (const calibration of session.disposed ? [] : calibrations.of(session)) {
      if (calibration.agreement.standing !== 'below') continue;
      const index = session.plan?.judges.findIndex(({ judge }) => judge === calibration.judge) ?? -1;
      const named = session.plan?.loadedJudges[index];
      if (named === undefined) continue;
      const message = calibrationText(calibration, { say: sentence });
      const diagnostic = new vscode.Diagnostic(editorRange(named.range), message, vscode.DiagnosticSeverity.Warning);
      diagnostic.source = 'Assay';
      diagnostic.code = JUDGE_BELOW;
      now.set(named.file, [...(now.get(named.file) ?? []), diagnostic]);
    }
    this.#reported.set(session, now);
    for (const file of new Set([...before, ...now.keys()])) {
      const all = [...this.#reported.values()].flatMap((byFile) => byFile.get(file) ?? []);
      this.#collection.set(vscode.Uri.file(file), all);
    }
  }
}
