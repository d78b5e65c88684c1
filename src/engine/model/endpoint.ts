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
}
