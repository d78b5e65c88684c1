import { kindOf, plainValue, type SourceEntry } from '../../../testset/sourceNode';
import { nearestName } from '../../../text/nearestName';
import { mapAt } from '../../index/promptFacts';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';
import { isReadable, spanOf } from './frontmatterKeys';

/** What a sampling setting takes. */
export interface Setting {
  wanted: 'number' | 'integer' | 'text' | 'texts' | 'boolean';
  least?: number;
  most?: number;
}

/**
 * Settings that most endpoints know, by their Dotprompt names, with the ranges that OpenAI's reference of chat completions
 * gives. Every other one is the endpoint's own, and passed on.
 */
const CONFIG_SETTINGS: Readonly<Record<string, Setting>> = {
  temperature: { wanted: 'number', least: 0, most: 2 },
  topP: { wanted: 'number', least: 0, most: 1 },
  minP: { wanted: 'number', least: 0, most: 1 },
  topK: { wanted: 'integer', least: 0 },
  maxOutputTokens: { wanted: 'integer', least: 1 },
  maxTokens: { wanted: 'integer', least: 1 },
  maxCompletionTokens: { wanted: 'integer', least: 1 },
  stopSequences: { wanted: 'texts' },
  stop: { wanted: 'texts' },
  presencePenalty: { wanted: 'number', least: -2, most: 2 },
  frequencyPenalty: { wanted: 'number', least: -2, most: 2 },
  repetitionPenalty: { wanted: 'number', least: 0 },
  seed: { wanted: 'integer' },
  logprobs: { wanted: 'boolean' },
  topLogprobs: { wanted: 'integer', least: 0, most: 20 },
  reasoningEffort: { wanted: 'text' },
  version: { wanted: 'text' },
};

/** What belongs to Assay and is never taken from a prompt: see `chatRequest`. */
const IGNORED = new Set(['model', 'messages', 'tools', 'stream', 'streamOptions', 'apiKey', 'n', 'candidateCount']);

/** Settings of `config` with a value that no endpoint takes, or with a name that is nearly that of another one. */
export const configValues: PromptRule = (subject) => {
  const { document } = subject;
  if (!isReadable(subject)) return [];
  const entries = mapAt(document.frontmatter(), ['config']);
  const present = new Set(entries.map(({ key }) => camelCase(key)));
  return entries.flatMap((entry): Finding[] => {
    const { key } = entry;
    const name = camelCase(key);
    if (IGNORED.has(name)) return [findingAt(document, 'prompt.ignored-config-key', 'info', spanOf(entry), { key })];
    const setting = settingOf(key);
    if (setting !== undefined) return valueFaults(subject, entry, setting);
    const suggestion = nearestName(key, Object.keys(CONFIG_SETTINGS));
    if (suggestion === undefined || present.has(suggestion)) return [];
    return [findingAt(document, 'prompt.unknown-config-key', 'hint', spanOf(entry), { key, suggestion })];
  });
};

/** What a setting takes; undefined for one of an endpoint's own. */
export function settingOf(key: string): Setting | undefined {
  const name = camelCase(key);
  return Object.hasOwn(CONFIG_SETTINGS, name) ? CONFIG_SETTINGS[name] : undefined;
}

function valueFaults({ document }: PromptSubject, { key, value }: SourceEntry, setting: Setting): Finding[] {
  const plain = plainValue(value);
  // Nothing is sent for a key without a value.
  if (plain === null) return [];
  const { wanted, least = Number.NEGATIVE_INFINITY, most } = setting;
  if (!fits(plain, wanted)) {
    const found = value.kind === 'scalar' ? JSON.stringify(plain) : kindOf(value);
    return [findingAt(document, 'prompt.config-type', 'warning', value, { key, wanted, found })];
  }
  if (typeof plain !== 'number') return [];
  const limit = mostFor(document.parsed.metadata.model, key, most) ?? Number.POSITIVE_INFINITY;
  if (plain >= least && plain <= limit) return [];
  if (limit === Number.POSITIVE_INFINITY) {
    return [findingAt(document, 'prompt.config-too-small', 'warning', value, { key, least, found: plain })];
  }
  return [findingAt(document, 'prompt.config-range', 'warning', value, { key, least, most: limit, found: plain })];
}

/** Anthropic's temperature ends at 1 (docs.anthropic.com, Messages API). */
function mostFor(model: unknown, key: string, most: number | undefined): number | undefined {
  return key === 'temperature' && String(model ?? '').startsWith('anthropic/') ? 1 : most;
}

function fits(value: unknown, wanted: Setting['wanted']): boolean {
  if (wanted === 'text') return typeof value === 'string' || typeof value === 'number';
  if (wanted === 'boolean') return typeof value === 'boolean';
  if (wanted === 'number') return typeof value === 'number' && Number.isFinite(value);
  if (wanted === 'integer') return Number.isInteger(value);
  return [value].flat().every((each) => typeof each === 'string');
}

function camelCase(key: string): string {
  return key.replace(/_([a-z])/g, (_, letter: string) => letter.toUpperCase());
}
