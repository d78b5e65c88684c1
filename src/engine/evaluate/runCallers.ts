import type { Host } from '../host';
import type { CallableModel, ModelSet } from '../model/createModels';
import { type Endpoint, originOf } from '../model/endpoint';
import { priceOf } from '../model/price';
import { FILE_START, ProblemError } from '../problem';
import type { SeatedJudge } from './askJudge';
import { assayFolder } from './assayFolder';
import { FirstContact } from './firstContact';
import { modelsOfJudge } from './judgeTerms';
import { ModelCaller } from './modelCaller';
import type { EvaluationPlan } from './plan';
import { ResponseCache } from './responseCache';
import { scrubber } from './scrubber';

/** Everything that a run calls: the prompt's model and the judges', which share a cache and their endpoints. */
export interface RunCallers {
  prompt: ModelCaller;
  judges: readonly SeatedJudge[];
  /** Takes the keys of all endpoints in use out of a text. */
  scrub(text: string): string;
  /** Waits for what is still being written. */
  close(): Promise<void>;
}

export interface RunCallersOptions {
  host: Host;
  models: Pick<ModelSet, 'resolve'>;
  cache: boolean;
  /** Told of every call that is paid for. */
  onSpent(cost: number | null): void;
}

/** @throws {ProblemError} for a model that leads nowhere */
export async function createRunCallers(plan: EvaluationPlan, options: RunCallersOptions): Promise<RunCallers> {
  const { host, models, onSpent } = options;
  const names = new Set([plan.model, ...plan.judges.flatMap(modelsOfJudge)]);
  const targets = new Map([...names].map((name) => [name, callable(plan, models, name)]));
  const endpoints = new Map([...targets.values()].map(({ endpoint }) => [endpoint.baseUrl, endpoint]));
  const keys = await keysOf(endpoints.values(), host);
  const contacts = firstContacts(keys.keys());
  const scrub = scrubber(keys.values());
  const cache = options.cache ? new ResponseCache(assayFolder(plan.request.workspace).cache, host) : undefined;

  const callers = new Map<string, ModelCaller>();
  for (const [name, target] of targets) {
    const { endpoint, model } = target;
    const caller = new ModelCaller({
      name,
      target,
      // What the built-in models answer costs nothing and is never different.
      ...(endpoint.kind !== 'baseline' && cache !== undefined && { cache }),
      firstContact: contacts.get(endpoint.baseUrl),
      priceOf: (usage) => priceOf(endpoint, model, usage),
      scrub,
      onSpent,
    });
    callers.set(name, caller);
  }
  const callerOf = (name: string) => callers.get(name) as ModelCaller;
  return {
    prompt: callerOf(plan.model),
    judges: plan.loadedJudges.map(({ judge, fingerprint }, index) => {
      const terms = plan.judges[index] as EvaluationPlan['judges'][number];
      return { judge, fingerprint, terms, callers: modelsOfJudge(terms).map(callerOf) };
    }),
    scrub,
    async close() {
      for (const contact of contacts.values()) contact.dispose();
      await cache?.close();
    },
  };
}

function callable(plan: EvaluationPlan, models: Pick<ModelSet, 'resolve'>, name: string): CallableModel {
  const resolved = models.resolve(name);
  if (!('code' in resolved)) return resolved;
  const { code, args } = resolved;
  throw new ProblemError([{ code, severity: 'error', file: plan.request.prompt, range: FILE_START, args }]);
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
