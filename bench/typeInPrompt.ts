/**
 * Types in a large prompt, in a process of its own, asks the language after each key stroke, and prints the milliseconds of CPU
 * that each answer took. It runs what is built, as editors do.
 */
import { readFile } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { join } from 'node:path';
import type { Position } from 'vscode-languageserver-types';
import { seededRandom } from '../src/engine/statistics';
import type { Strokes } from './measureLanguage';
import { threadTime } from './threadTime';

type Backend = typeof import('../src/editor/engine/backend');

const WARM_UP = 30;
const STROKES = 120;

async function main(workspace: string): Promise<void> {
  const { createLanguageService, nodeHost } = createRequire(__filename)('../dist/backend.js') as Backend;
  const host = nodeHost({ log: { info: () => {}, warn: () => {} } });
  const service = createLanguageService({ host, say: (code) => code, endpoints: () => [] });
  await service.index(workspace).whole();
  const file = join(workspace, 'large.prompt');
  const original = await readFile(file, 'utf8');
  const worked = threadTime();
  const random = seededRandom(20261128);
  const places = [...original.matchAll(/\{\{(variable_\d+)\}\}/g)].map(({ index }) => index);
  const features: Record<string, (text: string, at: Position) => Promise<unknown>> = {
    diagnostics: (text) => service.diagnostics({ file, text, workspace }),
    completion: (text, at) => service.completion({ file, text, workspace }, at),
    hover: (text, at) => service.hover({ file, text, workspace }, at),
  };
  const times: Record<string, number[]> = {};
  for (const [feature, ask] of Object.entries(features)) {
    const taken: number[] = [];
    let text = original;
    for (let stroke = 0; stroke < WARM_UP + STROKES; stroke++) {
      // A letter more in the text, and the cursor in a name: nothing of the new text has been taken apart.
      const place = places[Math.floor(random() * places.length)] ?? 0;
      const offset = text.indexOf('{{variable_', place);
      text = `${text.slice(0, offset)}x${text.slice(offset)}`;
      const before = text.slice(0, offset + 8).split('\n');
      const at = { line: before.length - 1, character: before.at(-1)?.length ?? 0 };
      const from = worked();
      service.textChanged(file, text);
      const answer = await ask(text, at);
      if (stroke >= WARM_UP) taken.push(worked() - from);
      if (answer === undefined) throw new Error(`No ${feature} at ${JSON.stringify(at)}.`);
      // Others have their turn between two key strokes, the collector of garbage among them.
      await new Promise((resolve) => setImmediate(resolve));
    }
    times[feature] = taken;
  }
  process.stdout.write(JSON.stringify(times satisfies Strokes));
}

void main(process.argv[2] ?? '');
