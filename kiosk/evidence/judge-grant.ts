/** Pure: whether a grant that the server signed holds for this lane and this moment. Whether it is new is the store's to say. */
import type { GrantRefusal } from '../../server/contract/evidence-vocabulary.ts';
import type { EvidenceGrant } from '../../server/contract/grant.ts';
import type { KioskId } from '../../server/contract/report.ts';
import type { RetentionAudience } from '../../server/contract/retention.ts';
import { type Revocations, REVOCATIONS_STALE_MS } from '../../server/contract/revocations.ts';
import { CLOCK_SKEW_MS } from './evidence-constants.ts';

export interface LaneFacts {
  readonly kioskId: KioskId;
  /** The lane's wall time, ms. */
  readonly nowMs: number;
  /** Whom the retention policy lets see what is kept of a referral. */
  readonly visibleTo: readonly RetentionAudience[];
  /** The newest list heard. */
  readonly revocations: Revocations | undefined;
}

/** The first reason against it, or `undefined`. */
export function judgeGrant(grant: EvidenceGrant, lane: LaneFacts): GrantRefusal | undefined {
  const { nowMs, revocations } = lane;
  if (grant.kioskId !== lane.kioskId) return 'other-lane';
  if (nowMs < grant.notBefore - CLOCK_SKEW_MS) return 'not-yet-valid';
  if (nowMs >= grant.expires + CLOCK_SKEW_MS) return 'expired';
  if (!lane.visibleTo.includes(grant.role)) return 'role-not-entitled';
  if (nowMs >= grant.trainingValidUntil) return 'training-lapsed';
  // A list from the lane's future says that the clocks disagree: then its age is not known either
  if (revocations === undefined || Math.abs(nowMs - revocations.issuedAt) > REVOCATIONS_STALE_MS) {
    return 'revocations-unknown';
  }
  return revocations.officers.includes(grant.officer) ? 'officer-revoked' : undefined;
}
