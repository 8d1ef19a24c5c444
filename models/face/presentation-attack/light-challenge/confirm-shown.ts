import { STATE_TOLERANCE_MS } from './constants.ts';
import type { LightChallenge } from './light-challenge.ts';
import type { ShownLight } from './light-challenge-outcome.ts';
import { RESTING_LIGHT } from './light-state.ts';

/**
 * One acknowledgement from the page: the time on the page's clock at which it began to show a state, and the time of
 * arrival on the lane's clock.
 */
export interface Acknowledgement {
  /** 0 for the first state; the number of states for the grey at the end. */
  readonly index: number;
  readonly pageMs: number;
  readonly arrivedMs: number;
}

/** Maximum delay of an acknowledgement beyond that of the fastest one, ms. */
const DELAY_MAX_MS = 150;

/**
 * The times at which the screen showed each state, on the lane's clock. The offset of the page's clock is taken from
 * the fastest acknowledgement, because none can arrive before it was sent.
 *
 * @returns `undefined` unless each state was confirmed once, in order, in time and with about the requested duration
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
