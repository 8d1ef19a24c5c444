/** Passages from the counters of a module, where the barrier reports each passage by a pulse. Pure. */
import type { PassageEvent } from '../gate.ts';

export interface PulseCounts {
  /** Pulses that said that a person has passed. */
  readonly passed: number | undefined;
  /** Pulses that said that a second person followed. */
  readonly tailgating: number | undefined;
}

export interface PulseStep {
  readonly events: readonly PassageEvent[];
  readonly personHasPassed: boolean;
}

/**
 * @param before `undefined` before the first reading of a connection: earlier counts are not passages of this connection
 * @param personHasPassed whether a person has passed since the barrier was released
 */
export function stepPulses(
  before: PulseCounts | undefined,
  now: PulseCounts,
  personHasPassed: boolean,
  atMs: number,
): PulseStep {
  const events: PassageEvent[] = [];
  let hasPassed = personHasPassed;
  for (let pulse = 0; pulse < rise(before?.passed, now.passed); pulse++) {
    events.push({ kind: hasPassed ? 'second-person' : 'person-entered', atMs }, { kind: 'person-passed', atMs });
    hasPassed = true;
  }
  if (rise(before?.tailgating, now.tailgating) > 0) events.push({ kind: 'second-person', atMs });
  return { events, personHasPassed: hasPassed };
}

/** More people than this do not pass between two readings: the counter was set. */
const MAX_PULSES = 8;

/** A counter that decreases was cleared or has overflowed: the new value is the start, and no passage is derived from it. */
function rise(before: number | undefined, now: number | undefined): number {
  if (before === undefined || now === undefined || now < before) return 0;
  return now - before > MAX_PULSES ? 0 : now - before;
}
