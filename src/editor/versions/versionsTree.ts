import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import type { GitChanges } from '../git/gitChanges';
import { OneAtATime } from '../oneAtATime';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { sentence, words } from '../words';
import type { PendingEdits } from './pendingEdits';
import { matches, type VersionFilter } from './versionFilter';
import { type VersionNode, versionItem } from './versionItems';

/** The id of the view in package.json. */
export const VERSIONS_VIEW = 'assay.versions';

/** Versions on a page. */
const PAGE = 30;
/** Least time between two readings of the history, in milliseconds. */
const PAUSE = 300;

interface Content {
  nodes: VersionNode[];
  message: string | undefined;
}

const NOTHING: Content = { nodes: [], message: undefined };

/** The versions of the prompt at hand, with their scores: what is not committed yet, and what is. */
export class VersionsTree extends Disposable implements vscode.TreeDataProvider<VersionNode> {
  readonly #engines: EngineHost;
  readonly #sessions: Sessions;
  readonly #edits: PendingEdits;
  readonly #changed = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<VersionNode>;
  readonly #reading = new OneAtATime(() => this.#read());
  readonly #reread = this.register(new Throttle(() => void this.#reading.run(), PAUSE));
  /** Told when there is something to show for the first time. */
  #whenShown: (() => void) | undefined;
  #first: Promise<void> | undefined;
  #shown: PromptSession | undefined;
  #limit = PAGE;
  #filter: VersionFilter = { kind: 'all' };
  /** What the tree shows. */
  #content: Content | undefined;

  constructor(engines: EngineHost, sessions: Sessions, edits: PendingEdits, git: GitChanges) {
    super();
    this.#engines = engines;
    this.#sessions = sessions;
    this.#edits = edits;
    this.#view = this.register(vscode.window.createTreeView(VERSIONS_VIEW, { treeDataProvider: this }));
    this.register(sessions.onDidChangeCurrent(() => this.refresh()));
    this.register(
      sessions.onDidChangeSession((session) => {
        if (session === sessions.current && !session.active) this.refresh();
      }),
    );
    this.register(
      edits.onDidChange((session) => {
        if (session === sessions.current) this.refresh();
      }),
    );
    this.register(this.#view.onDidChangeVisibility(() => this.refresh()));
    this.register(git.onDidChange(() => this.refresh()));
  }

  /** Reads the history anew, if anybody sees it. */
  refresh(): void {
    if (this.#view.visible) this.#reread.request();
  }

  showMore(): void {
    this.#limit += PAGE;
    void this.#reading.run();
  }

  get filter(): VersionFilter {
    return this.#filter;
  }

  set filter(filter: VersionFilter) {
    this.#filter = filter;
    void vscode.commands.executeCommand('setContext', 'assay.versionsFiltered', filter.kind !== 'all');
    void this.#reading.run();
  }

  getTreeItem(node: VersionNode): vscode.TreeItem {
    return versionItem(node);
  }

  async getChildren(node?: VersionNode): Promise<VersionNode[]> {
    if (node !== undefined) return [];
    if (this.#content === undefined) {
      this.#first ??= new Promise((resolve) => {
        this.#whenShown = resolve;
      });
      void this.#reading.run();
      await this.#first;
    }
    return this.#content?.nodes ?? [];
  }

  /** Reads the history: what a person waits for first, and then what the changes are worth. */
  async #read(): Promise<void> {
    const session = this.#sessions.current;
    const isNew = session !== this.#shown;
    if (isNew) this.#limit = PAGE;
    this.#shown = session;
    if (isNew) await this.#show(session, { verdicts: false });
    await this.#show(session, { verdicts: true });
  }

  /** Tells the tree only where something is not as it was: a line must not slip from a click. */
  async #show(session: PromptSession | undefined, options: { verdicts: boolean }): Promise<void> {
    const content = session === undefined ? NOTHING : await this.#contentOf(session, options);
    if (this.disposed || session !== this.#sessions.current) return;
    this.#view.description = session && vscode.workspace.asRelativePath(session.uri);
    this.#view.message = content.message;
    if (this.#content !== undefined && shownOf(this.#content) === shownOf(content)) return;
    this.#content = content;
    this.#whenShown?.();
    this.#changed.fire(undefined);
  }

  async #contentOf(session: PromptSession, options: { verdicts: boolean }): Promise<Content> {
    try {
      return await this.#historyOf(session, options);
    } catch (error) {
      return { nodes: [], message: failureText(error) };
    }
  }

  async #historyOf(session: PromptSession, { verdicts }: { verdicts: boolean }): Promise<Content> {
    const { engine } = await this.#engines.load();
    const file = await realpath(session.file);
    const edits = (this.#edits.of(session)?.edits ?? []).map(
      (edit): VersionNode => ({ kind: 'edit', edit, place: { file, point: edit.point } }),
    );
    const found = await engine.versions(file, {
      workspace: session.workspace,
      limit: this.#limit + 1,
      verdicts,
    });
    const page = found.slice(0, this.#limit);
    const versions = page.filter((version) => matches(version, this.#filter));
    const nodes = versions.map((version): VersionNode => {
      const { commit, path } = version;
      return { kind: 'version', version, place: { file, point: { revision: commit, path } } };
    });
    const more: VersionNode[] = found.length > this.#limit ? [{ kind: 'more' }] : [];
    return { nodes: [...edits, ...nodes, ...more], message: this.#messageOf(versions.length, page.length) };
  }

  #messageOf(shown: number, read: number): string | undefined {
    if (read === 0) return words('editor.versions.none');
    return this.#filter.kind === 'all' ? undefined : words('editor.versions.filtered', { count: shown, total: read });
  }
}

/** All that can be seen of it, and done with it: another prompt may look the same. */
function shownOf({ nodes }: Content): string {
  return JSON.stringify(
    nodes.map((node) => {
      const { id, label, description, tooltip } = versionItem(node);
      return [id, label, description, tooltip, 'place' in node ? node.place : null];
    }),
  );
}

function failureText(error: unknown): string {
  if (!(error instanceof Error) || error.name !== 'GitError')
    return error instanceof Error ? error.message : String(error);
  const { code, detail } = error as unknown as { code: string; detail: string };
  if (code === 'no-repository') return words('editor.versions.no-repository');
  if (code === 'no-commits') return words('editor.versions.none');
  return sentence(code === 'no-git' ? 'gate.no-git' : 'gate.git-failed', { message: detail });
}
