import { MIN_LIGHT_FRAMES_PER_S, MIN_TURN_FRAMES_PER_S } from './face-constants.ts';

/**
 * Whether the frames of a challenge that could not be judged came too slowly. This is a fault of the lane and not of the traveller.
 *
 * @param timesMs times of the analysed frames, in order. Fewer than two frames are too slow.
 */
export function isTooSlow(challenge: 'light' | 'turn', timesMs: readonly number[]): boolean {
  const spanMs = (timesMs.at(-1) ?? 0) - (timesMs[0] ?? 0);
  const leastPerS = challenge === 'light' ? MIN_LIGHT_FRAMES_PER_S : MIN_TURN_FRAMES_PER_S;
  return timesMs.length < 2 || ((timesMs.length - 1) * 1_000) / spanMs < leastPerS;
}
