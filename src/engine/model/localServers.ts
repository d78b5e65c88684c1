import type { Endpoint } from './endpoint';
import { isLocal } from './endpoint';
import { KNOWN_ENDPOINTS } from './knownEndpoints';
import { probeEndpoint } from './probeEndpoint';

/** A server on this machine answers at once or is not there. */
const PATIENCE = 800;

/** A model server on this machine. */
export interface LocalServer {
  endpoint: Endpoint;
  /** The models that it has, sorted; none where it runs but has none loaded. */
  models: string[];
}

/**
 * Looks for model servers on this machine, at the ports where Ollama, LM Studio, vLLM and llama.cpp listen.
 * @param endpoints where to look instead
 */
export async function findLocalServers(
  endpoints: readonly Endpoint[] = KNOWN_ENDPOINTS.filter(
    (endpoint) => endpoint.kind === 'openai' && isLocal(endpoint),
  ),
): Promise<LocalServer[]> {
  const found = await Promise.all(
    endpoints.map(async (endpoint) => {
      const probe = await probeEndpoint(endpoint, undefined, { timeoutMs: PATIENCE });
      return probe.ok ? { endpoint, models: probe.models } : undefined;
    }),
  );
  return found.filter((server) => server !== undefined);
}
