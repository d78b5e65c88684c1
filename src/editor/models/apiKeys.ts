import * as vscode from 'vscode';
import type { Engine } from '../../engine';
import { type Endpoint, originOf } from '../../engine/model/endpoint';
import type { EngineHost } from '../engine/engineHost';
import { type EndpointSetting, isAddress } from '../engine/settingEndpoints';
import { counted, sentence, words } from '../words';

type Probe = Awaited<ReturnType<Engine['probeEndpoint']>>;
type FailedProbe = Extract<Probe, { ok: false }>;

/** Takes keys from the user, tests each with one cheap call, and stores it for its origin alone. */
export class ApiKeys {
  readonly #engines: EngineHost;
  readonly #log: vscode.LogOutputChannel;

  constructor(engines: EngineHost, log: vscode.LogOutputChannel) {
    this.#engines = engines;
    this.#log = log;
  }

  /**
   * Asks for the provider, then for the key.
   * @param origin the address that a key is wanted for, where that is known
   */
  async set(origin?: string): Promise<void> {
    const { endpoints } = await this.#engines.load();
    const known = origin === undefined ? undefined : endpoints.findLast((endpoint) => originOf(endpoint) === origin);
    const endpoint = known ?? (await this.#pickEndpoint(endpoints));
    if (endpoint) await this.setFor(endpoint);
  }

  /** Asks for a key until one works, or the person gives up. */
  async setFor(endpoint: Endpoint): Promise<void> {
    let current: Endpoint | undefined = endpoint;
    while (current) {
      const key = await askForKey(current);
      if (key === undefined) return;
      current = await this.#tryKey(current, key);
    }
  }

  /** Forgets a stored key. */
  async remove(): Promise<void> {
    const { keys } = this.#engines;
    const origins = keys.origins();
    if (origins.length === 0) {
      void vscode.window.showInformationMessage(words('editor.key.none-stored'));
      return;
    }
    const origin = await vscode.window.showQuickPick(origins, { title: words('editor.key.remove-title') });
    if (origin === undefined) return;
    await keys.remove(origin);
    this.#engines.keysChanged();
    void vscode.window.showInformationMessage(words('editor.key.removed', { origin }));
  }

  /** @returns the endpoint to ask for a key again, corrected where its address was wrong; undefined when done */
  async #tryKey(endpoint: Endpoint, key: string): Promise<Endpoint | undefined> {
    const { engine } = await this.#engines.load();
    const origin = originOf(endpoint);
    const probe = await vscode.window.withProgress(
      { location: vscode.ProgressLocation.Notification, title: words('editor.key.testing', { origin }) },
      () => engine.probeEndpoint(endpoint, key),
    );
    this.#log.info(probe.ok ? `${origin}: the key works` : `${origin}: ${probe.problem}: ${probe.message}`);
    if (probe.ok) {
      await this.#store(endpoint, key);
      void vscode.window.showInformationMessage(
        counted('editor.key.works', probe.models.length, { name: endpoint.name, origin }),
      );
      return undefined;
    }
    return this.#correct(endpoint, key, probe);
  }

