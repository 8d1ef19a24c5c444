/** How long a client waits after failed attempts. Pure. */
import type { StoredRateLimit } from './tables/sign-in-rate-limits.ts';

export interface RateLimitRule {
  /** Failures before the first wait. */
  readonly free: number;
}

/** After the free failures: 30 s, doubled by each failure, at most a quarter of an hour. There is no permanent lockout. */
export const FIRST_WAIT_MS = 30_000;
export const LONGEST_WAIT_MS = 900_000;
/** Tolerated difference between the clocks of servers that share a database. */
const CLOCK_STEP_MS = 60_000;
/** Failures are forgotten this long after the last one. */
export const FORGOTTEN_AFTER_MS = 3_600_000;

export const RATE_LIMIT_RULES = {
  /** One name from any address. NIST SP 800-63B-4 §3.2.2 allows 100 consecutive failures. */
  account: { free: 5 },
  /** One name in a browser in which that person signed in before: failures elsewhere do not count. */
  device: { free: 5 },
  /** One address for all names: a whole office may share it. */
  address: { free: 20 },
  /** One address for invitation codes of traders' people, apart from those of the server's own people. */
  'trader-address': { free: 20 },
  /** The same for those of partners' people. */
  'partner-address': { free: 20 },
  /** A step-up of a signed-in person. */
  'step-up': { free: 5 },
} as const satisfies Readonly<Record<string, RateLimitRule>>;
export type RateLimitKind = keyof typeof RATE_LIMIT_RULES;

export type AttemptJudgement =
  /** `charged`: store it before the attempt is checked, so that simultaneous attempts all count. */
  | { readonly kind: 'admitted'; readonly charged: StoredRateLimit }
  /** Further attempts do not prolong the wait. */
  | { readonly kind: 'refused'; readonly retryAfterS: number };

export function judgeAttempt(rule: RateLimitRule, kept: StoredRateLimit | undefined, now: number): AttemptJudgement {
  // After the clock was set back the stored time is meaningless; it must not make anyone wait until then
  const isOfFuture = kept !== undefined && kept.failedAt > now + CLOCK_STEP_MS;
  if (kept !== undefined && !isOfFuture && now < kept.refusedUntil) {
    return { kind: 'refused', retryAfterS: Math.ceil((kept.refusedUntil - now) / 1_000) };
  }
  const isRemembered = kept !== undefined && now - kept.failedAt < FORGOTTEN_AFTER_MS;
  const failures = (isRemembered ? kept.failures : 0) + 1;
  return { kind: 'admitted', charged: { failures, failedAt: now, refusedUntil: now + waitAfter(rule, failures) } };
}

/** State after a successful attempt, which is not a failure. */
export function withoutOne(kept: StoredRateLimit): StoredRateLimit {
  return { ...kept, failures: Math.max(0, kept.failures - 1), refusedUntil: 0 };
}

function waitAfter({ free }: RateLimitRule, failures: number): number {
  if (failures < free) return 0;
  return Math.min(LONGEST_WAIT_MS, FIRST_WAIT_MS * 2 ** Math.min(failures - free, 10));
}
