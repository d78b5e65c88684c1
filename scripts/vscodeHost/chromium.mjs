import { spawn } from 'node:child_process';
import { existsSync } from 'node:fs';
import { mkdir, readFile, rename, rm } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { cacheFolder } from './cacheFolder.mjs';
import { withLock } from './withLock.mjs';

/**
 * A headless Chromium, and how to start it: the one that `ASSAY_CHROMIUM` names; on Linux x64 the one that comes as
 * an npm package, unpacked into the cache folder; else an installed Chrome, Chromium or Edge.
 *
 * @returns {Promise<{ executablePath: string; args: string[]; env: NodeJS.ProcessEnv }>} for Playwright's `launch`
 */
export async function chromium() {
  const named = process.env.ASSAY_CHROMIUM;
  if (named) return { executablePath: named, args: COMMON_ARGS, env: process.env };
  if (process.platform === 'linux' && process.arch === 'x64') return packaged();
  const executablePath = INSTALLED[process.platform]?.find((file) => existsSync(file));
  if (executablePath) return { executablePath, args: COMMON_ARGS, env: process.env };
  throw new Error('No Chromium found: install Chrome, or set ASSAY_CHROMIUM to the path of a Chromium.');
}

const COMMON_ARGS = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
];

/** @type {Partial<Record<NodeJS.Platform, string[]>>} */
const INSTALLED = {
  linux: ['google-chrome', 'google-chrome-stable', 'chromium', 'chromium-browser', 'microsoft-edge'].map(
    (name) => `/usr/bin/${name}`,
  ),
  darwin: [
    '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
    '/Applications/Chromium.app/Contents/MacOS/Chromium',
    '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
  ],
  win32: [
    `${process.env.PROGRAMFILES}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env.LOCALAPPDATA}\\Google\\Chrome\\Application\\chrome.exe`,
    `${process.env['PROGRAMFILES(X86)']}\\Microsoft\\Edge\\Application\\msedge.exe`,
  ],
};

async function packaged() {
  const require = createRequire(import.meta.url);
  const entry = require.resolve('@sparticuz/chromium');
  const { version } = JSON.parse(await readFile(join(dirname(entry), '../../package.json'), 'utf8'));
  const folder = join(cacheFolder, `chromium-${version}`);
  if (!existsSync(folder)) {
    await withLock(`${folder}.lock`, async () => {
      if (!existsSync(folder)) await unpack(entry, folder);
    });
  }
  const { default: package_ } = await import('@sparticuz/chromium');
  return {
    executablePath: join(folder, 'chromium'),
    args: [...package_.args.filter((arg) => !UNWANTED.has(arg)), ...COMMON_ARGS],
    env: {
      ...process.env,
      // The package brings the system libraries too, for machines that lack them; the system's own come first.
      LD_LIBRARY_PATH: [process.env.LD_LIBRARY_PATH, ...SYSTEM_LIBRARIES, join(folder, 'al2023/lib')]
        .filter(Boolean)
        .join(':'),
    },
  };
}

/**
 * The package is made for one page in a small function: in a single process closing a page ends the browser, and a
 * browser without web security would not show what the content security policy refuses.
 */
const UNWANTED = new Set([
  '--single-process',
  '--no-zygote',
  '--disable-web-security',
  '--allow-running-insecure-content',
  '--disable-site-isolation-trials',
]);

const SYSTEM_LIBRARIES = ['/lib/x86_64-linux-gnu', '/usr/lib/x86_64-linux-gnu', '/lib64', '/usr/lib64', '/usr/lib'];

/**
 * The package unpacks into the temporary folder and takes a half-written file for a whole one, so it is given a
 * temporary folder of its own, which then moves into place as a whole.
 * @param {string} entry
 * @param {string} folder
 */
async function unpack(entry, folder) {
  const temporary = `${folder}.part`;
  await rm(temporary, { recursive: true, force: true });
  await mkdir(temporary, { recursive: true });
  const script = `import(${JSON.stringify(pathToFileURL(entry).href)}).then((m) => (m.default.default ?? m.default).executablePath())`;
  const code = await new Promise((resolve, reject) => {
    const child = spawn(process.execPath, ['-e', script], {
      stdio: ['ignore', 'ignore', 'inherit'],
      // Looking like its cloud makes it unpack the libraries as well.
      env: { ...process.env, TMPDIR: temporary, AWS_EXECUTION_ENV: 'AWS_Lambda_nodejs20.x' },
    });
    child.on('error', reject);
    child.on('close', resolve);
  });
  if (code !== 0) throw new Error(`Chromium could not be unpacked into ${folder}`);
  await rename(temporary, folder);
}
