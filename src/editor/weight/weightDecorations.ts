import * as vscode from 'vscode';
import type { WeightVerdict } from '../../engine/compare/weight/weighing';
import { Disposable } from '../disposable';
import type { WeightMark, WeightMarks } from './weightMarks';
import { markText } from './weightTexts';

/** Where several sentences share a line, the one that most calls for something to be done has the gutter. */
const VERDICTS: readonly WeightVerdict[] = ['harms', 'could-go', 'matters', 'unclear'];

const RULER: Record<WeightVerdict, string> = {
  harms: 'charts.red',
  'could-go': 'charts.blue',
  matters: 'charts.green',
  unclear: 'charts.yellow',
};

/** In the gutter of a prompt that was weighed: which lines matter, harm or could go; the numbers are in the hover. */
export class WeightDecorations extends Disposable {
  readonly #marks: WeightMarks;
  readonly #gutter: Record<WeightVerdict, vscode.TextEditorDecorationType>;
  readonly #hover = this.register(vscode.window.createTextEditorDecorationType({}));

  constructor(extension: vscode.Uri, marks: WeightMarks) {
    super();
    this.#marks = marks;
    const gutter = (verdict: WeightVerdict) => this.register(gutterOf(extension, verdict));
    this.#gutter = {
      harms: gutter('harms'),
      'could-go': gutter('could-go'),
      matters: gutter('matters'),
      unclear: gutter('unclear'),
    };
    this.register(marks.onDidChange(() => this.#decorateAll()));
    this.register(vscode.window.onDidChangeVisibleTextEditors(() => this.#decorateAll()));
  }

  #decorateAll(): void {
    for (const editor of vscode.window.visibleTextEditors) {
      if (editor.document.uri.scheme === 'file') this.#decorate(editor);
    }
  }

  #decorate(editor: vscode.TextEditor): void {
    const prompt = this.#marks.of(editor.document.uri);
    const marks = (prompt?.marks ?? []).filter(({ sentence }) => sentence.weight !== null);
    const lines = new Map<number, WeightVerdict>();
    for (const verdict of VERDICTS) {
      for (const line of marks.filter((mark) => verdictOf(mark) === verdict).map(({ range }) => range.start.line)) {
        if (!lines.has(line)) lines.set(line, verdict);
      }
    }
    for (const verdict of VERDICTS) {
      const ranges = [...lines]
        .filter(([, each]) => each === verdict)
        .map(([line]) => new vscode.Range(line, 0, line, 0));
      editor.setDecorations(this.#gutter[verdict], ranges);
    }
    const hovers = marks.map((mark) => ({
      range: mark.range,
      hoverMessage: prompt && new vscode.MarkdownString().appendText(markText(mark, prompt)),
    }));
    editor.setDecorations(this.#hover, hovers);
  }
}

function verdictOf({ sentence }: WeightMark): WeightVerdict | undefined {
  return sentence.weight?.verdict;
}

/** A shape of its own for each, so that nobody has to tell colours apart. */
function gutterOf(extension: vscode.Uri, verdict: WeightVerdict): vscode.TextEditorDecorationType {
  const icon = (theme: string) => vscode.Uri.joinPath(extension, 'media', `weight-${verdict}-${theme}.svg`);
  return vscode.window.createTextEditorDecorationType({
    overviewRulerColor: new vscode.ThemeColor(RULER[verdict]),
    overviewRulerLane: vscode.OverviewRulerLane.Left,
    light: { gutterIconPath: icon('light'), gutterIconSize: 'contain' },
    dark: { gutterIconPath: icon('dark'), gutterIconSize: 'contain' },
  });
}
