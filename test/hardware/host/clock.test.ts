import { getEventListeners } from 'node:events';
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

describe('pause under several signals', () => {
  const listenersOf = (controllers: readonly AbortController[]) =>
    controllers.map(({ signal }) => getEventListeners(signal, 'abort').length);

  it('is ended early by each of them, and listens to none afterwards', async () => {
    for (const which of [0, 1]) {
      const clock = turnedClock();
      const controllers = [new AbortController(), new AbortController()];
      const pausing = pause(clock, 100, ...controllers.map(({ signal }) => signal));
      expect(listenersOf(controllers)).toEqual([1, 1]);
      controllers[which]?.abort();
      expect(await pausing).toBe(false);
      expect(clock.pending()).toBe(0);
      expect(listenersOf(controllers)).toEqual([0, 0]);
    }
  });

  it('listens to none after the time has passed', async () => {
    const clock = turnedClock();
    const controllers = [new AbortController(), new AbortController()];
    const pausing = pause(clock, 100, undefined, ...controllers.map(({ signal }) => signal));
    await clock.advance(100);
    expect(await pausing).toBe(true);
    expect(listenersOf(controllers)).toEqual([0, 0]);
  });

  it('does not begin when one of them has fired', async () => {
    const clock = turnedClock();
    const closing = new AbortController();
    expect(await pause(clock, 100, closing.signal, AbortSignal.abort())).toBe(false);
    expect(clock.pending()).toBe(0);
    expect(listenersOf([closing])).toEqual([0]);
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
