import { z } from 'zod';
import type { Duty } from '../../platform/access/principal.ts';
import { shiftSchema } from '../../platform/access/shift.ts';
import { personIdSchema, ROLES, siteIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { integerColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, nullable, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven, provenRows } from '../../records/ledger/recorded/proven-rows.ts';

export interface StoredDuty extends Duty {
  readonly personId: PersonId;
  /** The proposal that gave it; `null` for the first administrators. */
  readonly givenBy: string | null;
  readonly givenAt: number;
}

const duties = table<StoredDuty>({
  id: text,
  personId: checked(personIdSchema),
  role: checked(z.enum(ROLES)),
  sites: json(z.union([z.literal('all'), z.array(siteIdSchema)])),
  lanes: json(z.union([z.literal('all'), z.array(kioskIdSchema)])),
  shifts: json(z.array(shiftSchema)),
  validFrom: integer,
  validUntil: integer,
  trainingValidUntil: integer,
  givenBy: nullable(text),
  givenAt: integer,
});

export async function insertDuty(transaction: Transaction, duty: StoredDuty): Promise<void> {
  await insertRow(transaction, 'duties', duties.row(duty));
}

export function findDuty(database: Connection, id: string): Promise<StoredDuty | undefined> {
  return duties.one(findProven(database, 'duties', id));
}

/** All duties of a person, past and future ones included, in the order in which they were given. */
export async function dutiesOf(database: Connection, personId: PersonId): Promise<StoredDuty[]> {
  const rows = await database('duties').where({ person_id: personId }).orderBy(['given_at', 'id']);
  return duties.all(provenRows(database, 'duties', rows));
}

/** As `dutiesOf`, but empty for a disabled person. For permissions; `dutiesOf` is for display. */
export async function dutiesHeldBy(database: Connection, personId: PersonId): Promise<StoredDuty[]> {
  const rows = await notDisabled(database).where({ person_id: personId }).orderBy(['given_at', 'duties.id']);
  return duties.all(provenRows(database, 'duties', rows));
}

function notDisabled(database: Connection) {
  return database('duties')
    .leftJoin('people', 'people.id', 'duties.person_id')
    .whereNull('people.disabled_at')
    .select('duties.*');
}

/** Duties of all people, latest end first; at most `limit`. */
export function listDuties(database: Connection, limit: number): Promise<StoredDuty[]> {
  return duties.all(
    database('duties')
      .orderBy([
        { column: 'valid_until', order: 'desc' },
        { column: 'id', order: 'asc' },
      ])
      .limit(limit),
  );
}

/** Duties that have not ended, also those not begun or without valid training, of people who are not disabled; earliest end first. */
export function runningDuties(database: Connection, now: number, limit: number): Promise<StoredDuty[]> {
  return duties.all(
    notDisabled(database).where('valid_until', '>', now).orderBy(['valid_until', 'duties.id']).limit(limit),
  );
}

/** Wall ms; `undefined` before the first duty. */
export async function firstDutyGivenAt(database: Connection): Promise<number | undefined> {
  const row: { given_at: unknown } | undefined = await database('duties').orderBy('given_at').first('given_at');
  return row === undefined ? undefined : integerColumn(row.given_at);
}

/** Duties of this role in force with valid training, of people who are not disabled. */
export async function dutiesInForce(database: Connection, role: Duty['role'], now: number): Promise<StoredDuty[]> {
  const rows = await notDisabled(database)
    .where({ role })
    .where('valid_from', '<=', now)
    .where('valid_until', '>', now)
    .where('training_valid_until', '>', now);
  return duties.all(provenRows(database, 'duties', rows));
}

export async function setDutyTerm(
  transaction: Transaction,
  id: string,
  term: Pick<Duty, 'validUntil' | 'trainingValidUntil'>,
): Promise<void> {
  await changeRows(
    transaction,
    'duties',
    { id },
    { valid_until: term.validUntil, training_valid_until: term.trainingValidUntil },
  );
}
