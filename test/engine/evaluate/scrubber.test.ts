import assert from 'node:assert/strict';
import { scrubber } from '../../../src/engine/evaluate/scrubber';

describe('scrubbing keys', () => {
  it('takes a key out wherever it stands', () => {
    const scrub = scrubber(['sk-secret-123']);
    assert.equal(
      scrub('Incorrect API key provided: sk-secret-123. (sk-secret-123)'),
      'Incorrect API key provided: [key]. ([key])',
    );
  });

  it('leaves placeholders alone, which are words', () => {
    assert.equal(scrubber(['ollama', 'none'])('ollama says none'), 'ollama says none');
  });

  it('takes a key literally', () => {
    assert.equal(scrubber(['a.b.c.d.e$&'])('a.b.c.d.e$& axbxcxdxe'), '[key] axbxcxdxe');
  });
});
