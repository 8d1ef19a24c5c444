/** Judges from measured frame rates whether a lane is fast enough, with hysteresis. Pure. */
import type { PhaseDuty } from '../../rules/decision/policy.ts';
import { MIN_LIGHT_FRAMES_PER_S, MIN_TURN_FRAMES_PER_S } from './face-constants.ts';

/** `reduced`: the camera step costs less (`reduced-load.ts`). `stopped`: the lane serves no traveller. */
export type PaceMode = 'full' | 'reduced' | 'stopped';

/**
 * Rates of analysed frames per second. Below `least` the challenges cannot be judged. Below `low` the load is reduced. A stopped lane returns at
 * `low`, and a lane with reduced load takes its full load at `ample`.
 */
export interface PaceRates {
  readonly least: number;
  readonly low: number;
  readonly ample: number;
}

/** By the challenge that needs most frames. Without one only a few frames are compared. */
export function paceRates(duties: { readonly light: PhaseDuty; readonly headTurn: PhaseDuty }): PaceRates {
  if (duties.light === 'required') return { least: MIN_LIGHT_FRAMES_PER_S, low: 11, ample: 13 };
  if (duties.headTurn !== 'skipped') return { least: MIN_TURN_FRAMES_PER_S, low: 6, ample: 8 };
  return { least: 1, low: 2, ample: 3 };
}

/** Slow measurements in a row that lower the mode. */
const SLOW_IN_ROW = 2;

/** Good self-tests in a row that raise the mode. The number doubles each time that a raised mode did not last `LASTED_MS`. */
export const GOOD_TESTS = { least: 3, most: 24 } as const;
const LASTED_MS = 600_000;

/** Time between two self-tests of a lane without a traveller, ms. `doubtful`: after one slow measurement. */
const TEST_EVERY_MS = { doubtful: 1_000, reduced: 30_000, stopped: 10_000 } as const;

export interface PaceMeasurement {
  /** Analysed frames per second, at least 0. */
  readonly framesPerS: number;
  readonly by: 'traveller' | 'self-test';
  /** Monotonic time, ms. */
  readonly atMs: number;
  /** The rates that the policy in force needs. */
  readonly rates: PaceRates;
}

export interface Pace {
  readonly mode: PaceMode;
  /** Rate of the last measurement; `undefined` before the first. */
  readonly framesPerS: number | undefined;
  /** Slow measurements in a row. */
  readonly slow: number;
  /** Good self-tests in a row. */
  readonly good: number;
  /** Good self-tests in a row that raise the mode. */
  readonly testsNeeded: number;
  /** When the mode was raised last, monotonic ms. */
  readonly raisedAtMs: number | undefined;
}

export const FULL_PACE: Pace = {
  mode: 'full',
  framesPerS: undefined,
  slow: 0,
  good: 0,
  testsNeeded: GOOD_TESTS.least,
  raisedAtMs: undefined,
};

/** The state after one more measurement. */
export function judgePace(before: Pace, measurement: PaceMeasurement): Pace {
  const pace = { ...before, framesPerS: measurement.framesPerS };
  switch (pace.mode) {
    case 'full':
      return judgeFull(pace, measurement);
    case 'reduced':
      return judgeReduced(pace, measurement);
    case 'stopped':
      return judgeGood(pace, measurement, measurement.rates.low);
  }
}

/** One rate below `least` is enough, because the traveller's next attempt needs the reduced load. */
function judgeFull(pace: Pace, measurement: PaceMeasurement): Pace {
  const { framesPerS, rates } = measurement;
  if (framesPerS >= rates.low) return { ...pace, slow: 0 };
  const slow = pace.slow + 1;
  return framesPerS < rates.least || slow >= SLOW_IN_ROW ? lowered(pace, measurement) : { ...pace, slow };
}

/** A rate between `least` and `low` neither adds to the slow ones nor ends their row. */
function judgeReduced(pace: Pace, measurement: PaceMeasurement): Pace {
  const { framesPerS, rates } = measurement;
  if (framesPerS < rates.least) {
    const slow = pace.slow + 1;
    return slow >= SLOW_IN_ROW ? lowered(pace, measurement) : { ...pace, slow, good: 0 };
  }
  return judgeGood(framesPerS < rates.low ? pace : { ...pace, slow: 0 }, measurement, rates.ample);
}

/** Only self-tests count, because the rate with a traveller is limited while the load is reduced. */
function judgeGood(pace: Pace, { framesPerS, by, atMs }: PaceMeasurement, wanted: number): Pace {
  if (by === 'traveller') return pace;
  const good = framesPerS >= wanted ? pace.good + 1 : 0;
  if (good < pace.testsNeeded) return { ...pace, good };
  return { ...pace, mode: pace.mode === 'stopped' ? 'reduced' : 'full', slow: 0, good: 0, raisedAtMs: atMs };
}

function lowered(pace: Pace, { atMs }: PaceMeasurement): Pace {
  const hasLasted = pace.raisedAtMs === undefined || atMs - pace.raisedAtMs >= LASTED_MS;
  return {
    ...pace,
    mode: pace.mode === 'full' ? 'reduced' : 'stopped',
    slow: 0,
    good: 0,
    testsNeeded: hasLasted ? GOOD_TESTS.least : Math.min(GOOD_TESTS.most, 2 * pace.testsNeeded),
  };
}

/** Time until the next self-test, ms; `undefined` when the lane needs none. */
export function nextTestMs({ mode, slow }: Pace): number | undefined {
  if (mode === 'full' && slow > 0) return TEST_EVERY_MS.doubtful;
  return mode === 'full' ? undefined : TEST_EVERY_MS[mode];
}
