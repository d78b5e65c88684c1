import type { ModelError } from '../provider';
import type { ServerError } from './callError';

/**
 * Where endpoints differ in what they take. Each starts out as the protocol's full form and steps down where the
 * endpoint objects, once; what was learnt holds for the endpoint and model from then on.
 */
export interface Dialect {
  maxTokens: 'max_completion_tokens' | 'max_tokens';
  /** `schema`: `json_schema`; `object`: `json_object`; `none`: the prompt alone asks for JSON. */
  json: 'schema' | 'object' | 'none';
  /** Whether `stream_options` may be sent: without it most endpoints give no usage. */
  streamOptions: boolean;
  stream: boolean;
}

/** OpenAI's newer models know only `max_completion_tokens`, most other servers only `max_tokens`. */
export function initialDialect(isOpenai: boolean): Dialect {
  return {
    maxTokens: isOpenai ? 'max_completion_tokens' : 'max_tokens',
    json: 'schema',
    streamOptions: true,
    stream: true,
  };
}

/**
 * The dialect to try next, after an endpoint refused a request; undefined where its words give no reason to think
 * that another dialect would do.
 * @param tried the dialect of the refused request
 * @param body the refused request
 */
export function nextDialect(
  tried: Dialect,
  failure: ModelError,
  error: ServerError,
  body: Readonly<Record<string, unknown>>,
): Dialect | undefined {
  if (failure.kind !== 'bad-request') return undefined;
  const words = `${error.param ?? ''} ${error.message ?? failure.message}`;
  if (body.stream_options !== undefined && /stream_options|include_usage/.test(words)) {
    return { ...tried, streamOptions: false };
  }
  // The refusal of one name usually recommends the other, so it is the one that was sent that counts.
  if (body[tried.maxTokens] !== undefined && /max_(completion_)?tokens/.test(words) && isUnknownField(words)) {
    const other = tried.maxTokens === 'max_tokens' ? 'max_completion_tokens' : 'max_tokens';
    return { ...tried, maxTokens: other };
  }
  if (body.response_format !== undefined && /response_format|json_schema|json_object|schema/i.test(words)) {
    return { ...tried, json: tried.json === 'schema' && isSchema(body.response_format) ? 'object' : 'none' };
  }
  if (body.stream === true && (error.param === 'stream' || /stream\w* (is |are )?(not |un)/i.test(words))) {
    return { ...tried, stream: false };
  }
  return undefined;
}

/** A field that is not known, in contrast to a value that is too large. */
function isUnknownField(words: string): boolean {
  return /unsupported|not supported|unknown|unrecognized|unexpected|extra|not permitted|instead/i.test(words);
}

function isSchema(format: unknown): boolean {
  return (format as { type?: unknown }).type === 'json_schema';
}
