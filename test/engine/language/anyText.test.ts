import assert from 'node:assert/strict';
import fc from 'fast-check';
import type { Position, Range } from 'vscode-languageserver-types';
import type { LanguageService, LanguageText } from '../../../src/engine/language/languageService';
import { anyPrompt, anyTestSet } from './anyText';
import { languageWorkspace } from './languageWorkspace';

const EVERYWHERE = { start: { line: 0, character: 0 }, end: { line: 10_000, character: 0 } };

/** Asks a feature and gives every range in its answer. A new feature is a line here. */
const FEATURES: Readonly<
  Record<string, (service: LanguageService, text: LanguageText, at: Position) => Promise<Range[]> | Range[]>
> = {
  folding: (service, text) => service.folding(text).map(({ startLine, endLine }) => lines(startLine, endLine)),
  format: (service, text) => service.format(text).map(({ range }) => range),
  hints: async (service, text) =>
    (await service.hints(text, EVERYWHERE)).map(({ position }) => ({ start: position, end: position })),
  hover: async (service, text, at) => [(await service.hover(text, at))?.range ?? []].flat(),
  links: async (service, text) => (await service.links(text)).map(({ range }) => range),
  selection(service, text, at) {
    const [first] = service.selection(text, [at]);
    const ranges: Range[] = [];
    for (let range = first; range !== undefined; range = range.parent) ranges.push(range.range);
    for (const [index, range] of ranges.entries()) {
      const outer = ranges[index + 1] ?? range;
      assert.ok(!before(range.start, outer.start) && !before(outer.end, range.end), 'each step holds the one before');
    }
    return ranges;
  },
  symbols: (service, text) =>
    service.symbols(text).flatMap(function all({ range, selectionRange, children = [] }): Range[] {
      return [range, selectionRange, ...children.flatMap(all)];
    }),
  tokens: (service, text) =>
    service
      .tokens(text)
      .map(({ start, length }) => ({ start, end: { ...start, character: start.character + length } })),
};

describe('the language, for any text', () => {
  for (const [name, ask] of Object.entries(FEATURES)) {
    it(`answers about ${name} without an exception, with ranges inside of the text`, async () => {
      const file = fc.oneof(
        anyPrompt.map((text) => ({ path: 'a.prompt', text })),
        anyTestSet,
      );
      await fc.assert(
        fc.asyncProperty(file, fc.nat(), async ({ path, text }, seed) => {
          const { service, text: asked } = languageWorkspace({ [path]: text, '_style.prompt': '{{lang}}' });
          const content = text.replace(/^\uFEFF/, '').split(/\r\n|\r|\n/);
          const line = seed % content.length;
          const at = { line, character: seed % ((content[line] ?? '').length + 1) };
          for (const { start, end } of await ask(service, asked(path), at)) {
            assert.ok(!before(end, start), `${JSON.stringify({ start, end })} ends before it begins`);
            for (const position of [start, end]) {
              assert.ok(position.line >= 0 && position.line < content.length, `line ${position.line}`);
              const { length } = content[position.line] ?? '';
              assert.ok(
                position.character >= 0 && position.character <= length,
                `column ${position.character} of ${length}`,
              );
            }
          }
        }),
        { seed: 20261128, numRuns: 400 },
      );
    });
  }
});

function lines(start: number, end: number): Range {
  return { start: { line: start, character: 0 }, end: { line: end, character: 0 } };
}

function before(a: Position, b: Position): boolean {
  return a.line < b.line || (a.line === b.line && a.character < b.character);
}
