import type { Clock, Log, Secrets } from '../host';
import { createProvider } from './createProvider';
import { type Endpoint, originOf } from './endpoint';
import { createLimiter, type Limiter } from './limiter';
import type { CallLimits } from './openai/deadline';
import type { ModelProvider } from './provider';
import { resolveModel, type UnresolvedModel } from './resolveModel';
import { type RetryOptions, withRetries } from './retry';

export interface ModelsOptions {
  endpoints: readonly Endpoint[];
  secrets: Secrets;
  clock: Clock;
  log: Log;
  /** Calls at once to one endpoint, 1 or more: where it starts; it narrows when the endpoint says that it is too much. */
  concurrency: number;
  limits?: Partial<CallLimits>;
  retry?: Pick<RetryOptions, 'maxAttempts' | 'timers' | 'random' | 'maxRetryAfterMs'>;
}

/** A model that can be called: with retries, and with the limit of its endpoint. */
export interface CallableModel {
  provider: ModelProvider;
  endpoint: Endpoint;
  /** The name that the endpoint knows. */
  model: string;
}

/** The models of one run. The prompt's model and a judge at the same address share one limit. */
export interface ModelSet {
  /** @param use what the model is for; to complete by default */
  resolve(name: string, use?: 'complete' | 'embed'): CallableModel | UnresolvedModel;
  /** Forgets the providers; calls under way are not cut off. */
  close(): void;
}

/** Makes the models that a run calls, each provider when it is first asked for. */
export function createModels(options: ModelsOptions): ModelSet {
  const { endpoints, clock, log, concurrency, retry } = options;
  const limiters = new Map<string, Limiter>();
  const providers = new Map<Endpoint, ModelProvider>();

  function providerOf(endpoint: Endpoint): ModelProvider {
    const known = providers.get(endpoint);
    if (known !== undefined) return known;
    const bare = createProvider(endpoint, options);
    const provider =
      endpoint.kind === 'baseline' ? bare : withRetries(bare, { ...retry, limiter: limiterOf(endpoint), onRetry });
    providers.set(endpoint, provider);
    return provider;
  }

  function limiterOf(endpoint: Endpoint): Limiter {
    const origin = originOf(endpoint);
    const known = limiters.get(origin);
    if (known !== undefined) return known;
    const limiter = createLimiter({ concurrency, monotonic: () => clock.monotonic(), timers: retry?.timers });
    limiters.set(origin, limiter);
    return limiter;
  }

  function onRetry(attempt: number, waitMs: number, error: Error): void {
    log.info(`attempt ${attempt} failed (${error.message}); again in ${Math.round(waitMs)} ms`);
  }

  return {
    resolve(name, use) {
      const resolved = resolveModel(name, endpoints, use);
      if ('code' in resolved) return resolved;
      return { ...resolved, provider: providerOf(resolved.endpoint) };
    },
    close() {
      providers.clear();
      limiters.clear();
    },
  };
}
