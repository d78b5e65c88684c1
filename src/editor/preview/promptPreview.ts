import * as path from 'node:path';
import * as vscode from 'vscode';
import type { PreviewCounts } from '../../engine/language/preview/previewCounts';
import type { PreviewMessage, PromptPreview as Rendered } from '../../engine/language/preview/previewPrompt';
import type { FromPreview, PreviewState, ToPreview } from '../../protocol/preview';
import { Debounce } from '../debounce';
import { Disposable } from '../disposable';
import { isPartial, isPromptDocument } from '../documents/documentKinds';
import { editorRange } from '../documents/editorRange';
import type { FileChanges } from '../documents/fileChanges';
import type { EngineHost } from '../engine/engineHost';
import { costText, numberText } from '../figures';
import type { GitChanges } from '../git/gitChanges';
import type { LanguageHost } from '../language/languageHost';
import { OneAtATime } from '../oneAtATime';
import { panelHtml, panelRoots } from '../panel/panelHtml';
import { Throttle } from '../throttle';
import { locale, sentence, words } from '../words';
import { type HeadVersion, HeadVersions } from './headVersions';
import { shownMessages } from './shownMessages';

/** What follows typing is drawn at most so often, in milliseconds. */
const DRAW_MS = 60;
/** Tokens are counted after so much quiet, in milliseconds. */
const COUNT_MS = 250;
/** The cases that were chosen last, by prompt, in the workspace's memory. */
const CHOSEN = 'assay.previewCases';
const MOST_REMEMBERED = 200;

/** A view beside the editor of the messages that a prompt renders to with a case, as it is being written. */
export class PromptPreview extends Disposable {
  readonly #context: vscode.ExtensionContext;
  readonly #engines: EngineHost;
  readonly #languages: LanguageHost;
  readonly #heads: HeadVersions;
  // What is slow to render is rendered less often, but not never while somebody goes on typing.
  readonly #drawing = new OneAtATime(() => this.#render());
  readonly #draw = this.register(new Throttle(() => void this.#drawing.run(), DRAW_MS));
  readonly #count = this.register(new Debounce(() => void this.#tellCounts(), COUNT_MS));
  #tab: vscode.WebviewPanel | undefined;
  /** The prompt on show. */
  #file: string | undefined;
  /** The prompt or partial that an editor was on last. */
  #active: vscode.TextDocument | undefined;
  #locked = false;
  #marksChanges = true;
  #rendering = new AbortController();
  /** What the page shows, as far as it could be rendered. */
  #shown: { version: number; rendered: Rendered; messages: readonly PreviewMessage[]; state: PreviewState } | undefined;
  #version = 0;

