import { type Problem, ProblemError } from '../../problem';
import { BOUNDS } from '../../prompt/bounds';
import { type CompiledPrompt, compilePrompt, compileTree } from '../../prompt/compilePrompt';
import type { JsonSchema, Message, Part, RenderData, Role } from '../../prompt/message';
import type { PromptSource } from '../../prompt/promptFile';
import { findPartial } from '../../prompt/promptSource';
import { renderTraced, type TracedStretch } from '../../prompt/trace/renderTraced';
import { TracedTemplates } from '../../prompt/trace/tracedTemplates';
import { findTestSet } from '../../testset/findTestSet';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageContext } from '../languageContext';
import { type MessageSpan, messageSpans } from '../symbols/messageSpans';
import { type PreviewPlace, PreviewSources } from './previewSources';
import { type PreviewCase, previewCases, previewValues } from './previewValues';
import { ValuePlaces } from './valuePlaces';

/** A stretch of a text by offsets in it, and the number of the place that it came from. */
export interface PreviewStretch {
  start: number;
  end: number;
  place: number;
}

export type PreviewPart =
  | { kind: 'text'; text: string; stretches: PreviewStretch[] }
  | { kind: 'media'; url: string; contentType?: string }
  | { kind: 'section'; name: string }
  /** What no template can bring: data, calls of tools and their answers. */
  | { kind: 'value'; value: Part };

export interface PreviewMessage {
  role: Role;
  /** It stands for the earlier turns of a conversation, which no case has. */
  history: boolean;
  /** The number of the place of its role tag; absent where it has none. */
  place?: number;
  parts: PreviewPart[];
}

/** A prompt as a model would see it, with one case. */
export interface PromptPreview {
  /** Absolute path of the prompt. */
  file: string;
  /** Absent where it cannot be rendered: `problems` says why. */
  messages?: PreviewMessage[];
  /** What keeps it from being rendered. */
  problems: Problem[];
  sources: PreviewSources;
  /** Of its test set, where it has one that can be read. */
  cases: readonly PreviewCase[];
  /** The number of the case that it is shown with, from 0; undefined where the values are samples by type. */
  chosen: number | undefined;
  /** Absolute path of its test set, where it has one. */
  testSet?: string;
  /** Variables that it reads and nobody gives a value. */
  missing: string[];
  /** Absolute paths of all that it depends on: itself, its partials, its test set. */
  files: string[];
  /** `provider/name`. */
  model?: string;
  output?: { format?: string; schema?: JsonSchema };
  /** The messages of another version with the same case; absent where there is none, or it cannot be rendered. */
  base?: Message[];
}

export interface PreviewRequest {
  /** The id of the case; of the first one where there is none of that id. */
  caseId?: string;
  /** Another version of the prompt to render with the same values. */
  base?: PromptSource;
}

/** While somebody types, most of a prompt stays as it is. */
const templates = new TracedTemplates();

/** A prompt may include so many different partials. */
const MOST_PARTIALS = 500;

/** Renders a prompt as it stands in an editor, with a case of its test set, and says where everything came from. */
export async function previewPrompt(
  prompt: PromptDocument,
  { caseId, base }: PreviewRequest,
  context: LanguageContext,
): Promise<PromptPreview> {
  const { files, workspace, signal } = context;
  const [{ source, documents }, { file: testsFile }] = await Promise.all([
    readSource(prompt, context),
    findTestSet(prompt.parsed, { files, workspace }),
  ]);
  const testSet = testsFile === undefined ? undefined : await context.testSet(testsFile);
  signal?.throwIfAborted();
  const cases = previewCases(testSet);
  const index = Math.max(0, caseId === undefined ? 0 : cases.findIndex(({ id }) => id === caseId));
  const partials = [...documents.values()].filter((each) => each !== prompt);
  const { data, written, chosen } = previewValues(prompt, partials, testSet, index);
  const compiled = compileTree(prompt.tree, source);
  const given = { ...prompt.parsed.metadata.input?.default, ...data.input };
  const missing = compiled.inputVariables.filter(({ name, required }) => required && !Object.hasOwn(given, name));
  const { model, output } = prompt.parsed.metadata;
  const texts = new Map<string, PromptDocument | NonNullable<typeof testSet>>(documents);
  if (testSet !== undefined) texts.set(testSet.file, testSet);
  const found = {
    file: prompt.file,
    cases,
    chosen,
    missing: [...new Set(missing.map(({ name }) => name))],
    files: [...texts.keys()],
    ...(testsFile !== undefined && { testSet: testsFile }),
    ...(model !== undefined && { model }),
    ...(output !== undefined && { output }),
    ...(base !== undefined && renderedBase(base, data)),
  };
  try {
    const asked = withHistory(data, [...documents.values()]);
    const { messages, stretches } = renderTraced(source, asked, { tree: prompt.tree, compiled, templates });
    const places = new Places(documents, new ValuePlaces(source, documents, written));
    const shown = messages.map((message) => places.message(message, stretches));
    return { ...found, messages: shown, problems: [], sources: new PreviewSources(places.all, texts) };
  } catch (error) {
    if (!(error instanceof ProblemError)) throw error;
    return { ...found, problems: [...error.problems], sources: new PreviewSources([], texts) };
  }
}

