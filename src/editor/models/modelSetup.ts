import * as path from 'node:path';
import * as vscode from 'vscode';
import { editorRange } from '../documents/editorRange';
import type { EngineHost } from '../engine/engineHost';
import type { PromptSession } from '../run/promptSession';
import { sentence, words } from '../words';
import type { ApiKeys } from './apiKeys';
import { editModelLine } from './editModelLine';
import { localServers, type ModelChoice, pickModel } from './pickModel';
import type { Readiness } from './readiness';

const BASELINE = { model: 'baseline/extractive', judge: 'baseline/overlap' };

/** Gets a prompt to a model that can be called: with a key, on this machine, or with the built-in baseline. */
export class ModelSetup {
  readonly #engines: EngineHost;
  readonly #keys: ApiKeys;

  constructor(engines: EngineHost, keys: ApiKeys) {
    this.#engines = engines;
    this.#keys = keys;
  }

  /** Says what is missing and offers the ways to go on. */
  async offerWays(session: PromptSession, readiness: Extract<Readiness, { ready: false }>): Promise<void> {
    const setKey = words('editor.action.set-key');
    const local = words('editor.action.use-local');
    const baseline = words('editor.action.use-baseline');
    const choose = words('editor.action.choose-model');
    const missesKey = readiness.kind === 'no-key';
    const message = missesKey
      ? words('editor.model.no-key', { model: readiness.model, origin: readiness.endpoint.name })
      : sentence(readiness.code, readiness.args);
    const ways = missesKey ? [setKey, local, baseline] : [choose, local, baseline];
    const chosen = await vscode.window.showWarningMessage(message, ...ways);
    if (chosen === setKey && missesKey) await this.#keys.setFor(readiness.endpoint);
    if (chosen === local) await this.useLocal(session);
    if (chosen === baseline) await this.useBaseline(session);
    if (chosen === choose) await this.choose(session);
  }

  /** Lets the person pick from all models that can be reached, and writes the choice into the prompt. */
  async choose(session: PromptSession): Promise<void> {
    const { models } = await this.#engines.load();
    const title = words('editor.model.choose', { file: path.basename(session.file) });
    const choice = await pickModel(title, { models, baseline: BASELINE.model });
    await this.#use(session, choice);
  }

  /** Finds the servers on this machine and writes the chosen model into the prompt. */
  async useLocal(session: PromptSession): Promise<void> {
    const { engine, endpoints, models } = await this.#engines.load();
    const title = words('editor.model.choose-local', { file: path.basename(session.file) });
    const servers = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: words('editor.model.looking') },
      () => engine.findLocalServers(localServers(endpoints)),
    );
    if (servers.every(({ models }) => models.length === 0)) {
      const again = words('editor.action.try-again');
      const text = words(servers.length === 0 ? 'editor.model.no-local' : 'editor.model.no-local-models');
      if ((await vscode.window.showWarningMessage(text, again)) === again) await this.useLocal(session);
      return;
    }
    await this.#use(session, await pickModel(title, { models, servers }));
  }

  /** The built-in algorithms: no key, no network, and no language model either. */
  async useBaseline(session: PromptSession): Promise<void> {
    await this.#write(session, BASELINE.model);
    await this.#makeSureOfJudge(session, BASELINE.judge);
    void vscode.window.showInformationMessage(words('editor.model.baseline-used'));
  }

  /** Which model judges where a test set names none: the user's own setting, never the workspace's. */
  async chooseJudge(): Promise<void> {
    const { models } = await this.#engines.load();
    const choice = await pickModel(words('editor.model.choose-judge'), { models, baseline: BASELINE.judge });
    if (choice) await setJudgeModel(choice.model);
  }

  async #use(session: PromptSession, choice: ModelChoice | undefined): Promise<void> {
    if (!choice) return;
    await this.#write(session, choice.model);
    await this.#makeSureOfJudge(session, choice.model);
    const { readiness } = session;
    if (!readiness.ready && readiness.kind === 'no-key') await this.#keys.setFor(readiness.endpoint);
  }

  /** Changes the one line in the editor, where it can be seen and undone. */
  async #write(session: PromptSession, model: string): Promise<void> {
    const { engine } = await this.#engines.load();
    const document = await vscode.workspace.openTextDocument(session.uri);
    const { parsed } = await engine.inspectPrompt(session.file, { workspace: session.workspace });
    const { range, text } = editModelLine(parsed, model, document.eol === vscode.EndOfLine.CRLF ? '\r\n' : '\n');
    const edit = new vscode.WorkspaceEdit();
    edit.replace(session.uri, editorRange(range), text);
    await vscode.workspace.applyEdit(edit);
    await vscode.window.showTextDocument(document, { preserveFocus: true });
    await session.refresh();
  }

  /** Judges are never run on the model under test unasked: where none has a model, asks for one. */
  async #makeSureOfJudge(session: PromptSession, model: string): Promise<void> {
    const missing = session.plan?.problems.some(({ code }) => code === 'judge.no-model');
    if (!missing) return;
    const same = words('editor.model.judge-with', { model });
    const other = words('editor.action.choose-judge');
    const chosen = await vscode.window.showInformationMessage(words('editor.model.no-judge'), same, other);
    if (chosen === same) await setJudgeModel(model);
    if (chosen === other) await this.chooseJudge();
  }
}

async function setJudgeModel(model: string): Promise<void> {
  await vscode.workspace.getConfiguration('assay').update('judgeModel', model, vscode.ConfigurationTarget.Global);
}
