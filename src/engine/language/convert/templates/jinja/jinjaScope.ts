import type { JsonSchema } from '../../../../prompt/message';
import { handlebarsPath, parameterName } from '../../handlebarsName';
import { useVariable } from '../../variablesOf';
import type { TemplateContext } from '../template';

/** What `loop.…` is called inside of `each`. */
const LOOP: Readonly<Record<string, string>> = { first: '@first', last: '@last', index0: '@index' };

/** Which names mean what where an expression stands: those of loops, and else those of the input. */
export class JinjaScope {
  readonly #context: TemplateContext;
  /** The block parameter by the name in Jinja; inner loops later. */
  readonly #items: ReadonlyMap<string, string>;

  constructor(context: TemplateContext, items: ReadonlyMap<string, string> = new Map()) {
    this.#context = context;
    this.#items = items;
  }

  get inLoop(): boolean {
    return this.#items.size > 0;
  }

  /** The scope inside of a loop over values with these names. */
  inside(names: readonly string[]): JinjaScope {
    const items = new Map(this.#items);
    for (const name of names) items.set(name, parameterName(name));
    return new JinjaScope(this.#context, items);
  }

  /** @returns undefined where it has no counterpart, as `loop.index`, which counts from 1 */
  path([first = '', ...rest]: readonly string[], schema?: JsonSchema): string | undefined {
    if (first === 'loop' && this.inLoop && !this.#items.has('loop')) {
      return rest.length === 1 ? LOOP[rest[0] ?? ''] : undefined;
    }
    const item = this.#items.get(first);
    if (item !== undefined) return handlebarsPath([item, ...rest]);
    const path = handlebarsPath([first, ...rest], this.inLoop ? '@root' : undefined);
    if (path !== undefined) useVariable(this.#context.variables, first, rest.length > 0 ? {} : schema);
    return path;
  }

  /** The same for what is only asked about, which may be of any type. */
  asked(path: readonly string[]): string | undefined {
    const written = this.path(path);
    const variable = this.#context.variables.get(path[0] ?? '');
    if (variable !== undefined && this.isInput(path[0] ?? '')) variable.isAsked = true;
    return written;
  }

  /** Whether a name is one of the input, and not of a loop. */
  isInput(name: string): boolean {
    return !this.#items.has(name) && !(name === 'loop' && this.inLoop);
  }
}
