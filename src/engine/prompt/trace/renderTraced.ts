import { hasErrors, ProblemError } from '../../problem';
import { assembleMessages } from '../assembleMessages';
import { type CompiledPrompt, compilePrompt } from '../compilePrompt';
import type { Message, Part, RenderData } from '../message';
import type { PromptSource } from '../promptFile';
import { PromptRenderer } from '../promptRenderer';
import { markTemplate } from './markTemplate';
import { type TracedSource, TraceMarks } from './traceMarks';

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
 * @throws {ProblemError} as `CompiledPrompt.render`, with places in the files as they are
 */
export function renderTraced(
  source: PromptSource,
  data: RenderData,
  compiled: CompiledPrompt = compilePrompt(source),
): TracedMessages {
  const { parsed, problems } = compiled;
  if (hasErrors(problems)) throw new ProblemError(problems.filter(({ severity }) => severity === 'error'));
  const marks = new TraceMarks();
  const template = markTemplate(parsed.template, { file: parsed.file, offset: parsed.templateOffset }, marks);
  const partials = new Map(
    [...source.partials].map(([name, { file, text }]) => {
      const plain = text.replace(/^\uFEFF/, '');
      return [name, { file, text: markTemplate(plain, { file, offset: 0 }, marks) }];
    }),
  );
  const renderer = new PromptRenderer({ ...source, partials }, { ...parsed, template });
  let marked: ReturnType<PromptRenderer['renderText']>;
  try {
    marked = renderer.renderText(data);
  } catch (error) {
    // With marks in it every place is another: the plain rendering says what is wrong, and where.
    compiled.render(data);
    throw error;
  }
  const { text, stretches } = marks.unmark(marked.text);
  const byPart = new Map<Part, TracedStretch[]>();
  const messages = assembleMessages(text, marked.markers, data.messages, (part, offset) => {
    const end = offset + (part.text?.length ?? 0);
    const inside = stretches.filter((each) => each.start >= offset && each.end <= end);
    byPart.set(
      part,
      inside.map((each) => ({ ...each, start: each.start - offset, end: each.end - offset })),
    );
  });
  return { messages, stretches: byPart };
}
