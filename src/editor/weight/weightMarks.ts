import * as vscode from 'vscode';
import type { Range } from 'vscode-languageserver-types';
import type { WeighingPlan } from '../../engine/compare/weight/planWeighing';
import type { WeighedSentence, Weighing } from '../../engine/compare/weight/weighing';
import { Disposable } from '../disposable';
import { editorRange } from '../documents/editorRange';
import { shiftRange } from '../documents/shiftRange';

/** A sentence that was weighed, where it stands now. */
export interface WeightMark {
  sentence: WeighedSentence;
  range: vscode.Range;
  /** What is to be deleted to take it out. */
  cut: vscode.Range;
}

/** What is known of the sentences of one prompt. */
export interface MarkedPrompt {
  uri: vscode.Uri;
  weighing: Weighing;
  marks: WeightMark[];
  /** Something else in the prompt was edited since: then a sentence may weigh something else. */
  stale: boolean;
}

interface Place {
  range: Range;
  cut: Range;
}

interface Followed {
  uri: vscode.Uri;
  /** By sentence; undefined once it was edited itself. */
  places: (Place | undefined)[];
  weighing: Weighing | undefined;
  edited: boolean;
}

/** The weights of sentences in the prompts of this window: they follow edits, and a sentence that is edited has none. */
export class WeightMarks extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<vscode.Uri>());
  readonly onDidChange = this.#changed.event;
  readonly #prompts = new Map<string, Followed>();

  constructor() {
    super();
    this.register(vscode.workspace.onDidChangeTextDocument((event) => this.#follow(event)));
  }

  /** Begins to follow the sentences of a plan, before their weights are known. */
  begin(uri: vscode.Uri, { sentences }: WeighingPlan): void {
    const places = sentences.map(({ range, cutRange }) => ({ range, cut: cutRange }));
    this.#prompts.set(uri.toString(), { uri, places, weighing: undefined, edited: false });
    this.#say(uri);
  }

  /** Takes what is known by now. */
  take(uri: vscode.Uri, weighing: Weighing): void {
    const prompt = this.#prompts.get(uri.toString());
    if (prompt === undefined) return;
    prompt.weighing = weighing;
    this.#say(uri);
  }

  clear(): void {
    const all = [...this.#prompts.values()];
    this.#prompts.clear();
    for (const { uri } of all) this.#say(uri);
  }

  of(uri: vscode.Uri): MarkedPrompt | undefined {
    const prompt = this.#prompts.get(uri.toString());
    if (prompt?.weighing === undefined) return undefined;
    const { weighing, places, edited } = prompt;
    const marks = weighing.sentences.flatMap((sentence, index) => {
      const place = places[index];
      if (place === undefined) return [];
      return [{ sentence, range: editorRange(place.range), cut: editorRange(place.cut) }];
    });
    return { uri, weighing, marks, stale: edited };
  }

  #follow({ document, contentChanges }: vscode.TextDocumentChangeEvent): void {
    const prompt = this.#prompts.get(document.uri.toString());
    if (prompt === undefined || contentChanges.length === 0) return;
    prompt.edited = true;
    // They are given from the end of the text, each in the positions before it.
    for (const { range, text } of contentChanges) {
      const change = { range: { start: range.start, end: range.end }, text };
      prompt.places = prompt.places.map((place) =>
        place && !overlaps(place.range, range)
          ? { range: shiftRange(place.range, change), cut: shiftRange(place.cut, change) }
          : undefined,
      );
    }
    this.#say(document.uri);
  }

  #say(uri: vscode.Uri): void {
    const any = [...this.#prompts.values()].some(({ weighing }) => weighing !== undefined);
    void vscode.commands.executeCommand('setContext', 'assay.hasWeights', any);
    this.#changed.fire(uri);
  }
}

/** Whether a change touches a sentence; what is written right before or behind it does not. */
function overlaps(sentence: Range, change: vscode.Range): boolean {
  const range = editorRange(sentence);
  return change.start.isBefore(range.end) && change.end.isAfter(range.start);
}
