import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Services } from '../services';
import { locale, words } from '../words';
import { askPromptFile } from './askPromptFile';
import { isThere, writeFiles } from './writeFiles';

/**
 * Makes a judge from a criterion in a sentence, with a test set to hold it against people. Nothing is replaced unasked.
 * @param target where the judge goes, where it need not be asked for
 * @param criterion what it judges, where it need not be asked for
 */
export async function newJudge(
  { engines }: Services,
  target: unknown,
  criterion: unknown,
): Promise<vscode.Uri | undefined> {
  const sentence = typeof criterion === 'string' ? criterion : await askCriterion();
  if (sentence === undefined) return undefined;
  const uri =
    target instanceof vscode.Uri
      ? target
      : await askPromptFile(words('editor.new.where-judge'), ['judges', 'judge.prompt']);
  if (!uri) return undefined;
  const tests = uri.with({ path: uri.path.replace(/(?:\.prompt)?$/, '.test.yaml') });
  const replaced = [];
  for (const each of [uri, tests]) if (await isThere(each)) replaced.push(path.basename(each.fsPath));
  if (replaced.length > 0 && !(await mayReplace(replaced.join(', ')))) return undefined;
  const { newJudge: judgeFiles } = await engines.backend();
  const made = judgeFiles({ criterion: sentence, language: locale === 'zh-tw' ? 'zh-TW' : 'en' });
  await writeFiles([
    { uri: tests, text: made.tests },
    { uri, text: made.judge },
  ]);
  await vscode.window.showTextDocument(uri, { preview: false });
  await vscode.window.showTextDocument(tests, { viewColumn: vscode.ViewColumn.Beside, preserveFocus: true });
  return uri;
}

async function askCriterion(): Promise<string | undefined> {
  const typed = await vscode.window.showInputBox({
    title: words('editor.new.criterion-title'),
    prompt: words('editor.new.criterion-prompt'),
    placeHolder: words('editor.new.criterion-example'),
    validateInput: (text) => (text.trim() === '' ? words('editor.new.criterion-empty') : undefined),
  });
  return typed?.trim() || undefined;
}

async function mayReplace(file: string): Promise<boolean> {
  const replace = words('editor.new.replace');
  const message = words('editor.new.exists', { file });
  return (await vscode.window.showWarningMessage(message, { modal: true }, replace)) === replace;
}
