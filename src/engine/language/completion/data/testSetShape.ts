import { ROW_KEYS } from '../../../testset/readCase';
import { keysBeside } from '../../data/dataPlace';
import type { AskedInputs } from '../../input/askedInputs';
import type { ValueShape } from '../../input/valueShape';
import { checksShape } from './checkShape';
import type { DataEnvironment } from './environment';
import { judgesShape } from './judgeShape';
import { type Begin, type DataShape, type KeyOffer, oneOf } from './shape';
import { exampleOf, variableOffer, variableShape } from './variableShape';

/** A test set in YAML or JSON: `cases` with what counts for all of them, or just the list of cases. */
export function testSetShape(environment: DataEnvironment, asked: () => Promise<AskedInputs>): DataShape {
  const { say } = environment.context;
  const cases = caseShape(environment, asked);
  const keys = (): KeyOffer[] => [
    { key: 'judges', begins: { kind: 'list', item: { kind: 'text', example: 'correctness' } } },
    {
      key: 'checks',
      begins: { kind: 'list', item: { kind: 'map', entries: [['contains', { kind: 'text', example: 'text' }]] } },
    },
    { key: 'repeat', begins: { kind: 'plain', example: '3' } },
    {
      key: 'cases',
      begins: {
        kind: 'list',
        item: {
          kind: 'map',
          entries: [
            ['id', { kind: 'text', example: 'first' }],
            ['input', { kind: 'plain', example: '{}' }],
          ],
        },
      },
    },
  ];
  return {
    keys: () => keys().map((offer) => ({ ...offer, documentation: say(`about.test-set-key.${offer.key}`) })),
    child(key) {
      if (key === 'judges') return judgesShape(environment);
      if (key === 'checks') return checksShape(environment);
      return key === 'cases' ? { items: cases } : undefined;
    },
    items: rowShape(cases, asked),
  };
}

/** A case with its variables in `input`. */
function caseShape(environment: DataEnvironment, asked: () => Promise<AskedInputs>): DataShape {
  const { context, text } = environment;
  const { say } = context;
  return {
    async keys(place) {
      const { needed, input } = await asked();
      const variables = [...needed].map((name) => [name, beginsOf(name, input)] as const);
      const map: Begin = { kind: 'map', entries: variables };
      const id: Begin = { kind: 'text', example: freshId(text) };
      const offers: KeyOffer[] = [
        { key: 'id', begins: id },
        { key: 'input', begins: map },
        { key: 'expected', begins: { kind: 'open' } },
        { key: 'context', begins: { kind: 'texts', examples: ['passage'] } },
        { key: 'criterion', begins: { kind: 'text', example: 'Names the year.' } },
        {
          key: 'checks',
          begins: { kind: 'list', item: { kind: 'map', entries: [['contains', { kind: 'text', example: 'text' }]] } },
        },
        { key: 'tags', begins: { kind: 'texts', examples: ['tag'] } },
        { key: 'weight', begins: { kind: 'plain', example: '2' } },
      ];
      const shown = offers.map((offer) => ({ ...offer, documentation: say(`about.case-key.${offer.key}`) }));
      // At the beginning of a case, all of it at once.
      if (place.role === 'key') return shown;
      const more = [
        ['input', map],
        ['expected', { kind: 'text', example: 'answer' }],
      ] as const;
      return [
        { key: 'id', label: 'id, input, expected', begins: id, more, group: 0, documentation: say('about.whole-case') },
        ...shown,
      ];
    },
    async child(key) {
      if (key === 'input') return inputsShape(asked);
      if (key === 'expected') return shapeOf((await asked()).output);
      if (key === 'checks') return checksShape(environment);
      return key === 'tags' ? { ...tagShape(text), items: tagShape(text) } : undefined;
    },
  };
}

/** Keys of a case that may stand beside variables. */
const OF_ROWS: ReadonlySet<string> = new Set([...ROW_KEYS, 'input', 'criterion']);

/** A flat row, as in JSON Lines: variables beside the keys of a case. */
function rowShape(cases: DataShape, asked: () => Promise<AskedInputs>): DataShape {
  const inputs = inputsShape(asked);
  return {
    async keys(place) {
      const own = ((await cases.keys?.(place)) ?? []).filter(({ key }) => OF_ROWS.has(key));
      const isCase = keysBeside(place).has('input');
      return isCase ? own : [...((await inputs.keys?.(place)) ?? []), ...own];
    },
    child: (key) => (key === 'input' || key === 'checks' || ROW_KEYS.includes(key) ? cases : inputs).child?.(key),
  };
}

/** A line of JSON Lines. */
export function lineShape(environment: DataEnvironment, asked: () => Promise<AskedInputs>): DataShape {
  return rowShape(caseShape(environment, asked), asked);
}

/** The variables of the prompt, those that a case still lacks first. */
function inputsShape(asked: () => Promise<AskedInputs>): DataShape {
  return {
    async keys() {
      const { names, needed, input } = await asked();
      return names.map((name) => ({ ...variableOffer(name, input.field(name)), group: needed.has(name) ? 0 : 1 }));
    },
    child: async (key) => shapeOf((await asked()).input.field(key)),
  };
}

/** A value of the input, or the answer, by what is known of it. */
function shapeOf(shape: ValueShape | undefined): DataShape | undefined {
  return shape && variableShape(shape);
}

function beginsOf(name: string, input: ValueShape): Begin {
  const shape = input.field(name);
  return shape === undefined ? { kind: 'text', example: name } : exampleOf(name, shape);
}

const TAGS = /(?:^|[\s{,"'-])tags["']?[ \t]*:[ \t]*(\[[^\]]*\]|[^\r\n]*)/gm;

/** Tags that other cases have. */
function tagShape(text: string): DataShape {
  const tags = new Set<string>();
  for (const { 1: written = '' } of text.matchAll(TAGS)) {
    for (const tag of written.replace(/^\[|\]$/g, '').split(/[,;，；、]/u))
      tags.add(tag.trim().replace(/^["']|["']$/g, ''));
  }
  tags.delete('');
  return oneOf([...tags]);
}

/** An id that no case has yet. */
function freshId(text: string): string {
  const ids = text.match(/(?:^|[\s{,"'-])id["']?[ \t]*:/gm)?.length ?? 0;
  for (let number = ids + 1; ; number++) if (!text.includes(`case-${number}`)) return `case-${number}`;
}
