/** Indexes a workspace in a process of its own, as a window does that was just opened, and prints what it took. */
import { createLanguageService } from '../src/engine/language/languageService';
import { nodeHost } from '../src/node/nodeHost';
import { threadTime } from './threadTime';

async function main(workspace: string): Promise<void> {
  const host = nodeHost({ log: { info: () => {}, warn: () => {} } });
  const index = createLanguageService({ host, say: (code) => code, endpoints: () => [] }).index(workspace);
  const worked = threadTime();
  const holds: number[] = [];
  let watching = true;
  let since = worked();
  // Comes once in each turn of the loop, behind all that the turn did.
  const watch = () => {
    const now = worked();
    holds.push(now - since);
    since = now;
    if (watching) setImmediate(watch);
  };
  watch();
  await new Promise((resolve) => setTimeout(resolve, 50));
  holds.length = 0;
  const start = performance.now();
  const before = worked();
  await index.whole();
  const ms = performance.now() - start;
  const cpu = worked() - before;
  await new Promise((resolve) => setTimeout(resolve, 50));
  watching = false;
  const sorted = holds.sort((a, b) => b - a);
  const known = { prompts: index.prompts().length, testSets: index.testSets().length };
  console.log(JSON.stringify({ ms, cpu, hold: sorted[0], next: sorted.slice(1, 4), ...known }));
}

void main(process.argv[2] ?? '.');
