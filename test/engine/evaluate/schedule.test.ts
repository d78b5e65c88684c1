import assert from 'node:assert/strict';
import { type Release, Schedule } from '../../../src/engine/evaluate/schedule';

describe('the schedule', () => {
  it('gives out so many seats and no more', async () => {
    const schedule = new Schedule(2);
    const first = (await schedule.seat('prompt')) as Release;
    await schedule.seat('prompt');
    let third = false;
    const waiting = schedule.seat('prompt').then((release) => {
      third = true;
      return release;
    });
    await Promise.resolve();
    assert.equal(third, false);
    first();
    await waiting;
    assert.equal(third, true);
  });

  it('lets judges go before prompts, each in the order of arrival', async () => {
    const schedule = new Schedule(1);
    const release = (await schedule.seat('prompt')) as Release;
    const order: string[] = [];
    const take = async (name: string, what: 'prompt' | 'judge') => {
      const seat = (await schedule.seat(what)) as Release;
      order.push(name);
      seat();
    };
    const all = [
      take('prompt 1', 'prompt'),
      take('judge 1', 'judge'),
      take('prompt 2', 'prompt'),
      take('judge 2', 'judge'),
    ];
    release();
    await Promise.all(all);
    assert.deepEqual(order, ['judge 1', 'judge 2', 'prompt 1', 'prompt 2']);
  });

  it('takes a seat back once, however often it is given back', async () => {
    const schedule = new Schedule(1);
    const release = (await schedule.seat('prompt')) as Release;
    release();
    release();
    await schedule.seat('prompt');
    let second = false;
    void schedule.seat('prompt').then(() => {
      second = true;
    });
    await new Promise((resolve) => setImmediate(resolve));
    assert.equal(second, false);
  });

  it('sends everyone away when it closes', async () => {
    const schedule = new Schedule(1);
    await schedule.seat('prompt');
    const waiting = [schedule.seat('prompt'), schedule.seat('judge')];
    schedule.close();
    assert.deepEqual(await Promise.all([...waiting, schedule.seat('judge')]), [undefined, undefined, undefined]);
  });
});
