import { mkdir, mkdtemp, realpath, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { seededRandom } from '../src/engine/statistics';
import { type Measured, median } from './measured';
import { runMeasured } from './runMeasured';

const SCRIPT = fileURLToPath(new URL('indexWorkspace.ts', import.meta.url));

const PROMPTS = 1_000;
/** Of the test sets, so many are of a megabyte. */
const LARGE = 20;
/** A whole workspace is known after so long, in milliseconds. */
const MOST_MS = 3_000;
/** The thread is never held for longer, in milliseconds: an editor in the same process stays quick. */
const LONGEST_HOLD = 20;

interface Once {
  ms: number;
  cpu: number;
  hold: number;
  prompts: number;
  testSets: number;
}

/** How long it takes to know a workspace of 1,000 prompts with 1,000 test sets, and how long that holds the thread at most. */
export async function measureIndex({ rounds }: { rounds: number }): Promise<Measured[]> {
  const folder = await realpath(await mkdtemp(join(tmpdir(), 'assay-bench-')));
  try {
    const bytes = await makeWorkspace(folder);
    const runs: Once[] = [];
    for (let round = 0; round < rounds; round++) {
      const { stdout, exitCode } = await runMeasured(['--import', 'tsx', SCRIPT, folder]);
      if (exitCode !== 0) throw new Error(`The index ended with exit code ${exitCode}.`);
      runs.push(JSON.parse(stdout) as Once);
    }
    const [first] = runs;
    if (first?.testSets !== PROMPTS || first.prompts < PROMPTS) throw new Error('Not all files were found.');
    const of = (key: keyof Once) => runs.map((run) => run[key].toFixed(0)).join(', ');
    const detail = `${first.prompts} prompts, ${first.testSets} test sets, ${(bytes / 1024 / 1024).toFixed(0)} MB`;
    return [
      {
        what: 'a workspace is indexed in',
        value: median(runs.map(({ ms }) => ms)),
        bar: MOST_MS,
        unit: 'ms',
        detail: `${detail}: ${of('ms')} ms, of CPU ${of('cpu')} ms`,
      },
      {
        what: 'meanwhile the thread is held for',
        value: median(runs.map(({ hold }) => hold)),
        bar: LONGEST_HOLD,
        unit: 'ms',
        detail: `at most, in a new process each: ${of('hold')} ms`,
      },
    ];
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/** Folders of twenty prompts, each with its test set, that include partials and name judges. */
async function makeWorkspace(root: string): Promise<number> {
  const random = seededRandom(20261128);
  let bytes = 0;
  const write = async (path: string, text: string) => {
    bytes += Buffer.byteLength(text);
    await writeFile(join(root, path), text);
  };
  for (let area = 0; area < PROMPTS / 20; area++) {
    const folder = `area${area}`;
    await mkdir(join(root, folder, 'judges'), { recursive: true });
    await write(`${folder}/_style.prompt`, 'Answer in {{lang}}, in short sentences, for {{audience}}.\n');
    await write(`${folder}/judges/tone.prompt`, '{{output}} {{input.lang}} {{question}}\n');
    for (let index = 0; index < 20; index++) {
      const number = area * 20 + index;
      await write(`${folder}/p${number}.prompt`, promptText(number, 20 + Math.floor(random() * 150)));
      const large = number % (PROMPTS / LARGE) === 7;
      const cases = large ? 2_500 : 5 + Math.floor(random() * 60);
      const ending = large ? ENDINGS[number % 2] : ENDINGS[Math.floor(random() * ENDINGS.length)];
      await write(`${folder}/p${number}.test.${ending}`, testsText(cases, ending ?? 'yaml'));
    }
  }
  return bytes;
}

/** Mostly YAML, as people write it. */
const ENDINGS = ['yaml', 'jsonl', 'yaml', 'yaml', 'json', 'csv', 'yaml'];

function promptText(number: number, lines: number): string {
  const body = Array.from({ length: lines }, (_, line) => {
    if (line % 12 === 3) return `{{#if context}}Passage ${line}: {{context}}{{else}}Say that there is none.{{/if}}`;
    if (line % 12 === 7) return '{{#each items}}- {{title}}: {{../question}}\n{{/each}}';
    return `Rule ${line} of prompt ${number}: 保持簡短，並且說明出處。 Keep to what the passages say, and say so.`;
  });
  return [
    '---\nmodel: openai/gpt-4o-mini\nconfig:\n  temperature: 0\ninput:\n  schema:',
    '    question: string, what the user asks\n    context?: string\n    lang: string\n    audience?: string',
    '    "items?(array, what there is)":\n      title: string\nassay.judges:\n  - ./judges/tone.prompt\n---',
    '{{role "system"}}\n{{> style}}',
    ...body,
    '{{role "user"}}\n{{question}}\n',
  ].join('\n');
}

function testsText(cases: number, ending: string): string {
  const all = Array.from({ length: cases }, (_, index) => ({
    id: `case-${index}`,
    question: `什麼是第 ${index} 個問題的答案？ What is the answer to question ${index}, and since when has it been known?`,
    lang: index % 2 === 0 ? 'en' : 'zh-TW',
    context: 'RAG 結合了檢索系統和生成模型，從外部知識庫檢索信息。'.repeat(3),
    expected: 'It joins retrieval with generation: passages are looked up first, and the answer keeps to them.',
  }));
  if (ending === 'jsonl') return all.map((each) => `${JSON.stringify(each)}\n`).join('');
  if (ending === 'json')
    return JSON.stringify(
      all.map(({ id, expected, ...input }) => ({ id, input, expected })),
      null,
      2,
    );
  if (ending === 'csv') {
    return `id,question,lang,context,expected\n${all
      .map((each) =>
        Object.values(each)
          .map((cell) => `"${cell}"`)
          .join(','),
      )
      .join('\n')}\n`;
  }
  const yaml = all.map(
    ({ id, question, lang, context, expected }, index) =>
      `  - id: ${id}\n    input:\n      question: ${question}\n      lang: ${lang}\n      context: |\n        ${context}\n    expected: >-\n      ${expected}\n    tags: [core, ${index % 3}]\n`,
  );
  return `judges:\n  - correctness\n  - judge: ./judges/tone.prompt\n    threshold: 4\ncases:\n${yaml.join('')}`;
}
