import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { conversionText } from '../../../../src/engine/language/convert/conversionText';
import { CONVERT_FORMAT_NAMES } from '../../../../src/engine/language/convert/convertFormatNames';
import { CONVERT_FORMATS } from '../../../../src/engine/language/convert/convertFormats';
import { convertPrompt } from '../../../../src/engine/language/convert/convertPrompt';
import { say } from '../../../../src/wording';
import { converting } from '../../../../src/wording/convert';
import { converted } from './converting';

const SIGNS = ['{', '{{', '}', '}}', '\\', '\n', ' ', 'a', '~', '!', '中', '🙂', '#', '&', '"', "'", '$', '%'];
/** Text that holds no tag of its own and no blank ends. */
const literal = fc.array(fc.constantFrom(...SIGNS), { maxLength: 8 }).map((signs) => `x${signs.join('')}y`);
const value = fc.array(fc.constantFrom(...SIGNS, 'system:'), { maxLength: 5 }).map((signs) => signs.join(''));
/** Text, the variable, text. */
const content = fc.record({ before: literal, after: literal, value });

/** How each format writes texts around a variable, and in which texts that is possible. */
const PLAIN: Readonly<
  Record<string, { file(before: string, after: string): { name: string; text: string }; takes: RegExp }>
> = {
  'github-models': {
    takes: /^(?![\s\S]*\{\{)[\s\S]*$/,
    file: (before, after) => ({
      name: 'a.prompt.yml',
      text: JSON.stringify({ model: 'm', messages: [{ role: 'user', content: `${before}{{v}}${after}` }] }),
    }),
  },
  langchain: {
    takes: /^/,
    file: (before, after) => {
      const doubled = (text: string) => text.replace(/[{}]/g, '$&$&');
      return {
        name: 'a.json',
        text: JSON.stringify({ _type: 'prompt', template: `${doubled(before)}{v}${doubled(after)}` }),
      };
    },
  },
  promptfoo: {
    takes: /^(?![\s\S]*\{[{%#])(?![\s\S]*\{$)[\s\S]*$/,
    file: (before, after) => ({
      name: 'a.json',
      text: JSON.stringify([{ role: 'user', content: `${before}{{ v }}${after}` }]),
    }),
  },
  prompty: {
    takes: /^(?![\s\S]*\{[{%#])(?![\s\S]*\{$)[\s\S]*$/,
    file: (before, after) => ({ name: 'a.prompty', text: `---\nmodel: m\n---\nuser:\n${before}{{v}}${after}\n` }),
  },
};

describe('Converting a prompt', () => {
  for (const [format, { file, takes }] of Object.entries(PLAIN)) {
    it(`keeps every character of ${format} around a value, and of the value`, async function () {
      this.timeout(30_000);
      const property = fc.asyncProperty(content, async ({ before, after, value: given }) => {
        fc.pre(takes.test(before) && takes.test(after));
        const { name, text } = file(before, after);
        const made = await converted(text, name);
        assert.equal(made.format, format);
        assert.deepEqual(await made.render({ v: given }), [['user', `${before}${given}${after}`]], made.prompt);
      });
      await fc.assert(property, { numRuns: 150, seed: 7 });
    });
  }

  it('keeps every character of an OpenAI request and of plain text', async function () {
    this.timeout(30_000);
    const property = fc.asyncProperty(literal, literal, async (system, user) => {
      const messages = [
        { role: 'system', content: ` ${system}\n` },
        { role: 'user', content: user },
      ];
      const made = await converted(JSON.stringify({ model: 'm', messages }), 'a.json');
      assert.deepEqual(await made.render(), [
        ['system', ` ${system}\n`],
        ['user', user],
      ]);
      const plain = await converted(user, 'a.md', 'text');
      assert.deepEqual(await plain.render(), [['user', user]]);
    });
    await fc.assert(property, { numRuns: 150, seed: 8 });
  });

  it('makes of any text what is without a fault, or says why not', async function () {
    this.timeout(60_000);
    const tags = [
      '{{a}}',
      '{% if a %}',
      '{% else %}',
      '{% endif %}',
      '{% for x in a %}',
      '{% endfor %}',
      '{{#a}}',
      '{{/a}}',
      '{a!r}',
      '<system>',
      '</system>',
      '---',
      'user:',
      'model: x',
      '- role: user',
      'messages:',
      '  content: y',
      '{%',
      '{{',
      '{#',
      '\\',
      '\r\n',
      '\n',
      '"',
      '[',
      ']',
      '{',
      '}',
      ':',
      ' ',
      '中',
      '🙂',
    ];
    const text = fc.array(fc.constantFrom(...tags), { maxLength: 30 }).map((parts) => parts.join(''));
    const names = fc.constantFrom(
      'a.prompty',
      'a.prompt.yml',
      'a.prompt',
      'a.json',
      'a.txt',
      'a.md',
      'a.j2',
      '評審.yaml',
    );
    const from = fc.option(fc.constantFrom(...CONVERT_FORMAT_NAMES), { nil: undefined });
    const property = fc.asyncProperty(text, names, from, async (given, name, format) => {
      const { files, problems } = await convertPrompt(
        given,
        `/w/${name}`,
        format === undefined ? {} : { from: format },
      );
      assert.equal(files.length > 0, problems.length === 0);
      for (const { code } of problems) {
        assert.match(
          code,
          /^convert\.(?:not-recognised|no-messages|already-ours)$/,
          JSON.stringify([given, name, format]),
        );
      }
    });
    await fc.assert(property, { numRuns: 1500, seed: 9 });
  });

  it('knows a prompt, and what is nothing it knows', async () => {
    const codeOf = async (text: string, name: string) => (await convertPrompt(text, `/w/${name}`)).problems[0]?.code;
    assert.equal(await codeOf('---\nmodel: x\n---\nHi {{a}}\n', 'a.prompt'), 'convert.already-ours');
    assert.equal(await codeOf('{"a": 1}', 'a.json'), 'convert.not-recognised');
    assert.equal(await codeOf('\n', 'a.txt'), 'convert.not-recognised');
    assert.equal(await codeOf('---\nmodel: x\n---\n', 'a.prompty'), 'convert.no-messages');
    assert.equal(await codeOf('['.repeat(100_000), 'a.prompt.yml'), 'convert.not-recognised');
    assert.equal(await codeOf(`<<<<<<< a\nx\n=======\ny\n>>>>>>> b\n`, 'a.md'), 'prompt.merge-conflict');
    assert.equal(await codeOf('x'.repeat(2 * 1024 * 1024), 'a.md'), 'convert.too-large');
  });

  // What takes quadratic time for one of these would not end within minutes.
  it('comes to an end soon for texts that are as long as a prompt may be', async function () {
    this.timeout(120_000);
    const length = 256 * 1024;
    for (const unit of [
      '{% if a %}',
      '{{',
      '{',
      '\\',
      '<system>',
      ' ',
      '\n',
      '{{a}}',
      '{{#a}}',
      '{a!',
      '\n#',
      'user',
      '@a',
      '{{{ ',
      '"',
      '[',
    ]) {
      const text = unit.repeat(Math.ceil(length / unit.length));
      const sources: readonly [string, string, string][] = [
        ['prompty', 'a.prompty', `---\nmodel: x\n---\n${text}x`],
        ['prompty', 'a.prompty', `---\nmodel: x\ntemplate: mustache\n---\nuser:${text}x`],
        ['github-models', 'a.prompt.yml', JSON.stringify({ messages: [{ role: 'user', content: text }] })],
        ['continue', 'a.prompt', `name: a\n---\n${text}`],
        ['humanloop', 'a.prompt', `---\ntemperature: 1\n---\n<user>${text}</user>${text}`],
        ['langchain', 'a.json', JSON.stringify({ _type: 'prompt', template: text })],
        ['promptfoo', 'a.txt', text],
        ['text', 'a.md', `x${text}`],
      ];
      for (const [from, name, source] of sources) {
        const { problems, files } = await convertPrompt(source, `/w/${name}`, { from });
        assert.equal(files.length > 0, problems.length === 0);
      }
    }
  });

  it('has a name for every format, and a sentence for every code', async () => {
    assert.deepEqual(
      CONVERT_FORMATS.map(({ name }) => name),
      CONVERT_FORMAT_NAMES,
    );
    const folder = join(__dirname, '../../../../src/engine/language/convert');
    const sources = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const codes = sources.flatMap((name) =>
      [
        ...readFileSync(join(folder, name), 'utf8').matchAll(
          /(?:lost|changed|#lost|#lose|fail)\(\s*'(?:convert\.)?([a-z-]+)'/g,
        ),
      ].map(([, code]) => code),
    );
    assert.ok(codes.length > 30);
    for (const code of codes) assert.ok(Object.hasOwn(converting.en, `convert.${code}`), code);
  });

  it('tells in words what is not carried over', async () => {
    const conversion = await convertPrompt('Hi {{ name | upper }}\n', '/w/a.txt');
    assert.equal(
      conversionText('a.txt', conversion, (code, args) => say(code, args)),
      [
        'a.txt: promptfoo',
        'Written: a.prompt',
        'Not carried over:',
        '  line 1: The filter "upper" has no counterpart: {{ name | upper }} gives the value as it is.',
        'To look at:',
        '  No model is named. Add "model: provider/name".',
        '',
      ].join('\n'),
    );
  });
});
