import * as path from 'node:path';
import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import type { Host, Log, Secrets } from '../../engine/host';
import type { Endpoint } from '../../engine/model/endpoint';
import type { ModelCatalogue } from '../../engine/model/modelCatalogue';
import { isInside } from '../../engine/workspacePath';
import { Disposable } from '../disposable';
import { sentence } from '../words';
import { KeyStore } from './keyStore';
import { overlayFiles } from './overlayFiles';
import { settingEndpoints } from './settingEndpoints';
import { readSettings } from './settings';

type Backend = typeof import('./backend');

/** The engine as the editor runs it, with what it was made of. */
export interface LoadedEngine {
  engine: Engine;
  host: Host;
  /** All endpoints that this person can use; of several with one name the last counts. */
  endpoints: readonly Endpoint[];
  /** `provider/name` that judges where a test set names none: of the settings, else of the user's own file. */
  judgeModel: string | undefined;
  /** The models that these endpoints have; asked only where the workspace is trusted. */
  models: ModelCatalogue;
}

/** Loads the engine when it is first needed, and makes it anew when the user's settings change. */
export class EngineHost extends Disposable {
  readonly #changed = this.register(new vscode.EventEmitter<void>());
  /** Settings or keys are not what they were: what was found out about models no longer holds. */
  readonly onDidChange = this.#changed.event;
  readonly keys: KeyStore;
  readonly #log: Log;
  readonly #media: string;
  #backend: Promise<Backend> | undefined;
  #environment: Promise<Secrets> | undefined;
  #loaded: Promise<LoadedEngine> | undefined;
  #onNode: ReturnType<Backend['nodeHost']> | undefined;

  constructor(context: vscode.ExtensionContext, log: Log) {
    super();
    this.#log = log;
    this.#media = path.join(context.extensionPath, 'media');
    this.keys = new KeyStore(context.secrets, context.globalState, () => this.#environmentSecrets());
    this.register(context.secrets.onDidChange(() => this.keysChanged()));
    this.register(
      vscode.workspace.onDidChangeConfiguration((event) => {
        if (!event.affectsConfiguration('assay')) return;
        this.#loaded = undefined;
        this.#environment = undefined;
        this.#changed.fire();
      }),
    );
  }

  /** The engine with the settings as they are now. */
  async load(): Promise<LoadedEngine> {
    this.#loaded ??= this.#make();
    return this.#loaded;
  }

  async backend(): Promise<Backend> {
    this.#backend ??= import('./backend');
    return this.#backend;
  }

  /** The folder that holds the `.assay/` of a file, and that nothing read for it may leave. */
  async workspaceOf(file: string): Promise<string> {
    const opened = vscode.workspace.getWorkspaceFolder(vscode.Uri.file(file))?.uri.fsPath;
    const { findWorkspace } = await this.backend();
    const found = await findWorkspace(file, opened ?? path.dirname(file));
    // A repository around the opened folder was not opened, and need not be trusted.
    return opened !== undefined && !isInside(found, opened) ? opened : found;
  }

  override dispose(): void {
    void this.#onNode?.scripts.close();
    super.dispose();
  }

  /** A key was stored or removed. */
  keysChanged(): void {
    void this.#loaded?.then(({ models }) => models.forget());
    this.#changed.fire();
  }

  async #environmentSecrets(): Promise<Secrets> {
    this.#environment ??= this.load().then(async ({ endpoints }) => {
      const { environmentSecrets } = await this.backend();
      return environmentSecrets(endpoints);
    });
    return this.#environment;
  }

  async #make(): Promise<LoadedEngine> {
    const backend = await this.backend();
    const settings = readSettings();
    // One for the window, whatever the settings: a thread that runs JavaScript goes on with it.
    this.#onNode ??= backend.nodeHost({ log: this.#log, allowScripts: () => vscode.workspace.isTrusted });
    const onNode = this.#onNode;
    const host: Host = {
      ...onNode,
      files: overlayFiles(onNode.files, vscode.workspace),
      saved: onNode.files,
      secrets: this.keys,
      judgesFolder: path.join(this.#media, 'judges'),
    };
    const userConfig = await backend.readUserConfig(onNode.files);
    const own = settingEndpoints(settings.endpoints);
    for (const { file, range, code, args } of userConfig.problems) {
      this.#log.warn(`${file}:${range.start.line + 1}: ${sentence(code, args)}`);
    }
    for (const { code, args } of own.problems) this.#log.warn(`assay.endpoints: ${sentence(code, args)}`);
    // Never the workspace's: an address decides where keys and texts go.
    const endpoints = [...backend.KNOWN_ENDPOINTS, ...userConfig.endpoints, ...own.endpoints];
    const { concurrency, shareScores, annotator } = settings;
    const engine = backend.createEngine(host, { endpoints, concurrency, shareScores, annotator });
    const models = new backend.ModelCatalogue({
      endpoints,
      secrets: host.secrets,
      clock: host.clock,
      mayAsk: () => vscode.workspace.isTrusted,
    });
    return { engine, host, endpoints, judgeModel: settings.judgeModel ?? userConfig.judgeModel, models };
  }
}
