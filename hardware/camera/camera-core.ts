/** The promises of `device.ts` and `camera.ts` that every real camera keeps in the same way. */
import type { Clock } from '../clock/clock.ts';
import type { DeviceStatus, SelfTestResult, Unsubscribe } from '../device.ts';
import { deviceSession } from '../device-session.ts';
import { DeviceError, type DeviceErrorCode } from '../device-error.ts';
import { wipeImage } from '../image.ts';
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
  /** Which frames are wanted now: one that fails either is an old picture. `undefined`: none, because nothing runs. */
  wanted(): Wanted | undefined;
  /** Hands the frame over, or wipes it when nobody streams. */
  deliver(frame: Frame): void;
  /** A frame came and was passed over: the camera is not silent. */
  passedOver(): void;
  /** What came is damaged: what runs ends with `corrupt`. */
  damaged(message: string): void;
  /** What runs ends with this error. */
  fail(error: DeviceError): void;
  /** The device is gone by itself: what runs ends, and later calls are `disconnected`. */
  lost(error: DeviceError): void;
  /** What runs ends with `disconnected`, later calls are `not-connected`. Resolves when nothing runs. */
  letGo(): Promise<void>;
}

export interface Wanted {
  /** When the operation began, monotonic ms. */
  readonly exposedSinceMs: number;
  /** When the receiver was last done with a frame: what was due before came while it was at work. */
  readonly dueSinceMs: number;
  /** How long the receiver was at work on the last frame. */
  readonly workedMs: number;
}

export type Begin = (signal: AbortSignal) => Promise<void>;

interface Operation {
  readonly startedMs: number;
  /** Until when the receiver was last at work, monotonic ms. */
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

  /** One operation from its start to its end; `done` ends it well. */
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
