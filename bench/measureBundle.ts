import { readFile, stat } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import type { Measured } from './measured';
import { runMeasured } from './runMeasured';

const EXTENSION = fileURLToPath(new URL('../dist/extension.js', import.meta.url));
const LIST_LOADED = fileURLToPath(new URL('listLoaded.cjs', import.meta.url));

/** Packages that nothing may load before a run needs them. */
const LATE = ['openai', 'pydantic.genai-prices', 'ajv', 're2js', 'csv-parse', 'handlebars', 'yaml'];

/** The size of the extension's entry, and how many of the heavy packages its activation loads. */
export async function measureBundle(): Promise<Measured[]> {
  const { size } = await stat(EXTENSION);
  const { stdout } = await runMeasured([LIST_LOADED, EXTENSION]);
  const loaded = (JSON.parse(stdout) as string[]).filter((file) => LATE.some((name) => file.startsWith(name)));
  const text = await readFile(EXTENSION, 'utf8');
  const inside = ['class OpenAI', 'o200k_base'].filter((sign) => text.includes(sign));
  return [
    { what: 'entry of the extension', value: size / 1024, bar: 500, unit: 'KB', detail: 'dist/extension.js' },
    {
      what: 'heavy packages at activation',
      value: loaded.length + inside.length,
      bar: 0,
      unit: '',
      detail: [...loaded, ...inside].join(', ') || `none of ${LATE.join(', ')}`,
    },
  ];
}
