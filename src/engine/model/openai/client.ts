import type OpenAI from 'openai';
import { type Endpoint, originOf } from '../endpoint';
import { readText } from './readText';

/** Azure's oldest version that is generally available and takes everything that is sent. */
const AZURE_API_VERSION = '2024-10-21';

/** The only headers that leave: the client adds others, from the environment among them. */
const SENT_HEADERS = ['accept', 'content-type', 'user-agent', 'authorization', 'api-key'];
const OPENAI_HEADERS = ['openai-organization', 'openai-project'];

/** So many bytes of an error's body are read. */
const LONGEST_ERROR = 64 * 1024;

/** A response with a status of failure, thrown through the client. */
export class HttpFailure extends Error {
  constructor(
    readonly status: number,
    readonly headers: Headers,
    readonly text: string,
  ) {
    // The client takes a message with "timeout" in it for one of its own, so the server's words stay out of it.
    super('status of failure');
    this.name = 'HttpFailure';
  }

  /** The body as JSON, or as text where it is none. */
  get body(): unknown {
    try {
      return JSON.parse(this.text);
    } catch {
      return this.text;
    }
  }
}

/** Sends a request; the same shape as the global `fetch`. */
export type Fetch = (url: string | URL | Request, init?: RequestInit) => Promise<Response>;

/**
 * A client of the `openai` package for one endpoint. It is loaded at the first call.
 * - retries: none, Assay has its own
 * - the base URL is the endpoint's, whatever `OPENAI_BASE_URL` says; environment variables for organisation, project,
 *   extra headers and logging have no effect
 * - redirects are refused, so that a key goes to its own origin only
 * - a status of failure comes out as the cause of the client's error, a `HttpFailure`
 * @param key undefined for servers that need none: then no authorisation is sent
 */
export async function createClient(endpoint: Endpoint, key: string | undefined): Promise<OpenAI> {
  const { OpenAI, AzureOpenAI } = await import('openai');
  const options = {
    // The client insists on a key; without one the header is left out on the way.
    apiKey: key ?? 'none',
    adminAPIKey: null,
    organization: endpoint.organization ?? null,
    project: endpoint.project ?? null,
    webhookSecret: null,
    maxRetries: 0,
    // The calls have timeouts of their own; this one must not be the first.
    timeout: 2 ** 31 - 1,
    logLevel: 'off' as const,
    fetch: guardedFetch(endpoint, key !== undefined),
  };
  if (endpoint.kind !== 'azure') return new OpenAI({ ...options, baseURL: endpoint.baseUrl });
  // The newer form of address needs no version and takes the deployment as the model's name.
  if (endpoint.baseUrl.endsWith('/v1')) {
    const headers = { authorization: null, 'api-key': key ?? null };
    return new OpenAI({ ...options, baseURL: endpoint.baseUrl, defaultHeaders: headers });
  }
  const root = endpoint.baseUrl.replace(/\/openai$/, '');
  const apiVersion = endpoint.apiVersion ?? AZURE_API_VERSION;
  return new AzureOpenAI({ ...options, baseURL: `${root}/openai`, apiVersion });
}

/** `fetch` that sends only known headers, only to the endpoint's origin, and follows no redirect. */
function guardedFetch(endpoint: Endpoint, hasKey: boolean): Fetch {
  const origin = originOf(endpoint);
  const allowed = [...SENT_HEADERS, ...(endpoint.organization || endpoint.project ? OPENAI_HEADERS : [])].filter(
    (name) => hasKey || (name !== 'authorization' && name !== 'api-key'),
  );
  return async (url, init = {}) => {
    const address = String(url instanceof Request ? url.url : url);
    if (new URL(address).origin !== origin) throw new Error(`the address ${address} is not of the origin ${origin}`);
    const given = new Headers(init.headers);
    const headers: Record<string, string> = {};
    for (const name of allowed) {
      const value = given.get(name);
      if (value !== null) headers[name] = value;
    }
    const { method, body, signal } = init;
    // Looked up at each call: editors replace the global one to go through a proxy.
    const response = await globalThis.fetch(address, { method, body, signal, headers, redirect: 'error' });
    if (response.ok) return response;
    // The client reads error bodies without a bound and keeps only those of OpenAI's own shape.
    const { text } = await readText(response.body, LONGEST_ERROR, { cut: true });
    throw new HttpFailure(response.status, response.headers, text);
  };
}
