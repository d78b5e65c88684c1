import * as path from 'node:path';
import * as vscode from 'vscode';
import type { TrainingFormatName } from '../../engine/report/training/trainingFormats';
import { targetSession } from '../commands/targetSession';
import { numberText } from '../figures';
import type { PromptSession } from '../run/promptSession';
import type { Services } from '../services';
import { sentence, words } from '../words';
import type { ExportChoice } from './exportResults';
import { saveExport } from './saveExport';

const FORMATS = ['openai-chat', 'preference', 'sft', 'dpo'] as const satisfies readonly TrainingFormatName[];

/** Where a score passes if nobody says. */
const PASSING_SHARE = 0.75;

interface TrainingChoice extends ExportChoice {
  /** Takes what was judged to be so good as well; null for what people approved alone. */
  minScore?: number | null;
}

/**
 * The command: writes what is known to be good of a prompt's answers to a file to train a model with.
 * @returns the file; undefined where nothing was written
 */
export async function exportTrainingData(
  { engines, sessions }: Services,
  target: unknown,
  choice: unknown = {},
): Promise<vscode.Uri | undefined> {
  const session = await targetSession(sessions, target);
  if (!session) return undefined;
  const { format: wanted, to, minScore: given } = choice as TrainingChoice;
  const format = FORMATS.find((name) => name === wanted) ?? (await pickFormat());
  if (format === undefined) return undefined;
  const minScore = given === undefined ? await pickLeastScore(session) : given;
  if (minScore === undefined) return undefined;
  const [{ engine, judgeModel }, { selectTraining, trainingWords }] = await Promise.all([
    engines.load(),
    engines.backend(),
  ]);
  const request = { prompt: session.file, workspace: session.workspace, defaultJudgeModel: judgeModel };
  const data = await engine.trainingData(request, minScore === null ? {} : { minScore });
  const selected = selectTraining(data, format);
  const said = trainingWords(selected, { say: sentence });
  if (selected.count === 0) {
    const file = path.basename(session.file);
    const why = words(minScore === null ? 'editor.export.nothing-approved' : 'export.nothing-good', { file });
    void vscode.window.showInformationMessage([why, ...said].join(' '));
    return undefined;
  }
  return saveExport(session, { text: selected.text, kind: format, ending: 'jsonl' }, { ...(to && { to }), said });
}

async function pickFormat(): Promise<TrainingFormatName | undefined> {
  const items = FORMATS.map((format) => ({
    label: words(`editor.export.${format}`),
    description: words(`editor.export.${format}-for`),
    format,
  }));
  return (await vscode.window.showQuickPick(items, { title: words('editor.export.training-as') }))?.format;
}

/** The least judged score; null for what people approved alone, undefined where the person changed their mind. */
async function pickLeastScore({ shown }: PromptSession): Promise<number | null | undefined> {
  if (shown === undefined) return null;
  const { min, max } = shown.summary.scale;
  const items = [
    { label: words('editor.export.approved'), description: words('editor.export.approved-are'), judged: false },
    { label: words('editor.export.judged'), description: words('editor.export.judged-are'), judged: true },
  ];
  const chosen = await vscode.window.showQuickPick(items, { title: words('editor.export.which-answers') });
  if (chosen === undefined) return undefined;
  if (!chosen.judged) return null;
  const isOnScale = (text: string) => text.trim() !== '' && Number(text) >= min && Number(text) <= max;
  const prompt = words('editor.export.least-score', { min: numberText(min), max: numberText(max) });
  const score = await vscode.window.showInputBox({
    prompt,
    value: String(min + PASSING_SHARE * (max - min)),
    validateInput: (text) => (isOnScale(text) ? undefined : prompt),
  });
  return score === undefined ? undefined : Number(score);
}
