import type { LaneState } from './lane.ts';

/** How long each phase may last before `timed-out`, ms. */
export const PHASE_TIMEOUTS_MS = {
  /** Time to read. */
  notice: 60_000,
  /** All of one attempt at the reader, waiting for the document included. */
  document: 40_000,
  /** All of one attempt at the camera, the head turn included. */
  face: 40_000,
  /** All of one attempt at the fingerprint scanner, every finger and try included. */
  finger: 60_000,
  opening: 5_000,
  /** From the barrier's release to the first step in, and from the step in to the far side. */
  passage: 15_000,
  /** Between tries to close a barrier that somebody stands in, or to open one in an emergency. */
  obstructed: 1_000,
  referred: 12_000,
} as const;

/** How often a barrier may be obstructed before an officer is needed. */
export const MOST_OBSTRUCTIONS = 30;

/** `undefined`: the phase waits for as long as it takes. */
export function timeoutOf(state: LaneState): number | undefined {
  switch (state.phase) {
    case 'starting':
    case 'idle':
    case 'deciding':
    case 'out-of-service':
      return undefined;
    case 'emergency':
      return state.again ? PHASE_TIMEOUTS_MS.obstructed : undefined;
    case 'passage':
      return state.ended === undefined ? PHASE_TIMEOUTS_MS.passage : PHASE_TIMEOUTS_MS.obstructed;
    default:
      return PHASE_TIMEOUTS_MS[state.phase];
  }
}
