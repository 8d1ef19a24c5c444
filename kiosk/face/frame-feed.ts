/**
 * Delivers sealed frames one at a time. Frames that arrive while no caller waits are wiped unseen, because a newer
 * frame is always better.
 */
import type { Camera, Frame } from '../../hardware/camera/camera.ts';
import { type Clock, pause } from '../../hardware/host/clock.ts';
import { wipeImage } from '../../hardware/device/image.ts';
import type { TransactionId } from '../../server/contract/report.ts';
import type { SealedCapture, Vault } from '../vault/vault.ts';

export interface SealedFrame {
  readonly capture: SealedCapture;
  /** Monotonic time of the exposure, ms. */
  readonly atMs: number;
}

export interface FrameFeed {
  /** The next frame, or `undefined` when none arrives before `deadlineMs` (monotonic) or the feed has ended. */
  next(deadlineMs: number): Promise<SealedFrame | undefined>;
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
}

export function openFrameFeed({ camera, vault, clock, transactionId, signal }: FrameFeedOptions): FrameFeed {
  const stop = new AbortController();
  const stopped = AbortSignal.any([signal, stop.signal]);
  let waiting: ((frame: SealedFrame | undefined) => void) | undefined;
  const settle = (frame: SealedFrame | undefined): void => {
    const resolve = waiting;
    waiting = undefined;
    resolve?.(frame);
  };

  const onFrame = (frame: Frame): void => {
    if (waiting === undefined || stopped.aborted) {
      wipeImage(frame.image);
      return;
    }
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
    async next(deadlineMs) {
      const remainingMs = deadlineMs - clock.monotonicMs();
      if (stopped.aborted || remainingMs <= 0) return undefined;
      const arrived = new AbortController();
      const frame = new Promise<SealedFrame | undefined>((resolve) => {
        waiting = resolve;
      }).finally(() => arrived.abort());
      if (await pause(clock, remainingMs, arrived.signal)) settle(undefined);
      return frame;
    },
    failed,
    async end() {
      stop.abort();
      await stream.catch(() => undefined);
    },
  };
}
