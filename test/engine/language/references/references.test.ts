import assert from 'node:assert/strict';
import { CURSOR, languageWorkspace, WORKSPACE } from '../languageWorkspace';
import type { Texts } from '../renamed';

async function found(texts: Texts, includeDeclaration = true): Promise<{ places: string[]; missing: string[] }> {
  const path = Object.keys(texts).find((each) => texts[each]?.includes(CURSOR)) ?? '';
  const { service, text, cursor } = languageWorkspace(texts);
  const { places, missing } = await service.references(text(path), cursor(path), { includeDeclaration });
  const short = (file: string) => file.slice(WORKSPACE.length + 1);
  return {
    places: places.map(({ file, range }) => `${short(file)}:${range.start.line + 1}:${range.start.character}`).sort(),
    missing: missing.map(({ code, file }) => `${code} ${short(file)}`),
  };
}

const TEXTS = {
  'a.prompt': '---\ninput:\n  schema:\n    ‸q: string\n---\n🙂{{q}}{{> p}}{{> p q=1}}',
  '_p.prompt': '\t{{q}}',
  'a.test.jsonl': '{"q": 1}\r\n{"r": 1}\r\n{"q": 2}\r\n',
  'b.prompt': '{{q}}',
};

describe('references', () => {
  it('of a variable are in every file that means the same by it', async () => {
    const { places, missing } = await found(TEXTS);
    assert.deepEqual(missing, []);
    // The argument of the partial is what its name stands for there.
    assert.deepEqual(places, [
      '_p.prompt:1:3',
      'a.prompt:4:4',
      'a.prompt:6:20',
      'a.prompt:6:4',
      'a.test.jsonl:1:2',
      'a.test.jsonl:3:2',
    ]);
    assert.deepEqual((await found(TEXTS, false)).places.includes('a.prompt:4:4'), false);
  });

  it('of partials and judges are where they are named', async () => {
    const texts = { 'a.prompt': '{{> ‸p}}', '_p.prompt': '', 'd/b.prompt': '{{> p}}', 'd/c.test.csv': 'p\n' };
    assert.deepEqual((await found(texts)).places, ['a.prompt:1:4', 'd/b.prompt:1:4']);
    const judges = {
      'a.test.yaml': 'judges: [./j.‸prompt]\n',
      'b.prompt': '---\nassay.judges:\n- judge: j.prompt\n---\n',
      'j.prompt': '',
    };
    assert.deepEqual((await found(judges)).places, ['a.test.yaml:1:11', 'b.prompt:3:9']);
  });

  it('say what could not be looked through', async () => {
    const broken = { ...TEXTS, 'a.test.jsonl': '{"q": 1}\n{"q": \n' };
    const { places, missing } = await found(broken);
    assert.deepEqual(missing, ['rename.broken a.test.jsonl']);
    assert.ok(places.includes('a.test.jsonl:1:2'));
  });

  it('of a judge are found behind thousands of cases', async () => {
    const cases = Array.from({ length: 2_000 }, (_, index) => `- id: c${index}\n  input: { q: ${index} }\n`).join('');
    const texts = {
      'a.test.yaml': `cases:\n${cases}judges:\n- j.prompt\n`,
      'a.prompt': '{{q}}',
      'j.prompt': '{{input.q‸}}',
    };
    const { places } = await found(texts);
    assert.equal(places.length, 2_002);
  });
});
