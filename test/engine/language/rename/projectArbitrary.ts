import fc from 'fast-check';

/** A prompt with partials, a variant, a judge and a test set, by path; all of them valid. */
export type Project = Record<string, string>;

/** How a name is written in a path of a template. */
const inPath = (name: string) => (/^[\p{L}\p{N}\p{Emoji}_]+$/u.test(name) && !/^\d+$/.test(name) ? name : `[${name}]`);
const yamlKey = (name: string) => (/^[\p{L}_][\p{L}\p{N}_ ]*$/u.test(name) ? name : JSON.stringify(name));

/** The variables of a project: a text, a list of maps with two fields, a map with two fields. */
interface Names {
  text: string;
  list: string;
  map: string;
  title: string;
  tag: string;
}

const NAMES = ['question', '問題', 'first name', 'items', 'user', 'title', 'naïve', '🙂', 'tag_1', '範例 二'];

const names: fc.Arbitrary<Names> = fc
  .shuffledSubarray(NAMES, { minLength: 5, maxLength: 5 })
  .map(([text = '', list = '', map = '', title = '', tag = '']) => ({ text, list, map, title, tag }));

/** Pieces of a template at the top of a prompt. */
function pieces({ text, list, map, title, tag }: Names): string[] {
  const [t, l, m, f, g] = [text, list, map, title, tag].map(inPath) as [string, string, string, string, string];
  return [
    `{{${t}}}`,
    `{{"${text}"}}`,
    `{{@root.${t}}}`,
    `{{#if ${t}}}ja {{${t}}}{{else}}nein{{/if}}`,
    `{{#unless ${t}}}x{{else if ${m}}}{{${m}.${f}}}{{/unless}}`,
    `{{#each ${l}}}{{@index}} {{${f}}} {{this.${g}}} {{../${t}}} {{@root.${t}}}\n{{/each}}`,
    `{{#each ${l} as |it at|}}{{it.${f}}}{{at}}{{../${t}}}{{else}}none{{/each}}`,
    `{{#with ${m}}}{{${f}}}{{../${t}}}{{/with}}`,
    `{{#with ${m} as |it|}}{{it.${g}}}{{/with}}`,
    `{{#${l}}}{{${f}}}{{/${l}}}`,
    `{{^${l}}}no{{/${l}}}`,
    `{{${m}.${f}}} {{${l}.0.${g}}}`,
    `{{lookup ${m} "${title}"}} {{lookup (lookup ${l} 0) "${tag}"}}`,
    `{{json ${t}}}`,
    `{{json ${m}}}`,
    `{{#ifEquals ${t} ${m}.${f}}}same{{/ifEquals}}`,
    `{{> part}}`,
    `{{> part ${m}}}`,
    `{{> part ${f}=${t} given=${m}}}`,
    `{{> part this}}`,
    `{{#each ${l}}}{{> deep/row ${g}=../${t}}}{{/each}}`,
    `{{#each ${l}}}{{> deep/row}}{{/each}}`,
    `{{#> part}}fall {{${t}}}{{/part}}`,
    `{{#*inline "own"}}({{${f}}} {{@root.${t}}}){{/inline}}{{#each ${l}}}{{> own}}{{/each}}{{> own ${m}}}`,
    '\r\n🙂\t中文 ',
    '{{role "user"}}',
  ];
}

function partials({ text, list, title, tag }: Names): { part: string[]; row: string[] } {
  const [t, l, f, g] = [text, list, title, tag].map(inPath) as [string, string, string, string];
  return {
    part: [
      `{{${f}}}`,
      `{{${t}}}`,
      `{{given.${g}}}`,
      `{{@root.${t}}}`,
      `{{#each ${l}}}{{${f}}}{{/each}}`,
      'plain ',
      '{{> more}}',
    ],
    row: [`{{${f}}}`, `{{${g}}}`, `{{@root.${t}}}`, ' | ', '{{../part}}'],
  };
}

function schema({ text, list, map, title, tag }: Names, json: boolean): string {
  const [t, l, m, f, g] = [text, list, map, title, tag].map(yamlKey) as [string, string, string, string, string];
  if (!json) {
    const pico = (name: string, behind: string) => yamlKey(name + behind);
    return [
      `    ${t}: string, 問題`,
      `    ${pico(list, '?(array, what to list)')}:`,
      `      ${f}: string`,
      `      ${pico(tag, '?')}: string`,
      `    ${m}:`,
      `      ${f}: string`,
      `      ${g}: string`,
    ].join('\n');
  }
  const object = (indent: string) =>
    `${indent}type: object\n${indent}properties:\n${indent}  ${f}: { type: string }\n${indent}  ${g}: { type: string }\n${indent}required: [${f}]`;
  return `    type: object\n    required: [${t}]\n    properties:\n      ${t}: { type: string }\n      ${l}:\n        type: array\n        items:\n${object('          ')}\n      ${m}:\n${object('        ')}`;
}

