import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';

describe('a turned clock', () => {
  it('stands still until it is advanced', async () => {
    const clock = turnedClock(1_000);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([1_000, 0]);
    await clock.advance(250);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([1_250, 250]);
  });

  it('fires timers in the order in which they are due, each at its time', async () => {
    const clock = turnedClock();
    const fired: [string, number][] = [];
    clock.after(30, () => fired.push(['late', clock.monotonicMs()]));
    clock.after(10, () => fired.push(['early', clock.monotonicMs()]));
    await clock.advance(20);
    expect(fired).toEqual([['early', 10]]);
    await clock.advance(20);
    expect(fired).toEqual([
      ['early', 10],
      ['late', 30],
    ]);
    expect(clock.pending()).toBe(0);
  });

  it('fires a timer that another timer set, and one that a promise set just before', async () => {
    const clock = turnedClock();
    const fired: number[] = [];
    void Promise.resolve().then(() =>
      clock.after(10, () => {
        fired.push(clock.monotonicMs());
        clock.after(10, () => fired.push(clock.monotonicMs()));
      }),
    );
    await clock.advance(25);
    expect(fired).toEqual([10, 20]);
  });

  it('does not fire what was cancelled, however often', async () => {
    const clock = turnedClock();
    let fired = false;
    const cancel = clock.after(5, () => {
      fired = true;
    });
    cancel();
    cancel();
    await clock.advance(10);
    expect(fired).toBe(false);
  });

  it('lets the wall time jump without touching durations', () => {
    const clock = turnedClock(10_000);
    clock.jumpWall(-4_000);
    expect([clock.wallMs(), clock.monotonicMs()]).toEqual([6_000, 0]);
  });
});
