import { MEASURES } from '../../../judge/measures';
import type { PromptDocument } from '../../document/promptDocument';
import { mapAt } from '../../index/promptFacts';
import { declaredSchema } from '../../input/inputSchema';
import { isJudge, type KnownInput } from '../../input/knownInput';
import { ValueShape } from '../../input/valueShape';
import { ITEMS } from '../../names/scope';
import { checksShape } from './checkShape';
import { configShape } from './configShape';
import type { DataEnvironment } from './environment';
import { fileShape } from './fileShape';
import { judgesShape, optionShape } from './judgeShape';
import { modelShape } from './modelShape';
import { JSON_SCHEMA, type MissingField, picoschemaShape } from './schemaShape';
import { type Begin, BOOLEAN, type DataShape, type KeyOffer, oneOf } from './shape';
import { variableShape } from './variableShape';

const OPEN: Begin = { kind: 'open' };
const MAP: Begin = { kind: 'map', entries: [] };

/** The keys of a frontmatter; `about.key.KEY` says what each means. */
const KEYS: readonly (readonly [string, Begin])[] = [
  ['model', OPEN],
  ['config', MAP],
  ['input', MAP],
  ['output', MAP],
  ['description', OPEN],
  ['tools', { kind: 'texts', examples: ['search'] }],
  ['toolDefs', { kind: 'list', item: { kind: 'map', entries: [['name', { kind: 'text', example: 'search' }]] } }],
  ['name', OPEN],
  ['variant', OPEN],
  ['version', OPEN],
  ['metadata', MAP],
  ['assay.tests', OPEN],
  ['assay.judges', { kind: 'list', item: { kind: 'text', example: 'correctness' } }],
  ['assay.checks', { kind: 'list', item: { kind: 'map', entries: [['contains', { kind: 'text', example: 'text' }]] } }],
  ['assay.repeat', { kind: 'plain', example: '3' }],
];

/** Those that say how a judge judges. */
const JUDGE_KEYS: readonly (readonly [string, Begin])[] = [
  ['assay.scale', { kind: 'text', example: '1-5' }],
  ['assay.threshold', { kind: 'plain', example: '4' }],
  ['assay.criterion', { kind: 'text', example: 'Friendly, without slang.' }],
  ['assay.aggregate', { kind: 'choice', values: ['mean', 'median', 'majority'] }],
  ['assay.logprobs', { kind: 'choice', values: [true, false] }],
  ['assay.embedding', { kind: 'text', example: 'baseline/ngrams' }],
  ['assay.empty', { kind: 'choice', values: ['worst', 'best'] }],
  ['assay.subject', { kind: 'choice', values: ['output', 'context'] }],
  ['assay.pairwise', { kind: 'choice', values: [true, false] }],
  ['assay.measure', { kind: 'choice', values: Object.keys(MEASURES) }],
  ['assay.language', { kind: 'choice', values: ['en', 'zh-TW'] }],
  [
    'assay.examples',
    {
      kind: 'list',
      item: {
        kind: 'map',
        entries: [
          ['output', { kind: 'text', example: 'text' }],
          ['score', { kind: 'plain', example: '1' }],
        ],
      },
    },
  ],
];

/** The frontmatter of a prompt. */
export function promptShape(
  document: PromptDocument,
  environment: DataEnvironment,
  input: () => Promise<KnownInput>,
): DataShape {
  const { context } = environment;
  const { say } = context;
  const known = (keys: readonly (readonly [string, Begin])[], about: string): KeyOffer[] =>
    keys.map(([key, begins]) => ({ key, begins, documentation: say(`about.${about}.${key.replace(/^assay\./, '')}`) }));
  return {
    keys: () => {
      const judge = isJudge(document, context);
      return [
        ...known(
          KEYS.filter(([key]) => !key.startsWith('assay.')),
          'key',
        ),
        ...known(
          KEYS.filter(([key]) => key.startsWith('assay.')),
          'assay-key',
        ).map((offer) => ({ ...offer, group: 2 })),
        ...known(JUDGE_KEYS, 'assay-key').map((offer) => ({ ...offer, group: judge ? 1 : 3 })),
      ];
    },
    child(key) {
      switch (key) {
        case 'model':
          return modelShape(environment);
        case 'config':
          return configShape(providerOf(document), say);
        case 'input':
          return inputShape(document, environment, input);
        case 'output':
          return outputShape(document, environment);
        case 'tools':
          return { items: toolNames(document) };
        case 'toolDefs':
          return { items: toolShape(environment) };
        case 'assay.tests':
          return fileShape(document.file, /\.(?:ya?ml|jsonl?|csv|tsv)$/i, context);
        case 'assay.judges':
          return judgesShape(environment);
        case 'assay.checks':
          return checksShape(environment);
        case 'assay.empty':
        case 'assay.subject':
        case 'assay.measure':
          return choicesOf(key);
        case 'assay.pairwise':
          return BOOLEAN;
        default:
          return key.startsWith('assay.') ? optionShape(key.slice('assay.'.length), environment) : undefined;
      }
    },
  };
}

function choicesOf(key: string): DataShape | undefined {
  const begins = JUDGE_KEYS.find(([name]) => name === key)?.[1];
  return begins?.kind === 'choice' ? oneOf(begins.values) : undefined;
}

