/** Judges whether a lane is overdue: by its status, by its silence, and by missing erasure reports. Pure. */
import { KEEPING_BANDS_MS, OVERDUE_AFTER_MS, type Keeping, totalOf } from '../../contract/keeping.ts';
import { LONGEST_RETENTION_MS, RETENTION_CLASSES, type RetentionClass } from '../../contract/retention.ts';
import type { Overdue } from '../answers/privacy.ts';

export interface LaneFacts {
  /** Last status about kept items; `at` is the lane's wall ms. */
  readonly said: { readonly at: number; readonly keeping: Keeping } | undefined;
  /** The lane's latest referral, wall ms. */
  readonly lastReferralAt: number | undefined;
  /** The lane's latest reported erasure of referrals, wall ms. */
  readonly lastReferredErasureAt: number | undefined;
  /** Whether holds or resolutions keep referrals longer. A missing report is then no sign of a missing erasure. */
  readonly isHolding: boolean;
}

/** Time within which a report of an erasure must arrive, ms. Allows for an interrupted connection. */
const REPORT_WITHIN_MS = 15 * 60_000;

/**
 * Findings about a lane; empty when all is in order.
 * @param nowMs the server's wall time
 */
export function judgeLane(facts: LaneFacts, nowMs: number): Overdue[] {
  const found: Overdue[] = [];
  for (const retentionClass of RETENTION_CLASSES) {
    const counts = facts.said?.keeping[retentionClass];
    if (facts.said === undefined || counts === undefined) continue;
    const { at } = facts.said;
    if (counts.due.overdue > 0) {
      found.push({ kind: 'lane-says', retentionClass, count: counts.due.overdue, since: at - OVERDUE_AFTER_MS });
    }
    const silent = silentSince(counts.due, at, nowMs);
    if (silent !== undefined) found.push({ kind: 'silent', retentionClass, ...silent });
  }
  const unreported = unreportedSince(facts, nowMs);
  if (unreported !== undefined) {
    found.push({ kind: 'unreported', retentionClass: 'referred', count: null, since: unreported });
  }
  return found;
}

/** Items that a silent lane must have erased by now. */
function silentSince(
  due: Readonly<Record<keyof typeof KEEPING_BANDS_MS, number>>,
  at: number,
  nowMs: number,
): { count: number; since: number } | undefined {
  let count = 0;
  let since: number | undefined;
  for (const band of ['tenMinutes', 'hour', 'day'] as const) {
    const end = at + KEEPING_BANDS_MS[band];
    if (due[band] === 0 || nowMs < end + OVERDUE_AFTER_MS) continue;
    count += due[band];
    since ??= end;
  }
  return since === undefined ? undefined : { count, since };
}

function unreportedSince(facts: LaneFacts, nowMs: number): number | undefined {
  const { lastReferralAt, lastReferredErasureAt, isHolding } = facts;
  if (lastReferralAt === undefined || isHolding) return undefined;
  const dueAt = lastReferralAt + LONGEST_RETENTION_MS.referred;
  if (nowMs < dueAt + REPORT_WITHIN_MS) return undefined;
  return lastReferredErasureAt !== undefined && lastReferredErasureAt >= lastReferralAt ? undefined : dueAt;
}

/** Whether a lane keeps anything besides ordinary referrals. */
export function isHolding(keeping: Keeping | undefined): boolean {
  const longer: readonly RetentionClass[] = ['resolved', 'after-doubt', 'legal-hold'];
  return longer.some((one) => totalOf(keeping?.[one]?.due ?? {}) > 0);
}
