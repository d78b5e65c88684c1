import { realpath } from 'node:fs/promises';
import * as vscode from 'vscode';
import { outOf } from '../../engine/report/quantities';
import type { ScoredVersion } from '../../engine/versions/scoredVersions';
import type { VersionPoint } from '../../engine/versions/versionPoint';
import type { PromptSession } from '../run/promptSession';
import type { Services } from '../services';
import { words } from '../words';
import { pointName } from './versionDocuments';

/** More versions are found by their commit, tag or branch. */
const MOST_LISTED = 100;

type Choice = vscode.QuickPickItem & { point?: VersionPoint };

/**
 * Asks for two versions of a prompt, the older one first.
 * @returns undefined where the person changed their mind
 */
export async function pickVersions(
  { engines }: Services,
  { file: opened, workspace }: PromptSession,
): Promise<{ file: string; before: VersionPoint; after: VersionPoint } | undefined> {
  const { engine } = await engines.load();
  const file = await realpath(opened);
  const versions = await engine.versions(file, { workspace, limit: MOST_LISTED });
  const another: Choice = {
    label: words('editor.versions.another-revision'),
    iconPath: new vscode.ThemeIcon('search'),
  };
  const committed = versions.map(choiceOf);
  const states: Choice[] = (['shown', 'saved', 'staged'] as const).map((point) => ({
    label: point === 'shown' ? words('editor.versions.shown-now') : words(`editor.versions.state-${point}`),
    point,
  }));
  const before = await pick([...committed, another, ...states.slice(1)], words('editor.versions.compare-first'));
  if (before === undefined) return undefined;
  const rest = [...states, ...committed].filter(({ point }) => point !== before);
  const after = await pick([...rest, another], words('editor.versions.compare-second'));
  return after && { file, before, after };
}

async function pick(choices: Choice[], title: string): Promise<VersionPoint | undefined> {
  const chosen = await vscode.window.showQuickPick(choices, { title, matchOnDescription: true });
  if (chosen === undefined || chosen.point !== undefined) return chosen?.point;
  const revision = await vscode.window.showInputBox({ title: words('editor.versions.revision') });
  return revision === undefined || revision.trim() === '' ? undefined : { revision: revision.trim() };
}

function choiceOf({ commit, path, subject, time, score }: ScoredVersion): Choice {
  const point = { revision: commit, path };
  const day = new Date(time).toLocaleDateString(vscode.env.language);
  const shown = score === null ? words('editor.versions.not-run') : outOf(score.mean, score.scale);
  return {
    label: subject === '' ? pointName(point) : subject,
    description: `${pointName(point)} · ${shown} · ${day}`,
    point,
  };
}
