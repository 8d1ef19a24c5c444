import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, integer, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { ENROLMENT_PURPOSES, type EnrolmentPurpose } from '../answers/people.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../../records/ledger/recorded/proven-rows.ts';

const codes = table({
  /** SHA-256 of the code in hex. */
  digest: text,
  purpose: word(ENROLMENT_PURPOSES),
  /** `null` for a first administrator, who chooses a name. */
  personId: nullable(checked(personIdSchema)),
  issuedBy: nullable(checked(personIdSchema)),
  issuedAt: integer,
  expiresAt: integer,
});

export type EnrolmentCode = RecordOf<typeof codes>;

export async function insertEnrolmentCode(transaction: Transaction, code: EnrolmentCode): Promise<void> {
  await deleteRows(transaction, 'enrolment_codes', (rows) => rows.where('expires_at', '<=', code.issuedAt));
  await insertRow(transaction, 'enrolment_codes', codes.row(code));
}

/** A code that has not expired, or `undefined`. */
export async function findEnrolmentCode(
  database: Connection,
  digest: string,
  now: number,
): Promise<EnrolmentCode | undefined> {
  const found = await database('enrolment_codes').where({ digest }).where('expires_at', '>', now).first();
  return codes.one(provenRow(database, 'enrolment_codes', found));
}

/** Uses up a code. `false` when it is used or expired: of two simultaneous uses one gets `true`. */
export async function takeEnrolmentCode(transaction: Transaction, digest: string, now: number): Promise<boolean> {
  return (
    (await deleteRows(transaction, 'enrolment_codes', (rows) =>
      rows.where({ digest }).where('expires_at', '>', now),
    )) === 1
  );
}

export async function deleteEnrolmentCodesOf(transaction: Transaction, personId: PersonId): Promise<void> {
  await deleteRows(transaction, 'enrolment_codes', { person_id: personId });
}

export async function deleteEnrolmentCodesFor(transaction: Transaction, purpose: EnrolmentPurpose): Promise<void> {
  await deleteRows(transaction, 'enrolment_codes', { purpose });
}

/** Ids of people with a code that has not expired. */
export async function peopleWithCodes(database: Connection, now: number): Promise<Set<string>> {
  const rows: readonly { person_id: unknown }[] = await database('enrolment_codes')
    .whereNotNull('person_id')
    .where('expires_at', '>', now)
    .select('person_id');
  return new Set(rows.map((row) => textColumn(row.person_id)));
}
