import { z } from 'zod';
import {
  personIdSchema,
  ROLES,
  siteIdSchema,
  type Act,
  type PersonId,
  type Role,
  type SiteId,
} from '../../platform/access/vocabulary.ts';
import type { OwnAct, ServerAct } from './own-acts.ts';
import { kioskIdSchema, transactionIdSchema, type KioskId, type TransactionId } from '../../contract/field.ts';
import { actDetailsSchema, type ActDetails } from '../ledger/entry/entry.ts';
import { integerColumn, nullableTextColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';

export type RecordedAct = Act | OwnAct | ServerAct;

/** A recorded act. */
export interface StoredAct {
  /** Random; the ledger's entry names it. */
  readonly id: string;
  readonly at: number;
  readonly person: PersonId;
  /** Id of the session; `null` for acts without one and for those of earlier versions. */
  readonly session: string | null;
  readonly role: Role | null;
  readonly act: RecordedAct;
  readonly site: SiteId | null;
  readonly kioskId: KioskId | null;
  readonly transactionId: TransactionId | null;
  readonly subject: string | null;
  readonly result: string;
  readonly details: ActDetails;
}

/** `act` may be one that this version no longer has. */
export interface PlacedAct extends Omit<StoredAct, 'act'> {
  /** Grows with each act. */
  readonly position: number;
  readonly act: string;
}

export interface ActQuery {
  /** Acts before this position; absent: the latest. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly person?: PersonId | undefined;
  readonly act?: string | undefined;
  readonly subject?: string | undefined;
}

export async function insertAct(transaction: Transaction, act: StoredAct): Promise<void> {
  await transaction('acts').insert({
    id: act.id,
    at: act.at,
    person_id: act.person,
    session_id: act.session,
    role: act.role,
    act: act.act,
    site: act.site,
    kiosk_id: act.kioskId,
    transaction_id: act.transactionId,
    subject: act.subject,
    result: act.result,
    details: JSON.stringify(act.details),
  });
}

/** Latest first. */
export async function listActs(database: Connection, query: ActQuery): Promise<PlacedAct[]> {
  const rows: readonly Row[] = await database('acts')
    .where((where) => {
      if (query.before !== undefined) void where.where('position', '<', query.before);
      if (query.person !== undefined) void where.where('person_id', query.person);
      if (query.act !== undefined) void where.where('act', query.act);
      if (query.subject !== undefined) void where.where('subject', query.subject);
    })
    .orderBy('position', 'desc')
    .limit(query.limit);
  return rows.map(actOf);
}

/** Everyone who did this act about a subject, the first one first. */
export async function peopleWhoDid(
  database: Connection,
  { act, subject }: { readonly act: RecordedAct; readonly subject: string },
): Promise<PersonId[]> {
  const people: readonly unknown[] = await database('acts')
    .where({ act, subject, result: 'done' })
    .orderBy('position')
    .pluck('person_id');
  return [...new Set(people.map((person) => personIdSchema.parse(person)))];
}

type Row = Record<
  | 'position'
  | 'id'
  | 'at'
  | 'person_id'
  | 'session_id'
  | 'role'
  | 'act'
  | 'site'
  | 'kiosk_id'
  | 'transaction_id'
  | 'subject'
  | 'result'
  | 'details',
  unknown
>;

const roleSchema = z.enum(ROLES).nullable();

function actOf(row: Row): PlacedAct {
  return {
    position: integerColumn(row.position),
    id: textColumn(row.id),
    at: integerColumn(row.at),
    person: personIdSchema.parse(row.person_id),
    session: nullableTextColumn(row.session_id),
    role: roleSchema.parse(row.role),
    act: textColumn(row.act),
    site: siteIdSchema.nullable().parse(row.site),
    kioskId: kioskIdSchema.nullable().parse(row.kiosk_id),
    transactionId: transactionIdSchema.nullable().parse(row.transaction_id),
    subject: nullableTextColumn(row.subject),
    result: textColumn(row.result),
    details: actDetailsSchema.parse(JSON.parse(textColumn(row.details))),
  };
}
