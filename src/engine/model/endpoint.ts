/** An address that speaks the OpenAI chat-completions protocol, or one of the built-in algorithms. */
export interface Endpoint {
  /** The first part of `provider/name`: `openai`, `ollama`, a name of the user's own. */
  name: string;
  kind: 'openai' | 'azure' | 'baseline';
  /** Base URL up to and including the version, without a slash at the end; empty for `baseline`. */
  baseUrl: string;
  /** Environment variable that holds the key, where this endpoint has a customary one. */
  keyVariable?: string;
  /** False for servers on one's own machine that take requests without a key. */
  needsKey: boolean;
  /** Where the address comes from, for messages: it is never the workspace. */
  source: 'built-in' | 'setting' | 'user-config' | 'environment';
  /** Azure's `api-version`, for resources that are not addressed as `…/openai/v1`. */
  apiVersion?: string;
  /** OpenAI's organisation and project, sent along where the same environment names them. */
  organization?: string;
  project?: string;
}

/**
 * Scheme, host and port of an endpoint: what a key is bound to. Empty for `baseline`, which has no address.
 * @throws {TypeError} where the base URL is none
 */
export function originOf(endpoint: Endpoint): string {
  return endpoint.kind === 'baseline' ? '' : new URL(endpoint.baseUrl).origin;
}

/** Whether an endpoint is on this machine, so that its calls cost nothing and never leave it. */
export function isLocal(endpoint: Endpoint): boolean {
  if (endpoint.kind === 'baseline') return true;
  const { hostname } = new URL(endpoint.baseUrl);
  return hostname === 'localhost' || hostname === '[::1]' || /^127(\.\d+){3}$/.test(hostname);
}

/** Of several endpoints with one name the last counts, as everywhere. */
export function uniqueByName(endpoints: readonly Endpoint[]): Endpoint[] {
  return [...new Map(endpoints.map((endpoint) => [endpoint.name, endpoint])).values()];
}
