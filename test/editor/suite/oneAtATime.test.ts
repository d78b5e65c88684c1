import assert from 'node:assert/strict';
import { OneAtATime } from '../../../src/editor/oneAtATime';

describe('OneAtATime', () => {
  it('gives one more round to whoever asks while it goes on, and never works twice at once', async () => {
    let working = 0;
    let rounds = 0;
    const gates: (() => void)[] = [];
    const work = new OneAtATime(async () => {
      assert.equal(++working, 1);
      rounds++;
      await new Promise<void>((resolve) => gates.push(resolve));
      working--;
    });
    const first = work.run();
    const second = work.run();
    const third = work.run();
    gates.shift()?.();
    await new Promise(setImmediate);
    assert.equal(rounds, 2);
    gates.shift()?.();
    await Promise.all([first, second, third]);
    assert.equal(rounds, 2);
    const again = work.run();
    await new Promise(setImmediate);
    gates.shift()?.();
    await again;
    assert.equal(rounds, 3);
  });
});
