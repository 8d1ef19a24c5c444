/** Cameras lock a user out who signs in wrongly too often, and the supervisor tries every two seconds. */
import type { Clock } from '../../clock/clock.ts';
import { DeviceError } from '../../device-error.ts';

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;

export interface SignInPause {
  /** Throws the last refusal while the pause after it lasts. */
  assertOver(): void;
  /** How an attempt to connect went. */
  note(outcome: unknown): void;
}

export function signInPause(clock: Clock): SignInPause {
  let refusal: DeviceError | undefined;
  let pauseMs = 0;
  let untilMs = Number.NEGATIVE_INFINITY;
  return {
    assertOver() {
      if (refusal !== undefined && clock.monotonicMs() < untilMs) throw refusal;
    },
    note(outcome) {
      refusal = outcome instanceof DeviceError && outcome.code === 'not-permitted' ? outcome : undefined;
      pauseMs = refusal === undefined ? 0 : Math.min(LONGEST_PAUSE_MS, Math.max(FIRST_PAUSE_MS, 2 * pauseMs));
      untilMs = clock.monotonicMs() + pauseMs;
    },
  };
}