/** The prompt with its partials, and all of them taken apart. */
async function readSource(
  prompt: PromptDocument,
  { files, workspace, prompt: read }: LanguageContext,
): Promise<{ source: PromptSource; documents: Map<string, PromptDocument> }> {
  const partials = new Map<string, { file: string; text: string }>();
  const documents = new Map([[prompt.file, prompt]]);
  const pending = prompt.parsed.partials.map(({ name }) => ({ name, from: prompt.file }));
  let length = 0;
  for (let next = pending.pop(); next !== undefined && partials.size < MOST_PARTIALS; next = pending.pop()) {
    const { name, from } = next;
    if (partials.has(name)) continue;
    const file = await findPartial(name, from, { files, workspace });
    const partial = file === undefined ? undefined : await read(file);
    if (file === undefined || partial === undefined) continue;
    length += partial.text.length;
    if (length > BOUNDS.partials) break;
    partials.set(name, { file, text: partial.text });
    documents.set(file, partial);
    pending.push(...partial.parsed.partials.map((inner) => ({ name: inner.name, from: file })));
  }
  return { source: { file: prompt.file, text: prompt.text, partials }, documents };
}

const HISTORY = /^\{\{~?\s*history\b/;

/** No case has earlier turns: where a template has a place for them, an empty message stands for them. */
function withHistory(data: RenderData, documents: readonly PromptDocument[]): RenderData {
  const asks = documents.some(({ tags, text }) => tags.some(({ start, end }) => HISTORY.test(text.slice(start, end))));
  return asks ? { ...data, messages: [{ role: 'user', content: [] }] } : data;
}

/** Other versions stay the same while somebody types. */
const compiledBases = new WeakMap<PromptSource, CompiledPrompt>();

function renderedBase(base: PromptSource, data: RenderData): { base?: Message[] } {
  const compiled = compiledBases.get(base) ?? compilePrompt(base);
  compiledBases.set(base, compiled);
  try {
    return { base: compiled.render(data).messages };
  } catch (error) {
    if (error instanceof ProblemError) return {};
    throw error;
  }
}

/** Numbers the places that parts came from. */
class Places {
  readonly all: PreviewPlace[] = [];
  readonly #documents: ReadonlyMap<string, PromptDocument>;
  readonly #values: ValuePlaces;
  readonly #spans = new Map<string, MessageSpan[]>();

  constructor(documents: ReadonlyMap<string, PromptDocument>, values: ValuePlaces) {
    this.#documents = documents;
    this.#values = values;
  }

  message(
    { role, content, metadata }: Message,
    stretches: ReadonlyMap<Part, readonly TracedStretch[]>,
  ): PreviewMessage {
    const sources = content.flatMap((part) => stretches.get(part) ?? []).map(({ source }) => source);
    const tag = this.#roleTag(role, sources);
    const place = tag && this.#add({ ...tag, kind: 'role' });
    const parts = content.map((part): PreviewPart => this.#part(part, stretches.get(part) ?? []));
    return { role, history: metadata?.purpose === 'history', ...(place !== undefined && { place }), parts };
  }

  #part(part: Part, stretches: readonly TracedStretch[]): PreviewPart {
    const { text, media, metadata } = part;
    if (text !== undefined) {
      const placed = stretches.map(({ start, end, source }): PreviewStretch => {
        const value = source.kind === 'value' ? this.#values.of(source.file, source) : undefined;
        return { start, end, place: this.#add({ ...source, ...(value && { value }) }) };
      });
      return { kind: 'text', text, stretches: placed };
    }
    if (media !== undefined) return { kind: 'media', ...media };
    if (metadata?.pending === true) return { kind: 'section', name: String(metadata.purpose) };
    return { kind: 'value', value: part };
  }

  /** The tag of the role that a message was rendered in: around the first of its text that says so. */
  #roleTag(
    role: Role,
    sources: readonly { file: string; start: number }[],
  ): { file: string; start: number; end: number } | undefined {
    const seen = new Set<string>();
    for (const { file, start } of sources) {
      if (seen.has(file)) continue;
      seen.add(file);
      const around = this.#spansOf(file).findLast((span) => span.start <= start);
      if (around?.tag !== undefined && around.role === role) return { file, ...around.tag };
    }
    return undefined;
  }

  #spansOf(file: string): MessageSpan[] {
    let spans = this.#spans.get(file);
    if (spans === undefined) {
      const document = this.#documents.get(file);
      spans = document === undefined ? [] : messageSpans(document);
      this.#spans.set(file, spans);
    }
    return spans;
  }

  #add(place: PreviewPlace): number {
    return this.all.push(place) - 1;
  }
}
