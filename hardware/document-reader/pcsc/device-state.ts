/** The promises of `device.ts` about status and single operations. */
import type { DeviceStatus, SelfTestResult, Unsubscribe } from '../../device.ts';
import type { DeviceError } from '../../device-error.ts';
import type { Clock } from '../../clock/clock.ts';
import { DeviceError as Failure } from '../../device-error.ts';
import { deviceError } from './faults.ts';

export interface DeviceState {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  ready(): void;
  /** The device is gone: what runs ends with `reason`, and calls are refused with its code until `ready`. */
  gone(reason: DeviceError): void;
  /**
   * Runs one operation alone; its signal fires, with the error as reason, when it must end. Rejects with `aborted`,
   * `not-connected`, `disconnected`, `busy` before it starts.
   */
  run<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>): Promise<T>;
  selfTest(signal: AbortSignal, exercise: (signal: AbortSignal) => Promise<void>): Promise<SelfTestResult>;
}

export function deviceState(clock: Clock): DeviceState {
  let current: DeviceStatus = { kind: 'disconnected' };
  let whyGone = deviceError({ code: 'not-connected', message: 'the document reader is not connected' });
  let running: AbortController | undefined;
  const listeners = new Set<(status: DeviceStatus) => void>();
  /** Changes that listeners are still to hear: one of them may change the status again while it listens. */
  const unheard: DeviceStatus[] = [];

  function become(status: DeviceStatus): void {
    const code = (one: DeviceStatus) => (one.kind === 'faulted' ? one.code : undefined);
    if (status.kind === current.kind && code(status) === code(current)) return;
    current = status;
    unheard.push(status);
    if (unheard.length > 1) return;
    for (let next = unheard[0]; next !== undefined; unheard.shift(), next = unheard[0]) {
      for (const listener of [...listeners]) listener(next);
    }
  }

  async function run<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw deviceError({ code: 'aborted', message: 'the call was cancelled' });
    if (current.kind === 'disconnected') throw deviceError(whyGone, whyGone);
    if (running !== undefined) throw deviceError({ code: 'busy', message: 'the document reader is busy' });
    const end = new AbortController();
    running = end;
    const onAbort = (): void => end.abort(deviceError({ code: 'aborted', message: 'the call was cancelled' }));
    signal.addEventListener('abort', onAbort, { once: true });
    const cut = new Promise<never>((_, reject) => {
      end.signal.addEventListener('abort', () => reject(end.signal.reason), { once: true });
    });
    become({ kind: 'busy' });
    try {
      const value = await Promise.race([operation(end.signal), cut]);
      settle({ kind: 'ready' });
      return value;
    } catch (thrown) {
      const code = thrown instanceof Failure ? thrown.code : undefined;
      settle(code === 'timed-out' || code === 'corrupt' ? { kind: 'faulted', code } : { kind: 'ready' });
      throw thrown;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }

    function settle(status: DeviceStatus): void {
      if (running === end) running = undefined;
      if (current.kind === 'busy') become(status);
    }
  }

  return {
    status: () => current,
    onStatus(listener) {
      listeners.add(listener);
      return () => void listeners.delete(listener);
    },
    ready: () => become({ kind: 'ready' }),
    gone(reason) {
      whyGone = reason;
      running?.abort(reason.code === 'not-connected' ? letGo() : reason);
      running = undefined;
      become({ kind: 'disconnected' });
    },
    run,
    async selfTest(signal, exercise) {
      const startedMs = clock.monotonicMs();
      const durationMs = () => Math.round(clock.monotonicMs() - startedMs);
      try {
        await run(signal, exercise);
        return { kind: 'passed', durationMs: durationMs() };
      } catch (thrown) {
        const rejects: readonly string[] = ['busy', 'aborted', 'not-connected'];
        if (!(thrown instanceof Failure) || rejects.includes(thrown.code)) throw thrown;
        return { kind: 'failed', code: thrown.code, durationMs: durationMs() };
      }
    },
  };
}

function letGo(): DeviceError {
  return deviceError({ code: 'disconnected', message: 'the document reader was let go of' });
}
