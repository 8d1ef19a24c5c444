/**
 * Whether a grant signed by the server is valid for this lane and time, with its officer's assertion. Pure. The store
 * checks replay and the counter of the officer's key.
 */
import type { Assertion } from '../../../server/contract/assertion.ts';
import type { GrantRefusal } from '../../../server/contract/evidence-vocabulary.ts';
import type { EvidenceGrant } from '../../../server/contract/grant.ts';
import type { KioskId } from '../../../server/contract/report.ts';
import type { RetentionAudience } from '../../../server/contract/retention.ts';
import { type Revocations, REVOCATIONS_STALE_MS } from '../../../server/contract/revocations.ts';
import { judgeAssertion, type KeyUse } from '../../lists/officer-keys/judge-assertion.ts';
import type { OfficerKeys } from '../../lists/officer-keys/officer-keys.ts';
import { CLOCK_SKEW_MS } from './evidence-constants.ts';

export interface LaneFacts {
  readonly kioskId: KioskId;
  /** The lane's wall time, ms. */
  readonly nowMs: number;
  /** Roles that the retention policy permits to see a referral's captures. */
  readonly visibleTo: readonly RetentionAudience[];
  /** The newest list received. */
  readonly revocations: Revocations | undefined;
  /** `undefined` while no list of officers' keys is in force. */
  readonly officerKeys: OfficerKeys | undefined;
}

/** A received grant: `digest` of its canonical bytes, and the officer's assertion. */
export interface AssertedGrant {
  readonly grant: EvidenceGrant;
  readonly digest: string;
  readonly assertion: Assertion | undefined;
}

export type JudgedGrant =
  | { readonly kind: 'holds'; readonly keyUse: KeyUse }
  | { readonly kind: 'refused'; readonly why: GrantRefusal };

/** The first reason to refuse, or the use of the officer's key. */
export function judgeGrant({ grant, digest, assertion }: AssertedGrant, lane: LaneFacts): JudgedGrant {
  const why = grantAgainst(grant, lane);
  if (why !== undefined) return { kind: 'refused', why };
  const { officer, role } = grant;
  const asserted = judgeAssertion({ purpose: 'grant', digest, officer, role }, assertion, lane.officerKeys, lane.nowMs);
  if (asserted.kind === 'refused') return asserted;
  const { credentialId, counter } = asserted;
  return { kind: 'holds', keyUse: { credentialId, counter } };
}

function grantAgainst(grant: EvidenceGrant, lane: LaneFacts): GrantRefusal | undefined {
  const { nowMs, revocations } = lane;
  if (grant.kioskId !== lane.kioskId) return 'other-lane';
  if (nowMs < grant.notBefore - CLOCK_SKEW_MS) return 'not-yet-valid';
  if (nowMs >= grant.expires + CLOCK_SKEW_MS) return 'expired';
  if (!lane.visibleTo.includes(grant.role)) return 'role-not-entitled';
  if (nowMs >= grant.trainingValidUntil) return 'training-lapsed';
  // A list dated in the future means that the clocks disagree, so its age is unknown
  if (revocations === undefined || Math.abs(nowMs - revocations.issuedAt) > REVOCATIONS_STALE_MS) {
    return 'revocations-unknown';
  }
  return revocations.officers.includes(grant.officer) ? 'officer-revoked' : undefined;
}
