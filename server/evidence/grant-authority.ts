/** What a traveller is to whoever asks for a grant. That they may ask at all, the guard has judged. */
import type { Permit } from '../access/guarded-router.ts';
import type { Role } from '../access/vocabulary.ts';
import { OFFICER_ROLES, type GrantRelation, type OfficerRole } from '../contract/evidence-vocabulary.ts';
import type { KioskId, TransactionId } from '../contract/field.ts';

/** A role as lanes know it, or `undefined`: lanes show evidence to no other. */
export function officerRoleOf(role: Role): OfficerRole | undefined {
  return OFFICER_ROLES.find((one) => one === role);
}

/** `undefined` when this person may not look at this traveller at all. */
export type RelationOf = (
  permit: Permit,
  kioskId: KioskId,
  transactionId: TransactionId,
) => Promise<GrantRelation | undefined>;
