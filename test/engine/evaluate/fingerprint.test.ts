import assert from 'node:assert/strict';
import { fingerprint } from '../../../src/engine/evaluate/fingerprint';

describe('a fingerprint', () => {
  it('does not depend on the order of keys, at any depth', () => {
    assert.equal(fingerprint({ a: 1, b: [{ c: 2, d: 3 }] }), fingerprint({ b: [{ d: 3, c: 2 }], a: 1 }));
  });

  it('depends on the order of lists, on types and on every value', () => {
    const different = [[1, 2], [2, 1], ['1', 2], { 1: 2 }, [1, [2]], null, 'null', [null], {}, []];
    assert.equal(new Set(different.map(fingerprint)).size, different.length);
  });

  it('leaves out what is undefined', () => {
    assert.equal(fingerprint({ a: 1, b: undefined }), fingerprint({ a: 1 }));
  });

  it('is SHA-256 in hexadecimal, the same on every machine', () => {
    assert.equal(fingerprint({ b: 1, a: '檢索' }), fingerprint(JSON.parse('{"a":"檢索","b":1}')));
    assert.match(fingerprint({}), /^[0-9a-f]{64}$/);
    // printf '{}' | sha256sum
    assert.equal(fingerprint({}), '44136fa355b3678a1146ad16f7e8649e94fb4fc21fe77e8310c060f61caaff8a');
  });

  it('tells a key named __proto__', () => {
    assert.notEqual(fingerprint(JSON.parse('{"__proto__": 1}')), fingerprint({}));
  });
});
