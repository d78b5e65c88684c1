import { dirname, relative, resolve } from 'node:path';
import { CompletionItemKind } from 'vscode-languageserver-types';
import { builtInJudges } from '../../../judge/judge';
import { type DataPlace, keysBeside, valueBeside } from '../../data/dataPlace';
import type { PromptFacts } from '../../index/fileFacts';
import type { ProjectIndex } from '../../index/projectIndex';
import type { DataEnvironment } from './environment';
import { fileShape } from './fileShape';
import { modelShape } from './modelShape';
import { type Begin, BOOLEAN, type DataShape, oneOf, type ValueOffer } from './shape';

const TEXT: Begin = { kind: 'text', example: 'text' };

/** What a test set may say of a judge; `about.judge-key.KEY` says what each does. */
const KEYS: readonly (readonly [string, Begin])[] = [
  ['judge', { kind: 'text', example: 'correctness' }],
  ['rubric', { kind: 'text', example: 'Names the year.' }],
  ['name', { kind: 'text', example: 'year' }],
  ['threshold', { kind: 'plain', example: '4' }],
  ['weight', { kind: 'plain', example: '2' }],
  ['model', { kind: 'text', example: 'openai/gpt-4o-mini' }],
  ['models', { kind: 'texts', examples: ['openai/gpt-4o-mini', 'anthropic/claude-haiku-4-5'] }],
  ['aggregate', { kind: 'choice', values: ['mean', 'median', 'majority'] }],
  ['repeat', { kind: 'plain', example: '3' }],
  ['temperature', { kind: 'plain', example: '0.7' }],
  ['scale', { kind: 'text', example: '1-10' }],
  ['criterion', { kind: 'text', example: 'Friendly, without slang.' }],
  ['language', { kind: 'choice', values: ['en', 'zh-TW'] }],
  ['logprobs', { kind: 'choice', values: [true, false] }],
  ['embedding', { kind: 'text', example: 'baseline/ngrams' }],
  [
    'examples',
    {
      kind: 'list',
      item: {
        kind: 'map',
        entries: [
          ['output', TEXT],
          ['score', { kind: 'plain', example: '1' }],
        ],
      },
    },
  ],
];

const EXAMPLE_KEYS: readonly (readonly [string, Begin])[] = [
  ['output', TEXT],
  ['score', { kind: 'plain', example: '1' }],
  ['reason', TEXT],
  ['expected', TEXT],
  ['input', { kind: 'map', entries: [] }],
];

/** Judges that most test sets begin with. */
const USUAL: readonly string[] = [
  'correctness',
  'relevance',
  'helpfulness',
  'completeness',
  'conciseness',
  'coherence',
];

/** One of these says which judge it is. */
const NAMES: readonly string[] = ['judge', 'rubric'];

/** Of these only one can be said. */
const EITHER: readonly (readonly string[])[] = [NAMES, ['model', 'models'], ['rubric', 'criterion']];

/** The scales that people mostly take, and the labels of those that have some. */
export const SCALES: Readonly<Record<string, readonly string[]>> = {
  '1-5': [],
  '1-10': [],
  '0-1': [],
  'pass/fail': ['pass', 'fail'],
  'yes/no': ['yes', 'no'],
  '通過/不通過': ['通過', '不通過'],
};

/** A list of judges. */
export function judgesShape(environment: DataEnvironment): DataShape {
  const names = judgeNames(environment);
  return {
    items: {
      ...names,
      keys: (place) => judgeKeys(place, environment),
      child: (key) => optionShape(key, environment, names),
    },
  };
}

function judgeKeys(place: DataPlace, { context: { say } }: DataEnvironment) {
  const beside = keysBeside(place);
  const excluded = new Set(EITHER.filter((pair) => pair.some((key) => beside.has(key))).flat());
  const hasName = beside.has('judge') || beside.has('rubric');
  // Without its name a judge is none: that is what it begins with.
  const shown = KEYS.filter(([key]) => !excluded.has(key) && (hasName || beside.size > 0 || NAMES.includes(key)));
  const taken = namesTaken(place);
  return shown.map(([key, begins]) => ({
    key,
    begins:
      key === 'judge'
        ? ({ kind: 'text', example: USUAL.find((name) => !taken.has(name)) ?? 'rubric' } as const)
        : begins,
    // A second criterion needs a name of its own.
    ...(key === 'rubric' &&
      taken.has('rubric') && { more: [['name', { kind: 'text', example: freshName(taken) }]] as const }),
    documentation: say(`about.judge-key.${key}`),
    group: !hasName && !NAMES.includes(key) ? 3 : 1,
  }));
}

