import { type Endpoint, originOf } from './endpoint';
import { isChatModel, listModels } from './listModels';
import { connectionError, serverErrorOf, statusError } from './openai/callError';
import { HttpFailure } from './openai/client';
import { OpenaiProvider } from './openai/openaiProvider';
import { ModelError } from './provider';

/** What is wrong with an endpoint, in the terms of somebody who is setting it up. */
export type ProbeProblem = 'key' | 'address' | 'model' | 'quota' | 'forbidden' | 'network' | 'other';

export type Probe =
  | {
      ok: true;
      /** What the endpoint says that it has, sorted; empty where it does not say. */
      models: string[];
    }
  | {
      ok: false;
      problem: ProbeProblem;
      /** The server's own words, or the system's where no server answered. */
      message: string;
    };

export interface ProbeOptions {
  /** The model that is going to be used, by the name that the endpoint knows. */
  model?: string;
  /** For each of the two calls; 10,000 by default. */
  timeoutMs?: number;
}

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

/** Names of small models: one token of theirs costs next to nothing. */
const CHEAP = /nano|mini|flash|lite|haiku|small|instant|\b[1-9]b\b/i;

/**
 * Tries an endpoint and a key: first the list of its models, then, with a key, an answer of a single token. The list
 * alone proves little: some endpoints show it to everybody, and to accounts without money as well.
 * @param key undefined for servers that need none: then no answer is asked for, which could load a model
 */
export async function probeEndpoint(
  endpoint: Endpoint,
  key: string | undefined,
  { model, timeoutMs = PATIENCE }: ProbeOptions = {},
): Promise<Probe> {
  if (endpoint.kind === 'baseline') return { ok: true, models: [] };
  if (key !== undefined && !/^[\x21-\x7e]+$/.test(key)) {
    return { ok: false, problem: 'key', message: 'the key holds characters that no key has' };
  }
  try {
    originOf(endpoint);
  } catch {
    return { ok: false, problem: 'address', message: endpoint.baseUrl };
  }
  const failed = (failure: ModelError, problem: ProbeProblem = PROBLEMS[failure.kind] ?? 'other'): Probe => {
    const message = key === undefined ? failure.message : failure.message.replaceAll(key, '(key)');
    return { ok: false, problem, message };
  };

  let models: string[] = [];
  try {
    models = await listModels(endpoint, key, timeoutMs);
  } catch (error) {
    const failure = modelError(error, endpoint);
    // Some endpoints have no list: then only an answer can tell.
    if (model === undefined || failure.detail.status !== 404) return failed(failure);
  }
  const isListed = model !== undefined && models.includes(model);
  if (key === undefined && isListed) return { ok: true, models };
  const asked = model ?? (key === undefined ? undefined : cheapest(models));
  if (asked === undefined) return { ok: true, models };
  const failure = await askForOneToken(endpoint, key, asked, timeoutMs);
  if (failure === undefined) return { ok: true, models };
  switch (failure.kind) {
    // It answered, if only with nothing; or it is busy, which it only says to a key that it knows.
    case 'invalid-reply':
    case 'rate-limit':
      return { ok: true, models };
    case 'auth':
    case 'quota':
      return failed(failure);
    default:
      // What a model that nobody asked for cannot do says nothing about the key.
      if (model === undefined) return { ok: true, models };
      return failed(failure, models.length > 0 && !isListed ? 'model' : undefined);
  }
}

function cheapest(models: readonly string[]): string | undefined {
  const chatting = models.filter(isChatModel);
  return chatting.find((name) => CHEAP.test(name)) ?? chatting[0];
}

/** @returns why there was no answer; undefined where there was one */
async function askForOneToken(
  endpoint: Endpoint,
  key: string | undefined,
  model: string,
  timeoutMs: number,
): Promise<ModelError | undefined> {
  const provider = new OpenaiProvider(endpoint, {
    secrets: { keyFor: async () => key },
    clock: { now: () => new Date(), monotonic: () => performance.now() },
    log: { info: () => {}, warn: () => {} },
    limits: { totalMs: timeoutMs },
  });
  const messages = [{ role: 'user' as const, content: [{ text: '.' }] }];
  try {
    const { signal } = new AbortController();
    await provider.complete({ model, messages, config: { maxOutputTokens: 1 } }, { signal });
    return undefined;
  } catch (error) {
    return modelError(error, endpoint);
  }
}

function modelError(error: unknown, endpoint: Endpoint): ModelError {
  if (error instanceof ModelError) return error;
  const origin = originOf(endpoint);
  for (let cause = error; cause instanceof Error; cause = cause.cause) {
    if (cause instanceof HttpFailure) {
      return statusError(cause, serverErrorOf(cause.body), { origin, now: new Date() });
    }
  }
  if (error instanceof SyntaxError || /JSON/.test(String(error))) {
    return new ModelError('protocol', String((error as Error).message), { origin });
  }
  return connectionError(error, origin, false);
}
