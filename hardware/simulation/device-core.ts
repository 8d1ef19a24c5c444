/** The `device.ts` contract, shared by all simulated devices. */
import { statusBoard } from '../device/status-board.ts';
import { runSelfTest } from '../device/run-self-test.ts';
import { type Clock, pause } from '../host/clock.ts';
import type { Device, DeviceKind, DeviceStatus } from '../device/device.ts';
import { DeviceError } from '../device/device-error.ts';
import type { FaultBoard } from './fault-board.ts';

/** A running operation. */
export interface Running {
  /** Fires when the operation must end, for any reason. */
  readonly signal: AbortSignal;
  /** Waits. Rejects with the operation's `DeviceError` when it must end sooner. */
  wait(delayMs: number): Promise<void>;
  /** Waits for a promise, with the same rule. A late result is dropped. */
  first<T>(promise: Promise<T>): Promise<T>;
  /** Waits for the device's usual time and applies active faults: slow, stalled, corrupt. */
  work(usualMs: number): Promise<void>;
}

export interface DeviceCore extends Omit<Device, 'descriptor' | 'selfTest'> {
  /**
   * Runs one operation exclusively. Rejects with `aborted`, `not-connected`, `disconnected` or `busy` before it starts. A
   * device that timed out or sent invalid data is `faulted` until an operation succeeds.
   */
  run<T>(signal: AbortSignal, operation: (running: Running) => Promise<T>): Promise<T>;
  /** A self-test that runs `exercise` as an operation and returns its failure as a value. */
  selfTest(signal: AbortSignal, exercise: (running: Running) => Promise<void>): ReturnType<Device['selfTest']>;
  /** Reports moving parts that are stuck. */
  faulted(code: 'jammed'): void;
  /** Throws the error with which `run` would reject before it starts. */
  assertUsable(): void;
}

export interface CoreOptions {
  readonly kind: DeviceKind;
  readonly clock: Clock;
  readonly faults: FaultBoard;
  /** Silence after which a call times out, ms. */
  readonly stallMs: number;
  /** Opens the device. */
  readonly open?: () => Promise<void>;
  /** Called when the device is disconnected or unplugged. */
  readonly closed?: () => void;
}

export function deviceCore({ kind, clock, faults, stallMs, open, closed }: CoreOptions): DeviceCore {
  const board = statusBoard();
  const { become } = board;
  let unplugged = false;
  let opening = false;
  let ending: AbortController | undefined;
  let idle: Promise<unknown> = Promise.resolve();

  const error = (code: DeviceError['code'], message: string) => new DeviceError(kind, code, message);
  const letGo = (reason: DeviceError) => {
    ending?.abort(reason);
    if (board.current().kind === 'disconnected') return;
    become({ kind: 'disconnected' });
    closed?.();
  };
  faults.onStrike(kind, (fault) => {
    if (fault.kind !== 'disconnect' || board.current().kind === 'disconnected') return;
    unplugged = true;
    faults.take(kind, 'disconnect');
    letGo(error('disconnected', `the ${kind} was unplugged`));
  });

  const assertUsable = () => {
    if (board.current().kind === 'disconnected') {
      throw unplugged
        ? error('disconnected', `the ${kind} was unplugged and has not been connected again`)
        : error('not-connected', `the ${kind} is not connected`);
    }
    if (ending !== undefined) throw error('busy', `the ${kind} is busy`);
  };
  const assertNotAborted = (signal: AbortSignal) => {
    if (signal.aborted) throw error('aborted', `the call to the ${kind} was cancelled`);
  };

  const run = async <T>(signal: AbortSignal, operation: (running: Running) => Promise<T>): Promise<T> => {
    assertNotAborted(signal);
    assertUsable();
    const end = new AbortController();
    const onAbort = () => end.abort(error('aborted', `the call to the ${kind} was cancelled`));
    signal.addEventListener('abort', onAbort, { once: true });
    ending = end;
    become({ kind: 'busy' });
    const running = runningUntil(end.signal, { kind, clock, faults, stallMs });
    const result = running.first(operation(running));
    idle = result.catch(() => undefined);
    try {
      const value = await result;
      settle({ kind: 'ready' });
      return value;
    } catch (thrown) {
      const code = thrown instanceof DeviceError ? thrown.code : undefined;
      settle(code === 'timed-out' || code === 'corrupt' ? { kind: 'faulted', code } : { kind: 'ready' });
      throw thrown;
    } finally {
      signal.removeEventListener('abort', onAbort);
    }

    function settle(status: DeviceStatus) {
      if (ending === end) ending = undefined;
      if (board.current().kind === 'busy') become(status);
    }
  };

  return {
    status: board.current,
    onStatus: board.onStatus,
    async connect(signal) {
      assertNotAborted(signal);
      if (board.current().kind !== 'disconnected') return;
      if (opening) throw error('busy', `the ${kind} is being connected`);
      opening = true;
      try {
        const slower = faults.take(kind, 'slow')?.byMs ?? 0;
        if (slower > 0 && !(await pause(clock, slower, signal))) assertNotAborted(signal);
        if (faults.take(kind, 'disconnect') !== undefined) {
          unplugged = true;
          throw error('disconnected', `no ${kind} is plugged in`);
        }
        await open?.();
        assertNotAborted(signal);
        unplugged = false;
        become({ kind: 'ready' });
      } finally {
        opening = false;
      }
    },
    async disconnect() {
      letGo(error('disconnected', `the ${kind} was disconnected`));
      await idle;
    },
    run,
    selfTest: (signal, exercise) => runSelfTest(clock, () => run(signal, exercise)),
    faulted: (code) => become({ kind: 'faulted', code }),
    assertUsable,
  };
}

function runningUntil(signal: AbortSignal, { kind, clock, faults, stallMs }: CoreOptions): Running {
  const ended = new Promise<never>((_, reject) => {
    signal.addEventListener('abort', () => reject(signal.reason), { once: true });
  });
  ended.catch(() => undefined);
  const wait = async (delayMs: number) => {
    if (!(await pause(clock, delayMs, signal))) throw signal.reason;
  };
  return {
    signal,
    wait,
    first: (promise) => Promise.race([promise, ended]),
    async work(usualMs) {
      const slower = faults.take(kind, 'slow')?.byMs ?? 0;
      if (faults.look(kind, 'stall') !== undefined) {
        await wait(stallMs);
        faults.take(kind, 'stall');
        throw new DeviceError(kind, 'timed-out', `the ${kind} has not answered for ${stallMs} ms`);
      }
      if (usualMs + slower > 0) await wait(usualMs + slower);
      if (faults.take(kind, 'corrupt') !== undefined) {
        throw new DeviceError(kind, 'corrupt', `the ${kind} answered nonsense`);
      }
    },
  };
}

/** The descriptor of a simulator. */
export function simulatorDescriptor(kind: DeviceKind) {
  return { kind, driver: 'simulator', model: 'postern-simulator', firmware: '1', simulated: true } as const;
}
