import { resolve } from 'node:path';
import { resolveInWorkspace } from '../../workspacePath';
import { aboutIt } from '../about/aboutIt';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import type { DataSpot } from './dataHover';
import type { Said } from './hover';

/**
 * The rubric of a judge that a list of judges names: `- correctness`, `- judge: ./judges/tone.prompt`.
 * @returns undefined where the place is no name of a judge, or the judge is nowhere
 */
export async function judgeHover(
  spot: Extract<DataSpot, { kind: 'value' }>,
  from: string,
  document: LanguageDocument,
  context: LanguageContext,
): Promise<Said | undefined> {
  const [, index, key] = spot.path;
  const isName = typeof index === 'number' && (key === undefined || (key === 'judge' && spot.path.length === 3));
  const file = isName ? await judgeFile(spot.value, from, context) : undefined;
  const about = file === undefined ? undefined : await aboutIt({ kind: 'judge', file }, document, context);
  return about === undefined ? undefined : { span: spot.span, text: about };
}

async function judgeFile(name: string, from: string, context: LanguageContext): Promise<string | undefined> {
  if (/^[\w-]+$/.test(name)) return resolve(context.judgesFolder, `${name}.prompt`);
  const found = await resolveInWorkspace(name, from, context);
  return 'file' in found ? found.file : undefined;
}
