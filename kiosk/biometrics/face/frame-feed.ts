/**
 * Delivers sealed frames one at a time. Frames that arrive while no caller waits are wiped unseen, because a newer
 * frame is always better.
 */
import type { Camera, Frame } from '../../../hardware/camera/camera.ts';
import { type Clock, pause } from '../../../hardware/host/clock.ts';
import { combineSignals } from '../../../hardware/host/combined-signal.ts';
import { wipeImage } from '../../../hardware/device/image.ts';
import type { TransactionId } from '../../../server/contract/report.ts';
import type { SealedCapture, Vault } from '../../vault/captures/vault.ts';
import { RATE_MEASURED_MS } from './face-constants.ts';

export interface SealedFrame {
  readonly capture: SealedCapture;
  /** Monotonic time of the exposure, ms. */
  readonly atMs: number;
}

export interface FrameFeed {
  /** The next frame, or `undefined` when none arrives before `deadlineMs` (monotonic) or the feed has ended. */
  next(deadlineMs: number): Promise<SealedFrame | undefined>;
  /** Sets the minimum time between the exposures of two delivered frames, ms; the frames between them are wiped. Default: 0. */
  space(everyMs: number): void;
  /**
   * Frames per second that were delivered and analysed so far: the lower of the camera's and the caller's rate. `undefined` when the time since
   * the first frame is too short.
   */
  framesPerS(): number | undefined;
  /** Rejects when the camera fails; never resolves otherwise. */
  readonly failed: Promise<never>;
  /** Ends the stream; resolves when the camera is idle. Safe to repeat. */
  end(): Promise<void>;
}

export interface FrameFeedOptions {
  readonly camera: Camera;
  readonly vault: Vault;
  readonly clock: Clock;
  readonly transactionId: TransactionId;
  readonly signal: AbortSignal;
  /** Overwrites each frame with zeros before it is sealed, so that no person is captured. */
  readonly isBlank?: boolean;
}

export function openFrameFeed({ camera, vault, clock, transactionId, signal, isBlank }: FrameFeedOptions): FrameFeed {
  const stop = new AbortController();
  const stopped = combineSignals(signal, stop.signal).signal;
  let waiting: ((frame: SealedFrame | undefined) => void) | undefined;
  let everyMs = 0;
  let lastAtMs = -Infinity;
  let delivered = 0;
  let firstMs = 0;
  let lastMs = 0;
  let calledMs = 0;
  const settle = (frame: SealedFrame | undefined): void => {
    const resolve = waiting;
    waiting = undefined;
    resolve?.(frame);
  };

  const onFrame = (frame: Frame): void => {
    if (waiting === undefined || stopped.aborted || frame.capturedAtMs - lastAtMs < everyMs) {
      wipeImage(frame.image);
      return;
    }
    lastAtMs = frame.capturedAtMs;
    lastMs = clock.monotonicMs();
    if (delivered === 0) firstMs = lastMs;
    delivered += 1;
    if (isBlank === true) frame.image.data.fill(0);
    settle({ capture: vault.sealImage(frame.image, 'face-frame', transactionId), atMs: frame.capturedAtMs });
  };
  stopped.addEventListener('abort', () => settle(undefined), { once: true });

  const stream = camera.stream(onFrame, { signal: stopped });
  const failed = stream.then(
    () => new Promise<never>(() => undefined),
    (error: unknown) => Promise.reject(error instanceof Error ? error : new Error('the camera failed')),
  );
  failed.catch(() => settle(undefined));

  return {
    space(ms) {
      everyMs = ms;
    },
    framesPerS() {
      const usualMs = delivered < 2 ? 0 : (lastMs - firstMs) / (delivered - 1);
      // The time after the last frame counts as far as it is longer than usual
      const spanMs = Math.max(lastMs, calledMs - usualMs) - firstMs;
      return delivered === 0 || spanMs < RATE_MEASURED_MS ? undefined : ((delivered - 1) * 1_000) / spanMs;
    },
    async next(deadlineMs) {
      calledMs = clock.monotonicMs();
      const remainingMs = deadlineMs - calledMs;
      if (stopped.aborted || remainingMs <= 0) return undefined;
      const arrived = new AbortController();
      const frame = new Promise<SealedFrame | undefined>((resolve) => {
        waiting = resolve;
      }).finally(() => arrived.abort());
      if (await pause(clock, remainingMs, arrived.signal)) settle(undefined);
      const found = await frame;
      if (found === undefined) calledMs = clock.monotonicMs();
      return found;
    },
    failed,
    async end() {
      // Fires `stopped`, which then listens to no signal
      stop.abort();
      await stream.catch(() => undefined);
    },
  };
}
