import type { Position } from 'vscode-languageserver-types';
import type { LanguageDocument } from '../languageContext';
import type { SymbolAt } from './nameSymbol';
import type { ProjectFiles } from './projectFiles';
import { symbolInPrompt, symbolInTestSet } from './symbolAt';

/** What name stands at a position of a document, or right before it; undefined where none does. */
export async function symbolAtPosition(
  document: LanguageDocument,
  position: Position,
  files: ProjectFiles,
): Promise<SymbolAt | undefined> {
  if (document.kind === 'prompt') return symbolInPrompt(document.prompt, document.prompt.offsetAt(position), files);
  const { testSet } = document;
  // A long one that the question reaches to its end is read in turns.
  const read = files.reach === 'whole' ? await files.testSet(testSet.file) : testSet;
  return read && symbolInTestSet(read, read.offsetAt(position), files.context);
}
