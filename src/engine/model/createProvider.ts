import type { Clock, Log, Secrets } from '../host';
import { BaselineProvider } from './baseline/baselineProvider';
import type { Endpoint } from './endpoint';
import type { CallLimits } from './openai/deadline';
import type { OpenaiProvider } from './openai/openaiProvider';
import type { ModelProvider } from './provider';

export interface ProviderOptions {
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** Timeouts and sizes, where they are not the usual ones. */
  limits?: Partial<CallLimits>;
}

/** The provider for an endpoint. Only the first call to a real one loads the `openai` client. */
export function createProvider(endpoint: Endpoint, options: ProviderOptions): ModelProvider {
  if (endpoint.kind === 'baseline') return new BaselineProvider(options.clock);
  let loading: Promise<OpenaiProvider> | undefined;
  const loaded = () => {
    loading ??= import('./openai/openaiProvider').then((module) => new module.OpenaiProvider(endpoint, options));
    return loading;
  };
  return {
    complete: async (request, call) => (await loaded()).complete(request, call),
    embed: async (request, call) => (await loaded()).embed(request, call),
  };
}
