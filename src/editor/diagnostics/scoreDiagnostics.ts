import * as vscode from 'vscode';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import type { CasePlaces } from '../run/casePlaces';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { caseDiagnostics } from './caseDiagnostics';
import { runDiagnostic } from './runDiagnostic';

/** More findings in one file than anybody reads one by one; the panel has all of them. */
const MOST_PER_FILE = 500;

/**
 * The scores of each prompt's last run, as diagnostics: at the case in the test set and at the top of the prompt.
 * Results of something that has changed since are marked so at once, and move along with what is typed.
 */
export class ScoreDiagnostics extends Disposable {
  readonly #collection = this.register(vscode.languages.createDiagnosticCollection('assay scores'));
  readonly #places: CasePlaces;
  readonly #changed = new Set<PromptSession>();
  readonly #soon = this.register(new Throttle(() => this.#publishChanged(), 500));
  /** What each prompt reports, by file: two prompts may share a test set. */
  readonly #reported = new Map<PromptSession, Map<string, vscode.Diagnostic[]>>();

  constructor(sessions: Sessions, places: CasePlaces) {
    super();
    this.#places = places;
    this.register(
      sessions.onDidChangeSession((session) => {
        this.#changed.add(session);
        // A state is shown at once; only what streams in while a run goes on may wait for more of it.
        this.#publishChanged();
      }),
    );
    this.register(
      sessions.onDidChangeCases(({ session }) => {
        this.#changed.add(session);
        this.#soon.request();
      }),
    );
    // Between two pauses in typing the editor itself moves what it shows.
    const settle = this.register(new Debounce(() => this.#publishChanged(), 300));
    this.register(
      places.onDidMove((session) => {
        this.#changed.add(session);
        settle.request();
      }),
    );
  }

  #publishChanged(): void {
    this.#soon.cancel();
    const sessions = [...this.#changed];
    this.#changed.clear();
    for (const session of sessions) this.#publish(session);
  }

  #publish(session: PromptSession): void {
    const before = this.#reported.get(session)?.keys() ?? [];
    const now = this.#diagnosticsOf(session);
    this.#reported.set(session, now);
    for (const file of new Set([...before, ...now.keys()])) {
      const all = [...this.#reported.values()].flatMap((byFile) => byFile.get(file) ?? []);
      this.#collection.set(vscode.Uri.file(file), all);
    }
  }

  #diagnosticsOf(session: PromptSession): Map<string, vscode.Diagnostic[]> {
    const byFile = new Map<string, vscode.Diagnostic[]>();
    const testSet = session.plan?.testSet;
    if (!testSet) return byFile;
    const places = this.#places.of(session);
    const ofCases: vscode.Diagnostic[] = [];
    for (const { id } of session.cases) {
      const result = session.resultOf(id);
      const place = places.get(id);
      if (!result || !place || ofCases.length >= MOST_PER_FILE) continue;
      ofCases.push(...caseDiagnostics(session, result, place));
    }
    byFile.set(testSet.file, ofCases);
    const ofRun = runDiagnostic(session, places);
    byFile.set(session.file, ofRun ? [ofRun] : []);
    return byFile;
  }
}
