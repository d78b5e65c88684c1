import { existsSync } from 'node:fs';
import { userInfo } from 'node:os';
import { dirname, join } from 'node:path';
import type { Host, Log, Secrets } from '../engine/host';
import { nodeGit } from './git/nodeGit';
import { nodeClock } from './nodeClock';
import { nodeFiles } from './nodeFiles';
import { ThreadScripts } from './scripts/threadScripts';

export interface NodeHostOptions {
  log: Log;
  /** Where keys come from; none by default. */
  secrets?: Secrets;
  /** Whether the code of workspaces may run; it may not by default. */
  allowScripts?: () => boolean;
  /** The folder of the installed package: found above this file, where nothing else is said. */
  packageFolder?: string;
}

/** The engine's ports on Node. */
export function nodeHost({
  log,
  secrets,
  allowScripts = () => false,
  packageFolder = installedFolder(),
}: NodeHostOptions): Host & { scripts: ThreadScripts } {
  return {
    files: nodeFiles(),
    git: nodeGit,
    clock: nodeClock,
    log,
    scripts: new ThreadScripts({ log, allowed: allowScripts }),
    secrets: secrets ?? { keyFor: async () => undefined },
    systemUser,
    judgesFolder: join(packageFolder, 'media', 'judges'),
  };
}

/** An account without a name is one that containers have. */
function systemUser(): string | undefined {
  try {
    return userInfo().username;
  } catch {
    return undefined;
  }
}

/** The folder above this file that holds `media/judges`: of the installed package, or of the sources. */
function installedFolder(): string {
  for (let folder = __dirname; ; folder = dirname(folder)) {
    if (existsSync(join(folder, 'media', 'judges'))) return folder;
    if (dirname(folder) === folder) return __dirname;
  }
}
