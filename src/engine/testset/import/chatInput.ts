import type { ImportPlace, ImportReport } from './importReport';
import { isMap } from './records';

/** One turn of a conversation. */
export interface ChatTurn {
  role: string;
  content: string;
}

/** What LangChain calls roles. */
const ROLES: Readonly<Record<string, string>> = { human: 'user', ai: 'assistant', model: 'assistant' };

/**
 * A conversation from a list of messages, as OpenAI has them (`role`, `content`), as LangChain does (`type`, `content`, or
 * `kwargs` with these), or with parts in place of a text.
 * @returns undefined where it is none
 */
export function chatTurns(value: unknown): ChatTurn[] | undefined {
  if (!Array.isArray(value) || value.length === 0) return undefined;
  const turns = value.map(turnOf);
  return turns.every((turn): turn is ChatTurn => turn !== undefined) ? turns : undefined;
}

function turnOf(message: unknown): ChatTurn | undefined {
  if (!isMap(message)) return undefined;
  const kwargs = isMap(message.kwargs) ? message.kwargs : message;
  const role = message.role ?? message.type ?? kwargs.role ?? kwargs.type;
  const named = Array.isArray(message.id) ? String(message.id.at(-1)).replace(/Message(?:Chunk)?$/, '') : role;
  const content = textOfContent(kwargs.content ?? message.content);
  if (typeof named !== 'string' || content === undefined) return undefined;
  const plain = named.toLowerCase();
  return { role: ROLES[plain] ?? plain, content };
}

/** A text, or the texts of its parts; undefined where there is anything else. */
function textOfContent(content: unknown): string | undefined {
  if (typeof content === 'string') return content;
  if (!Array.isArray(content)) return undefined;
  const texts = content.map((part) => (isMap(part) && typeof part.text === 'string' ? part.text : undefined));
  return texts.every((text) => text !== undefined) ? texts.join('') : undefined;
}

/** What a prompt's variables are to be, made from conversations of which each case has one. */
export interface ConversationCase {
  turns: readonly ChatTurn[];
  place: ImportPlace;
}

/**
 * The input of cases that bring whole conversations along. The prompt has messages of its own, so that only what differs
 * from case to case is input: the last message of the user, and `history` where there are earlier turns. What the
 * system is told is the prompt's where it is always the same, else the variable `system`.
 */
export function conversationInputs(
  cases: readonly ConversationCase[],
  { textVariable, report }: { textVariable: string; report: ImportReport },
): Record<string, unknown>[] {
  const systems = cases.map(({ turns }) => systemOf(turns));
  const isShared = systems.every((text) => text === systems[0]);
  return cases.map(({ turns, place }, index) => {
    const system = systems[index];
    if (system !== undefined) {
      if (isShared) report.lost(place, 'system-message');
      else report.changed(place, 'system-variable');
    }
    const said = turns.filter(({ role }) => !isSystem(role));
    const last = said.at(-1);
    const isQuestion = last?.role === 'user';
    const history = isQuestion ? said.slice(0, -1) : said;
    if (history.length > 0) report.changed(place, 'history-variable');
    return {
      ...(system !== undefined && !isShared && { system }),
      ...(history.length > 0 && { history: history.map(({ role, content }) => ({ role, content })) }),
      ...(isQuestion && { [textVariable]: last.content }),
    };
  });
}

function isSystem(role: string): boolean {
  return role === 'system' || role === 'developer';
}

function systemOf(turns: readonly ChatTurn[]): string | undefined {
  const texts = turns.filter(({ role }) => isSystem(role)).map(({ content }) => content);
  return texts.length === 0 ? undefined : texts.join('\n\n');
}