/** What the judges of a list are called, as far as they stand beside the place. */
function namesTaken({ role, siblings }: DataPlace): Set<string> {
  if (role === 'key') return new Set();
  return new Set(
    siblings.map(({ value, first }) => (first === undefined ? value : first.key === 'judge' ? first.value : first.key)),
  );
}

function freshName(taken: ReadonlySet<string>): string {
  for (let number = 2; ; number++) if (!taken.has(`rubric-${number}`)) return `rubric-${number}`;
}

/** What an option of a judge can be; also of a judge's own frontmatter, where it is called `assay.KEY`. */
export function optionShape(key: string, environment: DataEnvironment, names?: DataShape): DataShape | undefined {
  switch (key) {
    case 'judge':
      return names;
    case 'model':
      return modelShape(environment);
    case 'models':
      return { items: modelShape(environment) };
    case 'embedding':
      return modelShape(environment, 'embed');
    case 'logprobs':
      return BOOLEAN;
    case 'scale':
      return oneOf(Object.keys(SCALES), (scale) => environment.context.say(`about.scale.${scale}`));
    case 'threshold':
      return { values: (place) => (SCALES[valueBeside(place, 'scale') ?? ''] ?? []).map((value) => ({ value })) };
    case 'examples':
      return examplesShape(environment);
    default: {
      const begins = KEYS.find(([name]) => name === key)?.[1];
      return begins?.kind === 'choice' ? oneOf(begins.values) : undefined;
    }
  }
}

/** Judged examples written out, or how many to draw from people's labels. */
function examplesShape({ context: { say } }: DataEnvironment): DataShape {
  const offers = EXAMPLE_KEYS.map(([key, begins]) => ({ key, begins, documentation: say(`about.example-key.${key}`) }));
  const labels = {
    key: 'labels',
    begins: { kind: 'plain' as const, example: '4' },
    documentation: say('about.example-key.labels'),
  };
  return {
    keys: (place) => (place.role === 'key' || place.role === 'node' ? [labels] : []),
    items: { keys: () => offers },
  };
}

/** The judges that come with Assay, those of the workspace, and the way to a file. */
function judgeNames(environment: DataEnvironment): DataShape {
  const { context, file } = environment;
  const paths = fileShape(file, /\.prompt$/i, context);
  return {
    async values(place) {
      if (/[./\\]/.test(place.written)) return (await paths.values?.(place)) ?? [];
      const builtIn = await builtInJudges(context.files, context.judgesFolder);
      const taken = namesTaken(place);
      return [
        ...ownJudges(context.index)
          .filter((judge) => judge !== file)
          .map((judge) => ({ ...judgeOffer(pathTo(judge, file), judge), group: 0 })),
        ...builtIn.map((name) => judgeOffer(name, resolve(context.judgesFolder, `${name}.prompt`))),
      ].filter(({ value }) => !taken.has(String(value)));
    },
  };
}

/** Variables that judges read beside the output, and other prompts hardly do. */
const OF_JUDGES: ReadonlySet<string> = new Set(['boundary', 'criterion', 'expected', 'passages', 'question', 'scale']);

/** The prompts of a workspace that somebody judges by, or that read what judges do. */
function ownJudges(index: ProjectIndex): string[] {
  const prompts = index.prompts();
  const named = [...prompts, ...index.testSets()].flatMap(({ judges, file }) =>
    judges.map(({ name }) => index.judgeFile(name, file)),
  );
  const used = new Set(named);
  const reads = ({ uses }: PromptFacts) =>
    uses.some(({ name }) => name === 'output') && uses.some(({ name }) => OF_JUDGES.has(name));
  return prompts.filter((facts) => !facts.partial && (used.has(facts.file) || reads(facts))).map(({ file }) => file);
}

function pathTo(target: string, from: string): string {
  const path = relative(dirname(from), target).replaceAll('\\', '/');
  return path.startsWith('.') ? path : `./${path}`;
}

function judgeOffer(value: string, file: string): ValueOffer {
  return { value, kind: CompletionItemKind.Module, unresolved: { kind: 'judge', file } };
}
