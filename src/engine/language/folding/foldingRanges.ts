import { type FoldingRange, FoldingRangeKind } from 'vscode-languageserver-types';
import type { SyntaxTag } from '../../prompt/syntax/templateSyntax';
import type { SourceNode } from '../../testset/sourceNode';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { LanguageDocument } from '../languageContext';
import { messageSpans } from '../symbols/messageSpans';

/**
 * What can be folded: of a prompt its frontmatter and the maps in it, its messages, blocks and comments; of a test set its
 * keys and cases. Nothing that stands on one line.
 */
export function foldingRanges(document: LanguageDocument): FoldingRange[] {
  const folds = new Folds(document.kind === 'prompt' ? document.prompt : document.testSet);
  if (document.kind === 'testset') addNode(document.testSet.root(), folds);
  else addPrompt(document.prompt, folds);
  return folds.all();
}

/** Ranges of lines, each only once and none within one line. */
class Folds {
  readonly #document: Pick<PromptDocument, 'positionAt'>;
  readonly #ranges = new Map<string, FoldingRange>();

  constructor(document: Pick<PromptDocument, 'positionAt'>) {
    this.#document = document;
  }

  add({ start, end }: Span, { kind, less = 0 }: { kind?: FoldingRangeKind; less?: number } = {}): void {
    this.addLines(this.#document.positionAt(start).line, this.#document.positionAt(end).line - less, kind);
  }

  addLines(startLine: number, endLine: number, kind?: FoldingRangeKind): void {
    const key = `${startLine}:${endLine}`;
    if (endLine <= startLine || startLine < 0 || this.#ranges.has(key)) return;
    this.#ranges.set(key, { startLine, endLine, ...(kind && { kind }) });
  }

  all(): FoldingRange[] {
    return [...this.#ranges.values()];
  }
}

function addPrompt(document: PromptDocument, folds: Folds): void {
  const { yaml, tags } = document;
  if (yaml !== undefined) {
    // From the first fence to the last one.
    const [first, last] = [document.positionAt(yaml.start).line - 1, document.positionAt(yaml.end).line];
    folds.addLines(first, last, FoldingRangeKind.Region);
  }
  addNode(document.frontmatter(), folds);
  for (const message of messageSpans(document)) folds.add(message);
  // The closing tag stays in sight.
  for (const block of blockSpans(tags)) folds.add(block, { less: 1 });
  for (const tag of tags) if (tag.kind === 'comment') folds.add(tag, { kind: FoldingRangeKind.Comment });
}

/** From the beginning of each tag that opens a part of a block to the beginning of the tag that ends it. */
function blockSpans(tags: readonly SyntaxTag[]): Span[] {
  const spans: Span[] = [];
  const open: SyntaxTag[] = [];
  for (const tag of tags) {
    const ends = tag.kind === 'close' || tag.kind === 'raw-close';
    const turns = tag.kind === 'else' || tag.kind === 'else-if';
    if (ends || turns) {
      const opened = open.pop();
      if (opened !== undefined) spans.push({ start: opened.start, end: tag.start });
    }
    if (turns || OPENING.has(tag.kind)) open.push(tag);
  }
  return spans;
}

const OPENING: ReadonlySet<SyntaxTag['kind']> = new Set([
  'open',
  'open-decorator',
  'open-partial',
  'inverse',
  'raw-open',
]);

/** Every key whose value takes more lines than its own, and every item of a list that does. */
function addNode(node: SourceNode | undefined, folds: Folds): void {
  if (node?.kind === 'list') {
    for (const item of node.items) {
      folds.add(item);
      addNode(item, folds);
    }
  } else if (node?.kind === 'map') {
    for (const { keyStart, value } of node.entries) {
      folds.add({ start: keyStart, end: value.end });
      addNode(value, folds);
    }
  }
}
