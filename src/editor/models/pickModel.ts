import * as vscode from 'vscode';
import { type Endpoint, isLocal, uniqueByName } from '../../engine/model/endpoint';
import type { ModelCatalogue } from '../../engine/model/modelCatalogue';
import { words } from '../words';

export interface ModelChoice {
  /** `provider/name`. */
  model: string;
}

export interface ModelSources {
  models: Pick<ModelCatalogue, 'endpoints' | 'ask'>;
  /** Local servers, where they were looked for already and nothing else is wanted. */
  servers?: readonly { endpoint: Endpoint; models: string[] }[];
  /** The built-in algorithm to offer, if any. */
  baseline?: string;
}

interface ModelItem extends vscode.QuickPickItem {
  model?: string;
}

/** Lists models as they are found: on this machine, at endpoints with a key, built in; or takes a typed name. */
export async function pickModel(title: string, sources: ModelSources): Promise<ModelChoice | undefined> {
  const picker = vscode.window.createQuickPick<ModelItem>();
  picker.title = title;
  picker.placeholder = words('editor.model.placeholder');
  picker.matchOnDescription = true;
  picker.busy = true;
  const found: ModelItem[] = [];
  const list = () => {
    const typed = picker.value.trim();
    const known = found.some(({ model }) => model === typed);
    picker.items =
      /^[^/\s]+\/\S+$/.test(typed) && !known ? [...found, itemOf(typed, words('editor.model.typed'))] : found;
  };
  const add = (items: readonly ModelItem[]) => {
    found.push(...items);
    list();
  };

  picker.onDidChangeValue(list);
  void addModels(sources, add).finally(() => {
    picker.busy = false;
  });
  try {
    return await new Promise<ModelChoice | undefined>((resolve) => {
      picker.onDidAccept(() => {
        const model = picker.selectedItems[0]?.model;
        if (model !== undefined) resolve({ model });
      });
      picker.onDidHide(() => resolve(undefined));
      picker.show();
    });
  } finally {
    picker.dispose();
  }
}

async function addModels(
  { models, servers, baseline }: ModelSources,
  add: (items: readonly ModelItem[]) => void,
): Promise<void> {
  if (baseline !== undefined) {
    add([separator(words('editor.model.built-in')), itemOf(baseline, words('editor.model.no-language-model'))]);
  }
  if (servers !== undefined) {
    for (const { endpoint, models: own } of servers) if (own.length > 0) add(itemsOf(endpoint, own));
    return;
  }
  await Promise.all(
    models.endpoints.map(async (endpoint) => {
      if (endpoint.kind === 'baseline') return;
      const found = await models.ask(endpoint, { anew: true });
      if (found.models.length > 0) add(itemsOf(endpoint, found.models));
    }),
  );
}

/** The servers to look for on this machine: the usual ones and the user's own that want no key. */
export function localServers(endpoints: readonly Endpoint[]): Endpoint[] {
  return uniqueByName(endpoints).filter(
    (endpoint) => endpoint.kind === 'openai' && isLocal(endpoint) && !endpoint.needsKey,
  );
}

function itemsOf(endpoint: Endpoint, models: readonly string[]): ModelItem[] {
  return [separator(endpoint.name), ...models.map((model) => itemOf(`${endpoint.name}/${model}`))];
}

function itemOf(model: string, description?: string): ModelItem {
  return { label: model, model, description };
}

function separator(label: string): ModelItem {
  return { label, kind: vscode.QuickPickItemKind.Separator };
}
