import { existsSync } from 'node:fs';
import { delimiter, isAbsolute, join } from 'node:path';

let known: { path: string | undefined; program: string } | undefined;

/**
 * What to start as git. On Windows a program is looked for in the current folder first, which may be a repository with a
 * `git.exe` of its own: there it is looked for by hand, in the absolute folders of the PATH only.
 */
export function gitProgram(env: NodeJS.ProcessEnv = process.env, platform: NodeJS.Platform = process.platform): string {
  if (platform !== 'win32') return 'git';
  const path = env.PATH ?? env.Path;
  if (known === undefined || known.path !== path) known = { path, program: find(path ?? '') ?? NOWHERE };
  return known.program;
}

/** An absolute path where there is nothing, so that starting it says so. */
const NOWHERE = 'C:\\git-is-not-on-the-path\\git.exe';

function find(path: string): string | undefined {
  return path
    .split(delimiter)
    .filter((folder) => isAbsolute(folder))
    .map((folder) => join(folder, 'git.exe'))
    .find((file) => existsSync(file));
}
