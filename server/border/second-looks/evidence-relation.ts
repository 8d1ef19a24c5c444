import type { GrantRelation } from '../../contract/evidence-vocabulary.ts';
import type { Clock } from '../../../hardware/host/clock.ts';
import type { PersonId } from '../../platform/access/vocabulary.ts';
import type { RelationOf } from '../../lanes/evidence/grant-authority.ts';
import type { Connection } from '../../platform/database/connection.ts';
import { waitsFor } from './part-in.ts';
import { findReferralOf } from '../referrals/tables/referrals.ts';
import { findSecondLook } from './second-look-table.ts';
import { actorOf } from '../referrals/desk.ts';
import { hasEvidence, reportOf } from '../referrals/referral-view.ts';
import { asOf, type ReferralRole, type Standing } from '../referrals/referral.ts';

/**
 * The relation of a person to a referred traveller, for evidence: none, unless they work on the referral, are asked for a second opinion,
 * may take its second look, or supervise. Without a live picture there is nothing to compare, so no grant is issued.
 */
export function relationByReferral(database: Connection, clock: Clock): RelationOf {
  return async (permit, kioskId, transactionId) => {
    const stored = await findReferralOf(database, kioskId, transactionId);
    if (stored === undefined || !hasEvidence(reportOf(stored.payload))) return undefined;
    const { person, role } = actorOf(permit);
    const look = await findSecondLook(database, stored.id);
    if (look !== undefined && waitsFor(look, person)) return 'second-opinion';
    return relationOf(asOf(stored, clock.wallMs()).standing, person, role);
  };
}

function relationOf(standing: Standing, person: PersonId, role: ReferralRole): GrantRelation | undefined {
  if ('holder' in standing && standing.holder.person === person) return 'own-referral';
  if (standing.state === 'decided' && standing.by === person) return 'own-referral';
  if (standing.state === 'second-opinion') return 'second-opinion';
  return role === 'supervisor' ? 'supervisor-review' : undefined;
}
