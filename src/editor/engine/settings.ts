import * as vscode from 'vscode';
import type { EndpointSetting } from './settingEndpoints';

/** What the user has set. Everything that could cost money or send a key somewhere is machine-scoped. */
export interface Settings {
  endpoints: Readonly<Record<string, EndpointSetting>>;
  /** `provider/name`, or undefined where none is set. */
  judgeModel: string | undefined;
  /** Calls at a time. */
  concurrency: number;
  /** US dollars a run may cost; undefined: no limit. */
  budget: number | undefined;
  cache: boolean;
  scoresInEditor: boolean;
  /** Whether scores go into the git notes of their repositories. */
  shareScores: boolean;
  /** Who gives labels; undefined: who commits. */
  annotator: string | undefined;
}

/** The settings as they are now. */
export function readSettings(): Settings {
  const assay = vscode.workspace.getConfiguration('assay');
  return {
    endpoints: machineValue<Record<string, EndpointSetting>>(assay, 'endpoints') ?? {},
    judgeModel: machineValue<string>(assay, 'judgeModel')?.trim() || undefined,
    concurrency: machineValue<number>(assay, 'concurrency') ?? 10,
    budget: machineValue<number | null>(assay, 'budget') ?? undefined,
    cache: machineValue<boolean>(assay, 'cache') ?? true,
    scoresInEditor: assay.get('scoresInEditor', true),
    shareScores: sharesScores(assay),
    annotator: assay.get<string>('annotator')?.trim() || undefined,
  };
}

/** A workspace may say so for all who work in it, where it is trusted. */
function sharesScores(configuration: vscode.WorkspaceConfiguration): boolean {
  const values = configuration.inspect<string>('scores.share');
  const own = values?.globalValue ?? values?.defaultValue;
  const value = vscode.workspace.isTrusted ? configuration.get<string>('scores.share') : own;
  return value === 'git-notes';
}

/**
 * The user's own value, whatever a workspace says: VS Code ignores a workspace's value of a machine-scoped
 * setting already, and this does not depend on the scope being right in package.json.
 */
function machineValue<T>(configuration: vscode.WorkspaceConfiguration, name: string): T | undefined {
  const values = configuration.inspect<T>(name);
  return values?.globalValue ?? values?.defaultValue;
}
