import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { importing } from '../../../../src/wording/import';

const FOLDER = join(__dirname, '../../../../src/engine/testset/import');

/** Every code that an import may tell, out of its own text. */
function codesTold(): Set<string> {
  const codes = new Set<string>();
  for (const entry of readdirSync(FOLDER, { withFileTypes: true, recursive: true })) {
    if (!entry.isFile()) continue;
    const text = readFileSync(join(entry.path, entry.name), 'utf8');
    for (const [, code] of text.matchAll(/\breport\.(?:lost|changed)\([^,'`]+, '([a-z-]+)'/g))
      codes.add(`import.${code}`);
    for (const [, code] of text.matchAll(/(?:lost|code): '([a-z-]+)'/g)) codes.add(`import.assertion-${code}`);
    for (const [, code] of text.matchAll(/changed: '([a-z-]+)'/g)) codes.add(`import.${code}`);
    for (const [, code] of text.matchAll(/'(import\.[a-z-]+)'/g)) codes.add(code as string);
  }
  return codes;
}

describe('what an import tells', () => {
  it('has a sentence for every code, in both languages', () => {
    const codes = codesTold();
    assert.ok(codes.size > 40, `only ${codes.size} codes found: has their form changed?`);
    for (const code of codes) {
      assert.ok(code in importing.en, code);
      assert.ok(code in importing['zh-tw'], code);
    }
  });
});
