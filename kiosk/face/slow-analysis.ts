import { TURN_FRAMES_LEAST_PER_S } from './face-constants.ts';

/**
 * The frames of a turn came too slowly to judge it. This is a fault of the lane, not of the traveller: the caller raises the fault
 * `analysis` and reports `device-fault`.
 */
export class SlowAnalysisError extends Error {
  override readonly name = 'SlowAnalysisError';
  readonly code = 'frames-too-slow';
}

/** @param timesMs times of the analysed frames, in order. Fewer than two frames are too slow. */
export function isTooSlow(timesMs: readonly number[]): boolean {
  const spanMs = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  return timesMs.length < 2 || ((timesMs.length - 1) * 1_000) / spanMs < TURN_FRAMES_LEAST_PER_S;
}
