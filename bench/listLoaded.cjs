// Loads and activates the extension with a stand-in for VS Code, and prints which vendor files were loaded by that.
const { basename, sep } = require('node:path');
const Module = require('node:module');

/** Answers everything: any property is callable, can be constructed, and gives the same again. */
const anything = new Proxy(function anything() {}, {
  get: (_target, key) => {
    if (key === Symbol.toPrimitive) return () => '';
    if (key === Symbol.iterator) return () => [][Symbol.iterator]();
    return key === 'then' ? undefined : anything;
  },
  apply: () => anything,
  construct: () => anything,
});

const load = Module._load;
Module._load = function loadOrStandIn(request, ...rest) {
  return request === 'vscode' ? anything : load.call(this, request, ...rest);
};
process.on('unhandledRejection', () => {});

async function main(entry) {
  const extension = require(entry);
  try {
    await extension.activate?.(anything);
  } catch {
    // The stand-in is no VS Code: only what was loaded matters.
  }
  const vendor = Object.keys(require.cache).filter((file) => file.includes(`${sep}vendor${sep}`));
  process.stdout.write(JSON.stringify(vendor.map((file) => basename(file))), () => process.exit(0));
}

void main(process.argv[2]);
