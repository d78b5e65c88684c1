import assert from 'node:assert/strict';
import { compileSchema } from '../../src/engine/compileSchema';

describe('compileSchema', () => {
  it('keeps several patterns apart, in one schema and in several', async () => {
    const both = await compileSchema({ properties: { a: { pattern: '^a+$' }, b: { pattern: '^b+$' } } });
    assert.equal(both({ a: 'aa', b: 'bb' }), true);
    assert.equal(both({ a: 'bb', b: 'bb' }), false);
    assert.equal(both({ a: 'aa', b: 'aa' }), false);
    const other = await compileSchema({ patternProperties: { '^x-': { type: 'number' } } });
    assert.equal(other({ 'x-a': 1, y: 'text' }), true);
    assert.equal(other({ 'x-a': 'text' }), false);
  });

  it('understands patterns as JSON schema writes them', async () => {
    const han = await compileSchema({ pattern: '^[\\u4e00-\\u9fff]+$' });
    assert.deepEqual([han('中文'), han('text')], [true, false]);
  });

  it('compiles a schema once, however often a copy of it comes', async () => {
    const first = await compileSchema({ type: 'string', minLength: 3 });
    assert.equal(await compileSchema({ type: 'string', minLength: 3 }), first);
    assert.notEqual(await compileSchema({ type: 'string', minLength: 4 }), first);
  });

  it('reads draft 07 where the schema says so, else 2020-12', async () => {
    const items = [{ type: 'string' }];
    const old = await compileSchema({ $schema: 'http://json-schema.org/draft-07/schema#', items });
    assert.equal(old([1]), false);
    const recent = await compileSchema({ prefixItems: items });
    assert.equal(recent([1]), false);
  });

  it('fetches nothing', async () => {
    await assert.rejects(compileSchema({ $ref: 'https://example.com/schema.json' }), /can't resolve reference/);
  });

  it("ends within bounds on what would keep JavaScript's own expressions busy for years", async () => {
    const validate = await compileSchema({ pattern: '^(a+)+$' });
    assert.equal(validate(`${'a'.repeat(50_000)}!`), false);
  });
});
