import { describe, expect, it } from 'vitest';
import { FairTurns } from '../../../../../server/goods/declarations/front/fair-turns.ts';
import { handTurnedClock } from '../../../fixtures/hand-turned-clock.ts';

function bench() {
  const clock = handTurnedClock();
  let usedMs = 0;
  const turns = new FairTurns(clock, () => usedMs);
  const done: string[] = [];
  const ask = (trader: string, costMs: number) =>
    turns.run(trader, async () => {
      usedMs += costMs;
      done.push(trader);
      await Promise.resolve();
    });
  return { clock, turns, done, ask };
}

describe('turns', () => {
  it('are for the trader whose declarations have cost the least, so that a thousand of one delay another by one', async () => {
    const { done, ask } = bench();
    const many = Array.from({ length: 1_000 }, () => ask('greedy', 1_000));
    const few = [ask('modest', 10), ask('modest', 10), ask('modest', 10)];
    await Promise.all(few);
    expect(done.filter((one) => one === 'greedy').length).toBeLessThanOrEqual(2);
    await Promise.all(many);
    expect(done).toHaveLength(1_003);
  });

  it('give a trader who was away no advantage over one who was not', async () => {
    const { done, ask } = bench();
    await Promise.all([ask('early', 100), ask('early', 100)]);
    const both = [
      ...Array.from({ length: 4 }, () => ask('early', 100)),
      ...Array.from({ length: 4 }, () => ask('late', 100)),
    ];
    await Promise.all(both);
    // Neither waits for all of the other
    expect(new Set(done.slice(2, 5)).size).toBe(2);
    expect(new Set(done.slice(-3)).size).toBe(2);
  });

  it('settle as the work does, one at a time, and go on after a failure', async () => {
    const { turns, ask } = bench();
    let [open, most] = [0, 0];
    const work = async () => {
      open += 1;
      most = Math.max(most, open);
      await new Promise((resolve) => setImmediate(resolve));
      open -= 1;
      throw new Error('no');
    };
    const outcomes = await Promise.allSettled([turns.run('a', work), turns.run('b', work), ask('a', 1)]);
    expect(outcomes.map(({ status }) => status)).toEqual(['rejected', 'rejected', 'fulfilled']);
    expect(most).toBe(1);
  });

  it('leave a trader who has used its time overdrawn until enough time has passed', async () => {
    const { clock, turns, ask } = bench();
    expect(turns.overdrawnS('greedy')).toBe(0);
    await ask('greedy', 8_000);
    expect(turns.overdrawnS('greedy')).toBeGreaterThan(5);
    expect(turns.overdrawnS('modest')).toBe(0);
    clock.turn(3_000);
    expect(turns.overdrawnS('greedy')).toBeGreaterThan(0);
    clock.turn(5_000);
    expect(turns.overdrawnS('greedy')).toBe(0);
  });

  it('let a trader rest after a long turn while another one files, and not while it is alone', async () => {
    const { clock, turns } = bench();
    const done: string[] = [];
    const long = (trader: string) =>
      turns.run(trader, async () => {
        clock.turn(400);
        done.push(trader);
        await Promise.resolve();
      });
    const turned = () => new Promise((resolve) => setImmediate(() => setImmediate(resolve)));
    await Promise.all([long('greedy'), long('greedy')]);
    expect(done).toEqual(['greedy', 'greedy']);
    const short = () => turns.run('modest', async () => void done.push(await Promise.resolve('modest')));
    await short();
    const waiting = long('greedy');
    await turned();
    await short();
    await short();
    expect(done).toEqual(['greedy', 'greedy', 'modest', 'modest', 'modest']);
    clock.turn(1_499);
    await turned();
    expect(done.at(-1)).toBe('modest');
    clock.turn(1);
    await waiting;
    expect(done.at(-1)).toBe('greedy');
  });
});
