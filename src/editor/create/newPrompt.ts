import * as path from 'node:path';
import * as vscode from 'vscode';
import { newPrompt as promptText, USUAL_MODEL } from '../../engine/language/create/newPrompt';
import { pickModel } from '../models/pickModel';
import type { Services } from '../services';
import { locale, words } from '../words';
import { askPromptFile } from './askPromptFile';
import { insertNew } from './insertNew';
import { tabStops } from './tabStops';
import { isThere } from './writeFiles';

/**
 * Starts a prompt: where, on which model, with or without a schema; then the places to change, one after another. A file
 * that is there already is opened as it is.
 * @param target where, or the folder in which, where it need not be asked for
 * @param choice the model and whether there is a schema, where these need not be asked for
 */
export async function newPrompt(services: Services, target: unknown, choice: unknown): Promise<vscode.Uri | undefined> {
  const given = target instanceof vscode.Uri ? target : undefined;
  const uri = given?.path.endsWith('.prompt')
    ? given
    : await askPromptFile(words('editor.new.where-prompt'), ['new.prompt'], given);
  if (!uri) return undefined;
  if (await isThere(uri)) {
    // The dialog itself has asked, and yet nothing of a person's is written over.
    void vscode.window.showWarningMessage(words('editor.new.exists', { file: path.basename(uri.fsPath) }));
    await vscode.window.showTextDocument(uri);
    return uri;
  }
  const chosen = asChoice(choice);
  const model = chosen?.model ?? (await askModel(services));
  if (model === undefined) return undefined;
  const schema = chosen?.schema ?? (await askSchema());
  if (schema === undefined) return undefined;
  await insertNew(uri, promptText({ model, schema, language: locale === 'zh-tw' ? 'zh-TW' : 'en', place: tabStops() }));
  return uri;
}

function asChoice(choice: unknown): { model: string; schema: boolean } | undefined {
  // Menus pass the selected files along.
  if (typeof choice !== 'object' || choice === null || Array.isArray(choice)) return undefined;
  const { model, schema } = choice as { model?: unknown; schema?: unknown };
  return { model: typeof model === 'string' ? model : USUAL_MODEL, schema: schema !== false };
}

async function askModel({ engines }: Services): Promise<string | undefined> {
  const { models } = await engines.load();
  return (await pickModel(words('editor.new.schema-title'), { models, baseline: 'baseline/extractive' }))?.model;
}

async function askSchema(): Promise<boolean | undefined> {
  const items = [
    { label: words('editor.new.with-schema'), detail: words('editor.new.with-schema-detail'), schema: true },
    { label: words('editor.new.without-schema'), detail: words('editor.new.without-schema-detail'), schema: false },
  ];
  return (await vscode.window.showQuickPick(items, { title: words('editor.new.schema-title') }))?.schema;
}
