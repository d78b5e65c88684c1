import type { CompletionItem, CompletionList, Position, Range } from 'vscode-languageserver-types';
import { lineStart } from '../../text/lineStart';
import type { DataPlace } from '../data/dataPlace';
import { flowPlace } from '../data/flowPlace';
import { flowTree, lineEnd } from '../data/flowTree';
import { frontmatterRegion } from '../data/frontmatterRegion';
import { yamlPlace } from '../data/yamlPlace';
import type { PromptDocument } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';
import { type AskedInputs, askedInputs } from '../input/askedInputs';
import { knownInput } from '../input/knownInput';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { canBecome } from './canBecome';
import { dataCompletion } from './data/dataCompletion';
import { promptShape } from './data/promptShape';
import { lineShape, testSetShape } from './data/testSetShape';
import { itemOf, type Offer } from './offer';
import { tableCompletion } from './table/tableCompletion';
import { templateCompletion } from './template/templateCompletion';

/** What can be written at a position, the likely before the unlikely; nothing where text is written that means itself. */
export async function completion(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): Promise<CompletionList> {
  const source = document.kind === 'prompt' ? document.prompt : document.testSet;
  const offset = source.offsetAt(position);
  const request = { offset, context, isIncomplete: false };
  const offers =
    document.kind === 'prompt' ? await inPrompt(document.prompt, request) : await inTestSet(document.testSet, request);
  return { isIncomplete: request.isIncomplete, items: itemsOf(offers, source, offset) };
}

interface Request {
  offset: number;
  context: LanguageContext;
  /** More will be known in a moment. */
  isIncomplete: boolean;
}

async function inPrompt(document: PromptDocument, request: Request): Promise<Offer[]> {
  const { offset, context } = request;
  const region = frontmatterRegion(document);
  if (region === undefined || offset < region.start || offset > region.end) {
    return templateCompletion(document, offset, context);
  }
  const place = yamlPlace(document.text, region, offset);
  if (place === undefined) return [];
  const { file, text } = document;
  const shape = promptShape(document, { file, text, context, pending: pendingOf(request) }, () =>
    knownInput(document, context),
  );
  return dataCompletion(text, place, shape);
}

async function inTestSet(document: TestSetDocument, request: Request): Promise<Offer[]> {
  const { offset, context } = request;
  const { file, text, format } = document;
  let inputs: Promise<AskedInputs> | undefined;
  const asked = () => {
    inputs ??= askedInputs(file, context);
    return inputs;
  };
  if (format === 'csv' || format === 'tsv') return tableCompletion(document, offset, context, asked);
  const place =
    format === 'yaml' ? yamlPlace(text, { start: 0, end: text.length }, offset) : jsonPlace(document, offset);
  if (place === undefined) return [];
  const environment = { file, text, context, pending: pendingOf(request) };
  const shape = format === 'jsonl' ? lineShape(environment, asked) : testSetShape(environment, asked);
  return dataCompletion(text, place, shape);
}

function pendingOf(request: Request): () => void {
  return () => {
    request.isIncomplete = true;
  };
}

function jsonPlace({ text, format }: TestSetDocument, offset: number): DataPlace | undefined {
  const whole = { start: 0, end: text.length };
  const { start, end } = format === 'jsonl' ? { start: lineStart(text, offset), end: lineEnd(text, offset) } : whole;
  const blank = /^\s*/.exec(text.slice(start, end))?.[0].length ?? 0;
  const first = start + blank;
  if (offset <= first || !/[[{]/.test(text[first] ?? '')) return undefined;
  const tree = flowTree(text, first, end, true);
  return tree.closed && offset >= tree.end ? undefined : flowPlace(text, tree, offset, { path: [], json: true });
}

/** What can still become what is typed; of what says the same, the first. */
function itemsOf(offers: readonly Offer[], source: PromptDocument | TestSetDocument, offset: number): CompletionItem[] {
  const seen = new Set<string>();
  const items: CompletionItem[] = [];
  // Most of them go to one place.
  const places = new Map<string, { range: Range; typed: string }>();
  for (const offer of offers) {
    const { start, end } = offer.span;
    const at = `${start}-${end}`;
    const place = places.get(at) ?? { range: source.range(offer.span), typed: source.text.slice(start, offset) };
    places.set(at, place);
    if (!canBecome(place.typed, offer.filter ?? offer.label)) continue;
    const key = `${offer.label}\0${offer.text}`;
    if (seen.has(key)) continue;
    seen.add(key);
    items.push(itemOf(offer, items.length, place.range));
  }
  return items;
}
