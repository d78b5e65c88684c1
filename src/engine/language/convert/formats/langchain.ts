import { chatMessages, mediaPiece, roleNamed } from '../chatContent';
import type { ConvertFormat, MessageDraft, PromptDraft, Variables } from '../conversion';
import type { ConvertReport } from '../convertReport';
import { isMap, mapOf, textOf } from '../convertSource';
import { modelName } from '../modelName';
import { settings } from '../settings';
import { historyPiece, type Piece, textPiece } from '../templatePieces';
import { formatString } from '../templates/formatString';
import { jinja } from '../templates/jinja/jinja';
import { mustache } from '../templates/mustache';
import type { TemplateContext } from '../templates/template';

/** Chat models by the class that they are loaded as, with the provider that each is for. */
const CLASSES: readonly [RegExp, string][] = [
  [/^AzureChatOpenAI$/, 'azure'],
  [/OpenAI$/, 'openai'],
  [/^ChatAnthropic/, 'anthropic'],
  [/^ChatGoogle|^ChatVertexAI$/, 'google'],
  [/^ChatMistralAI$/, 'mistral'],
  [/^ChatGroq$/, 'groq'],
  [/^ChatDeepSeek$/, 'deepseek'],
  [/^ChatXAI$/, 'xai'],
  [/^ChatOllama$/, 'ollama'],
  [/^ChatOpenRouter$/, 'openrouter'],
  [/^ChatFireworks$/, 'fireworks'],
  [/^ChatTogether$/, 'together'],
];

const ROLES: Readonly<Record<string, string>> = { System: 'system', Human: 'user', AI: 'assistant' };

/** An object as LangChain writes it: what it is, and what it was made with. */
interface Constructed {
  name: string;
  kwargs: Record<string, unknown>;
}

/**
 * Prompts as LangChain's `dumps` and LangSmith's prompt hub write them, alone or before a model, and as `prompt.save` once
 * did (langchain-ai/langchain, `langchain_core/load/serializable.py`, `langchain_core/prompts/chat.py`, `…/prompt.py`,
 * `…/structured.py`).
 */
export const langchain: ConvertFormat = {
  name: 'langchain',
  title: 'LangChain',

  recognises: ({ data }) => (findPrompt(data) === undefined ? 0 : 9),

  convert({ data }, report) {
    const variables: Variables = new Map();
    const prompt = findPrompt(data);
    const { name = '', kwargs = {} } = prompt ?? {};
    const messages =
      name.includes('Chat') || name === 'StructuredPrompt'
        ? chatOf(kwargs, variables, report)
        : single(kwargs, variables, report);
    for (const [key, value] of Object.entries(mapOf(kwargs.partial_variables))) {
      const known = variables.get(key);
      if (isConstructed(value) || known === undefined)
        report.lost(known === undefined ? 'unused' : 'partial', { name: key });
      else known.default = value;
    }
    for (const variable of Array.isArray(kwargs.optional_variables) ? kwargs.optional_variables : []) {
      const known = typeof variable === 'string' ? variables.get(variable) : undefined;
      if (known !== undefined && known.default === undefined) known.optional = true;
    }
    if (kwargs.output_parser !== undefined && kwargs.output_parser !== null)
      report.lost('key', { key: 'output_parser' });
    const schema = name === 'StructuredPrompt' ? (kwargs.schema_ ?? kwargs.schema) : undefined;
    const description = textOf(mapOf(kwargs.metadata).description);
    const draft: PromptDraft = {
      ...(textOf(kwargs.name) !== undefined && { name: String(kwargs.name) }),
      ...(description !== undefined && { description }),
      ...modelOf(data, report),
      variables,
      ...(isMap(schema) && { output: { format: 'json', schema: plainSchema(schema) } }),
      messages,
    };
    return [{ draft }];
  },
};

function constructed(value: unknown): Constructed | undefined {
  if (!isMap(value)) return undefined;
  // `prompt.save` writes the kind and the arguments side by side.
  if (value._type === 'prompt') return { name: 'PromptTemplate', kwargs: value };
  if (value._type === 'chat') return { name: 'ChatPromptTemplate', kwargs: value };
  if (value.lc === undefined || value.type !== 'constructor' || !Array.isArray(value.id)) return undefined;
  return { name: String(value.id.at(-1) ?? ''), kwargs: mapOf(value.kwargs) };
}

function isConstructed(value: unknown): boolean {
  return isMap(value) && value.lc !== undefined;
}

/** The prompt in what may be a sequence of steps, or an answer of the hub with the prompt in it. */
function findPrompt(data: unknown): Constructed | undefined {
  if (!isMap(data)) return undefined;
  const own = constructed(data);
  if (own === undefined) return isMap(data.manifest) ? findPrompt(data.manifest) : undefined;
  if (/^(?:ChatPromptTemplate|PromptTemplate|StructuredPrompt)$/.test(own.name)) return own;
  const { first, middle, bound } = own.kwargs;
  for (const step of [first, ...(Array.isArray(middle) ? middle : []), bound]) {
    const found = findPrompt(step);
    if (found !== undefined) return found;
  }
  return undefined;
}

