import { basename, dirname, join } from 'node:path';
import { fileOf } from '../../prompt/partialTrees';
import { nearestName } from '../../text/nearestName';
import { isInside } from '../../workspacePath';
import { type PromptFix, type Proposal, replacing } from './fix';

/** A partial that is missing is made beside the file that includes it; or the name is that of one that is there. */
export const missingPartial: PromptFix = (finding, document, context): Proposal[] => {
  const { args, range } = finding;
  const name = String(args?.name ?? '');
  const proposals: Proposal[] = [];
  const there = context.index
    .prompts()
    .filter(({ partial, file }) => partial && dirname(file) === dirname(document.file))
    .map(({ file }) => basename(file).replace(/^_|\.prompt$/gi, ''));
  const nearest = nearestName(name, there);
  const { start, end } = document.span(range);
  const use = document.names.uses.find((each) => each.kind === 'partial' && each.start >= start && each.end <= end);
  if (nearest !== undefined && use !== undefined) {
    const place = { start: use.start, end: use.end, text: nearest };
    proposals.push(replacing(document, 'fix.replace', [place], { args: { text: nearest } }));
  }
  const file = join(dirname(document.file), fileOf(name));
  if (isInside(file, context.workspace) && !/[\0\\:*?"<>|]/.test(name) && !/^\//.test(name)) {
    const edits = [{ file, edits: [], creates: true }];
    proposals.push({ title: 'fix.create', args: { file: fileOf(name) }, edits, preferred: nearest === undefined });
  }
  return proposals;
};
