/** Converts the samples of a module to events in the passage, from beams or from counted pulses. */
import type { ModuleSample } from '../../modbus/module-poller.ts';
import type { GateProfile } from '../../modbus/profile.ts';
import type { PassageEvent } from '../gate.ts';
import { areBeamsStuck, type BeamState, beamsForNext, CLEAR_BEAMS, isPassageOccupied, stepBeams } from './beams.ts';
import { isActive } from './contacts.ts';
import { type PulseCounts, stepPulses } from './pulse-counts.ts';

export interface PassageSensor {
  /** The events that this sample completes. */
  take(sample: ModuleSample): readonly PassageEvent[];
  /** The barrier begins to open for the next person. */
  next(): void;
  /** A person may be in the barrier's way. */
  isOccupied(): boolean;
  areBeamsStuck(nowMs: number): boolean;
  /** Forgets the beams and counts of a connection that has ended. */
  reset(): void;
}

export function passageSensor(profile: GateProfile): PassageSensor {
  const { passage, tailgating } = profile;
  let beams: BeamState = CLEAR_BEAMS;
  let counts: PulseCounts | undefined;
  let personHasPassed = false;

  function takeBeams({ inputs, atMs, gapMs }: ModuleSample): readonly PassageEvent[] {
    if (passage.kind !== 'beams') return [];
    const entry = isActive(passage.entry, inputs);
    const exit = isActive(passage.exit, inputs);
    const step = stepBeams(beams, { entry, exit, atMs, gapMs }, passage);
    beams = step.state;
    return step.events;
  }

  function takeCounts({ counters, atMs, gapMs }: ModuleSample): readonly PassageEvent[] {
    const now: PulseCounts = {
      passed: passage.kind === 'pulses' ? counters[passage.passed.counter] : undefined,
      tailgating: tailgating === undefined ? undefined : counters[tailgating.counter],
    };
    const step = stepPulses(gapMs === undefined ? undefined : counts, now, personHasPassed, atMs);
    counts = now;
    personHasPassed = step.personHasPassed;
    return step.events;
  }

  return {
    take: (sample) => [...takeBeams(sample), ...takeCounts(sample)],
    next() {
      beams = beamsForNext(beams);
      personHasPassed = false;
    },
    isOccupied: () => isPassageOccupied(beams),
    areBeamsStuck: (nowMs) => areBeamsStuck(beams, nowMs),
    reset() {
      // A person who has passed is remembered until the next release
      beams = { ...CLEAR_BEAMS, passed: beams.passed };
      counts = undefined;
    },
  };
}
