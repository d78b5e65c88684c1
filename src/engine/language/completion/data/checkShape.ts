import { CompletionItemKind } from 'vscode-languageserver-types';
import { CHECK_NAMES, GROUPS } from '../../../testset/readChecks';
import { type DataPlace, keysBeside } from '../../data/dataPlace';
import { CHECK_FORMS, type CheckForm } from './checkTable';
import type { DataEnvironment } from './environment';
import { fileShape } from './fileShape';
import { modelShape } from './modelShape';
import { JSON_SCHEMA } from './schemaShape';
import { type Begin, BOOLEAN, type DataShape, type KeyOffer, oneOf, type ValueOffer } from './shape';

/** What may stand beside the name of any check. */
const OPTIONS: readonly (readonly [string, Begin])[] = [
  ['ignore-case', { kind: 'choice', values: [true, false] }],
  ['ignore-width', { kind: 'choice', values: [true, false] }],
  ['not', { kind: 'choice', values: [true, false] }],
  ['weight', { kind: 'plain', example: '2' }],
];

/** A list of checks: names, names with their arguments, options, groups. */
export function checksShape(environment: DataEnvironment): DataShape {
  const check: DataShape = {
    keys: (place) => checkKeys(place, environment),
    values: () => bareChecks(environment),
    child: (key) => argumentShape(key, environment, list),
  };
  const list: DataShape = { items: check };
  return list;
}

function checkKeys(place: DataPlace, environment: DataEnvironment): KeyOffer[] {
  const { say } = environment.context;
  const beside = keysBeside(place);
  const named = [...beside].find(isCheck)?.replace(/^not-/, '');
  if (named === undefined) {
    const names = [...CHECK_NAMES, ...GROUPS];
    // The first thing in a map may be `not` as well, with a check in it.
    const hasExpected = isAnswered(place, environment);
    return [
      ...names.map((name) => nameOffer(name, '', hasExpected, environment)),
      ...names.map((name) => nameOffer(name, 'not-', hasExpected, environment)),
    ];
  }
  const isGroup = GROUPS.includes(named);
  const threshold = ['threshold', { kind: 'plain', example: '0.6' }] as const;
  const options = isGroup
    ? [threshold, ...OPTIONS.filter(([key]) => key === 'not' || key === 'weight')]
    : named === 'javascript'
      ? [threshold, ...OPTIONS]
      : OPTIONS;
  return options.map(([key, begins]) => ({ key, begins, documentation: say(`about.check-option.${key}`) }));
}

function isCheck(key: string): boolean {
  const name = key.replace(/^not-/, '');
  return CHECK_NAMES.includes(name) || GROUPS.includes(name);
}

/** Whether there is an expected answer to compare with: that of the case; for the checks of all cases, any. */
function isAnswered({ path, keysAt }: DataPlace, { text }: DataEnvironment): boolean {
  const checks = path.indexOf('checks');
  return typeof path[checks - 1] === 'number' ? keysAt(checks).has('expected') : /expected/.test(text);
}

function nameOffer(name: string, not: '' | 'not-', hasExpected: boolean, environment: DataEnvironment): KeyOffer {
  const form = CHECK_FORMS[name];
  return {
    key: `${not}${name}`,
    begins: (hasExpected ? undefined : form?.without) ?? form?.begins ?? { kind: 'open' },
    kind: CompletionItemKind.Function,
    documentation: aboutCheck(name, not, environment),
    // A check that can stand alone is mostly written so.
    group: not === '' && !form?.bare ? 1 : 3,
  };
}

/** Checks that need no argument, whatever the case gives. */
function bareChecks(environment: DataEnvironment): ValueOffer[] {
  const names = CHECK_NAMES.filter((name) => CHECK_FORMS[name]?.bare);
  return (['', 'not-'] as const).flatMap((not) =>
    names.map((name) => ({
      value: `${not}${name}`,
      kind: CompletionItemKind.Function,
      documentation: aboutCheck(name, not, environment),
      group: not === '' ? 0 : 2,
    })),
  );
}

function aboutCheck(name: string, not: string, { context: { say } }: DataEnvironment): string {
  const about = say(`about.check.${name}`);
  return not === '' ? about : say('about.check-turned', { about });
}

/** What stands behind the name of a check, or of an option. */
function argumentShape(key: string, environment: DataEnvironment, checks: DataShape): DataShape | undefined {
  const name = key.replace(/^not-/, '');
  if (GROUPS.includes(name)) return checks;
  if (key === 'not') return { ...BOOLEAN, keys: checks.items?.keys, child: checks.items?.child } as DataShape;
  if (key === 'ignore-case' || key === 'ignore-width') return BOOLEAN;
  if (name === 'json-schema')
    return { ...JSON_SCHEMA, ...fileShape(environment.file, /\.json$/i, environment.context) };
  if (name === 'contains-json') return JSON_SCHEMA;
  const form = CHECK_FORMS[name];
  const shape = form && formShape(form, environment);
  return name === 'javascript' ? { ...shape, ...scriptPaths(environment) } : shape;
}

/** The way to a script, once what is written begins like one. */
function scriptPaths(environment: DataEnvironment): DataShape {
  const paths = fileShape(environment.file, /\.[cm]?js$/i, environment.context);
  return { values: (place) => (place.written.startsWith('.') ? (paths.values?.(place) ?? []) : []) };
}

function formShape({ values, keys }: CheckForm, environment: DataEnvironment): DataShape {
  const { say } = environment.context;
  const shape = values === undefined ? {} : oneOf(values);
  return {
    ...shape,
    ...(values !== undefined && { items: shape }),
    ...(keys !== undefined && {
      keys: () => keys.map(([key, begins]) => ({ key, begins, documentation: say(`about.check-key.${key}`) })),
      child: (key: string) => {
        if (key === 'model') return modelShape(environment, 'embed');
        const begins = keys.find(([name]) => name === key)?.[1];
        return begins?.kind === 'choice' ? oneOf(begins.values) : undefined;
      },
    }),
  };
}