type Values = Record<string, unknown>;

function inputs({ text, list, map, title, tag }: Names): Values[] {
  return [
    {
      [text]: 'what?',
      [list]: [
        { [title]: 'one', [tag]: 'a' },
        { [title]: 'two', [tag]: 'b' },
      ],
      [map]: { [title]: 'x', [tag]: 'y' },
    },
    { [text]: '中文 🙂', [list]: [], [map]: { [title]: 'x', [tag]: 'q' } },
  ];
}

/** A test set in one of the formats. */
function tests(all: Values[], format: string): string {
  if (format === 'json')
    return JSON.stringify(
      all.map((input, index) => ({ id: `c${index}`, input })),
      null,
      2,
    );
  if (format === 'jsonl') return all.map((input, index) => JSON.stringify({ id: `c${index}`, ...input })).join('\n');
  if (format === 'csv') {
    const keys = Object.keys(all[0] ?? {});
    const cell = (value: unknown) => {
      const written = typeof value === 'string' ? value : JSON.stringify(value);
      return /[",\n]/.test(written) ? `"${written.replaceAll('"', '""')}"` : written;
    };
    return (
      ['id', ...keys].map(cell).join(',') +
      all.map((input, index) => `\r\nc${index},${keys.map((key) => cell(input[key])).join(',')}`).join('')
    );
  }
  const flow = (value: unknown): string => {
    if (Array.isArray(value)) return `[${value.map(flow).join(', ')}]`;
    if (typeof value !== 'object' || value === null) return JSON.stringify(value);
    return `{ ${Object.entries(value)
      .map(([key, each]) => `${yamlKey(key)}: ${flow(each)}`)
      .join(', ')} }`;
  };
  const cases = all.map(
    (input, index) =>
      `  - id: c${index}\n    input:\n${Object.entries(input)
        .map(([key, value]) => `      ${yamlKey(key)}: ${flow(value)}\n`)
        .join('')}`,
  );
  return `judges:\n  - judge: ./judges/tone.prompt\n    examples:\n      - input: ${flow(all[0])}\n        output: o\n        score: 1\n    model: baseline/overlap\ncases:\n${cases.join('')}`;
}

/** Projects whose templates are put together by chance; most of what they name they name in several files. */
export const projects: fc.Arbitrary<Project> = names.chain((own) => {
  const some = (from: string[]) =>
    fc.array(fc.constantFrom(...from), { minLength: 1, maxLength: 7 }).map((it) => it.join(''));
  const { part, row } = partials(own);
  return fc
    .record({
      body: some(pieces(own)),
      variant: some(pieces(own)),
      part: some(part),
      row: some(row.slice(0, 4)),
      json: fc.boolean(),
      format: fc.constantFrom('yaml', 'json', 'jsonl', 'csv'),
      mark: fc.constantFrom('', '\uFEFF'),
      crlf: fc.boolean(),
    })
    .map((made) => {
      const head = (extra: string) =>
        `---\nmodel: baseline/extractive\ninput:\n  schema:\n${schema(own, made.json)}\n  default:\n    ${yamlKey(own.text)}: "none"\n${extra}---\n`;
      const ends = (text: string) => made.mark + (made.crlf ? text.replace(/\r?\n/g, '\r\n') : text);
      const t = inPath(own.text);
      const judge = '---\nmodel: baseline/overlap\noutput:\n  schema:\n    reason: string\n    score: integer\n---\n';
      return {
        'answer.prompt': ends(head('') + made.body),
        'answer.formal.prompt': ends(head('assay.judges:\n  - ./judges/tone.prompt\n') + made.variant),
        '_part.prompt': ends(made.part),
        '_more.prompt': ends(`{{#if ${t}}}m{{/if}}`),
        'deep/_row.prompt': ends(made.row),
        'judges/tone.prompt': ends(
          `${judge}{{output}} {{input.${t}}} {{input.${inPath(own.map)}.${inPath(own.title)}}}`,
        ),
        [`answer.test.${made.format}`]: ends(tests(inputs(own), made.format)),
        'other.prompt': `{{${t}}}{{> more}}`,
        'alone.prompt': `{{${t}}}`,
      };
    });
});
