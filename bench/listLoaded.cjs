// Loads and activates the extension with a stand-in for VS Code, and prints which vendor files were loaded by that.
const { basename, dirname, sep } = require('node:path');
const Module = require('node:module');

/** Answers everything: any property is callable, can be constructed, and gives the same again. */
const anything = new Proxy(function anything() {}, {
  get: (target, key) => {
    // A proxy has to tell the truth about these.
    if (key === 'prototype') return target.prototype;
    if (key === Symbol.toPrimitive) return () => '';
    if (key === Symbol.iterator) return () => [][Symbol.iterator]();
    return key === 'then' || key === '__esModule' ? undefined : anything;
  },
  set: () => true,
  apply: () => anything,
  construct: () => anything,
  // Bundled code copies a module's own properties onto an object with the module's prototype: it finds the rest there.
  getPrototypeOf: () => anything,
});

const load = Module._load;
Module._load = function loadOrStandIn(request, ...rest) {
  return request === 'vscode' ? anything : load.call(this, request, ...rest);
};
// Work that goes on after activation meets answers that make no sense.
process.on('unhandledRejection', () => {});

async function main(entry) {
  const extension = require(entry);
  const own = { extensionPath: dirname(dirname(entry)), subscriptions: [] };
  await extension.activate(new Proxy(own, { get: (target, key) => target[key] ?? anything }));
  // What activation starts without waiting for it counts as well.
  await new Promise((resolve) => setTimeout(resolve, 200));
  const vendor = Object.keys(require.cache).filter((file) => file.includes(`${sep}vendor${sep}`));
  process.stdout.write(JSON.stringify(vendor.map((file) => basename(file))), () => process.exit(0));
}

main(process.argv[2]).catch((error) => {
  console.error(error);
  process.exit(1);
});
