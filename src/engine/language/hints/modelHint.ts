import { modelFacts } from '../../model/modelFacts';
import { resolveModel } from '../../model/resolveModel';
import { tokenCounter } from '../../model/tokens';
import { compilePrompt } from '../../prompt/compilePrompt';
import { readPromptSource } from '../../prompt/promptSource';
import { plainValue, type SourceEntry } from '../../testset/sourceNode';
import { textOverlay } from '../../textOverlay';
import type { PromptDocument } from '../document/promptDocument';
import { mapAt } from '../index/promptFacts';
import type { LanguageContext } from '../languageContext';
import type { InlineHint } from './inlayHints';

/** Behind the model's name: its context size and prices, and what the prompt of one call costs with the first case. */
export async function modelHint(document: PromptDocument, context: LanguageContext): Promise<InlineHint[]> {
  const node = mapAt(document.frontmatter(), []).find(({ key }) => key === 'model')?.value;
  if (node?.kind !== 'scalar' || typeof node.value !== 'string') return [];
  const resolved = resolveModel(node.value, context.endpoints);
  if ('code' in resolved) return [];
  const { contextTokens, price } = await modelFacts(resolved.endpoint, resolved.model);
  const { say } = context;
  const parts: string[] = [];
  if (contextTokens !== undefined) parts.push(say('language.hint.context', { size: compact(contextTokens) }));
  if (price !== undefined && price.input + price.output > 0) {
    parts.push(say('language.hint.price', { input: dollars(price.input), output: dollars(price.output) }));
  }
  const call =
    parts.length === 0 || context.signal?.aborted ? undefined : await firstCall(document, node.value, context);
  if (call !== undefined && price !== undefined) {
    const cost = (call.tokens * price.input) / 1_000_000;
    const args = { tokens: call.tokens.toLocaleString('en'), id: call.id, cost: dollars(cost) };
    parts.push(say(cost > 0 ? 'language.hint.call' : 'language.hint.call-free', args));
  }
  if (parts.length === 0) return [];
  const tooltip = say('language.hint.model-tooltip');
  return [{ position: document.positionAt(node.end), label: parts.join(' · '), kind: 'model', tooltip }];
}

/** The tokens of the prompt with its first case; undefined where there is none, or it cannot be rendered. */
async function firstCall(
  document: PromptDocument,
  model: string,
  context: LanguageContext,
): Promise<{ id: string; tokens: number } | undefined> {
  const { files, workspace, index } = context;
  const facts = index.prompt(document.file);
  const tests = facts && index.testSetOf(facts);
  const [first] = (tests && (await context.testSet(tests.file)))?.cases() ?? [];
  if (first === undefined) return undefined;
  const overlay = textOverlay(files, new Map([[document.file, document.text]]));
  const { source } = await readPromptSource(document.file, { files: overlay, workspace });
  const counter = await tokenCounter(model);
  if (context.signal?.aborted) return undefined;
  try {
    const input = plainValue({ kind: 'map', start: 0, end: 0, entries: [...first.input] }) as Record<string, unknown>;
    const { messages } = compilePrompt(source).render({ input });
    const texts = messages.flatMap(({ content }) => content.flatMap(({ text }) => (text === undefined ? [] : [text])));
    return { id: idOf(first.id), tokens: texts.reduce((sum, text) => sum + counter.count(text), 0) };
  } catch {
    // What is wrong with the prompt or the case is said elsewhere.
    return undefined;
  }
}

function idOf(entry: SourceEntry | undefined): string {
  return entry?.value.kind === 'scalar' ? String(entry.value.value) : 'case-1';
}

/** `128k`, `1M`. */
function compact(count: number): string {
  return new Intl.NumberFormat('en', { notation: 'compact', maximumFractionDigits: 1 }).format(count).replace('K', 'k');
}

/** Two digits that say something, at least cents: `$0.15`, `$0.000043`. */
function dollars(amount: number): string {
  const digits = amount >= 0.1 || amount === 0 ? 2 : 1 - Math.floor(Math.log10(amount));
  return `$${amount.toFixed(Math.min(digits, 12))}`;
}
