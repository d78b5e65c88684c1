import { type EmbeddingReply, ModelError } from '../provider';
import { bearable, kindOf, serverErrorOf } from './callError';
import { usageOf } from './replyBuilder';

/**
 * Reads a reply of the embeddings protocol: `data: [{index, embedding}]`, in any order.
 * @param count how many texts were sent
 * @throws {ModelError} `invalid-reply` where one is missing, doubled, or of another length than the others
 */
export function readEmbeddings(value: unknown, count: number): EmbeddingReply {
  const { data, usage, error } = (value ?? {}) as { data?: unknown; usage?: unknown; error?: unknown };
  if (error) {
    const server = serverErrorOf(value);
    throw new ModelError(kindOf(undefined, server), bearable(server.message ?? 'the endpoint answered with an error'));
  }
  const vectors = new Array<number[]>(count);
  for (const [position, entry] of (Array.isArray(data) ? data : []).entries()) {
    const { index = position, embedding } = (entry ?? {}) as { index?: number; embedding?: unknown };
    const isVector = Array.isArray(embedding) && embedding.length > 0 && embedding.every((x) => Number.isFinite(x));
    if (!isVector || !Number.isInteger(index) || index < 0 || index >= count || vectors[index] !== undefined) {
      throw new ModelError('invalid-reply', `embedding ${position} cannot be read`);
    }
    vectors[index] = embedding as number[];
  }
  const [first] = vectors;
  for (let index = 0; index < count; index++) {
    if (vectors[index]?.length !== first?.length || first === undefined) {
      throw new ModelError('invalid-reply', `there is no embedding ${index} of ${count} with the others' length`);
    }
  }
  const { prompt_tokens: prompt } = (usage ?? {}) as { prompt_tokens?: unknown };
  const tokens = usageOf({ completion_tokens: 0, ...(usage as object | undefined), prompt_tokens: prompt });
  return { vectors, ...(tokens !== undefined && { usage: tokens }) };
}
