import type { Endpoint } from './endpoint';
import { originOf } from './endpoint';
import { connectionError, serverErrorOf, statusError } from './openai/callError';
import { createClient, HttpFailure } from './openai/client';
import { ModelError } from './provider';

/** What is wrong with an endpoint, in the terms of somebody who is setting it up. */
export type ProbeProblem = 'key' | 'address' | 'model' | 'quota' | 'forbidden' | 'network' | 'other';

export type Probe =
  | { ok: true; models: string[] }
  | {
      ok: false;
      problem: ProbeProblem;
      /** The server's own words, or the system's where no server answered. */
      message: string;
    };

/** A server that has not answered after so many milliseconds is not going to. */
const PATIENCE = 10_000;

const PROBLEMS: Partial<Record<ModelError['kind'], ProbeProblem>> = {
  auth: 'key',
  quota: 'quota',
  'rate-limit': 'quota',
  forbidden: 'forbidden',
  'not-found': 'address',
  redirect: 'address',
  protocol: 'address',
  'no-endpoint': 'network',
  network: 'network',
  timeout: 'network',
  incomplete: 'network',
};

/**
 * Tries an endpoint and a key with one cheap call, the list of models. Where the endpoint has no such list and a model is
 * named, one answer of a single token is asked for instead.
 * @param key undefined for servers that need none
 */
export async function probeEndpoint(
  endpoint: Endpoint,
  key: string | undefined,
  { model, timeoutMs = PATIENCE }: { model?: string; timeoutMs?: number } = {},
): Promise<Probe> {
  if (endpoint.kind === 'baseline') return { ok: true, models: [] };
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    return { ok: false, problem: 'key', message: 'the key holds characters that no key has' };
  }
  let origin: string;
  try {
    origin = originOf(endpoint);
  } catch {
    return { ok: false, problem: 'address', message: endpoint.baseUrl };
  }
  try {
    const client = await createClient(endpoint, key);
    const signal = AbortSignal.timeout(timeoutMs);
    try {
      const { data } = await client.models.list({ signal });
      if (!Array.isArray(data)) throw new ModelError('protocol', 'the answer is no list of models');
      const models = data.map(({ id }) => id).filter((id): id is string => typeof id === 'string');
      if (model !== undefined && models.length > 0 && !models.includes(model)) {
        return { ok: false, problem: 'model', message: model };
      }
      return { ok: true, models: models.sort() };
    } catch (error) {
      if (model === undefined || failureOf(error)?.status !== 404) throw error;
      await client.chat.completions.create(
        { model, max_completion_tokens: 1, messages: [{ role: 'user', content: '.' }] },
        { signal },
      );
      return { ok: true, models: [] };
    }
  } catch (error) {
    const failure = modelError(error, origin);
    const message = key === undefined ? failure.message : failure.message.replaceAll(key, '(key)');
    return { ok: false, problem: PROBLEMS[failure.kind] ?? 'other', message };
  }
}

function failureOf(error: unknown): HttpFailure | undefined {
  for (let cause = error; cause instanceof Error; cause = cause.cause) if (cause instanceof HttpFailure) return cause;
  return undefined;
}

function modelError(error: unknown, origin: string): ModelError {
  if (error instanceof ModelError) return error;
  const failure = failureOf(error);
  if (failure !== undefined) return statusError(failure, serverErrorOf(failure.body), { origin, now: new Date() });
  if (error instanceof SyntaxError || /JSON/.test(String(error)))
    return new ModelError('protocol', String((error as Error).message));
  return connectionError(error, origin, false);
}