/** The model behind the prompt, with its settings; keys are references, and stay where they are. */
function modelOf(data: unknown, report: ConvertReport): Pick<PromptDraft, 'model' | 'config'> {
  const found = findModel(isMap(data) && isMap(data.manifest) ? data.manifest : data);
  if (found === undefined) {
    report.changed('no-model');
    return {};
  }
  const provider = CLASSES.find(([pattern]) => pattern.test(found.name))?.[1];
  const { model, model_name, azure_deployment, deployment_name, ...others } = found.kwargs;
  const named = modelName(model ?? model_name ?? azure_deployment ?? deployment_name, provider);
  if (named === undefined) report.changed('no-model');
  const plain = Object.entries(others).filter(
    ([key, value]) => !isConstructed(value) && !/api_key|base_url|api_base|endpoint|client|cache|callbacks/.test(key),
  );
  const sampling = plain.filter(
    ([, value]) =>
      ['number', 'string'].includes(typeof value) ||
      (Array.isArray(value) && value.every((each) => typeof each === 'string')),
  );
  return {
    ...(named !== undefined && { model: named }),
    config: settings(Object.fromEntries(sampling), report, 'model.'),
  };
}

function findModel(value: unknown, depth = 0): Constructed | undefined {
  const own = constructed(value);
  if (own === undefined || depth > 8) return undefined;
  const { first: _, middle, last, bound } = own.kwargs;
  if (bound === undefined && last === undefined && /^(?:Azure)?Chat(?!Prompt|Message)|OpenAI$/.test(own.name))
    return own;
  for (const step of [...(Array.isArray(middle) ? middle : []), last, bound]) {
    const found = findModel(step, depth + 1);
    if (found !== undefined) return found;
  }
  return undefined;
}

function chatOf(kwargs: Record<string, unknown>, variables: Variables, report: ConvertReport): MessageDraft[] {
  const messages: MessageDraft[] = [];
  let hasHistory = false;
  for (const message of Array.isArray(kwargs.messages) ? kwargs.messages : []) {
    const own = constructed(message);
    if (own?.name === 'MessagesPlaceholder' || own?.name === 'MessagesPlaceholderTemplate') {
      const name = String(own.kwargs.variable_name ?? 'history');
      if (hasHistory) report.lost('placeholder', { name });
      else {
        report.changed('placeholder-history', { name });
        const last = messages.at(-1);
        if (last === undefined) messages.push({ role: 'user', content: [historyPiece()] });
        else last.content.push(textPiece('\n\n'), historyPiece());
      }
      hasHistory = true;
    } else messages.push(...messageOf(message, own, variables, report));
  }
  return messages;
}

function messageOf(
  message: unknown,
  own: Constructed | undefined,
  variables: Variables,
  report: ConvertReport,
): MessageDraft[] {
  const kind = /^(System|Human|AI)Message(PromptTemplate)?/.exec(own?.name ?? '');
  const { kwargs = {} } = own ?? {};
  const role = roleNamed(kind === null ? kwargs.role : ROLES[kind[1] ?? '']);
  if (own === undefined || role === undefined) {
    report.lost('message', { role: own?.name ?? (isMap(message) ? String(message._type ?? '–') : '–') });
    return [];
  }
  const isTemplate = own.name.endsWith('PromptTemplate');
  // A message that is no template is text, whatever it looks like.
  if (!isTemplate) return chatMessages([{ role, content: kwargs.content }], (text) => [textPiece(text)], report);
  const prompts = Array.isArray(kwargs.prompt) ? kwargs.prompt : [kwargs.prompt];
  const content = prompts.flatMap((prompt): Piece[] => {
    const part = constructed(prompt);
    if (part?.name === 'ImagePromptTemplate') {
      const url = textOf(mapOf(part.kwargs.template).url);
      const media =
        url === undefined
          ? undefined
          : mediaPiece(url, (text) => read(text, part.kwargs.template_format, variables, report));
      if (media !== undefined) return [media];
    }
    const template = part?.kwargs.template;
    if (part !== undefined && typeof template === 'string')
      return read(template, part.kwargs.template_format, variables, report);
    report.lost('part', { type: part?.name ?? '–' });
    return [];
  });
  return content.length === 0 ? [] : [{ role, content }];
}

function single(kwargs: Record<string, unknown>, variables: Variables, report: ConvertReport): MessageDraft[] {
  const content = read(String(kwargs.template ?? ''), kwargs.template_format, variables, report);
  return content.length === 0 ? [] : [{ role: 'user', content }];
}

function read(template: string, format: unknown, variables: Variables, report: ConvertReport): Piece[] {
  const context: TemplateContext = { report, variables };
  if (format === 'mustache') return mustache(template, context);
  return format === 'jinja2' ? jinja(template, context) : formatString(template, context);
}

/** A schema without what only names it for the API. */
function plainSchema({ title: _, name: __, strict: ___, ...schema }: Record<string, unknown>): Record<string, unknown> {
  return isMap(schema.schema) ? schema.schema : schema;
}
