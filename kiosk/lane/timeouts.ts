import type { Lane } from './lane.ts';

/** How long each phase may last before `timed-out`, ms. */
export const PHASE_TIMEOUTS_MS = {
  /** Time to read. */
  notice: 60_000,
  /** All of one attempt at the reader, waiting for the document included. */
  document: 40_000,
  /** Before it is asked whether they still look for it. */
  token: 40_000,
  /** All of one attempt at the camera, the head turn included. */
  face: 40_000,
  /** All of one attempt at the fingerprint scanner, every finger and try included. */
  finger: 60_000,
  /** Time to read, and to say how much. */
  declaration: 60_000,
  opening: 5_000,
  /** From the barrier's release to the first step in, and from the step in to the far side. */
  passage: 15_000,
  /** The same for somebody who has shown that they need longer, or who photographs a receipt first. */
  unhurriedPassage: 30_000,
  /** Between tries to close a barrier that somebody stands in, or to open one in an emergency. */
  obstructed: 1_000,
  /** Before it is asked whether they still need it. */
  referred: 5_000,
  /** From the question whether more time is needed to the end. WCAG 2.2, 2.2.1: at least 20 s. */
  answer: 20_000,
} as const;

/** How often a barrier may be obstructed before an officer is needed. */
export const MOST_OBSTRUCTIONS = 30;

/** `undefined`: the phase waits for as long as it takes. */
export function timeoutOf({ state, unhurried }: Pick<Lane, 'state' | 'unhurried'>): number | undefined {
  if ('asked' in state) return PHASE_TIMEOUTS_MS.answer;
  switch (state.phase) {
    case 'starting':
    case 'idle':
    case 'deciding':
    case 'out-of-service':
      return undefined;
    case 'emergency':
      return state.again ? PHASE_TIMEOUTS_MS.obstructed : undefined;
    case 'passage':
      if (state.ended !== undefined) return PHASE_TIMEOUTS_MS.obstructed;
      return unhurried ? PHASE_TIMEOUTS_MS.unhurriedPassage : PHASE_TIMEOUTS_MS.passage;
    default:
      return PHASE_TIMEOUTS_MS[state.phase];
  }
}
