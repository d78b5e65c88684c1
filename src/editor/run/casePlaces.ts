import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { TestSet } from '../../engine/testset/testSet';
import { Disposable } from '../disposable';
import { shiftRange } from '../documents/shiftRange';
import { samePath } from '../engine/overlayFiles';
import type { PromptSession } from './promptSession';
import type { Sessions } from './sessions';

/** Where a case stands in its test set. */
export interface CasePlace {
  title: Range;
  /** Of the case's own checks, in their order. */
  checks: Range[];
}

type Places = Map<string, CasePlace>;

/**
 * Where the cases of each prompt stand now: as last read, moved along with every edit since, so that a score
 * stays at its case while somebody types above it, or leaves the file half-written.
 */
export class CasePlaces extends Disposable {
  readonly #bySession = new WeakMap<PromptSession, { testSet: TestSet; places: Places }>();
  readonly #moved = this.register(new vscode.EventEmitter<PromptSession>());
  /** Edits moved cases of a prompt. */
  readonly onDidMove = this.#moved.event;

  constructor(sessions: Sessions) {
    super();
    this.register(
      vscode.workspace.onDidChangeTextDocument(({ document, contentChanges }) => {
        for (const session of sessions.all) {
          const testSet = session.plan?.testSet;
          if (contentChanges.length === 0 || !testSet || !samePath(testSet.file, document.uri.fsPath)) continue;
          this.#shift(session, contentChanges);
        }
      }),
    );
  }

  /** The places of a prompt's cases, by id. */
  of(session: PromptSession): ReadonlyMap<string, CasePlace> {
    const testSet = session.plan?.testSet;
    const known = this.#bySession.get(session);
    if (!testSet) return known?.places ?? new Map();
    if (known?.testSet === testSet) return known.places;
    // A case that a half-written file no longer shows keeps the place it had.
    const places: Places = new Map(testSet.problems.length > 0 ? known?.places : undefined);
    for (const testCase of testSet.cases) {
      places.set(testCase.id, { title: testCase.titleRange, checks: testCase.checks.map(({ range }) => range) });
    }
    this.#bySession.set(session, { testSet, places });
    return places;
  }

  #shift(session: PromptSession, changes: readonly vscode.TextDocumentContentChangeEvent[]): void {
    const places = this.of(session) as Places;
    // Given last first, so that each one's positions still hold when it is applied.
    const lastFirst = [...changes].sort((a, b) => b.rangeOffset - a.rangeOffset);
    for (const change of lastFirst) {
      for (const [id, { title, checks }] of places) {
        places.set(id, {
          title: shiftRange(title, change),
          checks: checks.map((range) => shiftRange(range, change)),
        });
      }
    }
    this.#moved.fire(session);
  }
}
