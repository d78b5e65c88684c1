import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { packageOf } from './packageOf.mjs';

/**
 * The licences of all packages that went into a build, as one text.
 * @param {string} root
 * @param {Iterable<import('esbuild').Metafile>} metafiles
 * @param {Iterable<string>} copied packages that were copied instead of built
 */
export async function licences(root, metafiles, copied) {
  const folders = new Set([...copied].map((name) => `node_modules/${name}`));
  for (const { inputs } of metafiles) {
    for (const input of Object.keys(inputs)) {
      const at = input.lastIndexOf('node_modules/');
      if (at < 0) continue;
      const inside = input.slice(at + 'node_modules/'.length);
      folders.add(`${input.slice(0, at)}node_modules/${packageOf(inside)}`);
    }
  }
  const texts = await Promise.all([...folders].sort().map((folder) => licenceOf(join(root, folder))));
  return texts.join(`\n${'-'.repeat(80)}\n\n`);
}

/** @param {string} folder */
async function licenceOf(folder) {
  const { name, version, license, author } = JSON.parse(await readFile(join(folder, 'package.json'), 'utf8'));
  const files = (await readdir(folder)).filter((file) => /^(licen[cs]e|copying|notice)/i.test(file)).sort();
  const texts = await Promise.all(files.map((file) => readFile(join(folder, file), 'utf8')));
  const by = typeof author === 'string' ? author : author?.name;
  const own = texts.length > 0 ? texts.join('\n') : `Licence: ${license}${by ? `, by ${by}` : ''}\n`;
  return `${name} ${version} (${license})\n\n${own.trim()}\n`;
}
