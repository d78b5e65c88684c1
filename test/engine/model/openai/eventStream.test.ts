import assert from 'node:assert/strict';
import fc from 'fast-check';
import { EventStream } from '../../../../src/engine/model/openai/eventStream';
import { ModelError } from '../../../../src/engine/model/provider';

/** The events of a text that arrives in packets of the given sizes, over and over. */
function eventsOf(text: string, sizes: readonly number[] = [7], maxLine = 1_000_000): string[] {
  const bytes = new TextEncoder().encode(text);
  const stream = new EventStream(maxLine);
  const events: string[] = [];
  for (let start = 0, turn = 0; start < bytes.length; turn++) {
    const size = sizes[turn % sizes.length] ?? 1;
    events.push(...stream.push(bytes.subarray(start, start + size)));
    start += size;
  }
  assert.equal(stream.invalidText, false);
  return [...events, ...stream.end()];
}

describe('EventStream', () => {
  it('gives the data of each event', () => {
    assert.deepEqual(eventsOf('data: one\n\ndata: two\n\n'), ['one', 'two']);
  });

  it('takes one space after the colon, or none', () => {
    assert.deepEqual(eventsOf('data:one\n\ndata:  two\n\n'), ['one', ' two']);
  });

  it('joins the data lines of one event', () => {
    assert.deepEqual(eventsOf('data: {\ndata: }\n\n'), ['{\n}']);
  });

  it('passes over comments, other fields and empty lines', () => {
    assert.deepEqual(eventsOf(': PROCESSING\n\nevent: x\nid: 1\ndata: one\n\n\n\n: again\n\n'), ['one']);
  });

  it('gives the last event where the stream ends without an empty line, or without a line end at all', () => {
    assert.deepEqual(eventsOf('data: one\n\ndata: two\n'), ['one', 'two']);
    assert.deepEqual(eventsOf('data: one\n\ndata: two'), ['one', 'two']);
  });

  it('gives the same for every way of cutting the stream into packets, with LF and with CRLF', () => {
    const line = fc.string({ unit: 'grapheme' }).map((text) => text.replace(/[\r\n]/g, '·'));
    fc.assert(
      fc.property(
        fc.array(line, { minLength: 1, maxLength: 8 }),
        fc.array(fc.integer({ min: 1, max: 40 }), { minLength: 1, maxLength: 5 }),
        fc.constantFrom('\n', '\r\n'),
        (lines, sizes, newline) => {
          const text = lines.map((data) => `data: ${data}${newline}${newline}`).join('');
          assert.deepEqual(eventsOf(text, sizes), lines);
        },
      ),
      { seed: 11, numRuns: 300 },
    );
  });

  it('tells bytes that are no text from text that holds the replacement character', () => {
    const stream = new EventStream(1000);
    stream.push(new TextEncoder().encode('data: a \ufffd in the text\n\n'));
    assert.equal(stream.invalidText, false);
    stream.push(new Uint8Array([0x64, 0x61, 0x74, 0x61, 0x3a, 0xff, 0x0a, 0x0a]));
    assert.equal(stream.invalidText, true);
  });

  it('gives up on a line that is too long, before it is complete', () => {
    assert.throws(
      () => eventsOf(`data: ${'x'.repeat(100)}`, [10], 50),
      (error) => error instanceof ModelError && error.kind === 'too-large',
    );
  });
});
