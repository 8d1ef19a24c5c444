import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { ENROLMENT_PURPOSES, type EnrolmentPurpose } from '../answers/people.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../../records/ledger/recorded/proven-rows.ts';

export interface EnrolmentCode {
  /** SHA-256 of the code in hex. */
  readonly digest: string;
  readonly purpose: EnrolmentPurpose;
  /** `null` for a first administrator, who chooses a name. */
  readonly personId: PersonId | null;
  readonly issuedBy: PersonId | null;
  readonly issuedAt: number;
  readonly expiresAt: number;
}

export async function insertEnrolmentCode(transaction: Transaction, code: EnrolmentCode): Promise<void> {
  await deleteRows(transaction, 'enrolment_codes', (rows) => rows.where('expires_at', '<=', code.issuedAt));
  await insertRow(transaction, 'enrolment_codes', {
    digest: code.digest,
    purpose: code.purpose,
    person_id: code.personId,
    issued_by: code.issuedBy,
    issued_at: code.issuedAt,
    expires_at: code.expiresAt,
  });
}

/** A code that has not expired, or `undefined`. */
export async function findEnrolmentCode(
  database: Connection,
  digest: string,
  now: number,
): Promise<EnrolmentCode | undefined> {
  const found: CodeRow | undefined = await database('enrolment_codes')
    .where({ digest })
    .where('expires_at', '>', now)
    .first();
  const row = await provenRow(database, 'enrolment_codes', found);
  return row === undefined ? undefined : codeOf(row);
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

type CodeRow = Record<'digest' | 'purpose' | 'person_id' | 'issued_by' | 'issued_at' | 'expires_at', unknown>;

function codeOf(row: CodeRow): EnrolmentCode {
  const purpose = ENROLMENT_PURPOSES.find((one) => one === textColumn(row.purpose));
  if (purpose === undefined) throw new StoreError('damaged', 'an enrolment code has an unknown purpose');
  return {
    digest: textColumn(row.digest),
    purpose,
    personId: nullablePerson(row.person_id),
    issuedBy: nullablePerson(row.issued_by),
    issuedAt: integerColumn(row.issued_at),
    expiresAt: integerColumn(row.expires_at),
  };
}

function nullablePerson(value: unknown): PersonId | null {
  const text = nullableTextColumn(value);
  return text === null ? null : personIdSchema.parse(text);
}
