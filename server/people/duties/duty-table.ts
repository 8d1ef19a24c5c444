import { z } from 'zod';
import type { Duty } from '../../platform/access/principal.ts';
import { shiftSchema } from '../../platform/access/shift.ts';
import { personIdSchema, ROLES, siteIdSchema, type PersonId } from '../../platform/access/vocabulary.ts';
import { kioskIdSchema } from '../../contract/field.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { findProven, provenRows } from '../../records/ledger/recorded/proven-rows.ts';

export interface StoredDuty extends Duty {
  readonly personId: PersonId;
  /** The proposal that gave it; `null` for the first administrators. */
  readonly givenBy: string | null;
  readonly givenAt: number;
}

export async function insertDuty(transaction: Transaction, duty: StoredDuty): Promise<void> {
  await insertRow(transaction, 'duties', {
    id: duty.id,
    person_id: duty.personId,
    role: duty.role,
    sites: JSON.stringify(duty.sites),
    lanes: JSON.stringify(duty.lanes),
    shifts: JSON.stringify(duty.shifts),
    valid_from: duty.validFrom,
    valid_until: duty.validUntil,
    training_valid_until: duty.trainingValidUntil,
    given_by: duty.givenBy,
    given_at: duty.givenAt,
  });
}

export async function findDuty(database: Connection, id: string): Promise<StoredDuty | undefined> {
  const row = await findProven<Row>(database, 'duties', id);
  return row === undefined ? undefined : dutyOf(row);
}

/** All duties of a person, past and future ones included, in the order in which they were given. */
export async function dutiesOf(database: Connection, personId: PersonId): Promise<StoredDuty[]> {
  const rows: readonly Row[] = await database('duties').where({ person_id: personId }).orderBy(['given_at', 'id']);
  return (await provenRows(database, 'duties', rows)).map(dutyOf);
}

/** As `dutiesOf`, but empty for a disabled person. For permissions; `dutiesOf` is for display. */
export async function dutiesHeldBy(database: Connection, personId: PersonId): Promise<StoredDuty[]> {
  const rows: readonly Row[] = await notDisabled(database)
    .where({ person_id: personId })
    .orderBy(['given_at', 'duties.id']);
  return (await provenRows(database, 'duties', rows)).map(dutyOf);
}

function notDisabled(database: Connection) {
  return database('duties')
    .leftJoin('people', 'people.id', 'duties.person_id')
    .whereNull('people.disabled_at')
    .select('duties.*');
}

/** Duties of all people, latest end first; at most `limit`. */
export async function listDuties(database: Connection, limit: number): Promise<StoredDuty[]> {
  const rows: readonly Row[] = await database('duties')
    .orderBy([
      { column: 'valid_until', order: 'desc' },
      { column: 'id', order: 'asc' },
    ])
    .limit(limit);
  return rows.map(dutyOf);
}

/** Duties that have not ended, also those not begun or without valid training, of people who are not disabled; earliest end first. */
export async function runningDuties(database: Connection, now: number, limit: number): Promise<StoredDuty[]> {
  const rows: readonly Row[] = await notDisabled(database)
    .where('valid_until', '>', now)
    .orderBy(['valid_until', 'duties.id'])
    .limit(limit);
  return rows.map(dutyOf);
}

/** Wall ms; `undefined` before the first duty. */
export async function firstDutyGivenAt(database: Connection): Promise<number | undefined> {
  const row: Pick<Row, 'given_at'> | undefined = await database('duties').orderBy('given_at').first('given_at');
  return row === undefined ? undefined : integerColumn(row.given_at);
}

/** Duties of this role in force with valid training, of people who are not disabled. */
export async function dutiesInForce(database: Connection, role: Duty['role'], now: number): Promise<StoredDuty[]> {
  const rows: readonly Row[] = await notDisabled(database)
    .where({ role })
    .where('valid_from', '<=', now)
    .where('valid_until', '>', now)
    .where('training_valid_until', '>', now);
  return (await provenRows(database, 'duties', rows)).map(dutyOf);
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

type Row = Record<
  | 'id'
  | 'person_id'
  | 'role'
  | 'sites'
  | 'lanes'
  | 'shifts'
  | 'valid_from'
  | 'valid_until'
  | 'training_valid_until'
  | 'given_by'
  | 'given_at',
  unknown
>;

const roleSchema = z.enum(ROLES);
const sitesSchema = z.union([z.literal('all'), z.array(siteIdSchema)]);
const lanesSchema = z.union([z.literal('all'), z.array(kioskIdSchema)]);
const shiftsSchema = z.array(shiftSchema);

function dutyOf(row: Row): StoredDuty {
  return {
    id: textColumn(row.id),
    personId: personIdSchema.parse(row.person_id),
    role: roleSchema.parse(row.role),
    sites: sitesSchema.parse(JSON.parse(textColumn(row.sites))),
    lanes: lanesSchema.parse(JSON.parse(textColumn(row.lanes))),
    shifts: shiftsSchema.parse(JSON.parse(textColumn(row.shifts))),
    validFrom: integerColumn(row.valid_from),
    validUntil: integerColumn(row.valid_until),
    trainingValidUntil: integerColumn(row.training_valid_until),
    givenBy: nullableTextColumn(row.given_by),
    givenAt: integerColumn(row.given_at),
  };
}
