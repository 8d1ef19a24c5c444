/** The relation of a traveller to a person who asks for a grant. The guard has already checked the permission to ask. */
import type { Permit } from '../../platform/access/guarded-router.ts';
import type { Role } from '../../platform/access/vocabulary.ts';
import { OFFICER_ROLES, type GrantRelation, type OfficerRole } from '../../contract/evidence-vocabulary.ts';
import type { KioskId, TransactionId } from '../../contract/field.ts';

/** The role in the terms of lanes; `undefined` for roles to which lanes show no evidence. */
export function officerRoleOf(role: Role): OfficerRole | undefined {
  return OFFICER_ROLES.find((one) => one === role);
}

/** `undefined` when this person may not view this traveller's evidence. */
export type RelationOf = (
  permit: Permit,
  kioskId: KioskId,
  transactionId: TransactionId,
) => Promise<GrantRelation | undefined>;
