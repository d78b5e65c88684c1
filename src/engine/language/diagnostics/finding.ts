import type { Problem } from '../../problem';
import type { PromptDocument, Span } from '../document/promptDocument';
import type { TestSetDocument } from '../document/testSetDocument';

/**
 * What the language has to say about a place in a file. An error is what keeps a run from starting, as everywhere; a warning is
 * most likely a mistake; a hint is shown in the text alone.
 */
export interface Finding extends Omit<Problem, 'severity'> {
  severity: Problem['severity'] | 'hint';
  tags?: readonly ('unnecessary' | 'deprecated')[];
}

/** A finding in a document, at a place in it. */
export function findingAt(
  document: PromptDocument | TestSetDocument,
  code: string,
  severity: Finding['severity'],
  span: Span,
  args: NonNullable<Finding['args']> = {},
): Finding {
  return { code, severity, file: document.file, range: document.range(span), args };
}
