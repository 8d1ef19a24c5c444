import { z } from 'zod';
import { officerIdSchema, type OfficerId } from '../../contract/field.ts';
import { personIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table } from '../../platform/database/table.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';
import { deleteRows, putRow } from '../../records/ledger/recorded/write-row.ts';
import { isExamined, REVOCATION_CAUSES, type RevocationCause } from './revocation-vocabulary.ts';

const revocations = table({
  officer: checked(officerIdSchema),
  /** Wall ms. */
  revokedAt: integer,
  /** `null` for revocations by earlier versions, which did not record it. */
  cause: nullable(checked(z.enum(REVOCATION_CAUSES))),
  revokedBy: nullable(checked(personIdSchema)),
});
export type Revocation = RecordOf<typeof revocations>;

export interface NewRevocation {
  readonly officer: OfficerId;
  /** Wall ms. */
  readonly at: number;
  readonly cause: RevocationCause;
  readonly by: PersonId;
}

/**
 * A repeated revocation updates the time, so that lanes receive it again. It keeps a cause that outranks the new one, with the person who
 * stated it: the end of a duty must not turn a stolen key into an ended duty, which a new duty would end.
 */
export async function revokeOfficer(
  transaction: Transaction,
  { officer, at, cause, by }: NewRevocation,
): Promise<void> {
  const before = await findRevocation(transaction, officer);
  const isKept = before !== undefined && rankOf(before.cause) > rankOf(cause);
  const stated = isKept ? { cause: before.cause, revokedBy: before.revokedBy } : { cause, revokedBy: by };
  await putRow(transaction, 'revoked_officers', revocations.row({ officer, revokedAt: Math.round(at), ...stated }));
}

function rankOf(cause: RevocationCause | null): number {
  return cause === null ? -1 : REVOCATION_CAUSES.indexOf(cause);
}

export async function takeBackRevocation(transaction: Transaction, officer: OfficerId): Promise<void> {
  await deleteRows(transaction, 'revoked_officers', { officer });
}

/** For an officer who gets the duty or the account again. A revocation with an examined cause stays. */
export async function reinstateOfficer(transaction: Transaction, officer: OfficerId): Promise<void> {
  if (!(await needsTakingBack(transaction, officer))) await takeBackRevocation(transaction, officer);
}

/** Whether only `officer-reinstate` ends the revocation. A row that the server did not write counts as one. */
export async function needsTakingBack(database: Connection, officer: OfficerId): Promise<boolean> {
  if (!(await isOfficerRevoked(database, officer))) return false;
  const revocation = await findRevocation(database, officer);
  return revocation === undefined || isExamined(revocation.cause);
}

/** As the ledger has it; `undefined` without one. */
export function findRevocation(database: Connection, officer: OfficerId): Promise<Revocation | undefined> {
  return revocations.one(findProven(database, 'revoked_officers', officer));
}

export async function isOfficerRevoked(database: Connection, officer: OfficerId): Promise<boolean> {
  return (await database('revoked_officers').where({ officer }).first('officer')) !== undefined;
}

/** Officers revoked since `since`, by id. */
export async function officersRevokedSince(database: Connection, since: number): Promise<OfficerId[]> {
  const rows: readonly { officer: unknown }[] = await database('revoked_officers')
    .where('revoked_at', '>=', since)
    .orderBy('officer')
    .select('officer');
  return rows.map((row) => officerIdSchema.parse(row.officer));
}
