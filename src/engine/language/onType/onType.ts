import type { Position, TextEdit } from 'vscode-languageserver-types';
import type { PromptDocument } from '../document/promptDocument';
import type { LanguageDocument } from '../languageContext';
import { closeBlock, nameClosingTag } from './closeBlock';
import { indentBelowKey } from './indentBelowKey';

/** How a document is indented. */
export interface Indentation {
  tabSize: number;
  insertSpaces: boolean;
}

/** What a character brings along when somebody types it. */
const CHARACTERS: Readonly<
  Record<string, (document: PromptDocument, offset: number, indentation: Indentation) => string | undefined>
> = {
  '}': closeBlock,
  '/': nameClosingTag,
  '\n': indentBelowKey,
};

/**
 * The text that goes with a character that has just been typed, at the cursor behind it: the end of a block, the name in a
 * closing tag, the indentation below a key of the frontmatter.
 */
export function onType(
  document: LanguageDocument,
  position: Position,
  character: string,
  indentation: Indentation,
): TextEdit[] {
  if (document.kind !== 'prompt') return [];
  const { prompt } = document;
  const newText = CHARACTERS[character]?.(prompt, prompt.offsetAt(position), indentation);
  return newText === undefined ? [] : [{ range: { start: position, end: position }, newText }];
}