  async #correct(endpoint: Endpoint, key: string, probe: FailedProbe): Promise<Endpoint | undefined> {
    const again = words('editor.action.other-key');
    const address = words('editor.action.change-address');
    const anyway = words('editor.action.store-anyway');
    const retry = words('editor.action.try-again');
    const actions = [
      ...(probe.problem === 'key' ? [again] : [retry, again]),
      ...(probe.problem === 'key' || probe.problem === 'quota' ? [] : [address]),
      // A key may be right where there is no network now, or the account has no money left.
      ...(probe.problem === 'key' ? [] : [anyway]),
    ];
    const chosen = await vscode.window.showErrorMessage(probeText(endpoint, probe), ...actions);
    if (chosen === again) return endpoint;
    if (chosen === retry) return this.#tryKey(endpoint, key);
    if (chosen === anyway) await this.#store(endpoint, key);
    if (chosen === address) {
      const corrected = await this.#askForAddress(endpoint.name, endpoint.baseUrl);
      return corrected && this.#tryKey(corrected, key);
    }
    return undefined;
  }

  async #store(endpoint: Endpoint, key: string): Promise<void> {
    await this.#engines.keys.store(originOf(endpoint), key);
    this.#engines.keysChanged();
  }

  async #pickEndpoint(endpoints: readonly Endpoint[]): Promise<Endpoint | undefined> {
    const byName = new Map(endpoints.map((endpoint) => [endpoint.name, endpoint]));
    const stored = new Set(this.#engines.keys.origins());
    const items = [...byName.values()]
      .filter(({ needsKey }) => needsKey)
      .map((endpoint) => ({
        label: endpoint.name,
        description: originOf(endpoint),
        detail: stored.has(originOf(endpoint)) ? words('editor.key.stored') : undefined,
        endpoint,
      }));
    const other = { label: `$(add) ${words('editor.key.other')}`, endpoint: undefined, alwaysShow: true };
    const chosen = await vscode.window.showQuickPick([...items, other], {
      title: words('editor.key.which'),
      placeHolder: words('editor.key.which-hint'),
      matchOnDescription: true,
    });
    if (!chosen) return undefined;
    return chosen.endpoint ?? this.#addEndpoint(new Set(byName.keys()));
  }

  async #addEndpoint(taken: ReadonlySet<string>): Promise<Endpoint | undefined> {
    const name = await vscode.window.showInputBox({
      title: words('editor.endpoint.name'),
      prompt: words('editor.endpoint.name-hint'),
      ignoreFocusOut: true,
      validateInput: (value) => {
        if (!/^[a-z0-9][\w.-]*$/i.test(value)) return words('editor.endpoint.name-wrong');
        return taken.has(value) ? words('editor.endpoint.name-taken', { name: value }) : undefined;
      },
    });
    return name === undefined ? undefined : this.#askForAddress(name, 'https://');
  }

  /** Asks for an address and keeps it in the user's own settings. */
  async #askForAddress(name: string, value: string): Promise<Endpoint | undefined> {
    const answer = await vscode.window.showInputBox({
      title: words('editor.endpoint.address', { name }),
      prompt: words('editor.endpoint.address-hint'),
      value,
      ignoreFocusOut: true,
      validateInput: (text) => (isAddress(text) ? undefined : words('editor.endpoint.address-wrong')),
    });
    if (answer === undefined) return undefined;
    const baseUrl = answer.trim().replace(/\/+$/, '');
    const assay = vscode.workspace.getConfiguration('assay');
    const own = assay.inspect<Record<string, EndpointSetting>>('endpoints')?.globalValue ?? {};
    const endpoints = { ...own, [name]: { ...own[name], baseUrl } };
    await assay.update('endpoints', endpoints, vscode.ConfigurationTarget.Global);
    const { endpoints: all } = await this.#engines.load();
    return all.findLast((endpoint) => endpoint.name === name);
  }
}

async function askForKey(endpoint: Endpoint): Promise<string | undefined> {
  const origin = originOf(endpoint);
  const key = await vscode.window.showInputBox({
    title: words('editor.key.title', { name: endpoint.name }),
    prompt: words('editor.key.prompt', { origin }),
    password: true,
    ignoreFocusOut: true,
    validateInput: (value) => {
      if (value === '') return undefined;
      return /^[\x21-\x7e]+$/.test(value.trim()) ? undefined : words('editor.key.not-a-key');
    },
  });
  return key?.trim() || undefined;
}

/** What is wrong, in plain words, with the server's own after it. */
function probeText(endpoint: Endpoint, { problem, message }: FailedProbe): string {
  const args = { name: endpoint.name, origin: originOf(endpoint), address: endpoint.baseUrl };
  const text = sentence(`editor.probe.${problem}`, args);
  const plain = text.startsWith('editor.probe.') ? words('editor.probe.other', args) : text;
  return message === '' ? plain : `${plain} (${message})`;
}
