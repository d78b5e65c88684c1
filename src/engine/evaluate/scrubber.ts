/** Shorter keys are placeholders of local servers (`none`, `ollama`), and common words. */
const SHORTEST_KEY = 8;

/** Takes the literal text of keys out of other text: a server may repeat a key in its error, a model in its answer. */
export function scrubber(keys: Iterable<string>): (text: string) => string {
  const secrets = [...new Set(keys)].filter((key) => key.length >= SHORTEST_KEY);
  if (secrets.length === 0) return (text) => text;
  return (text) => secrets.reduce((rest, secret) => rest.replaceAll(secret, '[key]'), text);
}
