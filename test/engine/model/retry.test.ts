import assert from 'node:assert/strict';
import { createLimiter } from '../../../src/engine/model/limiter';
import { ModelError, type ModelProvider } from '../../../src/engine/model/provider';
import { backoff, withRetries } from '../../../src/engine/model/retry';
import type { Timers } from '../../../src/engine/model/timers';
import { failureOf, request } from './calls';

/** Timers that note what is waited for and do not wait. */
function noted(waits: number[]): Timers {
  return {
    async wait(ms, signal) {
      signal?.throwIfAborted();
      waits.push(ms);
    },
  };
}

const signal = new AbortController().signal;
const reply = { text: 'ok', toolCalls: [], finishReason: 'stop' as const, latencyMs: 1 };

/** Fails with each of the errors in turn, then answers. */
function failing(errors: ModelError[]): ModelProvider & { calls: number } {
  const provider = {
    calls: 0,
    async complete() {
      const error = errors[provider.calls++];
      if (error) throw error;
      return reply;
    },
  };
  return provider;
}

describe('trying again', () => {
  it('tries passing failures again with growing waits', async () => {
    const waits: number[] = [];
    const provider = failing(['server', 'network', 'timeout'].map((kind) => new ModelError(kind as 'server', 'x')));
    const result = await withRetries(provider, { timers: noted(waits), random: () => 0.5 }).complete(request(), {
      signal,
    });
    assert.equal(result.text, 'ok');
    assert.deepEqual(
      waits,
      [1, 2, 3].map((attempt) => backoff(attempt, 0.5)),
    );
    assert.ok(waits[0] !== undefined && waits[1] !== undefined && waits[1] > waits[0]);
  });

  for (const kind of [
    'auth',
    'quota',
    'bad-request',
    'not-found',
    'forbidden',
    'too-large',
    'protocol',
    'invalid-reply',
    'redirect',
    'no-endpoint',
  ] as const) {
    it(`calls once on ${kind}`, async () => {
      const provider = failing([new ModelError(kind, 'x')]);
      assert.equal(
        (await failureOf(withRetries(provider, { timers: noted([]) }).complete(request(), { signal }))).kind,
        kind,
      );
      assert.equal(provider.calls, 1);
    });
  }

  it('gives up after four calls with the last failure', async () => {
    const provider = failing(Array.from({ length: 9 }, (_, index) => new ModelError('server', `failure ${index + 1}`)));
    assert.equal(
      (await failureOf(withRetries(provider, { timers: noted([]) }).complete(request(), { signal }))).message,
      'failure 4',
    );
  });

  it('waits as long as the server asks, and not at all where it asks for too much', async () => {
    const waits: number[] = [];
    const asked = (retryAfterMs: number) => failing([new ModelError('rate-limit', 'x', { retryAfterMs })]);
    await withRetries(asked(1500), { timers: noted(waits) }).complete(request(), { signal });
    assert.deepEqual(waits, [1500]);
    const impatient = withRetries(asked(600_000), { timers: noted(waits) });
    assert.equal((await failureOf(impatient.complete(request(), { signal }))).kind, 'rate-limit');
    assert.deepEqual(waits, [1500]);
  });

  it('ends a wait at once when cancelled, and calls no more', async () => {
    const controller = new AbortController();
    const provider = failing([new ModelError('server', 'x', { retryAfterMs: 100_000 })]);
    const calling = withRetries(provider, {}).complete(request(), { signal: controller.signal });
    await new Promise((resolve) => setImmediate(resolve));
    controller.abort(new Error('stop'));
    await assert.rejects(calling, /stop/);
    assert.equal(provider.calls, 1);
  });

  it('streams nothing twice', async () => {
    let attempt = 0;
    const provider: ModelProvider = {
      async complete(_request, { onDelta }) {
        onDelta?.('one ');
        if (attempt++ === 0) throw new ModelError('incomplete', 'cut');
        onDelta?.('two');
        return reply;
      },
    };
    const pieces: string[] = [];
    await withRetries(provider, { timers: noted([]) }).complete(request(), {
      signal,
      onDelta: (text) => pieces.push(text),
    });
    assert.equal(pieces.join(''), 'one two');
  });
});

describe('limiting how many calls run at once', () => {
  const wait = () => new Promise<void>((resolve) => setImmediate(resolve));

  it('runs no more than it may, in the order in which they came', async () => {
    const limiter = createLimiter({ concurrency: 2 });
    const order: number[] = [];
    let most = 0;
    await Promise.all(
      [1, 2, 3, 4, 5].map((number) =>
        limiter.run(async () => {
          order.push(number);
          most = Math.max(most, limiter.running);
          await wait();
        }),
      ),
    );
    assert.deepEqual(order, [1, 2, 3, 4, 5]);
    assert.equal(most, 2);
  });

  it('cuts once for all 429s of one burst, and recovers', async () => {
    let now = 0;
    const limiter = createLimiter({ concurrency: 8, monotonic: () => now++ });
    const limited = () => limiter.run(async () => Promise.reject(new ModelError('rate-limit', 'x'))).catch(() => {});
    await Promise.all(Array.from({ length: 8 }, limited));
    assert.equal(limiter.limit, 4);
    now += 20_000;
    for (let success = 0; success < 60; success++) await limiter.run(async () => {});
    assert.equal(limiter.limit, 8);
  });

  it('pauses all calls for as long as the server says', async () => {
    let now = 0;
    const waits: number[] = [];
    const timers: Timers = {
      async wait(ms) {
        waits.push(ms);
        now += ms;
      },
    };
    const limiter = createLimiter({ concurrency: 4, monotonic: () => now, timers });
    await limiter
      .run(async () => Promise.reject(new ModelError('rate-limit', 'x', { retryAfterMs: 3000 })))
      .catch(() => {});
    await limiter.run(async () => {});
    assert.deepEqual(waits, [3000]);
  });

  it('forgets a waiting call that is cancelled', async () => {
    const limiter = createLimiter({ concurrency: 1 });
    let release = () => {};
    const first = limiter.run(
      () =>
        new Promise<void>((resolve) => {
          release = resolve;
        }),
    );
    const controller = new AbortController();
    let ran = false;
    const second = limiter.run(async () => {
      ran = true;
    }, controller.signal);
    controller.abort(new Error('stop'));
    await assert.rejects(second, /stop/);
    release();
    await first;
    await wait();
    assert.deepEqual([ran, limiter.waiting, limiter.running], [false, 0, 0]);
  });
});
