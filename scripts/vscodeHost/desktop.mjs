import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { downloadAndUnzipVSCode } from '@vscode/test-electron';
import { cacheFolder } from './cacheFolder.mjs';

const SOURCE = 'https://update.code.visualstudio.com/api/releases/stable';

/** Whether windows can be shown here. */
export function hasDisplay() {
  return process.platform !== 'linux' || Boolean(process.env.DISPLAY || process.env.WAYLAND_DISPLAY);
}

/**
 * A desktop VS Code in the cache folder, downloaded where that is possible.
 * @returns {Promise<string | undefined>} its executable; undefined where there is none and none can be had
 */
export async function downloadedDesktop() {
  const isThere = existsSync(cacheFolder) && readdirSync(cacheFolder).some((name) => name.startsWith('vscode-'));
  if (!isThere && !(await canDownload())) return undefined;
  try {
    return await downloadAndUnzipVSCode({ cachePath: join(cacheFolder) });
  } catch {
    return undefined;
  }
}

async function canDownload() {
  try {
    return (await fetch(SOURCE, { method: 'HEAD', signal: AbortSignal.timeout(3000) })).ok;
  } catch {
    return false;
  }
}
