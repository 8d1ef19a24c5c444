/** Pure: what of a lane is past its time, by what it says, by what it no longer says, and by what it should have reported. */
import { KEEPING_BANDS_MS, OVERDUE_AFTER_MS, type Keeping, totalOf } from '../../contract/keeping.ts';
import { LONGEST_RETENTION_MS, RETENTION_CLASSES, type RetentionClass } from '../../contract/retention.ts';
import type { Overdue } from '../answers/privacy.ts';

export interface LaneFacts {
  /** What it said last, and when, its wall ms. */
  readonly said: { readonly at: number; readonly keeping: Keeping } | undefined;
  /** Its latest referral, wall ms. */
  readonly lastReferralAt: number | undefined;
  /** The latest erasure of referrals that it reported, wall ms. */
  readonly lastReferredErasureAt: number | undefined;
  /** Whether holds or resolutions keep referrals for longer: then their class is theirs, and a missing report says nothing. */
  readonly isHolding: boolean;
}

/** How long after its time a report of an erasure may take to come, ms: a lane may be cut off for a while. */
const REPORT_WITHIN_MS = 15 * 60_000;

/** What is red at a lane; nothing where all is in order. `nowMs`: the server's wall time. */
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

/** What a lane that has gone silent must have erased by now, if it still works. */
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

/** Whether a lane keeps anything that is not an ordinary referral. */
export function isHolding(keeping: Keeping | undefined): boolean {
  const longer: readonly RetentionClass[] = ['resolved', 'after-doubt', 'legal-hold'];
  return longer.some((one) => totalOf(keeping?.[one]?.due ?? {}) > 0);
}
