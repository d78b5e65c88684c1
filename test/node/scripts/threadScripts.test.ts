import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { getEventListeners } from 'node:events';
import { join } from 'node:path';
import type { Script, ScriptFailure, ScriptReturn } from '../../../src/engine/script';
import type { ThreadScripts } from '../../../src/node/scripts/threadScripts';
import { testScripts, threadFile } from '../../support/scripts';

const inline = (text: string): Script => ({ text, kind: 'inline', name: 'answer.test.yaml' });
const file = (text: string, name = 'checks/a.js'): Script => ({ text, kind: 'file', name });

describe('scripts in their thread', function () {
  this.timeout(30_000);
  let scripts: ThreadScripts;
  let logged: string[];

  before(async () => {
    // However busy the machine is, only what takes for ever runs out of time.
    ({ scripts, logged } = await testScripts({ seconds: 60 }));
  });
  after(() => scripts.close());

  const ARGUMENTS = ['Hello 漢字 👩‍🚀', { vars: { least: 3 } }];

  const returned = async (script: Script | string, args: unknown[] = ARGUMENTS): Promise<ScriptReturn> => {
    const outcome = await scripts.call(typeof script === 'string' ? inline(script) : script, args);
    assert.ok('returned' in outcome, JSON.stringify(outcome));
    return outcome.returned;
  };
  const failure = async (script: Script | string, args: unknown[] = ARGUMENTS): Promise<ScriptFailure> => {
    const outcome = await scripts.call(typeof script === 'string' ? inline(script) : script, args);
    assert.ok('failure' in outcome, JSON.stringify(outcome));
    return outcome.failure;
  };

  describe('make a function of', () => {
    const values: [name: string, script: Script | string, type: string, value?: unknown][] = [
      ['an expression', 'output.length > context.vars.least', 'boolean', true],
      ['an expression with a semicolon', 'output.length / 100;', 'number', 0.14],
      ['an expression on several lines', 'output.length >\n  3 // enough', 'boolean', true],
      ['an object', '{ pass: true }', 'object', { pass: true }],
      ['statements on one line', 'const n = output.length; n > 3', 'boolean', true],
      ['a body on one line', 'if (output) return 0.5; return 0', 'number', 0.5],
      ['a body', 'const n = output.length;\nreturn n > 99;', 'boolean', false],
      ['a body that a comment ends', 'const n = output.length;\nreturn n > 99 // many', 'boolean', false],
      ['a promise', 'Promise.resolve(0.25)', 'number', 0.25],
      ['an async function', '(async () => { await null; return true; })()', 'boolean', true],
      [
        'module.exports',
        file('module.exports = (output, context) => output.length > context.vars.least;'),
        'boolean',
        true,
      ],
      ['exports.default', file('exports.default = () => 1;', 'a.cjs'), 'number', 1],
      ['export default', file('export default (output) => output.includes("漢");'), 'boolean', true],
      [
        'export default async',
        file('export default async function () { return { pass: false } }', 'a.mjs'),
        'object',
        { pass: false },
      ],
      ['a module that awaits', file('await null; export default () => true;', 'a.mjs'), 'boolean', true],
      ['nothing', 'undefined', 'undefined'],
      ['null', 'null', 'null', null],
      ['a function', '(() => true)', 'function'],
      ['a BigInt', '10n', 'bigint'],
      ['a list', '[1, "二"]', 'array', [1, '二']],
      ['a circle', 'const a = {}; a.a = a; return a', 'object'],
      ['no number', '0 / 0', 'number', Number.NaN],
    ];
    for (const [name, script, type, value] of values) {
      it(name, async () => {
        assert.deepEqual(await returned(script), { type, ...(value !== undefined && { value }) });
      });
    }
  });

  it('give and take every text as it is', async () => {
    const text = '漢字 👩‍🚀 \uD800 \0 "quoted" \u2028 </script> $x \r\n end';
    assert.deepEqual(await returned('output', [text, {}]), { type: 'string', value: text });
    assert.deepEqual(await returned('({ reason: context.vars["鍵\0"] })', ['', { vars: { '鍵\0': text } }]), {
      type: 'object',
      value: { reason: text },
    });
  });

  it('take a text as data, whatever it looks like', async () => {
    const attack = '"); globalThis.broken = true; ("';
    assert.equal((await returned('output.length', [attack, {}])).value, attack.length);
    assert.equal((await returned('typeof globalThis.broken', [attack, {}])).value, 'undefined');
    const prototype = JSON.parse('{"__proto__": {"admin": true}}');
    assert.equal(
      (await returned('context.admin === undefined && ({}).admin === undefined', ['', prototype])).value,
      true,
    );
  });

  describe('fail with the line, for', () => {
    const faults: [name: string, script: Script | string, expected: ScriptFailure][] = [
      [
        'an error',
        'const a = null;\n\na.b;\nreturn 1',
        { kind: 'threw', message: "TypeError: cannot read property 'b' of null", line: 3 },
      ],
      [
        'an error in a file',
        file('\nmodule.exports = () => {\n  throw new RangeError("太長");\n};'),
        { kind: 'threw', message: 'RangeError: 太長', line: 3 },
      ],
      [
        'an error outside of the function',
        file('// 註解\nthrow new Error("top");'),
        { kind: 'threw', message: 'Error: top', line: 2 },
      ],
      ['what is thrown and no error', 'throw { a: "數" }', { kind: 'threw', message: '{"a":"數"}' }],
      ['a text that is thrown', 'throw "just so"', { kind: 'threw', message: 'just so' }],
      [
        'a promise that is rejected',
        'return Promise.reject(new Error("no"))',
        { kind: 'threw', message: 'Error: no', line: 1 },
      ],
      ['a promise that never settles', 'new Promise(() => {})', { kind: 'unsettled' }],
      [
        'a module that never settles',
        file('await new Promise(() => {}); export default () => 1', 'a.mjs'),
        { kind: 'unsettled' },
      ],
      [
        'a mistake in an expression',
        'output.length >',
        { kind: 'syntax', message: "SyntaxError: unexpected token in expression: ''", line: 1 },
      ],
      [
        'a mistake in a body',
        'let a = 1;\nlet a = 2;\nreturn a',
        { kind: 'syntax', message: 'SyntaxError: invalid redefinition of lexical identifier', line: 2 },
      ],
      [
        'a mistake in a file',
        file('module.exports = (output) => {\n  return output.;\n};'),
        { kind: 'syntax', message: 'SyntaxError: expecting field name', line: 2 },
      ],
      [
        'a mistake in a module',
        file('export default (output) => {\n  return output.;\n};'),
        { kind: 'syntax', message: 'SyntaxError: expecting field name', line: 2 },
      ],
      [
        'export in a .cjs',
        file('export default 1', 'a.cjs'),
        { kind: 'syntax', message: 'SyntaxError: unsupported keyword: export', line: 1 },
      ],
      ['a file without a function', file('module.exports = { check: () => true };'), { kind: 'no-function' }],
      ['a module without a default', file('export const check = () => true;'), { kind: 'no-function' }],
    ];
    for (const [name, script, expected] of faults) {
      it(name, async () => assert.deepEqual(await failure(script), expected));
    }
  });

  describe('reach nothing outside:', () => {
    it('there is nothing but the language', async () => {
      const absent =
        'process require module exports fetch XMLHttpRequest WebSocket setTimeout setInterval setImmediate queueMicrotask Buffer global window self importScripts postMessage std os scriptArgs print WebAssembly Worker Deno Bun navigator performance structuredClone Atomics';
      const code = `[${absent.split(' ').map((name) => `typeof ${name}`)}].filter((type) => type !== 'undefined')`;
      assert.deepEqual((await returned(code)).value, []);
    });

    const tricks: [name: string, code: string, kind: ScriptFailure['kind']][] = [
      ['the constructor of a constructor', "this.constructor.constructor('return process')()", 'threw'],
      ['that of a function that the host gives', "console.log.constructor('return process')()", 'threw'],
      ['that of what is passed in', "context.vars.constructor.constructor('return process.env')()", 'threw'],
      ['eval', "eval('process.exit(1)')", 'threw'],
      ['require', "require('node:fs').readFileSync('/etc/passwd')", 'threw'],
      ['import()', "import('node:fs')", 'import'],
      ['import() of an address', "import('https://example.com/x.js')", 'import'],
      ['import() of a file', "import('./secret.js')", 'import'],
    ];
    for (const [name, code, kind] of tricks) {
      it(name, async () => assert.equal((await failure(code)).kind, kind));
    }

    it('a file that imports is found out before it is run', async () => {
      const script = file('console.log("run");\nimport fs from "node:fs";\nexport default () => true;');
      logged.length = 0;
      assert.deepEqual(await scripts.compile(script), { kind: 'import', message: 'node:fs', line: 2 });
      assert.deepEqual(await failure(script), { kind: 'import', message: 'node:fs', line: 2 });
      assert.deepEqual(logged, []);
    });

    it('one call leaves nothing to the next', async () => {
      const spoil = `Object.prototype.polluted = 1; Array.prototype.push = null; JSON.parse = JSON.stringify = null;
        globalThis.kept = 1; Math.random = () => 7; Object.freeze(Object.prototype); return true`;
      assert.equal((await returned(spoil)).value, true);
      const clean = `({}).polluted === undefined && [].push(1) === 1 && JSON.parse("2") === 2 && Math.random() < 1
        && typeof kept === "undefined" && !Object.isFrozen(Object.prototype)`;
      assert.equal((await returned(clean)).value, true);
    });

    it('what a script does to the built-in functions does not mislead the host', async () => {
      const code = `JSON.stringify = () => '{"pass": true}'; Array.isArray = () => true; String.prototype.slice = () => "no";
        return { pass: false, reason: "kept" }`;
      assert.deepEqual(await returned(code), { type: 'object', value: { pass: false, reason: 'kept' } });
    });
  });

  describe('have bounds:', () => {
    const endless: [name: string, code: string][] = [
      ['a loop', 'for (;;);'],
      ['a loop that catches', 'for (;;) { try { for (;;); } catch {} }'],
      ['a loop of promises', '(async () => { for (;;) await null; })()'],
      ['a built-in function that cannot be interrupted', 'new Array(1e9).join("")'],
      ['an expression that backtracks', '/^(a+)+$/.test("a".repeat(40) + "!")'],
      ['an error that takes for ever to look at', 'throw { get message() { for (;;); } }'],
    ];
    for (const [name, code] of endless) {
      it(`${name} without end is ended, and what waits comes to its turn`, async () => {
        const { scripts: hasty } = await testScripts({ seconds: 0.2 });
        const [outcome, fault] = await Promise.all([
          hasty.call(inline(code), ARGUMENTS),
          hasty.compile(inline('output.')),
        ]);
        assert.deepEqual(outcome, { failure: { kind: 'time' } });
        assert.equal(fault?.kind, 'syntax');
        await hasty.close();
      });
    }

    const large: [name: string, code: string, kind: ScriptFailure['kind']][] = [
      ['lists without end', 'const a = []; for (;;) a.push(new Array(1e5).fill(1))', 'memory'],
      ['objects without end', 'const a = []; for (;;) a.push({})', 'memory'],
      ['one large buffer', 'new ArrayBuffer(2 ** 30)', 'memory'],
      ['one large text', '"x".repeat(2 ** 29)', 'memory'],
      ['a large return value', '"x".repeat(1e5)', 'too-large'],
      ['a large object', 'Array(1e5).fill({ a: 1 })', 'too-large'],
      ['recursion', 'function f() { return f() + 1; } return f()', 'threw'],
      ['recursion of the parser', 'eval("[".repeat(1e5) + "]".repeat(1e5))', 'threw'],
      ['recursion of JSON', 'JSON.parse("[".repeat(1e6))', 'threw'],
    ];
    for (const [name, code, kind] of large) {
      it(`${name}, and the next call is none the worse`, async () => {
        assert.equal((await failure(code)).kind, kind);
        assert.equal((await returned('output.length')).value, 14);
      });
    }

    it('there are 32 MB, and not much more', async () => {
      const taking = (megabytes: number) =>
        `const all = []; for (let i = 0; i < ${megabytes}; i++) all.push(new ArrayBuffer(2 ** 20)); return all.length`;
      assert.equal((await returned(taking(32))).value, 32);
      assert.equal((await failure(taking(40))).kind, 'memory');
    });

    it('an argument that is too large is not tried', async () => {
      assert.equal((await failure('true', ['x'.repeat(7_000_000), {}])).kind, 'memory');
      assert.equal((await returned('output.length', ['漢'.repeat(1_000_000), {}])).value, 1_000_000);
    });
  });

  it('log to the log, no more than twenty lines a call, each on one line of its own', async () => {
    logged.length = 0;
    await returned('console.log("值", { a: [1] }, null, undefined, output); console.error("e"); return true');
    assert.deepEqual(logged, ['answer.test.yaml: 值 {"a":[1]} null undefined Hello 漢字 👩‍🚀', 'answer.test.yaml: e']);
    logged.length = 0;
    await returned('for (let i = 0; i < 1000; i++) console.log("x".repeat(5000)); return true');
    assert.equal(logged.length, 20);
    assert.ok(logged.every((line) => line.length < 2100));
  });

  it('draw the same random numbers in every call', async () => {
    const draw = 'Array.from({ length: 3 }, () => Math.random())';
    const first = await returned(draw);
    assert.deepEqual(await returned(draw), first);
    const numbers = first.value as number[];
    assert.ok(new Set(numbers).size === 3 && numbers.every((number) => number >= 0 && number < 1));
  });

  it('tell before a call whether a file exports a function', async () => {
    assert.deepEqual(await scripts.load(file('module.exports = 5')), { kind: 'no-function' });
    assert.equal(await scripts.load(file('module.exports = () => { throw 1; }')), undefined);
    assert.equal((await scripts.load(file('throw new Error("x")')))?.kind, 'threw');
  });

  it('compile without running anything', async () => {
    logged.length = 0;
    assert.equal(await scripts.compile(file('console.log("run"); for (;;);')), undefined);
    assert.equal(
      await scripts.compile(file('console.log("run"); export default await new Promise(() => {});')),
      undefined,
    );
    assert.equal(await scripts.compile(inline('(() => { for (;;); })()')), undefined);
    assert.deepEqual(logged, []);
  });

  it('are not run where nobody has allowed it, but compiled', async () => {
    const { scripts: denied } = await testScripts({ allowed: () => false });
    const text = file('module.exports = () => true');
    assert.deepEqual(await denied.call(text, ARGUMENTS), { failure: { kind: 'not-allowed' } });
    assert.deepEqual(await denied.load(text), { kind: 'not-allowed' });
    assert.equal(await denied.compile(text), undefined);
    assert.equal((await denied.compile(inline('a b')))?.kind, 'syntax');
    await denied.close();
  });

  it('stop at once when they are cancelled, and others that wait are run', async () => {
    const stop = new AbortController();
    const endless = scripts.call(inline('for (;;);'), ARGUMENTS, { signal: stop.signal });
    const queued = scripts.call(inline('true'), ARGUMENTS, { signal: stop.signal });
    const other = returned('output.length');
    const reason = new Error('stopped');
    stop.abort(reason);
    await assert.rejects(endless, reason);
    await assert.rejects(queued, reason);
    await assert.rejects(scripts.call(inline('true'), ARGUMENTS, { signal: stop.signal }), reason);
    assert.equal((await other).value, 14);
  });

  it('may be many with one signal, which they all listen to as one', async () => {
    const warnings: Error[] = [];
    const note = (warning: Error) => void warnings.push(warning);
    process.on('warning', note);
    const stop = new AbortController();
    const { signal } = stop;
    await Promise.all(Array.from({ length: 30 }, () => scripts.call(inline('true'), ARGUMENTS, { signal })));
    await new Promise((resolve) => setImmediate(resolve));
    process.off('warning', note);
    assert.deepEqual(warnings, []);
    assert.equal(getEventListeners(signal, 'abort').length, 1);
  });

  it('start again after the thread was ended', async () => {
    await scripts.close();
    assert.equal((await returned('output.length')).value, 14);
  });

  it('say so where the thread cannot be started', async () => {
    const { scripts: broken } = await testScripts({ file: join(__dirname, 'no-such-thread.js') });
    const outcome = await broken.call(inline('true'), ARGUMENTS);
    assert.ok('failure' in outcome && outcome.failure.kind === 'crashed', JSON.stringify(outcome));
  });

  it('keep no program from ending, and see nothing of its environment or streams', async () => {
    const program = `
      const { ThreadScripts } = require('./src/node/scripts/threadScripts.ts');
      const scripts = new ThreadScripts({ log: { info() {}, warn() {} }, allowed: () => true, file: process.argv[1] });
      scripts.call({ text: 'output', kind: 'inline', name: 'x' }, ['done', {}]).then((outcome) => console.log(outcome.returned.value));`;
    const args = ['--import', 'tsx', '-e', program, await threadFile()];
    const { stdout, stderr, status } = spawnSync(process.execPath, args, {
      cwd: join(__dirname, '../../..'),
      encoding: 'utf8',
      timeout: 20_000,
    });
    assert.deepEqual({ stdout, stderr, status }, { stdout: 'done\n', stderr: '', status: 0 });
  });
});
