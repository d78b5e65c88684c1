import type { Endpoint } from '../engine/model/endpoint';

const OPENAI = 'https://api.openai.com/v1';

/**
 * Endpoints that the environment of the command line describes, by the variables that the makers' own tools read:
 * `OPENAI_BASE_URL` (with `OPENAI_ORG_ID`, `OPENAI_PROJECT_ID`), `AZURE_OPENAI_ENDPOINT` (with `OPENAI_API_VERSION`), and
 * `OLLAMA_HOST`. An address that is none is left out.
 */
export function environmentEndpoints(
  environment: Readonly<Record<string, string | undefined>> = process.env,
): Endpoint[] {
  const endpoints: Endpoint[] = [];
  const { OPENAI_BASE_URL, OPENAI_ORG_ID, OPENAI_PROJECT_ID, AZURE_OPENAI_ENDPOINT, OPENAI_API_VERSION, OLLAMA_HOST } =
    environment;
  const baseUrl = addressOf(OPENAI_BASE_URL);
  if (baseUrl !== undefined || OPENAI_ORG_ID || OPENAI_PROJECT_ID) {
    endpoints.push({
      name: 'openai',
      kind: 'openai',
      baseUrl: baseUrl ?? OPENAI,
      keyVariable: 'OPENAI_API_KEY',
      // A server of one's own behind this variable may take requests without a key.
      needsKey: baseUrl === undefined || !isLoopback(baseUrl),
      source: 'environment',
      ...(OPENAI_ORG_ID && { organization: OPENAI_ORG_ID }),
      ...(OPENAI_PROJECT_ID && { project: OPENAI_PROJECT_ID }),
    });
  }
  const azure = addressOf(AZURE_OPENAI_ENDPOINT);
  if (azure !== undefined) {
    endpoints.push({
      name: 'azure',
      kind: 'azure',
      baseUrl: azure,
      keyVariable: 'AZURE_OPENAI_API_KEY',
      needsKey: true,
      source: 'environment',
      ...(OPENAI_API_VERSION && { apiVersion: OPENAI_API_VERSION }),
    });
  }
  const ollama = ollamaAddress(OLLAMA_HOST);
  if (ollama !== undefined) {
    endpoints.push({ name: 'ollama', kind: 'openai', baseUrl: `${ollama}/v1`, needsKey: false, source: 'environment' });
  }
  return endpoints;
}

/** `OLLAMA_HOST` as Ollama itself reads it: scheme and port may be missing, and it is also where the server listens. */
function ollamaAddress(host: string | undefined): string | undefined {
  const text = host?.trim();
  if (!text) return undefined;
  const address = addressOf(text.includes('://') ? text : `http://${text.startsWith(':') ? `127.0.0.1${text}` : text}`);
  if (address === undefined) return undefined;
  const url = new URL(address);
  // Where a server listens on all addresses, a client on this machine goes to its own.
  if (url.hostname === '0.0.0.0' || url.hostname === '[::]') url.hostname = '127.0.0.1';
  if (url.port === '' && !text.includes('://')) url.port = '11434';
  return url.href.replace(/\/+$/, '');
}

function isLoopback(address: string): boolean {
  const { hostname } = new URL(address);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

function addressOf(text: string | undefined): string | undefined {
  const address = text?.trim().replace(/\/+$/, '');
  if (!address) return undefined;
  try {
    const { protocol, username, password } = new URL(address);
    return /^https?:$/.test(protocol) && username === '' && password === '' ? address : undefined;
  } catch {
    return undefined;
  }
}
