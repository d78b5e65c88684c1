import assert from 'node:assert/strict';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import type { Area } from '../../src/wording/catalogue';
import { fill, localeFor } from '../../src/wording/catalogue';
import { say } from '../../src/wording/index';

const FOLDER = join(__dirname, '../../src/wording');
const AREA_FILES = readdirSync(FOLDER).filter((name) => !['catalogue.ts', 'index.ts'].includes(name));

const placeholders = (sentence: string) => [...new Set(sentence.match(/\{\w+\}/g) ?? [])].sort();

async function areaIn(file: string): Promise<Area> {
  const module = (await import(join(FOLDER, file))) as Record<string, Area>;
  const area = Object.values(module).find((value) => typeof value === 'object' && 'en' in value && 'zh-tw' in value);
  assert.ok(area, `${file} exports no area`);
  return area;
}

describe('the words for people', () => {
  for (const file of AREA_FILES) {
    describe(file, () => {
      it('has the same codes in both languages', async () => {
        const area = await areaIn(file);
        assert.deepEqual(Object.keys(area['zh-tw']).sort(), Object.keys(area.en).sort());
      });

      it('takes the same arguments in both languages', async () => {
        const area = await areaIn(file);
        for (const [code, sentence] of Object.entries(area.en)) {
          const translated = area['zh-tw'][code] ?? '';
          assert.deepEqual(placeholders(translated), placeholders(sentence), code);
        }
      });

      it('is translated, without exclamation marks', async () => {
        const area = await areaIn(file);
        for (const [code, sentence] of Object.entries(area['zh-tw'])) {
          assert.ok(sentence.length > 0 || area.en[code] === '', `${code} is empty in zh-tw`);
          assert.doesNotMatch(`${area.en[code]}${sentence}`, /[!！](?!\[)/u, code);
        }
      });
    });
  }

  it('gives a code to one area only', async () => {
    const owners = new Map<string, string>();
    for (const file of AREA_FILES) {
      for (const code of Object.keys((await areaIn(file)).en)) {
        assert.equal(owners.get(code), undefined, `${code} stands in ${owners.get(code)} and in ${file}`);
        owners.set(code, file);
      }
    }
  });

  it('has a sentence for every code that the engine names in a problem', () => {
    const codes = new Set<string>();
    const visit = (folder: string) => {
      for (const entry of readdirSync(folder, { withFileTypes: true })) {
        const path = join(folder, entry.name);
        if (entry.isDirectory()) visit(path);
        else if (entry.name.endsWith('.ts')) {
          for (const match of readFileSync(path, 'utf8').matchAll(
            /['"]((?:prompt|testset|text|fix|judge|label|check|model|evaluate|run)\.[a-z0-9]+(?:-[a-z0-9]+)*)['"]/g,
          )) {
            codes.add(match[1] as string);
          }
        }
      }
    };
    visit(join(__dirname, '../../src/engine'));
    assert.ok(codes.size > 20, `only ${codes.size} codes found: has their form changed?`);
    const mute = [...codes].filter((code) => say(code).startsWith(code));
    assert.deepEqual(mute, []);
  });

  it('shows an unknown code with its arguments instead of swallowing it', () => {
    assert.equal(say('nobody.knows', { line: 3 }), 'nobody.knows (line=3)');
  });

  it('leaves an argument that is missing visible, and never fills twice', () => {
    assert.equal(fill('{a} and {b}', { a: '{b}' }), '{b} and {b}');
  });

  it('reads language tags of editors and of the environment', () => {
    for (const tag of ['zh-TW', 'zh-tw', 'zh_TW.UTF-8', 'zh-Hant-HK', 'zh-HK'])
      assert.equal(localeFor(tag), 'zh-tw', tag);
    for (const tag of ['zh-CN', 'en-GB', 'ja', 'C.UTF-8', '', undefined])
      assert.equal(localeFor(tag), 'en', String(tag));
  });
});
