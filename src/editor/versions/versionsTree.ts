import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { signed, verdictName } from '../../engine/report/gate/verdictText';
import { outOf } from '../../engine/report/quantities';
import type { ScoredVersion } from '../../engine/versions/scoredVersions';
import { Disposable } from '../disposable';
import type { EngineHost } from '../engine/engineHost';
import { gitExtension } from '../review/gitExtension';
import type { PromptSession } from '../run/promptSession';
import type { Sessions } from '../run/sessions';
import { Throttle } from '../throttle';
import { locale, sentence, words } from '../words';
import { type VersionPlace, versionUri } from './versionDocuments';

/** The id of the view in package.json. */
export const VERSIONS_VIEW = 'assay.versions';

/** Versions on a page. */
const PAGE = 30;
/** Least time between two readings of the history, in milliseconds. */
const PAUSE = 300;

const ICONS: Readonly<Record<string, vscode.ThemeIcon>> = {
  regressed: new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('list.errorForeground')),
  improved: new vscode.ThemeIcon('arrow-up', new vscode.ThemeColor('testing.iconPassed')),
  scored: new vscode.ThemeIcon('git-commit'),
  none: new vscode.ThemeIcon('circle-outline'),
};

/** A line of the tree: a version, or the way to more of them. */
export type VersionNode = { kind: 'version'; version: ScoredVersion; place: VersionPlace } | { kind: 'more' };

/** The versions of the prompt at hand in git, with their scores. */
export class VersionsTree extends Disposable implements vscode.TreeDataProvider<VersionNode> {
  readonly #engines: EngineHost;
  readonly #sessions: Sessions;
  readonly #changed = this.register(new vscode.EventEmitter<undefined>());
  readonly onDidChangeTreeData = this.#changed.event;
  readonly #view: vscode.TreeView<VersionNode>;
  readonly #reread = this.register(new Throttle(() => this.#changed.fire(undefined), PAUSE));
  #shown: PromptSession | undefined;
  #limit = PAGE;

  constructor(engines: EngineHost, sessions: Sessions) {
    super();
    this.#engines = engines;
    this.#sessions = sessions;
    this.#view = this.register(vscode.window.createTreeView(VERSIONS_VIEW, { treeDataProvider: this }));
    this.register(sessions.onDidChangeCurrent(() => this.refresh()));
    this.register(
      sessions.onDidChangeSession((session) => {
        if (session === sessions.current && !session.active) this.refresh();
      }),
    );
    this.register(this.#view.onDidChangeVisibility(() => this.refresh()));
    void this.#followGit();
  }

  /** Reads the history anew, if anybody sees it. */
  refresh(): void {
    if (this.#view.visible) this.#reread.request();
  }

  showMore(): void {
    this.#limit += PAGE;
    this.#changed.fire(undefined);
  }

  getTreeItem(node: VersionNode): vscode.TreeItem {
    return node.kind === 'version' ? versionItem(node) : moreItem();
  }

  async getChildren(node?: VersionNode): Promise<VersionNode[]> {
    const session = this.#sessions.current;
    if (node !== undefined || session === undefined) return [];
    if (session !== this.#shown) this.#limit = PAGE;
    this.#shown = session;
    this.#view.description = vscode.workspace.asRelativePath(session.uri);
    this.#view.message = undefined;
    try {
      const { engine } = await this.#engines.load();
      const file = await realpath(session.file);
      const versions = await engine.versions(file, { workspace: session.workspace, limit: this.#limit + 1 });
      if (versions.length === 0) this.#view.message = words('editor.versions.none');
      const nodes = versions.slice(0, this.#limit).map((version): VersionNode => {
        const { commit, path } = version;
        return { kind: 'version', version, place: { file, path, commit } };
      });
      return versions.length > this.#limit ? [...nodes, { kind: 'more' }] : nodes;
    } catch (error) {
      this.#view.message = failureText(error);
      return [];
    }
  }

  async #followGit(): Promise<void> {
    const git = await gitExtension().catch(() => undefined);
    for (const repository of git?.repositories ?? []) this.register(repository.state.onDidChange(() => this.refresh()));
    if (git)
      this.register(git.onDidOpenRepository(({ state }) => this.register(state.onDidChange(() => this.refresh()))));
  }
}

function versionItem({ version, place }: Extract<VersionNode, { kind: 'version' }>): vscode.TreeItem {
  const { subject, author, time, score, commit } = version;
  const item = new vscode.TreeItem(subject === '' ? commit.slice(0, 8) : subject);
  const change = score?.change == null ? '' : ` ${arrow(score.change)}${signed(score.change, score.scale)}`;
  const shown = score === null ? words('editor.versions.not-run') : `${outOf(score.mean, score.scale)}${change}`;
  item.id = commit;
  item.description = `${shown} · ${ago(time)}`;
  item.iconPath = ICONS[score === null ? 'none' : (score.verdict ?? 'scored')] ?? ICONS.scored;
  const lines = [
    `${commit.slice(0, 8)} · ${author} · ${new Date(time).toLocaleString(vscode.env.language)}`,
    subject,
    score === null
      ? words('editor.versions.not-run')
      : words('editor.versions.score', {
          score: `${outOf(score.mean, score.scale)}${change}`,
          cases: score.cases,
          model: score.model,
        }),
    ...(score?.verdict ? [verdictName(score.verdict, { say: sentence })] : []),
  ];
  item.tooltip = lines.join('\n');
  item.accessibilityInformation = { label: lines.join(', ') };
  item.contextValue = 'version';
  item.command = { title: '', command: 'vscode.open', arguments: [versionUri(place)] };
  return item;
}

function moreItem(): vscode.TreeItem {
  const item = new vscode.TreeItem(words('editor.versions.more'));
  item.command = { title: '', command: 'assay.moreVersions' };
  item.iconPath = new vscode.ThemeIcon('ellipsis');
  return item;
}

function arrow(change: number): string {
  return change < 0 ? '▼' : change > 0 ? '▲' : '';
}

/** `2 days ago`, in the person's language. */
function ago(time: number): string {
  const seconds = (time - Date.now()) / 1000;
  const format = new Intl.RelativeTimeFormat(locale === 'zh-tw' ? 'zh-TW' : 'en', { numeric: 'auto', style: 'narrow' });
  const units = [
    ['year', 365 * 86_400],
    ['month', 30 * 86_400],
    ['day', 86_400],
    ['hour', 3_600],
    ['minute', 60],
  ] as const;
  for (const [unit, length] of units) {
    if (Math.abs(seconds) >= length) return format.format(Math.round(seconds / length), unit);
  }
  return format.format(Math.round(seconds), 'second');
}

function failureText(error: unknown): string {
  if (!(error instanceof Error) || error.name !== 'GitError')
    return error instanceof Error ? error.message : String(error);
  const { code, detail } = error as unknown as { code: string; detail: string };
  if (code === 'no-repository') return words('editor.versions.no-repository');
  if (code === 'no-commits') return words('editor.versions.none');
  return sentence(code === 'no-git' ? 'gate.no-git' : 'gate.git-failed', { message: detail });
}
