import type { ValueShape } from '../input/valueShape';
import { ITEMS, ITEMS_IF_LIST, type Scope, type ValuePath, type ValueStep } from './scope';
import type { TemplateNames } from './templateNames';

/** The innermost scope around a tag. */
export function scopeAt({ scopes }: TemplateNames, offset: number): Scope {
  // Outer ones stand before inner ones.
  return scopes.findLast(({ start, end }) => start <= offset && offset < end) ?? (scopes[0] as Scope);
}

/** What is known of the value that a path from the input leads to; undefined where nobody has named it. */
export function shapeAt(input: ValueShape, path: ValuePath): ValueShape | undefined {
  let shape: ValueShape | undefined = input;
  for (const step of path) shape = shape && stepInto(shape, step);
  return shape;
}

function stepInto(shape: ValueShape, step: ValueStep): ValueShape | undefined {
  if (typeof step === 'string') return shape.field(step);
  // `{{#user}}` goes into a map itself, and through a list.
  return step === ITEMS || shape.isA('array') ? shape.items() : shape;
}

/**
 * The names that a template itself reads from a value: what it can be taken to have where nothing declares it.
 * @param except a place where a name is being written: that one counts for nothing
 */
export function namesReadFrom({ uses }: TemplateNames, value: ValuePath, except: number): string[] {
  const names = new Set<string>();
  for (const use of uses) {
    if (!('path' in use) || use.value === undefined || use.value.length <= value.length) continue;
    const touched = use.path.start <= except && except <= use.path.end;
    const name = use.value[value.length];
    if (!touched && typeof name === 'string' && value.every((step, index) => alike(step, use.value?.[index]))) {
      names.add(name);
    }
  }
  return [...names];
}

function alike(one: ValueStep, other: ValueStep | undefined): boolean {
  const anyItems = (step: ValueStep | undefined) => (step === ITEMS_IF_LIST ? ITEMS : step);
  return anyItems(one) === anyItems(other);
}
