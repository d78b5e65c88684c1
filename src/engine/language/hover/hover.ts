import type { Hover, Position } from 'vscode-languageserver-types';
import type { Span } from '../document/promptDocument';
import type { LanguageContext, LanguageDocument } from '../languageContext';
import { promptDataHover } from './promptDataHover';
import { tagHover } from './tagHover';
import { testSetHover } from './testSetHover';

/** What is said of a place, in Markdown. */
export interface Said {
  span: Span;
  text: string;
}

/**
 * What a name means: a variable (type, description, where it is declared, values that it has had), a helper, a partial with its
 * text, a key with its range, a line of a schema with the JSON Schema that it becomes, a judge with its rubric, a model with its
 * size and price. Nothing for plain text.
 */
export async function hoverAt(
  document: LanguageDocument,
  position: Position,
  context: LanguageContext,
): Promise<Hover | undefined> {
  const source = document.kind === 'prompt' ? document.prompt : document.testSet;
  const offset = source.offsetAt(position);
  const said = await saidAt(document, offset, context);
  if (said === undefined || said.text === '') return undefined;
  return { contents: { kind: 'markdown', value: said.text }, range: source.range(said.span) };
}

async function saidAt(document: LanguageDocument, offset: number, context: LanguageContext): Promise<Said | undefined> {
  if (document.kind === 'testset') return testSetHover(document.testSet, offset, context);
  const { prompt } = document;
  const inYaml = prompt.yaml !== undefined && offset <= prompt.yaml.end;
  return inYaml ? promptDataHover(prompt, offset, context) : tagHover(prompt, offset, context);
}
