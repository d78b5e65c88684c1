import { ModelError, type ModelErrorKind } from '../provider';

/** An error as servers describe it, in OpenAI's shape or one of the shapes that others use. */
export interface ServerError {
  message?: string;
  type?: string;
  code?: string | number;
  /** The request's field that the server objects to. */
  param?: string;
}

/** So much of a server's words is kept: enough for a sentence and its reason. */
const LONGEST_MESSAGE = 600;

/** The error object of a response body: `{error: {…}}`, `{error: "…"}`, `{message}`, `{detail}`, or a list of one. */
export function serverErrorOf(body: unknown): ServerError {
  const value = Array.isArray(body) ? body[0] : body;
  if (typeof value === 'string') return { message: value };
  if (typeof value !== 'object' || value === null) return {};
  const record = value as Record<string, unknown>;
  const error = record.error ?? record;
  if (typeof error === 'string') return { message: error };
  if (typeof error !== 'object' || error === null) return {};
  const { message, detail, type, code, status, param } = error as Record<string, unknown>;
  const words = message ?? detail;
  return {
    message: typeof words === 'string' ? words : words === undefined ? undefined : JSON.stringify(words),
    type: typeof type === 'string' ? type : typeof status === 'string' ? status : undefined,
    code: typeof code === 'string' || typeof code === 'number' ? code : undefined,
    param: typeof param === 'string' ? param : undefined,
  };
}

/** What kind of failure a status code and the server's description of it amount to. */
export function kindOf(status: number | undefined, error: ServerError): ModelErrorKind {
  const names = `${error.code ?? ''} ${error.type ?? ''}`;
  if (/insufficient_quota|billing|quota_exceeded|insufficient_balance|credit/i.test(names) || status === 402)
    return 'quota';
  if (status === 401 || /invalid_api_key|authentication_error/.test(names)) return 'auth';
  // Google answers a bad key with 400.
  if (status === 400 && /API key not valid|API_KEY_INVALID/.test(`${error.message} ${names}`)) return 'auth';
  if (status === 429 || (status === undefined && /rate_limit/.test(names))) return 'rate-limit';
  if (status === 403) return 'forbidden';
  if (status === 404) return 'not-found';
  if (status === 413) return 'too-large';
  if (status === 408 || status === 409 || (status !== undefined && status >= 500)) return 'server';
  if (status !== undefined && status >= 300 && status < 400) return 'redirect';
  return status === undefined ? 'protocol' : 'bad-request';
}

/**
 * The failure that an HTTP status reports.
 * @param now wall-clock time, for a `Retry-After` that is a date
 */
export function statusError(
  { status, headers }: { status: number; headers: Headers },
  error: ServerError,
  { origin, now }: { origin: string; now: Date },
): ModelError {
  const message = bearable(error.message ?? '') || `HTTP status ${status}`;
  return new ModelError(kindOf(status, error), message, { status, origin, retryAfterMs: retryAfter(headers, now) });
}

/** Node's codes for an address at which nothing answers: no server there, or no such name. */
const NOBODY = new Set(['ECONNREFUSED', 'ENOTFOUND']);

/** The failure of a call that got no response, or not all of one: `afterHeaders` tells which. */
export function connectionError(cause: unknown, origin: string, afterHeaders: boolean): ModelError {
  const chain = causesOf(cause);
  const codes = chain.map((error) => (error as { code?: unknown }).code).filter((code) => typeof code === 'string');
  const words = bearable(chain.at(-1)?.message || codes.at(-1) || String(cause));
  const detail = { origin, cause };
  if (chain.some((error) => /redirect/i.test(error.message))) {
    return new ModelError('redirect', words, detail);
  }
  // Ports that no browser calls, such as 1 and 25, are refused before anything is sent.
  const isRefusedPort = chain.some((error) => error.message === 'bad port');
  if (isRefusedPort || codes.some((code) => NOBODY.has(code))) return new ModelError('no-endpoint', words, detail);
  // A certificate or a protocol that does not fit will not fit at the next try either.
  if (codes.some((code) => /CERT|^ERR_SSL|^ERR_TLS|SELF_SIGNED|UNABLE_TO_VERIFY/.test(code))) {
    return new ModelError('protocol', words, detail);
  }
  if (codes.some((code) => /TIMEOUT|ETIMEDOUT/.test(code))) return new ModelError('timeout', words, detail);
  return new ModelError(afterHeaders ? 'incomplete' : 'network', words, detail);
}

/**
 * How long a server asks to be left alone, in milliseconds; undefined where it says nothing usable, which includes
 * zero, the past and Azure's -1.
 */
export function retryAfter(headers: Headers, now: Date): number | undefined {
  const exact = Number.parseFloat(headers.get('retry-after-ms') ?? '');
  if (exact > 0) return exact;
  const value = headers.get('retry-after')?.trim() ?? '';
  // A number is seconds; "-1" must not reach Date.parse, which takes it for a date in 2001.
  const ms = /^[-+]?[\d.]+$/.test(value) ? Number(value) * 1000 : Date.parse(value) - now.getTime();
  return ms > 0 ? ms : undefined;
}

/** A server's words on one line, cut to a bearable length; of a web page only its title. */
export function bearable(text: string): string {
  const title = /^\s*<(?:!doctype|html)/i.test(text) ? (/<title[^>]*>([^<]*)/i.exec(text)?.[1] ?? 'a web page') : text;
  const line = title.replace(/\s+/g, ' ').trim();
  return line.length <= LONGEST_MESSAGE ? line : `${line.slice(0, LONGEST_MESSAGE)}…`;
}

/** An error, its cause, the cause's cause and so on, each with its own message. */
function causesOf(error: unknown): Error[] {
  const chain: Error[] = [];
  let next: unknown = error;
  while (next instanceof Error && chain.length < 8) {
    chain.push(next);
    // Connecting to several addresses at once fails with all their errors.
    next = next instanceof AggregateError && next.errors.length > 0 ? next.errors[0] : next.cause;
  }
  return chain;
}
