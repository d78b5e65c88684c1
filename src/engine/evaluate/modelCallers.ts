import type { Host } from '../host';
import type { CallableModel, ModelSet } from '../model/createModels';
import { type Endpoint, originOf } from '../model/endpoint';
import { priceOf } from '../model/price';
import { FILE_START, ProblemError } from '../problem';
import { assayFolder } from './assayFolder';
import { FirstContact } from './firstContact';
import { ModelCaller } from './modelCaller';
import { ResponseCache } from './responseCache';
import { scrubber } from './scrubber';

/** Several models that share a cache and their endpoints. */
export interface ModelCallers {
  /** The caller of a model that was named at the beginning. */
  of(name: string): ModelCaller;
  /** The caller of one that embeds. */
  embedding(name: string): ModelCaller;
  /** Takes the keys of all endpoints in use out of a text. */
  scrub(text: string): string;
  /** Waits for what is still being written. */
  close(): Promise<void>;
}

export interface ModelCallersOptions {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  cache: boolean;
  /** Absolute path of the folder that holds `.assay/`. */
  workspace: string;
  /** The file at which a model that leads nowhere is reported. */
  file: string;
  /** `provider/name` of each model that embeds. */
  embeddings?: Iterable<string>;
  /** Told of every call that is paid for. */
  onSpent(cost: number | null): void;
  /** True to call nothing that costs. */
  recordedOnly?: boolean;
}

/**
 * @param names `provider/name` of each
 * @throws {ProblemError} for a model that leads nowhere
 */
export async function createModelCallers(names: Iterable<string>, options: ModelCallersOptions): Promise<ModelCallers> {
  const { host, models, onSpent, file, workspace } = options;
  const targets = new Map([
    ...[...new Set(names)].map((name) => [name, callable(models, name, file)] as const),
    ...[...new Set(options.embeddings)].map(
      (name) => [`${EMBEDS} ${name}`, callable(models, name, file, 'embed')] as const,
    ),
  ]);
  const endpoints = new Map([...targets.values()].map(({ endpoint }) => [endpoint.baseUrl, endpoint]));
  const keys = await keysOf(endpoints.values(), host);
  const contacts = firstContacts(keys.keys());
  const scrub = scrubber(keys.values());
  const cache = options.cache ? new ResponseCache(assayFolder(workspace).cache, host) : undefined;

  const callers = new Map<string, ModelCaller>();
  for (const [name, target] of targets) {
    const { endpoint, model } = target;
    const caller = new ModelCaller({
      name: name.replace(`${EMBEDS} `, ''),
      target,
      // What the built-in models answer costs nothing and is never different.
      ...(endpoint.kind !== 'baseline' && cache !== undefined && { cache }),
      firstContact: contacts.get(endpoint.baseUrl),
      priceOf: (usage) => priceOf(endpoint, model, usage),
      scrub,
      onSpent,
      ...(options.recordedOnly && { recordedOnly: true }),
    });
    callers.set(name, caller);
  }
  return {
    of: (name) => callers.get(name) as ModelCaller,
    embedding: (name) => callers.get(`${EMBEDS} ${name}`) as ModelCaller,
    scrub,
    async close() {
      for (const contact of contacts.values()) contact.dispose();
      await cache?.close();
    },
  };
}

/** Tells a model that embeds from one of the same name that answers. */
const EMBEDS = 'embedding';

function callable(
  models: Pick<ModelSet, 'resolve'>,
  name: string,
  file: string,
  use: 'complete' | 'embed' = 'complete',
): CallableModel {
  const resolved = models.resolve(name, use);
  if (!('code' in resolved)) return resolved;
  const { code, args } = resolved;
  throw new ProblemError([{ code, severity: 'error', file, range: FILE_START, args }]);
}

/** Only where there is a key can it be a bad one: a server of one's own that takes none may be slow to begin. */
function firstContacts(endpoints: Iterable<Endpoint>): Map<string, FirstContact> {
  return new Map([...endpoints].map(({ baseUrl }) => [baseUrl, new FirstContact()]));
}

/** The endpoints for which there is a key. */
async function keysOf(endpoints: Iterable<Endpoint>, { secrets }: Host): Promise<Map<Endpoint, string>> {
  const keys = new Map<Endpoint, string>();
  for (const endpoint of endpoints) {
    if (endpoint.kind === 'baseline') continue;
    const key = await secrets.keyFor(originOf(endpoint), endpoint.name);
    if (key !== undefined) keys.set(endpoint, key);
  }
  return keys;
}
