import { type Clock, pause } from './clock.ts';
import { underSignals } from './combined-signal.ts';

/**
 * Makes a call that obeys its signal, which fires after `limitMs` or with `signal`. Settles as the call does.
 *
 * @example
 * await withinTime(clock, 5_000, closing, (limited) => device.connect(limited));
 */
export async function withinTime<T>(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  signal: AbortSignal | undefined,
  call: (limited: AbortSignal) => Promise<T>,
): Promise<T> {
  const limit = new AbortController();
  const cancel = clock.after(limitMs, () => limit.abort());
  const signals = signal === undefined ? [limit.signal] : [signal, limit.signal];
  return underSignals(signals, call).finally(cancel);
}

/**
 * Waits for an answer that obeys no signal. `undefined` after `limitMs` or when `signal` fires; whatever answers continues. Rejects as the
 * answer does.
 */
export async function answerWithin<T>(
  clock: Pick<Clock, 'after'>,
  limitMs: number,
  answer: Promise<T>,
  signal?: AbortSignal,
): Promise<T | undefined> {
  const answered = new AbortController();
  const late = pause(clock, limitMs, signal, answered.signal).then(() => undefined);
  return Promise.race([answer, late]).finally(() => answered.abort());
}
