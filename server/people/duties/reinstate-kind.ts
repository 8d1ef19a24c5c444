/** Proposal of two administrators to take back the revocation of an officer. */
import { z } from 'zod';
import { wallMsSchema } from '../../contract/field.ts';
import { GRANT_LIFETIME_MS } from '../../contract/grant.ts';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection } from '../../platform/database/connection.ts';
import type { ProposalKind } from '../../records/proposals/proposal-kind.ts';
import type { RevocationBefore } from './answers.ts';
import { TAKE_BACK_REASONS } from './revocation-vocabulary.ts';
import { findRevocation, takeBackRevocation, type Revocation } from './revoked-officers.ts';

const WEEK_MS = 604_800_000;
const MAX_REFERENCE = 64;

const reinstateSchema = z.strictObject({
  person: personIdSchema,
  /** The revocation that the proposer was shown, so that a later one stays. */
  revokedAt: wallMsSchema,
  reason: z.enum(TAKE_BACK_REASONS),
  /** File or case with the examination, for people outside this server. */
  reference: z.string().trim().min(1).max(MAX_REFERENCE),
});
export type ReinstatePayload = z.infer<typeof reinstateSchema>;

export interface ReinstateParts {
  /** Whether the person exists and is not disabled. */
  isPerson(database: Connection, personId: PersonId): Promise<boolean>;
  /** When two administrators last approved new keys for the person, which ends all old ones; `undefined` if never. */
  recoveredAt(database: Connection, personId: PersonId): Promise<number | undefined>;
}

/** A revocation as people see it before they take it back; `null` without one. */
export async function revocationBefore(
  database: Connection,
  person: PersonId,
  recoveredAt: ReinstateParts['recoveredAt'],
): Promise<RevocationBefore | null> {
  const revocation = await findRevocation(database, person);
  if (revocation === undefined) return null;
  const { cause, revokedBy, revokedAt } = revocation;
  return { cause, revokedBy, revokedAt, recoveredAt: (await recoveredAt(database, person)) ?? null };
}

export function reinstateKind({ isPerson, recoveredAt }: ReinstateParts): ProposalKind<ReinstatePayload> {
  /**
   * New keys that the person added do not count: a thief who signs in with the stolen key can add one. A revocation by an earlier
   * version may have been for a stolen key.
   */
  const hasStolenKey = async (database: Connection, person: PersonId, { cause, revokedAt }: Revocation) => {
    if (cause !== 'key-stolen' && cause !== null) return false;
    return ((await recoveredAt(database, person)) ?? -1) < revokedAt;
  };
  const objection = async (database: Connection, wanted: ReinstatePayload, by: PersonId, now: number) => {
    const { person, revokedAt } = wanted;
    if (person === by) return 'own-revocation';
    if (!(await isPerson(database, person))) return 'no-such-person';
    const revocation = await findRevocation(database, person);
    if (revocation?.revokedAt !== revokedAt) return 'not-this-revocation';
    // Lanes would accept them again
    if (now <= revokedAt + GRANT_LIFETIME_MS) return 'grants-in-force';
    return (await hasStolenKey(database, person, revocation)) ? 'keys-not-renewed' : undefined;
  };
  return {
    kind: 'officer-reinstate',
    proposeAct: 'reinstatement.propose',
    approveAct: 'reinstatement.approve',
    opensForMs: WEEK_MS,
    schema: reinstateSchema,
    targetsOf: () => Promise.resolve([]),
    before: (database, { person }) => revocationBefore(database, person, recoveredAt),
    objection,
    async apply(transaction, payload, { proposedBy, approvedBy, at }) {
      if (payload.person === approvedBy) return { kind: 'inapplicable', code: 'own-revocation' };
      const objected = await objection(transaction, payload, proposedBy, at);
      if (objected !== undefined) return { kind: 'inapplicable', code: objected };
      await takeBackRevocation(transaction, payload.person);
      return { kind: 'applied' };
    },
  };
}
