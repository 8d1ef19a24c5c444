/**
 * Delays sign-ins after a refusal: the supervisor connects every two seconds, and cameras lock a user out after too many
 * wrong passwords.
 */
import type { Clock } from '../../host/clock.ts';
import { DeviceError } from '../../device/device-error.ts';

const FIRST_PAUSE_MS = 10_000;
const LONGEST_PAUSE_MS = 300_000;

export interface SignInPause {
  /** Throws the last refusal until the pause has ended. */
  assertOver(): void;
  /** Records the result of an attempt to connect. */
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
