/**
 * What is evaluated in the sandbox before a script: a function of `print` that gives what the host needs to look at values
 * there. It keeps the built-in functions that it uses, since a script may exchange them.
 *
 * `Math.random` gives the same numbers in every call (Mulberry32, public domain, by Tommy Ettinger), so that a check says
 * the same of the same output. The clock is the machine's: who asks for today's date wants today's date.
 */
export const PRELUDE = `(function (print) {
  'use strict';
  const { parse, stringify } = JSON;
  const { isArray } = Array;
  const { imul } = Math;
  const text = String;
  const slice = Function.prototype.call.bind(String.prototype.slice);

  let seed = 20240229;
  Math.random = function random() {
    seed = (seed + 0x6d2b79f5) | 0;
    let mixed = imul(seed ^ (seed >>> 15), 1 | seed);
    mixed = (mixed + imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4294967296;
  };

  const shown = (value) => {
    try {
      if (typeof value === 'string') return value;
      if (typeof value === 'object' && value !== null) return stringify(value) || text(value);
      return text(value);
    } catch (error) {
      return '?';
    }
  };
  const write = (...values) => {
    let line = '';
    for (let index = 0; index < values.length; index++) line += (index > 0 ? ' ' : '') + slice(shown(values[index]), 0, 2000);
    print(stringify(slice(line, 0, 2000)));
  };
  globalThis.console = { log: write, info: write, warn: write, error: write, debug: write };

  const read = (error, key) => {
    try {
      const value = error[key];
      return typeof value === 'string' ? slice(value, 0, 2000) : '';
    } catch (_) {
      return '';
    }
  };
  return {
    parse,
    typeOf: (value) => (value === null ? 'null' : isArray(value) ? 'array' : typeof value),
    jsonOf: (value) => (typeof value === 'number' ? text(value) : stringify(value)),
    describe: (error) => {
      if (typeof error === 'object' && error !== null) {
        const name = read(error, 'name');
        const message = read(error, 'message');
        if (name || message) return stringify([name, message, read(error, 'stack')]);
      }
      return stringify(['', slice(shown(error), 0, 2000), '']);
    },
  };
})`;
