import { nearestName } from '../../../text/nearestName';
import type { PathUse } from '../../names/templateNames';
import { type Finding, findingAt } from '../finding';
import type { PromptRule, PromptSubject } from '../rule';
import { fieldsOf, schemaAt } from '../schemaAt';

/**
 * Fields that a template reads and the input schema does not declare where it looks: `{{user.nmae}}`, and in a loop a variable
 * of the prompt without the `../` that leads out of the item.
 */
export const undeclaredFields: PromptRule = (subject) => {
  const { declared, document } = subject;
  if (declared === undefined) return [];
  return document.names.uses.flatMap((use): Finding[] => {
    if (use.kind !== 'variable' && use.kind !== 'item' && use.kind !== 'block-param') return [];
    const fault = fieldFault(use, subject);
    return fault === undefined ? [] : [fault];
  });
};

function fieldFault(use: PathUse, { document, declared }: PromptSubject): Finding | undefined {
  const { value, rest, kind } = use;
  // Of the variables themselves another rule tells.
  if (value === undefined || declared === undefined || value.length < 2) return undefined;
  // A block parameter stands for the value that it was given; every other name is a step of its own.
  const written = kind === 'block-param' ? rest : [use, ...rest];
  const before = value.length - written.length;
  let schema = declared.schema;
  for (const [index, step] of value.entries()) {
    const next = schemaAt(schema, step);
    if (next === 'unknown') return undefined;
    const segment = written[index - before];
    if (next === 'absent') {
      // A way that is wrong further up is told of there.
      if (index === 0 || segment === undefined) return undefined;
      const { name, start, end } = segment;
      const of = String(value.slice(0, index).findLast((each) => typeof each === 'string') ?? '');
      const outside = index === before && declared.names.has(name) && typeof value[index - 1] === 'symbol';
      const suggestion = outside ? `@root.${name}` : nearestName(name, fieldsOf(schema) ?? []);
      return suggestion === undefined
        ? findingAt(document, 'prompt.undeclared-field', 'warning', { start, end }, { name, of })
        : findingAt(
            document,
            'prompt.undeclared-field-suggestion',
            'warning',
            { start, end },
            { name, of, suggestion },
          );
    }
    ({ schema } = next);
  }
  return undefined;
}
