import { writeFile } from 'node:fs/promises';
import { isBuiltin } from 'node:module';
import { join } from 'node:path';
import { build } from 'esbuild';
import { packageOf } from './packageOf.mjs';

/** Packages that are small enough to be part of every program that uses them. */
const INLINE = new Set(['vscode-languageserver-types', 'vscode-languageserver-textdocument']);

/** Packages that must share one copy of their classes with another are built into one file with it. */
const TOGETHER = new Map([['ajv-formats', 'ajv']]);

/**
 * The dependencies of the programs, built once each as CommonJS files. A program refers to `./vendor/NAME.js`, so
 * that a dependency costs nothing until its first `require` or `import()` runs, and all programs share one copy.
 */
export class VendorSet {
  #folder;
  /** @type {import('esbuild').BuildOptions & { metafile: true }} */
  #common;
  /** @type {Set<string>} */
  #wanted = new Set();
  /** @type {Set<string>} */
  #built = new Set();
  /** @type {import('esbuild').Metafile[]} */
  #metafiles = [];
  #queue = Promise.resolve();

  /**
   * @param {string} folder where the files go: `vendor` beside the programs
   * @param {import('esbuild').BuildOptions} common
   */
  constructor(folder, common) {
    this.#folder = folder;
    this.#common = {
      ...common,
      metafile: true,
      platform: 'node',
      format: 'cjs',
      target: 'node20',
      charset: 'utf8',
      // Where a package has no exports, its module: a main in UMD hides from the bundler what it requires.
      mainFields: ['module', 'main'],
    };
  }

  /** What the programs import, sorted. */
  get specifiers() {
    return [...this.#wanted].sort();
  }

  /** What went into the files. */
  get metafiles() {
    return this.#metafiles;
  }

  /**
   * Turns a program's imports of packages into references to the vendor files.
   * @returns {import('esbuild').Plugin}
   */
  plugin() {
    return {
      name: 'vendor',
      setup: ({ onResolve }) => {
        onResolve({ filter: /^[^./]/ }, ({ path, kind }) => {
          if (kind === 'entry-point' || path === 'vscode' || isBuiltin(path)) return undefined;
          if (INLINE.has(packageOf(path))) return undefined;
          this.#wanted.add(path);
          return { path: `./vendor/${fileName(path)}`, external: true };
        });
      },
    };
  }

  /** Builds what the programs ask for and is not built yet; one build at a time. */
  build() {
    this.#queue = this.#queue.then(() => this.#buildMissing());
    return this.#queue;
  }

  async #buildMissing() {
    const missing = this.specifiers.filter((specifier) => !this.#built.has(specifier));
    const groups = new Set(missing.map(groupOf));
    await Promise.all(
      [...groups].map(async (group) => {
        const members = this.specifiers.filter((specifier) => groupOf(specifier) === group);
        await this.#buildGroup(group, members);
        for (const member of members) this.#built.add(member);
      }),
    );
  }

  /**
   * @param {string} group
   * @param {string[]} members
   */
  async #buildGroup(group, members) {
    const [only] = members;
    const source =
      members.length === 1
        ? `module.exports = require('${only}');`
        : `module.exports = {${members.map((each) => `get '${each}'() { return require('${each}'); }`).join(',')}};`;
    const file = fileName(only && members.length === 1 ? only : `${group}.group`);
    const { metafile } = await build({
      ...this.#common,
      stdin: { contents: source, resolveDir: this.#common.absWorkingDir, sourcefile: `vendor ${group}` },
      outfile: join(this.#folder, file),
    });
    this.#metafiles.push(metafile);
    if (members.length === 1) return;
    for (const member of members) {
      const stub = `module.exports = require('./${file}')['${member}'];\n`;
      await writeFile(join(this.#folder, fileName(member)), stub);
    }
  }
}

/**
 * The name under which a package or a subpath of it is built.
 * @param {string} specifier
 */
function groupOf(specifier) {
  const name = packageOf(specifier);
  return TOGETHER.get(name) ?? name;
}

/** @param {string} specifier */
function fileName(specifier) {
  return `${specifier.replace(/^@/, '').replaceAll('/', '.')}.js`;
}
