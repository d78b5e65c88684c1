import { mapAt, schemaFields } from '../../index/promptFacts';
import { type Finding, findingAt } from '../finding';
import type { PromptRule } from '../rule';
import { spanOf } from './frontmatterKeys';

/** Variables that are declared, or have a default, and that neither the template nor a partial of it reads. */
export const unusedVariables: PromptRule = ({ document, complete, inputVariables, source, context }) => {
  if (!complete || document.names.readsWhole) return [];
  for (const { file, text } of source.partials.values()) if (context.parse(text, file).names.readsWhole) return [];
  const used = new Set(inputVariables.map(({ name }) => name));
  const unused = (code: string, name: string, span: { start: number; end: number }): Finding[] => {
    if (used.has(name)) return [];
    return [{ ...findingAt(document, code, 'hint', span, { name }), tags: ['unnecessary'] }];
  };
  return [
    ...schemaFields(document).flatMap((field) => unused('prompt.unused-variable', field.name, field)),
    ...mapAt(document.frontmatter(), ['input', 'default']).flatMap((entry) =>
      unused('prompt.unused-default', entry.key, spanOf(entry)),
    ),
  ];
};
