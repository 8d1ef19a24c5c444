import { describe, expect, it } from 'vitest';
import { pause } from '../../../hardware/host/clock.ts';
import { systemClock } from '../../../hardware/host/system-clock.ts';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';

describe('pause', () => {
  it('reports that the time has passed', async () => {
    const clock = turnedClock();
    const pausing = pause(clock, 100);
    await clock.advance(100);
    expect(await pausing).toBe(true);
  });

  it('is ended early by its signal, and leaves no timer behind', async () => {
    const clock = turnedClock();
    const stop = new AbortController();
    const pausing = pause(clock, 100, stop.signal);
    stop.abort();
    expect(await pausing).toBe(false);
    expect(clock.pending()).toBe(0);
  });

  it('does not begin for a signal that has fired', async () => {
    const clock = turnedClock();
    expect(await pause(clock, 100, AbortSignal.abort())).toBe(false);
    expect(clock.pending()).toBe(0);
  });
});

describe('the system clock', () => {
  it('waits at least as long as asked, and counts durations forward', async () => {
    const startedMs = systemClock.monotonicMs();
    await pause(systemClock, 20);
    expect(systemClock.monotonicMs() - startedMs).toBeGreaterThanOrEqual(19);
  });

  it('treats a delay in the past as now', async () => {
    expect(await pause(systemClock, -5)).toBe(true);
  });
});
