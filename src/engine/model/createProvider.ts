import type { Clock, Log, Secrets } from '../host';
import { BaselineProvider } from './baseline/baselineProvider';
import type { Endpoint } from './endpoint';
import type { CallLimits } from './openai/deadline';
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
  let loading: Promise<ModelProvider> | undefined;
  return {
    async complete(request, call) {
      loading ??= import('./openai/openaiProvider').then(({ OpenaiProvider }) => new OpenaiProvider(endpoint, options));
      return (await loading).complete(request, call);
    },
  };
}
