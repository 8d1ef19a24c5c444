/** Plays a challenge on the display: each state from a display frame on, and a word to the lane for each. */
import type { LightChallenge } from '../../../models/face/presentation-attack/light-challenge/light-challenge.ts';
import {
  type LightState,
  RESTING_LIGHT,
} from '../../../models/face/presentation-attack/light-challenge/light-state.ts';

export interface LightPlayerOptions {
  readonly challenge: LightChallenge;
  /** Puts colours on the display with the frame that is being made. */
  readonly paint: (state: LightState) => void;
  /** @param index 0 for the first state; the count of states for the rest after them. `pageMs`: time of the display frame */
  readonly confirm: (index: number, pageMs: number) => void;
  /** Calls back with the time of the next display frame, as `requestAnimationFrame` does. Returns a way to cancel. */
  readonly nextFrame: (callback: (nowMs: number) => void) => () => void;
}

/** A frame that comes this much early still counts as the planned one, ms: half a display frame. */
const EARLY_MS = 8;

/** @returns stops it */
export function playLight({ challenge, paint, confirm, nextFrame }: LightPlayerOptions): () => void {
  const { leadMs, states } = challenge;
  let cancel: () => void = () => undefined;
  let index = -1;
  let dueMs = 0;
  const step = (nowMs: number): void => {
    if (index < 0 && dueMs === 0) dueMs = nowMs + leadMs;
    if (nowMs >= dueMs - EARLY_MS) {
      index++;
      const state = states[index];
      paint(state ?? RESTING_LIGHT);
      confirm(index, nowMs);
      if (state === undefined) return;
      dueMs += state.forMs;
    }
    cancel = nextFrame(step);
  };
  paint(RESTING_LIGHT);
  cancel = nextFrame(step);
  return () => cancel();
}
