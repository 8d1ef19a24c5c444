import type { Lane } from './lane.ts';

/** Time limit of each phase before `timed-out`, ms. */
export const PHASE_TIMEOUTS_MS = {
  /** Time to read. */
  notice: 60_000,
  /** One attempt at the reader, including the wait for the document. */
  document: 40_000,
  /** Time before the lane asks whether the traveller needs more time. */
  token: 40_000,
  /** One attempt at the camera, including the head turn. */
  face: 40_000,
  /** One attempt at the fingerprint scanner, including every finger and try. */
  finger: 60_000,
  /** Time to read and to enter amounts. */
  declaration: 60_000,
  opening: 5_000,
  /** From the barrier's release to the first step in, and from the step in to the far side. */
  passage: 15_000,
  /** The same for a traveller who requested more time or a receipt. */
  unhurriedPassage: 30_000,
  /** Pause between tries to close an obstructed barrier, or to open one in an emergency. */
  obstructed: 1_000,
  /** Time before the lane asks whether the traveller needs more time. */
  referred: 5_000,
  /** Time to answer the question for more time. WCAG 2.2, 2.2.1: at least 20 s. */
  answer: 20_000,
} as const;

/** Maximum number of obstructions before an officer is needed. */
export const MAX_OBSTRUCTIONS = 30;

/** `undefined`: the phase has no time limit. */
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
