/** The part of the `device.ts` contract that all real drivers share: status, one operation at a time, cancellation. */
import { statusBoard } from './status-board.ts';
import type { Clock } from '../host/clock.ts';
import type { DeviceStatus, SelfTestResult, Unsubscribe } from './device.ts';
import { DeviceError, type DeviceErrorCode } from './device-error.ts';
import type { DeviceKind } from './device-kind.ts';

export interface DeviceSession {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /**
   * Connects by calling `open`, which obeys its signal and leaves nothing open when it rejects. Does nothing when
   * connected. Rejects with `busy` while another call connects.
   */
  connect(signal: AbortSignal, open: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /**
   * Runs one operation exclusively. Its signal fires when the operation must end, with the `DeviceError` to reject with;
   * the call waits for the operation, which must therefore end soon. `timed-out` and `corrupt` make the device `faulted`. A
   * result that arrives after the signal goes to `discard`, which wipes it.
   */
  run<T>(signal: AbortSignal, operation: (signal: AbortSignal) => Promise<T>, discard?: (value: T) => void): Promise<T>;
  /** Runs an operation whose failure is a value, as `Device.selfTest` requires. */
  selfTest(signal: AbortSignal, exercise: (signal: AbortSignal) => Promise<void>): Promise<SelfTestResult>;
  /** The device was lost: the running operation ends, and later calls reject with `disconnected`. */
  lost(error: DeviceError): void;
  /** Makes the device `faulted` because of something received while no operation ran. */
  fault(code: DeviceErrorCode): void;
  /**
   * Disconnects: the running operation ends with `disconnected`, later calls reject with `not-connected`. Resolves when
   * nothing runs.
   */
  letGo(): Promise<void>;
  /** Throws the `DeviceError` that `run` would reject with now. */
  assertUsable(): void;
  error(code: DeviceErrorCode, message: string, cause?: unknown): DeviceError;
}

/** After a connection that failed with one of these, calls reject with `disconnected`. */
const ABSENT: ReadonlySet<DeviceErrorCode> = new Set(['disconnected', 'timed-out']);

export function deviceSession(kind: DeviceKind, clock: Clock): DeviceSession {
  const board = statusBoard();
  const { become } = board;
  let gone = false;
  let opening: AbortController | undefined;
  let ending: AbortController | undefined;
  let idle: Promise<unknown> = Promise.resolve();

  const error = (code: DeviceErrorCode, message: string, cause?: unknown) => errorOf(kind, code, message, cause);
  const cancelled = () => error('aborted', `the call to the ${kind} was cancelled`);

  const end = (reason: DeviceError) => {
    opening?.abort(reason);
    ending?.abort(reason);
    become({ kind: 'disconnected' });
  };

  const assertUsable = () => {
    if (board.current().kind === 'disconnected') {
      throw gone
        ? error('disconnected', `the ${kind} was lost and has not been connected again`)
        : error('not-connected', `the ${kind} is not connected`);
    }
    if (ending !== undefined) throw error('busy', `the ${kind} is busy`);
  };

  const run = async <T>(
    signal: AbortSignal,
    operation: (signal: AbortSignal) => Promise<T>,
    discard?: (value: T) => void,
  ): Promise<T> => {
    if (signal.aborted) throw cancelled();
    assertUsable();
    const { controller, unhook } = endingSignal(signal, cancelled);
    ending = controller;
    become({ kind: 'busy' });
    const settle = (status: DeviceStatus) => {
      unhook();
      if (ending === controller) ending = undefined;
      if (board.current().kind === 'busy') become(status);
    };
    // A status listener may already have ended the operation.
    const running = controller.signal.aborted ? Promise.reject(controller.signal.reason) : operation(controller.signal);
    idle = running.catch(() => undefined);
    try {
      const value = await running;
      if (controller.signal.aborted) {
        discard?.(value);
        throw controller.signal.reason;
      }
      settle({ kind: 'ready' });
      return value;
    } catch (thrown) {
      const reason: unknown = controller.signal.aborted ? controller.signal.reason : thrown;
      const code = reason instanceof DeviceError ? reason.code : undefined;
      settle(code === 'timed-out' || code === 'corrupt' ? { kind: 'faulted', code } : { kind: 'ready' });
      throw reason;
    }
  };

  return {
    status: board.current,
    onStatus: board.onStatus,
    async connect(signal, open) {
      if (signal.aborted) throw cancelled();
      if (opening !== undefined) throw error('busy', `the ${kind} is being connected`);
      if (board.current().kind !== 'disconnected') return;
      const { controller, unhook } = endingSignal(signal, cancelled);
      opening = controller;
      try {
        await open(controller.signal);
        gone = false;
        become({ kind: 'ready' });
      } catch (thrown) {
        if (thrown instanceof DeviceError && ABSENT.has(thrown.code)) gone = true;
        throw controller.signal.aborted ? controller.signal.reason : thrown;
      } finally {
        unhook();
        opening = undefined;
      }
    },
    run,
    selfTest: (signal, exercise) => runSelfTest(clock, () => run(signal, exercise)),
    lost(error) {
      if (board.current().kind === 'disconnected' && opening === undefined) return;
      gone = true;
      end(error);
    },
    fault(code) {
      if (board.current().kind === 'ready') become({ kind: 'faulted', code });
    },
    async letGo() {
      if (board.current().kind !== 'disconnected') gone = false;
      end(error('disconnected', `the ${kind} was disconnected`));
      await idle;
    },
    assertUsable,
    error,
  };
}

function errorOf(kind: DeviceKind, code: DeviceErrorCode, message: string, cause: unknown): DeviceError {
  return new DeviceError(kind, code, message, cause === undefined ? undefined : { cause });
}

/** Failures that do not concern the device's health: the call was mistimed or cancelled. */
const NO_RESULT: readonly string[] = ['busy', 'aborted', 'not-connected'];

/** Turns the result of `exercise` into a value, as `Device.selfTest` requires. Rejects when the device was not tested. */
async function runSelfTest(clock: Clock, exercise: () => Promise<void>): Promise<SelfTestResult> {
  const startedMs = clock.monotonicMs();
  const durationMs = () => Math.round(clock.monotonicMs() - startedMs);
  try {
    await exercise();
    return { kind: 'passed', durationMs: durationMs() };
  } catch (thrown) {
    if (!(thrown instanceof DeviceError) || NO_RESULT.includes(thrown.code)) throw thrown;
    return { kind: 'failed', code: thrown.code, durationMs: durationMs() };
  }
}

/** Derived from the caller's signal. Its reason is the `DeviceError` to reject with, and the device can fire it too. */
function endingSignal(signal: AbortSignal, cancelled: () => DeviceError) {
  const controller = new AbortController();
  const onAbort = () => controller.abort(cancelled());
  signal.addEventListener('abort', onAbort, { once: true });
  return { controller, unhook: () => signal.removeEventListener('abort', onAbort) };
}
