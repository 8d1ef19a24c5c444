import { getEventListeners } from 'node:events';
import { describe, expect, it } from 'vitest';
import { combineSignals, underSignals } from '../../../hardware/host/combined-signal.ts';

const listeners = (signal: AbortSignal): number => getEventListeners(signal, 'abort').length;

describe('a combined signal', () => {
  it('fires with the first of its signals, once, for the reason of that one', () => {
    const [closing, stop] = [new AbortController(), new AbortController()];
    const { signal } = combineSignals(closing.signal, stop.signal);
    let fired = 0;
    signal.addEventListener('abort', () => (fired += 1));
    const reason = new Error('the traveller has gone');
    stop.abort(reason);
    closing.abort(new Error('the lane closes'));
    expect(fired).toBe(1);
    expect(signal.reason).toBe(reason);
  });

  it('listens to none of its signals once it has fired', () => {
    const [closing, stop] = [new AbortController(), new AbortController()];
    const { signal, release } = combineSignals(closing.signal, stop.signal);
    expect([listeners(closing.signal), listeners(stop.signal)]).toEqual([1, 1]);
    stop.abort();
    expect([listeners(closing.signal), listeners(stop.signal)]).toEqual([0, 0]);
    release();
    expect(signal.aborted).toBe(true);
  });

  it('listens to none of its signals once it is released, and does not fire any more', () => {
    const [closing, stop] = [new AbortController(), new AbortController()];
    const { signal, release } = combineSignals(closing.signal, stop.signal);
    release();
    release();
    expect([listeners(closing.signal), listeners(stop.signal)]).toEqual([0, 0]);
    closing.abort();
    expect(signal.aborted).toBe(false);
  });

  it('has fired, and listens to nothing, when one of its signals fired before', () => {
    const closing = new AbortController();
    const reason = new Error('closed before');
    const { signal } = combineSignals(closing.signal, AbortSignal.abort(reason));
    expect(signal.reason).toBe(reason);
    expect(listeners(closing.signal)).toBe(0);
  });

  it('takes the reason of the first in order when several fired before', () => {
    const { signal } = combineSignals(AbortSignal.abort('one'), AbortSignal.abort('other'));
    expect(signal.reason).toBe('one');
  });

  it('leaves the listeners of others in place', () => {
    const closing = new AbortController();
    let heard = 0;
    closing.signal.addEventListener('abort', () => (heard += 1));
    combineSignals(closing.signal).release();
    closing.abort();
    expect(heard).toBe(1);
  });

  it('fires for a time limit', async () => {
    const closing = new AbortController();
    const { signal } = combineSignals(closing.signal, AbortSignal.timeout(1));
    await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
    expect((signal.reason as DOMException).name).toBe('TimeoutError');
    expect(listeners(closing.signal)).toBe(0);
  });
});

describe('a use of several signals', () => {
  it('returns the result, and listens to no signal afterwards', async () => {
    const closing = new AbortController();
    const during = await underSignals([closing.signal], async () => listeners(closing.signal));
    expect(during).toBe(1);
    expect(listeners(closing.signal)).toBe(0);
  });

  it('fails as its use fails, and listens to no signal afterwards', async () => {
    const closing = new AbortController();
    const failure = new Error('no answer');
    await expect(underSignals([closing.signal], () => Promise.reject(failure))).rejects.toBe(failure);
    const thrown = underSignals([closing.signal], () => {
      throw failure;
    });
    await expect(thrown).rejects.toBe(failure);
    expect(listeners(closing.signal)).toBe(0);
  });

  it('is ended by each of the signals', async () => {
    for (const which of [0, 1]) {
      const controllers = [new AbortController(), new AbortController()];
      const signals = controllers.map(({ signal }) => signal);
      const using = underSignals(
        signals,
        (signal) =>
          new Promise((_, reject) => {
            signal.addEventListener('abort', () => reject(signal.reason as Error), { once: true });
          }),
      );
      const reason = new Error('ended');
      controllers[which]?.abort(reason);
      await expect(using).rejects.toBe(reason);
      expect(signals.map(listeners)).toEqual([0, 0]);
    }
  });

  it('adds nothing to a signal that lives on, however often it is used', async () => {
    const closing = new AbortController();
    for (let turn = 0; turn < 1_000; turn += 1) {
      await underSignals([closing.signal, new AbortController().signal], async () => undefined);
    }
    // Listeners and what the engine keeps for dependent signals are both own properties of a signal
    const kept = Object.getOwnPropertySymbols(closing.signal)
      .map((key) => (closing.signal as unknown as Record<symbol, unknown>)[key])
      .filter((value): value is Set<unknown> => value instanceof Set);
    expect(kept.map(({ size }) => size).filter((size) => size > 0)).toEqual([]);
    expect(listeners(closing.signal)).toBe(0);
  });
});
