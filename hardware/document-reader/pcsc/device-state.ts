/** The part of the `device.ts` contract about status and exclusive operations. */
import { statusBoard } from '../../device/status-board.ts';
import { runSelfTest } from '../../device/run-self-test.ts';
import type { DeviceStatus, SelfTestResult, Unsubscribe } from '../../device/device.ts';
import type { DeviceError } from '../../device/device-error.ts';
import type { Clock } from '../../host/clock.ts';
import { DeviceError as Failure } from '../../device/device-error.ts';
import { deviceError } from './faults.ts';

export interface DeviceState {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  ready(): void;
  /** The device was lost: the running operation ends with `reason`, and calls are rejected with its code until `ready`. */
  gone(reason: DeviceError): void;
  /**
   * Runs one operation exclusively; its signal fires, with the error as reason, when it must end. Rejects with `aborted`,
   * `not-connected`, `disconnected`, `busy` before it starts.
   */
  run<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>): Promise<T>;
  selfTest(signal: AbortSignal, exercise: (signal: AbortSignal) => Promise<void>): Promise<SelfTestResult>;
}

export function deviceState(clock: Clock): DeviceState {
  const board = statusBoard();
  const { become } = board;
  let whyGone = deviceError({ code: 'not-connected', message: 'the document reader is not connected' });
  let running: AbortController | undefined;

  async function run<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>): Promise<T> {
    if (signal.aborted) throw deviceError({ code: 'aborted', message: 'the call was cancelled' });
    if (board.current().kind === 'disconnected') throw deviceError(whyGone, whyGone);
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
      if (board.current().kind === 'busy') become(status);
    }
  }

  return {
    status: board.current,
    onStatus: board.onStatus,
    ready: () => become({ kind: 'ready' }),
    gone(reason) {
      whyGone = reason;
      running?.abort(reason.code === 'not-connected' ? letGo() : reason);
      running = undefined;
      become({ kind: 'disconnected' });
    },
    run,
    selfTest: (signal, exercise) => runSelfTest(clock, () => run(signal, exercise)),
  };
}

function letGo(): DeviceError {
  return deviceError({ code: 'disconnected', message: 'the document reader was disconnected' });
}