/** The first part of `provider/name`. */
function providerOf(document: PromptDocument): string | undefined {
  const model = mapAt(document.frontmatter(), []).find(({ key }) => key === 'model')?.value;
  const name = model?.kind === 'scalar' ? String(model.value ?? '') : '';
  return name.includes('/') ? name.slice(0, name.indexOf('/')) : undefined;
}

function inputShape(
  document: PromptDocument,
  environment: DataEnvironment,
  input: () => Promise<KnownInput>,
): DataShape {
  const { say } = environment.context;
  const declared = () => ValueShape.of({ schemas: [declaredSchema(document, 'input') ?? {}] });
  return {
    keys: () => [
      { key: 'schema', begins: MAP, documentation: say('about.input-key.schema') },
      { key: 'default', begins: MAP, documentation: say('about.input-key.default') },
    ],
    child(key) {
      if (key === 'schema') return schemaShape(document, 'input', environment, () => undeclared(document));
      if (key !== 'default') return undefined;
      const fields = variableShape(declared());
      return {
        ...fields,
        // What only a case or the template names can have a default as well.
        async keys(place) {
          const names = new Set(declared().fieldNames());
          const others = [...(await input()).origins.keys()].filter((name) => !names.has(name));
          const more = others.map((name) => ({ key: name, begins: { kind: 'text' as const, example: name } }));
          return [...((await fields.keys?.(place)) ?? []), ...more];
        },
      };
    },
  };
}

/** Variables that the template reads and the schema does not declare. */
function undeclared(document: PromptDocument): MissingField[] {
  const declared = new Set(ValueShape.of({ schemas: [declaredSchema(document, 'input') ?? {}] }).fieldNames());
  const { uses, scopes } = document.names;
  const read = uses.flatMap((use) => (use.kind === 'variable' && !declared.has(use.name) ? [use] : []));
  const lists = new Set(scopes.map(({ context = [] }) => (context[1] === ITEMS ? context[0] : undefined)));
  const maps = new Set(read.filter(({ rest, block }) => rest.length > 0 || block).map(({ name }) => name));
  return [...new Set(read.map(({ name }) => name))].map((name) => {
    if (lists.has(name)) return { name: `${name}(array)`, type: 'any' };
    return { name, type: maps.has(name) ? 'any' : 'string' };
  });
}

function outputShape(document: PromptDocument, environment: DataEnvironment): DataShape {
  const { context } = environment;
  const { say } = context;
  return {
    keys: () => [
      {
        key: 'format',
        begins: { kind: 'choice', values: ['json', 'text'] },
        documentation: say('about.output-key.format'),
      },
      { key: 'schema', begins: MAP, documentation: say('about.output-key.schema') },
    ],
    child(key) {
      if (key === 'format') return oneOf(['json', 'text'], (format) => say(`about.format.${format}`));
      return key === 'schema'
        ? schemaShape(document, 'output', environment, () => verdict(document, environment))
        : undefined;
    },
  };
}

/** A judge has to give its reason and its score. */
function verdict(document: PromptDocument, { context }: DataEnvironment): MissingField[] {
  if (!isJudge(document, context)) return [];
  const { say } = context;
  const hasScore = mapAt(document.frontmatter(), ['output', 'schema']).some(({ key }) => key === 'score');
  const score = [['score', { kind: 'text', example: 'integer' }]] as const;
  return [
    { name: 'reason', type: 'string', documentation: say('about.verdict.reason'), ...(!hasScore && { more: score }) },
    { name: 'score', type: 'integer', documentation: say('about.verdict.score') },
  ];
}

/** A schema in the form that it has got to so far: Picoschema, unless JSON Schema has begun. */
function schemaShape(
  document: PromptDocument,
  part: 'input' | 'output',
  { text, context: { say } }: DataEnvironment,
  missing: () => readonly MissingField[],
): DataShape {
  const entries = mapAt(document.frontmatter(), [part, 'schema']);
  const isJsonSchema = entries.some(({ key, value }) => {
    if (key === 'properties' || key === '$ref' || key === '$defs') return value.kind === 'map' || key === '$ref';
    return key === 'type' && value.kind === 'scalar' && (value.value === 'object' || value.value === 'array');
  });
  return isJsonSchema ? JSON_SCHEMA : picoschemaShape(text, say, missing);
}

function toolNames(document: PromptDocument): DataShape {
  const defined = mapAt(document.frontmatter(), []).find(({ key }) => key === 'toolDefs')?.value;
  const items = defined?.kind === 'list' ? defined.items : [];
  const names = items.flatMap((item) => {
    const name = item.kind === 'map' ? item.entries.find(({ key }) => key === 'name')?.value : undefined;
    return name?.kind === 'scalar' && typeof name.value === 'string' ? [name.value] : [];
  });
  return oneOf(names);
}

function toolShape({ text, context: { say } }: DataEnvironment): DataShape {
  const keys: readonly (readonly [string, Begin])[] = [
    ['name', { kind: 'text', example: 'search' }],
    ['description', { kind: 'text', example: 'what it does' }],
    ['inputSchema', MAP],
    ['outputSchema', MAP],
  ];
  return {
    keys: () => keys.map(([key, begins]) => ({ key, begins, documentation: say(`about.tool-key.${key}`) })),
    child: (key) =>
      /Schema$/.test(key) ? ({ ...JSON_SCHEMA, values: picoschemaShape(text, say).values } as DataShape) : undefined,
  };
}
