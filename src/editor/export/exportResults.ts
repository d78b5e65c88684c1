import * as vscode from 'vscode';
import type { Run } from '../../engine/evaluate/run';
import type { ReportFormatName } from '../../engine/report/formats';
import { targetSession } from '../commands/targetSession';
import type { PromptSession } from '../run/promptSession';
import type { Services } from '../services';
import { sentence, words } from '../words';
import { saveExport } from './saveExport';

/** The formats, the most wanted first, each with the ending of its files. */
const FORMATS = [
  ['html', 'html'],
  ['markdown', 'md'],
  ['csv', 'csv'],
  ['junit', 'xml'],
  ['json', 'json'],
  ['jsonl', 'jsonl'],
  ['text', 'txt'],
] as const satisfies readonly (readonly [ReportFormatName, string])[];

/** What a caller knows already and the person need not be asked for. */
export interface ExportChoice {
  format?: string;
  to?: vscode.Uri;
}

/**
 * The command: writes the results that a prompt has in the panel to a file, in a format of the person's choice.
 * @returns the file; undefined where nothing was written
 */
export async function exportResults(
  { engines, sessions }: Services,
  target: unknown,
  choice: unknown = {},
): Promise<vscode.Uri | undefined> {
  const session = await targetSession(sessions, target);
  if (!session) return undefined;
  const run = shownRun(session);
  if (run === undefined) {
    void vscode.window.showInformationMessage(words('editor.export.no-results'));
    return undefined;
  }
  const { format, to } = choice as ExportChoice;
  const chosen = FORMATS.find(([name]) => name === format) ?? (await pickFormat());
  if (chosen === undefined) return undefined;
  const [name, ending] = chosen;
  const [{ engine, judgeModel }, { REPORT_FORMATS }] = await Promise.all([engines.load(), engines.backend()]);
  const { workspace } = session;
  const { reported, changed } = await engine.reportRecorded(run, { workspace, defaultJudgeModel: judgeModel });
  const text = REPORT_FORMATS[name].write([reported], { say: sentence, base: workspace, color: false });
  const said = changed.includes('tests') ? [words('export.tests-changed', { run: run.header.id })] : [];
  return saveExport(session, { text, kind: 'results', ending }, { ...(to && { to }), said });
}

/** What the panel shows, as one run: single cases may have been run again since. */
function shownRun({ shown, cases }: PromptSession): Run | undefined {
  if (shown === undefined) return undefined;
  const { header, results, summary, outcome } = shown;
  const partial = cases.some(({ id }) => !results.has(id));
  return {
    header: { ...header, caseIds: [...results.keys()], partial },
    cases: [...results.values()],
    summary,
    outcome,
  };
}

async function pickFormat(): Promise<(typeof FORMATS)[number] | undefined> {
  const items = FORMATS.map((format) => ({
    label: words(`editor.export.${format[0]}`),
    description: words(`editor.export.${format[0]}-for`),
    format,
  }));
  return (await vscode.window.showQuickPick(items, { title: words('editor.export.results-as') }))?.format;
}
