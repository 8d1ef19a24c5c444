/** The `device.ts` contract, shared by all simulated devices. */
import { deviceSession } from '../device/device-session.ts';
import { type Clock, pause } from '../host/clock.ts';
import type { Device, DeviceKind } from '../device/device.ts';
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

export function deviceCore(options: CoreOptions): DeviceCore {
  const { kind, clock, faults, open, closed } = options;
  const session = deviceSession(kind, clock);
  const isConnected = () => session.status().kind !== 'disconnected';
  faults.onStrike(kind, (fault) => {
    if (fault.kind !== 'disconnect' || !isConnected()) return;
    faults.take(kind, 'disconnect');
    session.lost(session.error('disconnected', `the ${kind} was unplugged`));
    closed?.();
  });

  const asOperation =
    <T>(operation: (running: Running) => Promise<T>) =>
    (ending: AbortSignal): Promise<T> => {
      const running = runningUntil(ending, options);
      return running.first(operation(running));
    };

  return {
    status: session.status,
    onStatus: session.onStatus,
    connect: (signal) =>
      session.connect(signal, async (opening) => {
        const slower = faults.take(kind, 'slow')?.byMs ?? 0;
        if (slower > 0) await pause(clock, slower, opening);
        opening.throwIfAborted();
        if (faults.take(kind, 'disconnect') !== undefined) {
          throw session.error('disconnected', `no ${kind} is plugged in`);
        }
        await open?.();
        if (opening.aborted) closed?.();
        opening.throwIfAborted();
      }),
    async disconnect() {
      const wasConnected = isConnected();
      const idle = session.letGo();
      if (wasConnected) closed?.();
      await idle;
    },
    run: (signal, operation) => session.run(signal, asOperation(operation)),
    selfTest: (signal, exercise) => session.selfTest(signal, asOperation(exercise)),
    faulted: session.fault,
    assertUsable: session.assertUsable,
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
