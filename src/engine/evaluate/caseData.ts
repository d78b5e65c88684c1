import type { RenderData } from '../prompt/message';
import type { TestCase } from '../testset/testSet';

/** The passages of a case as documents, which a template reads as `@metadata.docs`. */
export function docsOf({ context }: Pick<TestCase, 'context'>): Pick<RenderData, 'docs'> {
  return context === undefined ? {} : { docs: context.map((text) => ({ content: [{ text }] })) };
}
