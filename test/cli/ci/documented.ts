import { readFileSync } from 'node:fs';
import { parse } from 'yaml';

const PAGE = new URL('../../../docs/versions-and-gate.md', import.meta.url);

/** The YAML blocks of the page's part on CI, as they stand there: GitHub's workflow, then GitLab's job. */
export function documentedYaml(): [github: string, gitlab: string] {
  const part = readFileSync(PAGE, 'utf8')
    .split(/^## /m)
    .find((text) => text.startsWith('In CI\n'));
  const blocks = [...(part ?? '').matchAll(/^```yaml\n(.*?)^```$/gms)].map(([, yaml]) => yaml ?? '');
  const [github, gitlab] = blocks;
  if (blocks.length !== 2 || github === undefined || gitlab === undefined) {
    throw new Error(`The page has ${blocks.length} workflows, and the tests run two.`);
  }
  return [github, gitlab];
}

/** Reads a block. */
export function read<T>(yaml: string): T {
  return parse(yaml) as T;
}

/** Fails where a part of a workflow has a key that the tests would pass over. */
export function knownKeys(part: object, known: readonly string[]): void {
  const unknown = Object.keys(part).filter((key) => !known.includes(key));
  if (unknown.length > 0) throw new Error(`The tests do not know what ${unknown.join(', ')} would do.`);
}

/** `npm install` of the package: the one command for which the tests put the program on PATH themselves. */
export function isInstallation(command: string): boolean {
  return /^npm install --global https:\/\/example\.com\/assay-[\d.]+\.tgz$/.test(command.trim());
}
