import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { turnedClock } from '../../../hardware/host/turned-clock.ts';
import { answerWithin, withinTime } from '../../../hardware/host/within-time.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

/** Obeys its signal, as a driver does. */
function endless(signal: AbortSignal): Promise<never> {
  return new Promise((_, reject) => {
    const onAbort = (): void => reject(signal.reason as Error);
    if (signal.aborted) onAbort();
    signal.addEventListener('abort', onAbort, { once: true });
  });
}

describe('a call within a time', () => {
  it('settles as the call does, and leaves no timer and no listener', async () => {
    const clock = turnedClock();
    const { signal } = new AbortController();
    let limit: AbortSignal | undefined;
    const made = withinTime(clock, 100, signal, async (limited) => {
      limit = limited;
      return 7;
    });
    expect(await made).toBe(7);
    await clock.advance(200);
    expect(limit?.aborted).toBe(false);
    expect(listeners(signal)).toBe(0);
    await expect(withinTime(clock, 100, signal, () => Promise.reject(new Error('stuck')))).rejects.toThrow('stuck');
  });

  it('fires the signal of the call when the time has passed', async () => {
    const clock = turnedClock();
    const made = withinTime(clock, 100, undefined, endless);
    const ended = expect(made).rejects.toMatchObject({ name: 'AbortError' });
    await clock.advance(100);
    await ended;
  });

  it('fires the signal of the call with that of the caller, for the same reason', async () => {
    const stop = new AbortController();
    const made = withinTime(turnedClock(), 100, stop.signal, endless);
    stop.abort(new Error('the lane closes'));
    await expect(made).rejects.toThrow('the lane closes');
  });
});

describe('an answer within a time', () => {
  it('is the answer, and leaves no timer and no listener', async () => {
    const clock = turnedClock();
    const { signal } = new AbortController();
    expect(await answerWithin(clock, 100, Promise.resolve('here'), signal)).toBe('here');
    await expect(answerWithin(clock, 100, Promise.reject(new Error('gone')), signal)).rejects.toThrow('gone');
    expect(listeners(signal)).toBe(0);
  });

  it('is undefined when the time has passed or the signal fires', async () => {
    const clock = turnedClock();
    const never = new Promise<never>(() => undefined);
    const late = answerWithin(clock, 100, never);
    await clock.advance(100);
    expect(await late).toBeUndefined();
    const stop = new AbortController();
    const stopped = answerWithin(clock, 100, never, stop.signal);
    stop.abort();
    expect(await stopped).toBeUndefined();
  });
});
