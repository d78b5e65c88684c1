import type { Position, Range } from 'vscode-languageserver-types';
import { JUDGE_VARIABLES } from '../../judge/judgeVariables';
import { isInside } from '../../workspacePath';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { FieldSlot } from '../names/fieldWeb';
import { isJudge } from '../names/isJudge';
import type { NameSymbol, SymbolAt } from '../names/nameSymbol';
import { ProjectFiles } from '../names/projectFiles';
import { symbolAtPosition } from '../names/symbolAtPosition';
import { isRefusal, type Refusal } from './projectEdit';

/** The name that a rename would begin from. */
export interface RenameStart {
  range: Range;
  placeholder: string;
}

/** The name at a position that can be renamed, or why it cannot; whether another name fits everywhere is asked by `rename`. */
export async function prepareRename(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): Promise<RenameStart | Refusal> {
  await context.index.whole();
  const files = new ProjectFiles(document, context, 'near');
  const found = await renameable(document, position, files);
  return isRefusal(found) ? found : { range: found.place.range, placeholder: found.place.name };
}

/** What stands at a position, where that is somebody's to rename. */
export async function renameable(
  document: LanguageDocument,
  position: Position,
  files: ProjectFiles,
): Promise<SymbolAt | Refusal> {
  const found = await symbolAtPosition(document, position, files);
  if (found === undefined) return { code: 'rename.nothing-here', args: {} };
  const { file } = document.kind === 'prompt' ? document.prompt : document.testSet;
  const { judgesFolder } = files.context;
  const code = isInside(file, judgesFolder) ? 'rename.built-in' : await refusalOf(found.symbol, files);
  return code === undefined ? found : { code, args: argsOf(found.symbol) };
}

function argsOf(symbol: NameSymbol): Refusal['args'] {
  return { name: symbol.name, ...(symbol.kind === 'argument' && { of: symbol.of }) };
}

async function refusalOf(symbol: NameSymbol, files: ProjectFiles): Promise<string | undefined> {
  switch (symbol.kind) {
    case 'helper':
      return 'rename.helper';
    case 'data':
      return 'rename.data';
    case 'argument':
      return 'rename.argument';
    case 'partial':
      if (symbol.file === undefined) return 'rename.missing-partial';
      return isInside(symbol.file, files.context.judgesFolder) ? 'rename.built-in' : undefined;
    case 'judge':
      if (symbol.builtIn) return 'rename.built-in-judge';
      return symbol.file === undefined ? 'rename.missing-judge' : undefined;
    case 'field':
      return (await isJudges(symbol.slots, files)) ? 'rename.judge-variable' : undefined;
    default:
      return undefined;
  }
}

/** Whether a variable is one of those that Assay gives to judges: in a judge, or in the test set of one. */
async function isJudges(slots: readonly FieldSlot[], files: ProjectFiles): Promise<boolean> {
  const { index } = files.context;
  for (const { of, file, way } of slots) {
    const [name] = way;
    if (way.length > 1 || typeof name !== 'string' || !JUDGE_VARIABLES.includes(name)) continue;
    for (const prompt of of === 'tests' ? index.promptsOf(file).map((each) => each.file) : [file]) {
      const document = await files.prompt(prompt);
      if (document !== undefined && !document.isPartial && isJudge(document, index)) return true;
    }
  }
  return false;
}
