import { type SourceEntry, type SourceNode, valueUnder } from '../../testset/sourceNode';

/** The inputs of the judged examples that a list of judges gives, each as its variables. */
export function exampleInputs(judges: SourceNode | undefined): (readonly SourceEntry[])[] {
  if (judges?.kind !== 'list') return [];
  return judges.items.flatMap((judge) => inputsOf(valueUnder(judge, 'examples')));
}

/** The inputs in a list of judged examples. */
export function inputsOf(examples: SourceNode | undefined): (readonly SourceEntry[])[] {
  if (examples?.kind !== 'list') return [];
  return examples.items.flatMap((example) => {
    const input = valueUnder(example, 'input');
    return input?.kind === 'map' ? [input.entries] : [];
  });
}
