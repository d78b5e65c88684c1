import { shapeAt } from '../../names/namesAt';
import type { Wanted } from '../../template/helperTable';
import { writtenSegment } from '../../template/writtenPath';
import type { TemplatePlace } from './templatePlace';

/** What stands in an example where there is nothing of the prompt's own. */
const EXAMPLES: Readonly<Record<Wanted, string>> = {
  any: 'value',
  list: 'items',
  map: 'user',
  condition: 'condition',
  role: '"system"',
  text: '"name"',
};

/** Of very many variables, the first ones are looked at. */
const MOST_LOOKED_AT = 50;

/** The variable in scope that an argument most likely is, as it is written; a word that says what is wanted where there is none. */
export async function bestVariable(wanted: Wanted, { scope, input }: TemplatePlace): Promise<string> {
  const known = await input();
  const shape = scope.context && shapeAt(known.shape, scope.context);
  for (const name of shape?.fieldNames().slice(0, MOST_LOOKED_AT) ?? []) {
    const field = shape?.field(name);
    const fits =
      wanted === 'any' ||
      (wanted === 'list' && field?.isA('array')) ||
      (wanted === 'map' && field?.isA('object')) ||
      (wanted === 'condition' && (field?.isOptional || field?.isA('boolean')));
    if (fits) return writtenSegment(name);
  }
  return EXAMPLES[wanted];
}
