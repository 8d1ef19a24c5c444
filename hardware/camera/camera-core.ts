/** The part of the `device.ts` and `camera.ts` contracts that all real cameras share. */
import type { Clock } from '../host/clock.ts';
import type { DeviceStatus, SelfTestResult, Unsubscribe } from '../device/device.ts';
import { deviceSession } from '../device/device-session.ts';
import { DeviceError, type DeviceErrorCode } from '../device/device-error.ts';
import { wipeImage } from '../device/image.ts';
import { CAMERA_STALL_MS, type Frame, type StreamOptions } from './camera.ts';

export interface CameraCore {
  status(): DeviceStatus;
  onStatus(listener: (status: DeviceStatus) => void): Unsubscribe;
  /** Opens with `open`, which obeys its signal and leaves nothing open when it rejects. Does nothing when connected. */
  connect(signal: AbortSignal, open: (signal: AbortSignal) => Promise<void>): Promise<void>;
  /** @param begin called when the operation starts; its rejection ends it. */
  stream(onFrame: (frame: Frame) => void, options: StreamOptions, begin: Begin): Promise<void>;
  /** Waits for one frame. */
  selfTest(signal: AbortSignal, begin: Begin): Promise<SelfTestResult>;
  /** Conditions for a frame to be current. A frame that fails either is old. `undefined` when no operation runs. */
  wanted(): Wanted | undefined;
  /** Passes the frame to the stream, or wipes it when there is none. */
  deliver(frame: Frame): void;
  /** Reports that a frame arrived and was dropped, so that the stall timer restarts. */
  passedOver(): void;
  /** Ends the running operation with `corrupt`. */
  damaged(message: string): void;
  /** Ends the running operation with this error. */
  fail(error: DeviceError): void;
  /** The device was lost: ends the running operation; later calls reject with `disconnected`. */
  lost(error: DeviceError): void;
  /**
   * Ends the running operation with `disconnected`; later calls reject with `not-connected`. Resolves when nothing runs.
   */
  letGo(): Promise<void>;
}

export interface Wanted {
  /** When the operation began, monotonic ms. */
  readonly exposedSinceMs: number;
  /** When the receiver last finished a frame. A frame due before then arrived while the receiver was busy. */
  readonly dueSinceMs: number;
  /** How long the receiver took for the last frame. */
  readonly workedMs: number;
}

export type Begin = (signal: AbortSignal) => Promise<void>;

interface Operation {
  readonly startedMs: number;
  /** When the receiver last finished, monotonic ms. */
  busyUntilMs: number;
  workedMs: number;
  readonly onFrame: (frame: Frame) => void;
  readonly onPassedOver: () => void;
  readonly fail: (error: unknown) => void;
}

export function cameraError(code: DeviceErrorCode, message: string, cause?: unknown): DeviceError {
  return new DeviceError('camera', code, message, cause === undefined ? undefined : { cause });
}

export function cameraCore(clock: Clock): CameraCore {
  const session = deviceSession('camera', clock);
  let running: Operation | undefined;

  /** Runs one operation. `done` ends it successfully. */
  const operate = (signal: AbortSignal, begin: Begin, onFrame: (frame: Frame, done: () => void) => void) =>
    new Promise<void>((resolve, reject) => {
      let cancelStall: () => void = () => undefined;
      const settle = (how: () => void) => {
        cancelStall();
        if (running === operation) running = undefined;
        how();
      };
      const fail = (error: unknown) => settle(() => reject(error instanceof Error ? error : new Error(String(error))));
      const done = () => settle(resolve);
      const listenFor = () => {
        cancelStall();
        cancelStall = clock.after(CAMERA_STALL_MS, () =>
          fail(cameraError('timed-out', `no frame for ${CAMERA_STALL_MS} ms`)),
        );
      };
      const startedMs = clock.monotonicMs();
      const operation: Operation = {
        startedMs,
        busyUntilMs: startedMs,
        workedMs: 0,
        fail,
        onPassedOver: listenFor,
        onFrame(frame) {
          const handedMs = clock.monotonicMs();
          try {
            onFrame(frame, done);
          } catch (thrown) {
            return fail(thrown);
          }
          operation.busyUntilMs = clock.monotonicMs();
          operation.workedMs = operation.busyUntilMs - handedMs;
          if (running === operation) listenFor();
        },
      };
      running = operation;
      signal.addEventListener('abort', () => fail(signal.reason), { once: true });
      listenFor();
      begin(signal).catch(fail);
    });

  return {
    status: session.status,
    onStatus: session.onStatus,
    connect: session.connect,
    async stream(onFrame, { signal }, begin) {
      if (signal.aborted) return;
      try {
        await session.run(signal, (until) => operate(until, begin, onFrame));
      } catch (thrown) {
        if (!(thrown instanceof DeviceError && thrown.code === 'aborted' && signal.aborted)) throw thrown;
      }
    },
    selfTest: (signal, begin) =>
      session.selfTest(signal, (until) =>
        operate(until, begin, ({ image }, done) => {
          wipeImage(image);
          done();
        }),
      ),
    wanted() {
      if (running === undefined) return undefined;
      const { startedMs, busyUntilMs, workedMs } = running;
      return { exposedSinceMs: startedMs, dueSinceMs: busyUntilMs, workedMs };
    },
    deliver(frame) {
      if (running === undefined) wipeImage(frame.image);
      else running.onFrame(frame);
    },
    passedOver: () => running?.onPassedOver(),
    damaged(message) {
      if (running !== undefined) running.fail(cameraError('corrupt', message));
      else session.fault('corrupt');
    },
    fail: (error) => running?.fail(error),
    lost: session.lost,
    letGo: session.letGo,
  };
}
