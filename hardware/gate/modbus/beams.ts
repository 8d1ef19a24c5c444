/**
 * Passages from the order of two light beams. The beams are closer together than a body is deep, so that a
 * person who walks through interrupts the entry beam, then both, then the exit beam alone. Pure.
 */
import type { PassageEvent } from '../gate.ts';

export interface BeamSample {
  /** Whether the beam is interrupted. */
  readonly entry: boolean;
  readonly exit: boolean;
  readonly atMs: number;
  /** Since the beams were read before; `undefined`: this is the first reading. */
  readonly gapMs: number | undefined;
}

type Phase =
  | 'clear'
  /** Only the entry beam was interrupted so far. */
  | 'entering'
  | 'both'
  /** The entry beam is free again, the exit beam is not. */
  | 'leaving'
  /** The exit beam was interrupted first. */
  | 'wrong-way'
  /** The order was not seen. A person counts as inside, and no event reports how they leave. */
  | 'unsure';

export interface BeamState {
  readonly phase: Phase;
  readonly entry: boolean;
  readonly exit: boolean;
  /** When the entry beam became free, while a person leaves. */
  readonly entryFreeAtMs: number;
  /** When a beam last changed. */
  readonly changedAtMs: number;
  /** Whether a person has passed since the barrier was released. */
  readonly passed: boolean;
}

export interface BeamTimes {
  /** Two readings further apart than this do not show the order of two edges. */
  readonly orderWithinMs: number;
  /** A person needs longer than this for both beams: beams that were not read for longer are in doubt. */
  readonly walkThroughMs: number;
}

export interface BeamStep {
  readonly state: BeamState;
  readonly events: readonly PassageEvent[];
}

/** An arm or a bag swings through the entry beam for less than this behind its owner. */
const FOLLOW_AFTER_MS = 40;
/** Beams that stay interrupted for this long are dirty, out of line or blocked. */
const STUCK_MS = 5_000;

export const CLEAR_BEAMS: BeamState = {
  phase: 'clear',
  entry: false,
  exit: false,
  entryFreeAtMs: 0,
  changedAtMs: 0,
  passed: false,
};

/** The barrier begins to open for the next person. */
export function beamsForNext(state: BeamState): BeamState {
  return { ...state, passed: false };
}

/** Whether the barrier must not close. */
export function isPassageOccupied({ phase, entry, exit }: BeamState): boolean {
  return phase !== 'clear' || entry || exit;
}

export function areBeamsStuck(state: BeamState, nowMs: number): boolean {
  return (state.entry || state.exit) && nowMs - state.changedAtMs > STUCK_MS;
}

export function stepBeams(state: BeamState, sample: BeamSample, times: BeamTimes): BeamStep {
  const { entry, exit, atMs, gapMs } = sample;
  const isChanged = entry !== state.entry || exit !== state.exit;
  const next: BeamState = { ...state, entry, exit, changedAtMs: isChanged ? atMs : state.changedAtMs };
  if (gapMs === undefined) return rest(next, entry || exit ? 'unsure' : 'clear');
  if (!isChanged) {
    return gapMs > times.walkThroughMs && state.phase !== 'clear' ? rest(next, 'unsure') : rest(next, state.phase);
  }
  const isOrderSeen = gapMs <= times.orderWithinMs && (entry === state.entry || exit === state.exit);
  return isOrderSeen ? ordered(state, next, atMs) : disordered(state, next, atMs);
}

/** One beam changed, and the reading before was recent. */
function ordered(state: BeamState, next: BeamState, atMs: number): BeamStep {
  const { entry, exit } = next;
  switch (state.phase) {
    case 'clear':
      return entry ? tell(next, 'entering', arrival(state), atMs) : rest(next, 'wrong-way');
    case 'entering':
      return entry && exit ? rest(next, 'both') : tell(next, 'clear', 'person-turned-back', atMs);
    case 'both':
      return entry ? rest(next, 'entering') : rest({ ...next, entryFreeAtMs: atMs }, 'leaving');
    case 'leaving': {
      if (!entry) return tell({ ...next, passed: true }, 'clear', 'person-passed', atMs);
      const isSomeoneElse = atMs - state.entryFreeAtMs >= FOLLOW_AFTER_MS;
      return isSomeoneElse ? tell(next, 'both', 'second-person', atMs) : rest(next, 'both');
    }
    case 'wrong-way':
    case 'unsure':
      return rest(next, entry || exit ? state.phase : 'clear');
  }
}

/** Both beams changed between two readings, or the readings are too far apart. */
function disordered(state: BeamState, next: BeamState, atMs: number): BeamStep {
  const isClear = !next.entry && !next.exit;
  const phase = isClear ? 'clear' : 'unsure';
  if (state.phase === 'clear') return isClear ? rest(next, phase) : tell(next, phase, arrival(state), atMs);
  // The entry beam is interrupted again while one person leaves: only a second person explains it
  if (state.phase === 'leaving' && next.entry) return tell(next, phase, 'second-person', atMs);
  return rest(next, phase);
}

function arrival({ passed }: BeamState): PassageEvent['kind'] {
  return passed ? 'second-person' : 'person-entered';
}

function rest(state: BeamState, phase: Phase): BeamStep {
  return { state: { ...state, phase }, events: [] };
}

function tell(state: BeamState, phase: Phase, kind: PassageEvent['kind'], atMs: number): BeamStep {
  return { state: { ...state, phase }, events: [{ kind, atMs }] };
}
