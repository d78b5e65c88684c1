import type { PromptDocument } from '../document/promptDocument';
import { schemaAt, typeText } from '../names/valueSchema';
import type { InlineHint } from './inlayHints';

/** The type of each variable where the template first reads it, and of what a block goes through where it gets its name. */
export function typeHints(document: PromptDocument): InlineHint[] {
  const schema = document.parsed.metadata.input?.schema;
  if (schema === undefined) return [];
  const hints: InlineHint[] = [];
  const at = (offset: number, type: string) =>
    hints.push({ position: document.positionAt(offset), label: `: ${type}`, kind: 'type' });
  const seen = new Set<string>();
  for (const use of document.names.uses) {
    if (use.kind !== 'variable' || seen.has(use.name)) continue;
    seen.add(use.name);
    const found = schemaAt(schema, [use.name]);
    if (found !== undefined) at(use.end, typeText(found));
  }
  for (const { params, parent } of document.names.scopes) {
    for (const param of params) {
      const isOwn = !parent?.params.includes(param);
      const found = isOwn && param.value !== undefined ? schemaAt(schema, param.value) : undefined;
      if (found !== undefined) at(param.end, typeText(found));
    }
  }
  return hints;
}
