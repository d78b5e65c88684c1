import * as vscode from 'vscode';
import { signed, verdictName } from '../../engine/report/gate/verdictText';
import { outOf } from '../../engine/report/quantities';
import type { VersionPlace } from '../../engine/versions/openVersion';
import type { ScoredVersion } from '../../engine/versions/scoredVersions';
import { locale, sentence, words } from '../words';
import { knownText } from './knownText';
import type { PendingEdit } from './pendingEdits';
import { pointName, versionUri } from './versionDocuments';

/** A line of the tree: a state that is not committed, a version, or the way to more of them. */
export type VersionNode =
  | { kind: 'edit'; edit: PendingEdit; place: VersionPlace }
  | { kind: 'version'; version: ScoredVersion; place: VersionPlace }
  | { kind: 'more' };

const ICONS: Readonly<Record<string, vscode.ThemeIcon>> = {
  regressed: new vscode.ThemeIcon('arrow-down', new vscode.ThemeColor('list.errorForeground')),
  improved: new vscode.ThemeIcon('arrow-up', new vscode.ThemeColor('testing.iconPassed')),
  scored: new vscode.ThemeIcon('git-commit'),
  none: new vscode.ThemeIcon('circle-outline'),
  shown: new vscode.ThemeIcon('circle-filled'),
  saved: new vscode.ThemeIcon('circle-large-outline'),
  staged: new vscode.ThemeIcon('diff-added'),
};

export function versionItem(node: VersionNode): vscode.TreeItem {
  if (node.kind === 'edit') return editItem(node);
  return node.kind === 'version' ? committedItem(node) : moreItem();
}

function editItem({ edit: { point, known }, place }: Extract<VersionNode, { kind: 'edit' }>): vscode.TreeItem {
  const item = new vscode.TreeItem(words(`editor.versions.state-${point}`));
  const { short, long } = knownText(known);
  item.id = point;
  item.description = short;
  item.iconPath =
    known.verdict === 'regressed' || known.verdict === 'improved' ? ICONS[known.verdict] : (ICONS[point] as never);
  item.tooltip = `${item.label}\n${long}`;
  item.accessibilityInformation = { label: `${item.label}, ${long}` };
  item.contextValue = 'edit';
  item.command = { title: '', command: 'assay.diffVersion', arguments: [{ kind: 'edit', place }] };
  return item;
}

function committedItem({ version, place }: Extract<VersionNode, { kind: 'version' }>): vscode.TreeItem {
  const { subject, author, time, score, commit } = version;
  const name = pointName(place.point);
  const item = new vscode.TreeItem(subject === '' ? name : subject);
  const change = score?.change == null ? '' : ` ${arrow(score.change)}${signed(score.change, score.scale)}`;
  const shown = score === null ? words('editor.versions.not-run') : `${outOf(score.mean, score.scale)}${change}`;
  item.id = commit;
  item.description = `${shown} · ${ago(time)} · ${author} · ${name}`;
  item.iconPath = ICONS[score === null ? 'none' : (score.verdict ?? 'scored')] ?? ICONS.scored;
  const lines = [
    `${name} · ${author} · ${new Date(time).toLocaleString(vscode.env.language)}`,
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
