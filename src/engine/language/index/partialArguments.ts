import type { PromptFacts } from './fileFacts';
import type { ProjectIndex } from './projectIndex';

/** The variables that a partial reads, each once. */
export function argumentsRead({ uses }: PromptFacts): string[] {
  return [...new Set(uses.map(({ name }) => name))].filter((name) => /^[^\s!"#%-,./;->@[-^`{-~]+$/.test(name));
}

/** What a partial may be given: what it reads, and what others give it. */
export function argumentsOf(name: string, from: string, index: ProjectIndex): string[] {
  const file = index.partialFile(name, from);
  const facts = file === undefined ? undefined : index.prompt(file);
  if (facts === undefined) return [];
  const given = index.includersOf(facts.file).flatMap(({ includes }) => includes.flatMap((each) => each.given));
  return [...new Set([...argumentsRead(facts), ...given])];
}
