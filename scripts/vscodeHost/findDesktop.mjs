import { existsSync, realpathSync } from 'node:fs';
import { delimiter, dirname, join } from 'node:path';

/**
 * The desktop VS Code (or VSCodium) that is installed on this machine.
 * @returns {string | undefined} the program itself, not its command-line script: so that whoever starts it can end it
 */
export function findDesktop() {
  return [...fromPath(), ...(STANDARD_PLACES[process.platform] ?? [])].find((file) => existsSync(file));
}

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const STANDARD_PLACES = {
  linux: [
    '/usr/share/code/code',
    '/opt/visual-studio-code/code',
    '/snap/code/current/usr/share/code/code',
    '/usr/share/code-insiders/code-insiders',
    '/usr/share/codium/codium',
  ],
  darwin: [
    '/Applications/Visual Studio Code.app/Contents/MacOS/Electron',
    `${process.env.HOME}/Applications/Visual Studio Code.app/Contents/MacOS/Electron`,
    '/Applications/Visual Studio Code - Insiders.app/Contents/MacOS/Electron',
    '/Applications/VSCodium.app/Contents/MacOS/Electron',
  ],
  win32: [
    `${process.env.LOCALAPPDATA}\\Programs\\Microsoft VS Code\\Code.exe`,
    `${process.env.PROGRAMFILES}\\Microsoft VS Code\\Code.exe`,
    `${process.env.LOCALAPPDATA}\\Programs\\VSCodium\\VSCodium.exe`,
  ],
};

/** `code` on the path is a script in the `bin` folder of the program. */
function fromPath() {
  const folders = (process.env.PATH ?? '').split(delimiter);
  const script = process.platform === 'win32' ? 'code.cmd' : 'code';
  const found = folders.map((folder) => join(folder, script)).find((file) => existsSync(file));
  if (!found) return [];
  const bin = dirname(realpathSync(found));
  if (process.platform === 'win32') return [join(bin, '../Code.exe')];
  if (process.platform === 'darwin') return [join(bin, '../../../MacOS/Electron')];
  return [join(bin, '../code')];
}
