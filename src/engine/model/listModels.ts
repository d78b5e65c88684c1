import type { Endpoint } from './endpoint';
import { createClient } from './openai/client';
import { ModelError } from './provider';

/**
 * What an endpoint says that it has, sorted. It costs nothing; and some endpoints say it to everybody, whatever the key.
 * @throws {ModelError} or what the client throws
 */
export async function listModels(endpoint: Endpoint, key: string | undefined, timeoutMs: number): Promise<string[]> {
  const client = await createClient(endpoint, key);
  const { data } = await client.models.list({ signal: AbortSignal.timeout(timeoutMs) });
  if (!Array.isArray(data)) throw new ModelError('protocol', 'the answer is no list of models');
  return data
    .map(({ id }) => id)
    .filter((id): id is string => typeof id === 'string')
    .sort();
}

/** Names of models that do not chat. */
const NO_CHAT = /embed|whisper|tts|audio|realtime|image|dall-e|moderation|transcribe|rerank|search|live/i;

/** Whether a model answers in text, as far as its name says. */
export function isChatModel(name: string): boolean {
  return !NO_CHAT.test(name);
}
