import { STATE_TOLERANCE_MS } from './constants.ts';
import type { LightChallenge } from './light-challenge.ts';
import type { ShownLight } from './light-challenge-outcome.ts';
import { RESTING_LIGHT } from './light-state.ts';

/** One word of the page: it began to show a state at a time of its own clock; it arrived at a time of the lane's. */
export interface Acknowledgement {
  /** 0 for the first state; the count of states for the rest that follows. */
  readonly index: number;
  readonly pageMs: number;
  readonly arrivedMs: number;
}

/** A word may take this long from the page to the lane beyond the fastest one, ms. Later, and the lane no longer knows. */
const DELAY_MAX_MS = 150;

/**
 * When the screen showed each state, on the lane's clock. The page's clock is carried over by the fastest word: none can arrive
 * before it was sent.
 *
 * @returns `undefined` unless each state was confirmed once, in order, in time and for about as long as it was to be shown
 */
export function confirmShown(
  challenge: LightChallenge,
  acknowledgements: readonly Acknowledgement[],
): ShownLight | undefined {
  const { states } = challenge;
  if (acknowledgements.length !== states.length + 1) return undefined;
  const offsetMs = Math.min(...acknowledgements.map(({ pageMs, arrivedMs }) => arrivedMs - pageMs));
  for (const [at, { index, pageMs, arrivedMs }] of acknowledgements.entries()) {
    if (index !== at || arrivedMs - pageMs - offsetMs > DELAY_MAX_MS) return undefined;
    const before = acknowledgements[at - 1];
    const planned = states[at - 1];
    if (before === undefined || planned === undefined) continue;
    if (!(Math.abs(pageMs - before.pageMs - planned.forMs) <= STATE_TOLERANCE_MS)) return undefined;
  }
  return {
    states: acknowledgements.map(({ index, pageMs }) => ({
      state: states[index] ?? RESTING_LIGHT,
      atMs: pageMs + offsetMs,
    })),
  };
}
