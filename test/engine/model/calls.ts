import { createProvider, type ProviderOptions } from '../../../src/engine/model/createProvider';
import type { Endpoint } from '../../../src/engine/model/endpoint';
import { type CallLimits, DEFAULT_LIMITS } from '../../../src/engine/model/openai/deadline';
import { ModelError, type ModelReply, type ModelRequest } from '../../../src/engine/model/provider';
import { nodeClock } from '../../../src/node/nodeClock';
import type { ModelServer, ServedReply } from '../../support/modelServer';

export const KEY = 'sk-test-0123456789abcdef';

/** Timeouts that no working call reaches, also on a machine that is busy. */
const LONG: CallLimits = { ...DEFAULT_LIMITS, headersMs: 20_000, idleMs: 20_000, totalMs: 30_000 };

/** Timeouts short enough that a stall is noticed within a test: for calls that stall. */
export const SHORT: CallLimits = { ...LONG, headersMs: 250, idleMs: 250 };

/** Whether an answer needs short timeouts to be noticed. */
export function stalls({ fault }: ServedReply): boolean {
  return fault === 'stall' || fault === 'header-stall';
}

export function endpointOf(server: ModelServer, part: Partial<Endpoint> = {}): Endpoint {
  return { name: 'test', kind: 'openai', baseUrl: server.url, needsKey: true, source: 'setting', ...part };
}

export function request(part: Partial<ModelRequest> = {}): ModelRequest {
  return { model: 'test-model', messages: [{ role: 'user', content: [{ text: 'Hi 你好' }] }], config: {}, ...part };
}

export function options(log: string[] = []): ProviderOptions {
  return {
    secrets: { keyFor: async () => KEY },
    clock: nodeClock,
    log: { info: (line) => log.push(line), warn: (line) => log.push(line) },
    limits: LONG,
  };
}

/** One call through a provider of its own. */
export async function call(
  server: ModelServer,
  part: Partial<ModelRequest> = {},
  {
    endpoint = {},
    signal = new AbortController().signal,
    onDelta,
    limits,
  }: {
    endpoint?: Partial<Endpoint>;
    signal?: AbortSignal;
    onDelta?: (text: string) => void;
    limits?: CallLimits;
  } = {},
): Promise<ModelReply> {
  return createProvider(endpointOf(server, endpoint), { ...options(), ...(limits && { limits }) }).complete(
    request(part),
    { signal, onDelta },
  );
}

/** The failure of a call, which must be a `ModelError`. */
export async function failureOf(promise: Promise<unknown>): Promise<ModelError> {
  try {
    await promise;
  } catch (error) {
    if (error instanceof ModelError) return error;
    throw error;
  }
  throw new Error('The call succeeded.');
}
