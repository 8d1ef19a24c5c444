import { BLEND_MS } from './constants.ts';
import type { ShownLight } from './light-challenge-outcome.ts';
import { type LightState, lightOf, RESTING_LIGHT } from './light-state.ts';

/**
 * The colour of one half of the screen at a given time, blended over rise time and exposure, without its grey part.
 *
 * @returns float64 [3], mean 0
 */
export function shownColour({ states }: ShownLight, half: keyof LightState, atMs: number): Float64Array {
  const out = new Float64Array(3);
  const from = atMs - BLEND_MS / 2;
  const to = atMs + BLEND_MS / 2;
  let startMs = -Infinity;
  let state = RESTING_LIGHT;
  for (let at = 0; at <= states.length; at++) {
    const endMs = states[at]?.atMs ?? Infinity;
    const share = Math.max(0, Math.min(to, endMs) - Math.max(from, startMs)) / BLEND_MS;
    if (share > 0) {
      const light = lightOf(state[half]);
      for (let channel = 0; channel < 3; channel++) out[channel] = out[channel]! + share * light[channel]!;
    }
    state = states[at]?.state ?? RESTING_LIGHT;
    startMs = endMs;
  }
  withoutGrey(out, 0);
  return out;
}

/** Subtracts the mean of three channels, which exposure, shadows and motion change most. */
export function withoutGrey(values: Float64Array, at: number): void {
  const mean = (values[at]! + values[at + 1]! + values[at + 2]!) / 3;
  for (let channel = 0; channel < 3; channel++) values[at + channel] = values[at + channel]! - mean;
}
