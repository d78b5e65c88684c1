import { TextDocument } from 'vscode-languageserver-textdocument';
import type { Range } from 'vscode-languageserver-types';
import type { ParsedPrompt } from '../prompt/promptFile';
import { templateTags } from '../prompt/templateTags';
import { withLf } from '../text/lineBreaks';
import { type MessageText, pairMessages } from './pairMessages';
import type { SemanticChange } from './semanticDiff';

/** A message of the template as it is written. */
interface MessageBlock extends MessageText {
  range: Range;
}

/** The messages that were added, removed, edited or moved. */
export function messageChanges(before: ParsedPrompt, after: ParsedPrompt): SemanticChange[] {
  const [old, now] = [messageBlocks(before), messageBlocks(after)];
  const partners = pairMessages(old, now);
  const staying = longestRise(partners.filter((partner) => partner !== undefined));
  const changes: SemanticChange[] = [];
  for (const [index, { role, text, range }] of now.entries()) {
    const from = partners[index];
    const args = { role, position: index + 1 };
    const older = from === undefined ? undefined : old[from];
    if (from === undefined || older === undefined) {
      changes.push({ code: 'message-added', args, ranges: { after: range } });
      continue;
    }
    const ranges = { before: older.range, after: range };
    if (older.text !== text) changes.push({ code: 'message-edited', args, ranges });
    if (!staying.has(from)) changes.push({ code: 'message-moved', args, ranges });
  }
  const kept = new Set(partners);
  for (const [index, { role, range }] of old.entries()) {
    if (kept.has(index)) continue;
    changes.push({ code: 'message-removed', args: { role, position: index + 1 }, ranges: { before: range } });
  }
  return changes;
}

const ROLE = /\{\{~?\s*role\s+["']([^"']*)["']\s*~?\}\}/y;

/** The template cut where it opens a role; what stands before the first one is the user's. */
function messageBlocks({ file, text, template, templateOffset }: ParsedPrompt): MessageBlock[] {
  const document = TextDocument.create(file, 'dotprompt', 0, text);
  const blocks: MessageBlock[] = [];
  let role = 'user';
  let from = 0;
  const close = (until: number) => {
    const whole = template.slice(from, until);
    const content = whole.trim();
    if (content === '') return;
    const start = templateOffset + from + whole.indexOf(content);
    const range = { start: document.positionAt(start), end: document.positionAt(start + content.length) };
    blocks.push({ role, text: withLf(content), range });
  };
  for (const { start } of templateTags(template)) {
    ROLE.lastIndex = start;
    const tag = ROLE.exec(template);
    if (tag === null) continue;
    close(start);
    role = tag[1] ?? role;
    from = start + tag[0].length;
  }
  close(template.length);
  return blocks;
}

/** The most numbers that stand in rising order: those messages stay, the others have been moved around them. */
function longestRise(numbers: readonly number[]): Set<number> {
  const lengths: number[] = [];
  const previous: number[] = [];
  let best = -1;
  for (const [index, number] of numbers.entries()) {
    lengths[index] = 1;
    previous[index] = -1;
    for (let before = 0; before < index; before++) {
      if ((numbers[before] as number) < number && (lengths[before] as number) + 1 > (lengths[index] as number)) {
        lengths[index] = (lengths[before] as number) + 1;
        previous[index] = before;
      }
    }
    if (best < 0 || (lengths[index] as number) > (lengths[best] as number)) best = index;
  }
  const rise = new Set<number>();
  for (let index = best; index >= 0; index = previous[index] as number) rise.add(numbers[index] as number);
  return rise;
}
