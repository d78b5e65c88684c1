import assert from 'node:assert/strict';
import { createModels } from '../../../src/engine/model/createModels';
import type { CallLimits } from '../../../src/engine/model/openai/deadline';
import type { ModelErrorKind, ModelProvider } from '../../../src/engine/model/provider';
import { backoff } from '../../../src/engine/model/retry';
import { systemTimers, type Timers } from '../../../src/engine/model/timers';
import { type ModelServer, type ServedReply, startModelServer } from '../../support/modelServer';
import { endpointOf, failureOf, KEY, options, request, SHORT, stalls } from './calls';
import { skippingTime } from './skippingTime';

/** A model as a run calls it, with retries and limits, against a real server that misbehaves. */
describe('a model in a run', function () {
  // Megabytes go through it, which takes its time on a busy machine.
  this.timeout(20_000);
  // Where other work takes all of the machine, the end of a connection has been seen to come late.
  this.retries(2);
  let server: ModelServer;
  let time: ReturnType<typeof skippingTime>;
  beforeEach(async () => {
    server = await startModelServer({ key: KEY });
    time = skippingTime();
  });
  afterEach(() => server.close());

  function model({
    concurrency = 4,
    timers = time.timers,
    limits,
  }: {
    concurrency?: number;
    timers?: Timers;
    limits?: CallLimits;
  } = {}): ModelProvider {
    const models = createModels({
      ...options(),
      ...(limits && { limits }),
      clock: time.clock,
      endpoints: [endpointOf(server)],
      concurrency,
      retry: { timers, random: () => 0.5 },
    });
    const resolved = models.resolve('test/test-model');
    assert.ok('provider' in resolved);
    return resolved.provider;
  }
  const call = (provider: ModelProvider, signal = new AbortController().signal) =>
    provider.complete(request(), { signal });

  const patience = (fault: ServedReply) => (stalls(fault) ? { limits: SHORT } : {});

  describe('tries again', () => {
    const passing: [string, ServedReply, ModelErrorKind][] = [
      ['408', { status: 408 }, 'server'],
      ['409', { status: 409 }, 'server'],
      ['429', { status: 429 }, 'rate-limit'],
      ['500', { status: 500 }, 'server'],
      ['502', { status: 502 }, 'server'],
      ['503', { status: 503 }, 'server'],
      ['529', { status: 529 }, 'server'],
      ['a reset before the answer', { fault: 'reset' }, 'network'],
      ['a reset in the middle of the answer', { fault: 'reset-in-body' }, 'incomplete'],
      ['no headers', { fault: 'header-stall' }, 'timeout'],
      ['a stalled stream', { fault: 'stall' }, 'timeout'],
      ['a stalled whole reply', { fault: 'stall', asJson: true }, 'timeout'],
      ['a stream that ends early', { fault: 'early-end' }, 'incomplete'],
      ['a stream cut within an event', { fault: 'cut-json' }, 'incomplete'],
      ['a whole reply that is cut', { fault: 'cut-json', asJson: true }, 'incomplete'],
    ];
    for (const [name, fault, kind] of passing) {
      it(`after ${name}, and takes the answer when it comes`, async () => {
        server.answer((_, index) => (index === 0 ? { text: 'more than one piece', ...fault } : { text: 'answer' }));
        assert.equal((await call(model(patience(fault)))).text, 'answer');
        assert.ok(server.chats.length >= 2);
        assert.equal(time.waits[0], backoff(1, 0.5));
      });

      it(`after ${name}, four times at most`, async () => {
        server.answer({ text: 'more than one piece', ...fault });
        assert.equal((await failureOf(call(model(patience(fault))))).kind, kind);
        assert.equal(server.chats.length, 4);
      });
    }
  });

  describe('calls once', () => {
    const final: [string, ServedReply, ModelErrorKind][] = [
      ['400', { status: 400 }, 'bad-request'],
      [
        'a context that is too long',
        { status: 400, error: { message: 'maximum context length is 8192 tokens', code: 'context_length_exceeded' } },
        'bad-request',
      ],
      ['401', { status: 401 }, 'auth'],
      ['402', { status: 402 }, 'quota'],
      ['403', { status: 403 }, 'forbidden'],
      ['404', { status: 404 }, 'not-found'],
      ['413', { status: 413 }, 'too-large'],
      ['422', { status: 422 }, 'bad-request'],
      ['a used-up quota', { status: 429, error: { message: 'Quota.', code: 'insufficient_quota' } }, 'quota'],
      ['bad JSON', { fault: 'bad-json' }, 'protocol'],
      ['bad JSON as a whole reply', { fault: 'bad-json', asJson: true }, 'protocol'],
      ['a web page', { fault: 'html' }, 'protocol'],
      ['an error with status 200', { fault: 'error-200' }, 'protocol'],
      ['an error in the stream', { fault: 'error-in-stream' }, 'protocol'],
      [
        'a used-up quota in the stream',
        { fault: 'error-in-stream', error: { message: 'Quota.', code: 'insufficient_quota' } },
        'quota',
      ],
      ['a wrong content type', { fault: 'wrong-type' }, 'protocol'],
      ['no choices', { fault: 'no-choices' }, 'invalid-reply'],
      ['a null content', { text: null }, 'invalid-reply'],
      ['a null content as a whole reply', { text: null, asJson: true }, 'invalid-reply'],
      ['10 MB of text', { fault: 'huge-reply' }, 'too-large'],
      ['10 MB of JSON', { fault: 'huge-reply', asJson: true }, 'too-large'],
      ['a line without end', { fault: 'giant-line' }, 'too-large'],
      ['a redirect', { fault: 'redirect' }, 'redirect'],
    ];
    for (const [name, fault, kind] of final) {
      it(`on ${name}: ${kind}`, async () => {
        server.answer({ text: 'more than one piece', ...fault });
        const failure = await failureOf(call(model()));
        assert.equal(failure.kind, kind, failure.message);
        assert.equal(failure.detail.origin, server.origin);
        assert.equal(server.chats.length, 1);
        assert.deepEqual(time.waits, []);
        await server.idle();
      });
    }

    it('and tells no choices from a null content', async () => {
      server.answer({ fault: 'no-choices' });
      assert.match((await failureOf(call(model()))).message, /no choices/);
      server.answer({ text: null });
      assert.match((await failureOf(call(model()))).message, /no content/);
    });
  });

  describe('told to wait', () => {
    const rateLimited = (value: string) => {
      server.answer((_, index) => (index === 0 ? { status: 429, headers: { 'retry-after': value } } : {}));
      return model();
    };

    for (const [value, ms] of [
      ['1', 1000],
      ['0.25', 250],
      ['120', 120_000],
    ] as const) {
      it(`waits ${value} s`, async () => {
        await call(rateLimited(value));
        assert.equal(time.waits[0], ms);
      });
    }

    it('waits until a date', async () => {
      await call(rateLimited(new Date(Date.now() + 60_000).toUTCString()));
      const [waited = 0] = time.waits;
      assert.ok(waited > 50_000 && waited <= 60_000, String(waited));
    });

    for (const value of ['-1', '0', 'soon', new Date(0).toUTCString()]) {
      it(`makes its own wait of "${value}"`, async () => {
        await call(rateLimited(value));
        assert.equal(time.waits[0], backoff(1, 0.5));
      });
    }

    it('gives up at once where the wait is longer than two minutes', async () => {
      const failure = await failureOf(call(rateLimited('121')));
      assert.deepEqual([failure.kind, failure.detail.retryAfterMs], ['rate-limit', 121_000]);
      assert.deepEqual(time.waits, []);
    });

    it('lets all other calls wait as well', async () => {
      const arrivals: number[] = [];
      server.answer((_, index) => {
        arrivals.push(time.clock.monotonic());
        return index === 0 ? { status: 429, headers: { 'retry-after': '30' } } : {};
      });
      const provider = model({ concurrency: 1 });
      await Promise.all([call(provider), call(provider), call(provider)]);
      const [first = 0, ...later] = arrivals;
      assert.equal(later.length, 3);
      for (const at of later) assert.ok(at - first >= 30_000, String(at - first));
    });
  });

  describe('limits itself', () => {
    it('to as many calls as it may make', async () => {
      server.answer({ latencyMs: 5 });
      const provider = model({ concurrency: 3 });
      await Promise.all(Array.from({ length: 12 }, () => call(provider)));
      assert.equal(server.maxInFlight, 3);
    });

    it('to half as many after a burst of 429s, once', async () => {
      let [active, most] = [0, 0];
      server.answer(async (_, index) => {
        if (index < 8) {
          // All eight are under way before the first of them is told: one episode.
          await server.received(8);
          return { status: 429 };
        }
        most = Math.max(most, ++active);
        await new Promise((resolve) => setTimeout(resolve, 5));
        active--;
        return {};
      });
      const provider = model({ concurrency: 8 });
      await Promise.all(Array.from({ length: 24 }, () => call(provider)));
      assert.equal(most, 4);
    });

    it('not at all after other failures', async () => {
      server.answer(async (_, index) => {
        if (index < 8) return { status: 503 };
        // Only if eight are let out again do all of these get their answer.
        await server.received(16);
        return {};
      });
      const provider = model({ concurrency: 8 });
      await Promise.all(Array.from({ length: 16 }, () => call(provider)));
      assert.equal(server.maxInFlight, 8);
    });

    it('and keeps its connections', async () => {
      const provider = model({ concurrency: 2 });
      await Promise.all(Array.from({ length: 40 }, () => call(provider)));
      assert.ok(server.connections <= 4, `${server.connections} connections`);
    });
  });

  describe('cancelled', () => {
    const reason = new Error('enough');
    const timers = systemTimers;

    it('in the queue, calls nothing', async () => {
      server.answer({ fault: 'stall' });
      const provider = model({ concurrency: 1, timers });
      const controller = new AbortController();
      const calls = Array.from({ length: 3 }, () => call(provider, controller.signal));
      await server.received(1);
      controller.abort(reason);
      for (const each of await Promise.allSettled(calls)) {
        assert.equal(each.status === 'rejected' && each.reason, reason);
      }
      await server.idle();
      assert.equal(server.chats.length, 1);
    });

    it('between two tries, calls no more', async () => {
      server.answer({ status: 429, headers: { 'retry-after': '100' } });
      const provider = model({ concurrency: 1, timers });
      const controller = new AbortController();
      // The second is in the queue, which is paused as well.
      const calls = [call(provider, controller.signal), call(provider, controller.signal)];
      await server.received(1);
      await server.idle();
      controller.abort(reason);
      for (const each of await Promise.allSettled(calls)) {
        assert.equal(each.status === 'rejected' && each.reason, reason);
      }
      assert.equal(server.chats.length, 1);
    });

    it('before it begins, calls nothing', async () => {
      await assert.rejects(call(model({ timers }), AbortSignal.abort(reason)), reason);
      assert.equal(server.requests.length, 0);
    });

    it('while streaming, lets go of the connection', async () => {
      server.answer({ text: 'one piece after another, slowly', pieceDelayMs: 50 });
      const controller = new AbortController();
      let text = '';
      const calling = model({ timers }).complete(request(), {
        signal: controller.signal,
        onDelta: (piece) => {
          text += piece;
          controller.abort(reason);
        },
      });
      await assert.rejects(calling, reason);
      await server.idle();
      assert.equal(text, 'one piec');
      assert.equal(server.chats[0]?.aborted, true);
    });
  });
});