  constructor(
    context: vscode.ExtensionContext,
    {
      engines,
      languages,
      changes,
      git,
    }: { engines: EngineHost; languages: LanguageHost; changes: FileChanges; git: GitChanges },
  ) {
    super();
    this.#context = context;
    this.#engines = engines;
    this.#languages = languages;
    this.#heads = this.register(new HeadVersions(engines, git));
    this.register(this.#heads.onDidChange(() => this.#draw.request()));
    this.register(engines.onDidChange(() => this.#draw.request()));
    // A file that has appeared may be a partial or the test set that was missing.
    this.register(
      changes.onDidChange(({ file, kind }) => (kind === 'listing' || this.#concerns(file)) && this.#draw.request()),
    );
    this.register(vscode.window.onDidChangeActiveTextEditor((editor) => editor && this.#follow(editor)));
    this.register(vscode.window.onDidChangeTextEditorSelection(({ textEditor }) => this.#cursorMoved(textEditor)));
    this.register({ dispose: () => this.#rendering.abort() });
    this.register({ dispose: () => this.#tab?.dispose() });
  }

  /** Shows a prompt beside the editor; the one in the active editor where none is given. */
  async open(target?: unknown): Promise<void> {
    const active = vscode.window.activeTextEditor;
    const file =
      target instanceof vscode.Uri
        ? target.fsPath
        : active && isPromptDocument(active.document)
          ? active.document.uri.fsPath
          : undefined;
    if (file === undefined) {
      void vscode.window.showInformationMessage(words('editor.no-prompt'));
      return;
    }
    this.#file = await this.#promptOf(file);
    this.#locked = false;
    this.#openTab();
    this.#drawOther();
  }

  /** Draws something else: what is being rendered is of no use any longer. */
  #drawOther(): void {
    this.#rendering.abort();
    this.#rendering = new AbortController();
    this.#draw.request();
  }

  #concerns(file: string): boolean {
    return file === this.#file || (this.#shown?.rendered.files.includes(file) ?? false);
  }

  /** The prompt that shows a file: of a partial, one that includes it. */
  async #promptOf(file: string): Promise<string> {
    if (!isPartial(file)) return file;
    if (this.#file !== undefined && this.#concerns(file)) return this.#file;
    const service = await this.#languages.load();
    const index = service.index(await this.#engines.workspaceOf(file));
    const seen = new Set<string>();
    for (let at: string | undefined = file; at !== undefined && !seen.has(at); ) {
      seen.add(at);
      const [first] = index.includersOf(at);
      if (first === undefined) return file;
      at = first.facts.file;
      if (!isPartial(at)) return at;
    }
    return file;
  }

  async #follow({ document }: Pick<vscode.TextEditor, 'document'>): Promise<void> {
    if (!isPromptDocument(document)) return;
    this.#active = document;
    if (this.#tab === undefined || this.#locked) return;
    const file = await this.#promptOf(document.uri.fsPath);
    if (file === this.#file || this.disposed) return;
    this.#file = file;
    this.#drawOther();
  }

  async #render(): Promise<void> {
    const file = this.#file;
    if (file === undefined || this.#tab === undefined) return;
    const { signal } = this.#rendering;
    try {
      const service = await this.#languages.load();
      const document = await vscode.workspace.openTextDocument(file);
      const text = await this.#languages.text(document);
      if (text === undefined || signal.aborted) return;
      const head = this.#heads.of(file);
      const base = this.#marksChanges && 'source' in head ? head.source : undefined;
      const caseId = this.#chosenCases()[file];
      const rendered = await service.preview(
        text,
        { ...(caseId !== undefined && { caseId }), ...(base !== undefined && { base }) },
        signal,
      );
      if (signal.aborted || rendered === undefined) return;
      const { pairMessages } = await this.#engines.backend();
      this.#take(rendered, head, pairMessages);
    } catch (error) {
      if (signal.aborted) return;
      this.#fail(file, error);
    }
  }

  #take(rendered: Rendered, head: HeadVersion, pair: Parameters<typeof shownMessages>[2]): void {
    const known = this.#shown?.rendered.file === rendered.file ? this.#shown : undefined;
    const [problem] = rendered.problems;
    const isRendered = rendered.messages !== undefined;
    // What cannot be rendered leaves the messages of before where they are.
    const messages = rendered.messages ?? known?.messages ?? [];
    const shownOf = isRendered ? shownMessages(messages, rendered, pair) : (known?.state.messages ?? []);
    const why: string = !this.#marksChanges
      ? words('preview.changes-off')
      : 'why' in head
        ? words(head.why)
        : words(rendered.base === undefined && isRendered ? 'preview.changes-broken' : 'preview.changes-against');
    const { output, missing } = rendered;
    const notes = [
      ...(rendered.chosen === undefined ? [words('preview.samples')] : []),
      ...(missing.length > 0 ? [words('preview.missing', { names: missing.join(', ') })] : []),
    ];
    const state: PreviewState = {
      locale,
      version: ++this.#version,
      file: path.basename(rendered.file),
      locked: this.#locked,
      testCase: caseOf(rendered),
      changes: { on: this.#marksChanges, hint: why, possible: 'source' in head || !this.#marksChanges },
      error:
        problem === undefined
          ? null
          : {
              text: sentence(problem.code, problem.args),
              place: `${path.basename(problem.file)}:${problem.range.start.line + 1}`,
            },
      notes,
      messages: shownOf,
      output:
        output === undefined
          ? null
          : {
              format: output.format ?? '',
              schema: output.schema === undefined ? '' : JSON.stringify(output.schema, null, 2),
            },
    };
    // The places of messages of before are about right: better than none.
    const sources = isRendered ? rendered.sources : (known?.rendered.sources ?? rendered.sources);
    this.#shown = { version: state.version, rendered: { ...rendered, sources }, messages, state };
    this.#post({ type: 'state', state });
    if (this.#tab) this.#tab.title = words(this.#locked ? 'preview.tab-locked' : 'preview.tab', { file: state.file });
    const editor = vscode.window.activeTextEditor;
    if (editor) this.#tellCursor(editor);
    this.#count.request();
  }

  #fail(file: string, error: unknown): void {
    const gone =
      (error as { name?: string }).name === 'CodeExpectedError' || (error as { code?: string }).code === 'FileNotFound';
    const text = gone ? words('preview.file-gone') : error instanceof Error ? error.message : String(error);
    const before = this.#shown?.state;
    const state: PreviewState = {
      ...(before ?? emptyState(file)),
      version: ++this.#version,
      error: { text, place: path.basename(file) },
    };
    if (this.#shown) this.#shown = { ...this.#shown, version: state.version, state };
    this.#post({ type: 'state', state });
  }

  async #tellCounts(): Promise<void> {
    const shown = this.#shown;
    if (shown === undefined || this.#tab === undefined) return;
    const service = await this.#languages.load();
    const counts = await service.previewCounts(shown.messages, shown.rendered.model);
    if (shown.version !== this.#shown?.version) return;
    let next = 0;
    const messages = shown.state.messages.map(({ change }) =>
      change === 'removed' ? '' : tokensText(counts.messages[next++] ?? 0, counts),
    );
    this.#post({ type: 'counts', version: shown.version, messages, total: totalText(counts) });
  }

  #cursorMoved(editor: vscode.TextEditor): void {
    if (this.#tab === undefined || this.#shown === undefined) return;
    const file = editor.document.uri.fsPath;
    if (editor.document.uri.scheme !== 'file' || !this.#concerns(file)) return;
    if (file === this.#shown.rendered.testSet && this.#chooseAtCursor(editor)) return;
    this.#tellCursor(editor);
  }

  /** In the test set, the case at the cursor is the one to show. */
  #chooseAtCursor({ document, selection }: vscode.TextEditor): boolean {
    const { rendered } = this.#shown ?? {};
    if (rendered === undefined || this.#locked) return false;
    const offset = document.offsetAt(selection.active);
    const index = rendered.cases.findIndex(({ start, end }) => start <= offset && offset <= end);
    if (index < 0 || index === rendered.chosen) return false;
    void this.#choose(index);
    return true;
  }

  #tellCursor({ document, selection }: vscode.TextEditor): void {
    const { rendered, version = 0 } = this.#shown ?? {};
    if (rendered === undefined || document.uri.scheme !== 'file') return;
    const places = rendered.sources.at(document.uri.fsPath, selection.active);
    this.#post({ type: 'cursor', version, places });
  }

  #openTab(): void {
    if (this.#tab) {
      this.#tab.reveal(undefined, true);
      return;
    }
    const title = words('preview.tab', { file: path.basename(this.#file ?? '') });
    const tab = vscode.window.createWebviewPanel(
      'assay.preview',
      title,
      { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true },
      { enableScripts: true, localResourceRoots: panelRoots(this.#context.extensionUri) },
    );
    this.#tab = tab;
    tab.webview.onDidReceiveMessage((message: FromPreview) => void this.#act(message));
    tab.onDidDispose(() => {
      this.#rendering.abort();
      this.#tab = undefined;
      this.#shown = undefined;
    });
    tab.webview.html = panelHtml(tab.webview, this.#context.extensionUri, 'preview');
  }

  #post(message: ToPreview): void {
    void this.#tab?.webview.postMessage(message);
  }

  /** Only places and cases that are on show are acted on, whatever the page says. */
  async #act(message: FromPreview): Promise<void> {
    const shown = this.#shown;
    switch (message?.type) {
      case 'ready':
        this.#draw.request();
        return;
      case 'open':
        if (shown?.version === message.version) await this.#openPlace(shown.rendered, message);
        return;
      case 'openError':
        await this.#openError();
        return;
      case 'chooseCase':
        await this.#pickCase();
        return;
      case 'step': {
        const count = shown?.rendered.cases.length ?? 0;
        const by = message.by === -1 ? -1 : 1;
        if (count > 0) await this.#choose(((shown?.rendered.chosen ?? 0) + by + count) % count);
        return;
      }
      case 'createTests':
        if (this.#file !== undefined)
          await vscode.commands.executeCommand('assay.createTestSet', vscode.Uri.file(this.#file));
        return;
      case 'toggleLock':
        this.#locked = !this.#locked;
        this.#draw.request();
        if (!this.#locked && this.#active !== undefined) await this.#follow({ document: this.#active });
        return;
      case 'toggleChanges':
        this.#marksChanges = !this.#marksChanges;
        this.#draw.request();
        return;
    }
  }

  async #openPlace(
    { sources }: Rendered,
    { place, offset, value }: Extract<FromPreview, { type: 'open' }>,
  ): Promise<void> {
    const found = (value ? sources.valueRange(place) : undefined) ?? sources.range(place);
    if (found === undefined) return;
    const range = editorRange(found.range);
    const isText = sources.places[place]?.kind === 'text' && !value;
    const width = range.isSingleLine ? range.end.character - range.start.character : 0;
    const within = isText && Number.isInteger(offset) ? Math.min(Math.max(offset, 0), width) : 0;
    const at = range.start.translate(0, within);
    await reveal(found.file, isText ? new vscode.Range(at, at) : range);
  }

  async #openError(): Promise<void> {
    const [problem] = this.#shown?.rendered.problems ?? [];
    if (problem) await reveal(problem.file, editorRange(problem.range));
  }

  async #pickCase(): Promise<void> {
    const { cases = [], chosen } = this.#shown?.rendered ?? {};
    const items = cases.map(({ id }, index) => ({
      label: id,
      description: index === chosen ? '$(check)' : '',
      index,
    }));
    const picked = await vscode.window.showQuickPick(items, {
      title: words('preview.choose-title'),
      matchOnDescription: false,
    });
    if (picked) await this.#choose(picked.index);
  }

  async #choose(index: number): Promise<void> {
    const id = this.#shown?.rendered.cases[index]?.id;
    if (this.#file === undefined || id === undefined) return;
    const { [this.#file]: _, ...others } = this.#chosenCases();
    const kept = Object.entries({ ...others, [this.#file]: id }).slice(-MOST_REMEMBERED);
    await this.#context.workspaceState.update(CHOSEN, Object.fromEntries(kept));
    this.#drawOther();
  }

  #chosenCases(): Readonly<Record<string, string>> {
    return this.#context.workspaceState.get<Record<string, string>>(CHOSEN, {});
  }
}

function emptyState(file: string): PreviewState {
  return {
    locale,
    version: 0,
    file: path.basename(file),
    locked: false,
    testCase: { label: '', position: '', canChoose: false, canCreate: false },
    changes: { on: false, hint: '', possible: false },
    error: null,
    notes: [],
    messages: [],
    output: null,
  };
}

function caseOf({ cases, chosen, testSet }: Rendered): PreviewState['testCase'] {
  const found = chosen === undefined ? undefined : cases[chosen];
  if (chosen === undefined || found === undefined) {
    const label = words('preview.no-cases');
    return { label, position: '', canChoose: false, canCreate: testSet === undefined };
  }
  const position = words('preview.position', { number: numberText(chosen + 1), count: numberText(cases.length) });
  return { label: words('preview.case', { id: found.id }), position, canChoose: true, canCreate: false };
}

function tokensText(count: number, { exact }: PreviewCounts): string {
  return words(exact ? 'preview.tokens' : 'preview.tokens-about', { count: numberText(count) });
}

/** `53 tokens of 128,000 · $0.000008 a call, without the answer`. */
function totalText(counts: PreviewCounts): string {
  const { total, contextTokens, cost } = counts;
  const tokens = tokensText(total, counts);
  const parts = [
    contextTokens === undefined ? tokens : words('preview.of-context', { tokens, context: numberText(contextTokens) }),
    ...(cost === undefined || cost === 0 ? [] : [words('preview.cost', { cost: costText(cost) })]),
  ];
  return parts.join(' · ');
}

/** Shows a range in the editor that has its file, else in the one beside the preview. */
async function reveal(file: string, range: vscode.Range): Promise<void> {
  const uri = vscode.Uri.file(file);
  const open = vscode.window.visibleTextEditors.find(({ document }) => document.uri.toString() === uri.toString());
  const beside = vscode.window.visibleTextEditors.find(({ viewColumn }) => viewColumn !== undefined);
  const viewColumn = open?.viewColumn ?? beside?.viewColumn ?? vscode.ViewColumn.One;
  await vscode.window.showTextDocument(uri, { viewColumn, selection: range });
}
