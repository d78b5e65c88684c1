import type { Position } from 'vscode-languageserver-types';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { ProjectFiles } from '../names/projectFiles';
import { nameFault } from './newNameFault';
import { renameable } from './prepareRename';
import { isRefusal, type ProjectEdit, type Refusal } from './projectEdit';
import { renameJudge, renamePartial } from './renameFiles';
import { renameCase, renameField, renameInline, renameParam } from './renameInTexts';

/**
 * Gives the name at a position another name, everywhere in the project that it stands for the same.
 * @returns all changes, or why it is not done: where not every place can be changed, none is
 */
export async function rename(
  document: LanguageDocument,
  position: Position,
  name: string,
  context: LanguageContext,
): Promise<ProjectEdit | Refusal> {
  const fault = nameFault(name);
  if (fault !== undefined) return fault;
  const { index, workspace } = context;
  await index.whole();
  if (index.tooLarge) return { code: 'rename.workspace-too-large', args: { file: workspace } };
  const files = new ProjectFiles(document, context, 'whole');
  const found = await renameable(document, position, files);
  if (isRefusal(found)) return found;
  if (found.place.name === name) return { changes: [], renames: [] };
  const { symbol } = found;
  switch (symbol.kind) {
    case 'field':
      return renameField(found, name, files);
    case 'block-param':
      return renameParam(found, symbol, name, files);
    case 'inline':
      return renameInline(found, name, files);
    case 'case':
      return renameCase(found, symbol, name, files);
    case 'partial':
      return renamePartial(found, symbol.file ?? '', name, files);
    case 'judge':
      return renameJudge(found, symbol.file ?? '', name, files);
    default:
      return { code: 'rename.nothing-here', args: {} };
  }
}
