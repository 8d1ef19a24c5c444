/** Self-test of the camera step's speed, while no traveller is present. */
import { randomBytes } from 'node:crypto';
import { DeviceError } from '../../../hardware/device/device-error.ts';
import { transactionIdSchema } from '../../../server/contract/field.ts';
import type { FaceAnalysis } from './analysis.ts';
import { type FrameFeed, type FrameFeedOptions, openFrameFeed } from './frame-feed.ts';

/** Duration after the first frame, ms: twice the minimum for a rate. */
const MEASURE_MS = 2_000;
/** Time limit until the first frame, ms. A real camera takes up to 2 s to start. */
const FIRST_FRAME_MS = 5_000;

export interface MeasurePaceOptions extends Pick<FrameFeedOptions, 'camera' | 'vault' | 'clock' | 'signal'> {
  readonly analysis: Pick<FaceAnalysis, 'observe' | 'forget'>;
}

/**
 * Frames take the way of a traveller's frames: camera, sealing, analysis thread. Each is overwritten with zeros in the callback in which it
 * arrived, so no person is captured. A frame without a face costs more than one in which a face is followed, so a traveller's rate is at least as
 * high.
 *
 * @returns analysed frames per second; `undefined` when the signal fired or the camera failed
 */
export async function measurePace(options: MeasurePaceOptions): Promise<number | undefined> {
  const { vault, analysis, signal } = options;
  if (signal.aborted) return undefined;
  const transactionId = transactionIdSchema.parse(randomBytes(16).toString('hex'));
  await vault.prepare();
  const frames = openFrameFeed({ ...options, transactionId, isBlank: true });
  try {
    await Promise.race([analyseFrames(options, frames), frames.failed]);
    return signal.aborted ? undefined : frames.framesPerS();
  } catch (error) {
    if (!(error instanceof DeviceError)) throw error;
    return undefined;
  } finally {
    await frames.end();
    vault.forget(transactionId);
    await analysis.forget();
  }
}

async function analyseFrames({ vault, analysis, clock, signal }: MeasurePaceOptions, frames: FrameFeed): Promise<void> {
  let deadlineMs = clock.monotonicMs() + FIRST_FRAME_MS;
  for (let count = 0; !signal.aborted; count++) {
    const frame = await frames.next(deadlineMs);
    if (frame === undefined) return;
    if (count === 0) deadlineMs = clock.monotonicMs() + MEASURE_MS;
    await analysis.observe(frame.capture, frame.atMs);
    vault.discard(frame.capture);
  }
}
