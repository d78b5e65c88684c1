import { hasErrors, ProblemError } from '../../problem';
import { assembleMessages } from '../assembleMessages';
import { type CompiledPrompt, compileTree } from '../compilePrompt';
import type { Message, Part, RenderData } from '../message';
import { type PromptTree, parsePromptTree } from '../parsePrompt';
import type { PromptSource } from '../promptFile';
import { TracedTemplates } from './tracedTemplates';
import type { TracedSource } from './traceMarks';

/** Where a stretch of a part's text came from. */
export interface TracedStretch {
  /** Offsets in the text of the part. */
  start: number;
  end: number;
  source: TracedSource;
}

/** Rendered messages that know where they came from. */
export interface TracedMessages {
  /** Exactly those of `render`. */
  messages: Message[];
  /** In the order of the text; white space and what some tags bring have none. */
  stretches: ReadonlyMap<Part, readonly TracedStretch[]>;
}

/**
 * Renders a prompt and traces every stretch of text back to the file and the place that it came from: a line of the prompt
 * or of a partial, or the tag that brought a value.
 * @param options.tree of the same source, where somebody has taken it apart already
 * @param options.compiled likewise
 * @param options.templates where the prompt is rendered again and again: what does not change is compiled once
 * @throws {ProblemError} as `CompiledPrompt.render`, with places in the files as they are
 */
export function renderTraced(
  source: PromptSource,
  data: RenderData,
  {
    tree = parsePromptTree(source.text, source.file, {}),
    compiled = compileTree(tree, source),
    templates = new TracedTemplates(),
  }: { tree?: PromptTree; compiled?: CompiledPrompt; templates?: TracedTemplates } = {},
): TracedMessages {
  const { parsed, problems } = compiled;
  if (hasErrors(problems)) throw new ProblemError(problems.filter(({ severity }) => severity === 'error'));
  let rendered: ReturnType<TracedTemplates['render']>;
  try {
    rendered = templates.render(source, parsed, tree.syntax?.tags ?? [], data);
  } catch (error) {
    // With marks in it every place is another: the plain rendering says what is wrong, and where.
    compiled.render(data);
    throw error;
  }
  const { text, markers, stretches } = rendered;
  const byPart = new Map<Part, TracedStretch[]>();
  let next = 0;
  const messages = assembleMessages(text, markers, data.messages, (part, offset) => {
    const end = offset + (part.text?.length ?? 0);
    const inside: TracedStretch[] = [];
    // Parts come in the order of the text, and so do stretches.
    for (let stretch = stretches[next]; stretch !== undefined && stretch.start < end; stretch = stretches[++next]) {
      if (stretch.start < offset || stretch.end > end) continue;
      inside.push({ ...stretch, start: stretch.start - offset, end: stretch.end - offset });
    }
    byPart.set(part, inside);
  });
  return { messages, stretches: byPart };
}
