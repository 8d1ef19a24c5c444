/** How long somebody waits who has failed. Pure. */
import type { StoredPace } from './tables/sign-in-paces.ts';

export interface PaceRule {
  /** Failures without a wait. */
  readonly free: number;
}

/** After the free ones: 30 s, doubled by each failure, never more than a quarter of an hour. Nobody is locked out for ever. */
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 900_000;
/** What the servers of one database may differ by. */
const CLOCK_STEP_MS = 60_000;
/** Failures are forgotten this long after the last one. */
export const FORGOTTEN_AFTER_MS = 3_600_000;

export const PACE_RULES = {
  /** One name, from wherever. NIST SP 800-63B-4 §3.2.2 allows 100 in a row. */
  account: { free: 5 },
  /** One name from a browser in which that person has signed in before: strangers' failures are not counted against it. */
  device: { free: 5 },
  /** One address, whatever the names: an office stands behind one. */
  address: { free: 20 },
  /** Somebody signed in who proves once more who they are. */
  'step-up': { free: 5 },
} as const satisfies Readonly<Record<string, PaceRule>>;
export type PaceKind = keyof typeof PACE_RULES;

export type PaceJudgement =
  /** `charged`: to be kept before the attempt is looked at, so that many at once count as many. */
  | { readonly kind: 'admitted'; readonly charged: StoredPace }
  /** Waiting does not begin anew by asking meanwhile. */
  | { readonly kind: 'refused'; readonly retryAfterS: number };

export function judgePace(rule: PaceRule, kept: StoredPace | undefined, now: number): PaceJudgement {
  // A clock that was set back says nothing of how long ago they failed; nobody waits until it is there again
  const isOfFuture = kept !== undefined && kept.failedAt > now + CLOCK_STEP_MS;
  if (kept !== undefined && !isOfFuture && now < kept.refusedUntil) {
    return { kind: 'refused', retryAfterS: Math.ceil((kept.refusedUntil - now) / 1_000) };
  }
  const isRemembered = kept !== undefined && now - kept.failedAt < FORGOTTEN_AFTER_MS;
  const failures = (isRemembered ? kept.failures : 0) + 1;
  return { kind: 'admitted', charged: { failures, failedAt: now, refusedUntil: now + waitAfter(rule, failures) } };
}

/** What is left after an attempt that succeeded: it was no failure. */
export function withoutOne(kept: StoredPace): StoredPace {
  return { ...kept, failures: Math.max(0, kept.failures - 1), refusedUntil: 0 };
}

function waitAfter({ free }: PaceRule, failures: number): number {
  if (failures < free) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - free, 10));
}
