import type { PromptDocument, Span } from '../../document/promptDocument';
import type { TestSetDocument } from '../../document/testSetDocument';
import { type Finding, findingAt } from '../finding';

/** A key as its maker writes it. */
interface KeyForm {
  /** Whose it is; no translation. */
  owner: string;
  /** The environment variable that it is kept in by custom. */
  variable: string;
  pattern: RegExp;
}

/**
 * Forms of keys, as gitleaks has them (gitleaks/gitleaks, config/gitleaks.toml), somewhat wider in their lengths, because makers
 * change these.
 */
const FORMS: readonly KeyForm[] = [
  {
    owner: 'Anthropic',
    variable: 'ANTHROPIC_API_KEY',
    pattern: /\bsk-ant-(?:[a-z]+\d{2}-)?[\w-]{24,}/g,
  },
  { owner: 'OpenRouter', variable: 'OPENROUTER_API_KEY', pattern: /\bsk-or-(?:v1-)?[\w-]{32,}/g },
  {
    owner: 'OpenAI',
    variable: 'OPENAI_API_KEY',
    pattern: /\bsk-(?:(?:proj|svcacct|admin|None)-[\w-]{24,}|[A-Za-z0-9]{32,})/g,
  },
  { owner: 'Google', variable: 'GEMINI_API_KEY', pattern: /\bAIza[\w-]{35}(?![\w-])/g },
  { owner: 'AWS', variable: 'AWS_ACCESS_KEY_ID', pattern: /\b(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}\b/g },
  { owner: 'GitHub', variable: 'GITHUB_TOKEN', pattern: /\b(?:gh[opsur]_[A-Za-z0-9]{36,}|github_pat_\w{60,})/g },
  { owner: 'GitLab', variable: 'GITLAB_TOKEN', pattern: /\bglpat-[\w-]{20,}/g },
  { owner: 'Slack', variable: 'SLACK_TOKEN', pattern: /\b(?:xox[abeoprs]|xapp)-[\w-]{20,}/g },
  {
    owner: 'Slack',
    variable: 'SLACK_WEBHOOK_URL',
    pattern: /\bhttps:\/\/hooks\.slack\.com\/services\/T\w{8,}\/B\w{8,}\/\w{20,}/g,
  },
  { owner: 'Hugging Face', variable: 'HF_TOKEN', pattern: /\bhf_[A-Za-z0-9]{30,}/g },
  { owner: 'Groq', variable: 'GROQ_API_KEY', pattern: /\bgsk_[A-Za-z0-9]{40,}/g },
  { owner: 'xAI', variable: 'XAI_API_KEY', pattern: /\bxai-[A-Za-z0-9]{40,}/g },
  { owner: 'Perplexity', variable: 'PERPLEXITY_API_KEY', pattern: /\bpplx-[A-Za-z0-9]{40,}/g },
  { owner: 'Stripe', variable: 'STRIPE_API_KEY', pattern: /\b[rs]k_live_[A-Za-z0-9]{20,}/g },
  {
    owner: '',
    variable: 'PRIVATE_KEY',
    pattern: /-----BEGIN (?:[A-Z]+ )*PRIVATE KEY-----[\s\S]{40,8000}?-----END (?:[A-Z]+ )*PRIVATE KEY-----/g,
  },
];

/** A key of nobody in particular: behind `Bearer`, or given to a name that says what it is. The key is the first group. */
const NAMED: readonly RegExp[] = [
  /\bBearer\s+([A-Za-z0-9+/._~-]{24,}=*)/gi,
  /(?:api[_-]?key|access[_-]?key|secret[_-]?key|client[_-]?secret|auth[_-]?token|access[_-]?token)["']?\s*[:=]\s*["']?([A-Za-z0-9+/._~-]{24,}=*)/gi,
];

/** Whether any of these may be in a text at all: most texts are done with that. */
const MAYBE =
  /sk-|AIza|A(?:KI|SI|BI|CC)A|gh[opsur]_|github_pat_|glpat-|xox[abeoprs]-|xapp-|hooks\.slack|hf_|gsk_|xai-|pplx-|k_live_|PRIVATE KEY|[Bb]earer|BEARER|[Kk][Ee][Yy]["']?\s*[:=]|[Ss][Ee][Cc][Rr][Ee][Tt]["']?\s*[:=]|[Tt][Oo][Kk][Ee][Nn]["']?\s*[:=]/;

/** What stands in examples: words, rows of one letter, the alphabet. */
const PLACEHOLDER =
  /example|placeholder|your|dummy|fake|sample|redacted|change[-_]?me|insert|x{4,}|\*{3,}|\.{3}|(.)\1{5,}|0123456789|1234567890|abcdefgh|ABCDEFGH/i;

/** Bits for each character below which a text is words, or a name, rather than drawn at random. */
const RANDOM_BITS = 3.6;
/** Of forms that nothing else has, only rows of few letters are let through. */
const LEAST_BITS = 2.8;

/** Literal keys: whoever reads the file has them, and every call sends them to the model. */
export function secretKeys(document: PromptDocument | TestSetDocument): Finding[] {
  const { text } = document;
  if (!MAYBE.test(text)) return [];
  const taken: Span[] = [];
  const found: Finding[] = [];
  const add = (code: string, span: Span, args: Record<string, string>) => {
    if (taken.some(({ start, end }) => span.start < end && start < span.end)) return;
    taken.push(span);
    found.push(findingAt(document, code, 'warning', span, args));
  };
  for (const { owner, variable, pattern } of FORMS) {
    for (const { index, 0: key } of text.matchAll(pattern)) {
      if (PLACEHOLDER.test(key) || bitsPerCharacter(key) < LEAST_BITS) continue;
      const span = { start: index, end: index + key.length };
      if (owner === '') add('text.private-key', span, {});
      else add('text.secret-key', span, { owner, variable });
    }
  }
  for (const pattern of NAMED) {
    for (const match of text.matchAll(pattern)) {
      const [whole, key = ''] = match;
      if (!isRandom(key)) continue;
      const end = match.index + whole.length;
      add('text.bearer-token', { start: end - key.length, end }, { variable: 'API_KEY' });
    }
  }
  return found;
}

/** Letters in both cases, or letters and digits, as a draw gives them and no word or path does. */
function isRandom(key: string): boolean {
  if (PLACEHOLDER.test(key) || !/\d/.test(key) || !/[A-Za-z]/.test(key)) return false;
  // Words with dashes and dots between them: a name, a path, a version.
  const words = key
    .split(/[._/~-]/)
    .filter((word) => /^(?:[A-Za-z]?[a-z]{2,}|\d{1,4})$/.test(word))
    .join('').length;
  return words < key.length / 2 && bitsPerCharacter(key) >= RANDOM_BITS;
}

/** Shannon's entropy of the characters of a text. */
function bitsPerCharacter(text: string): number {
  const counts = new Map<string, number>();
  for (const character of text) counts.set(character, (counts.get(character) ?? 0) + 1);
  let bits = 0;
  for (const count of counts.values()) bits -= (count / text.length) * Math.log2(count / text.length);
  return bits;
}
