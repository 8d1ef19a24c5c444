import { z } from 'zod';
import { personIdSchema, ROLES, siteIdSchema, type Act, type PersonId } from '../../platform/access/vocabulary.ts';
import type { OwnAct, ServerAct } from './own-acts.ts';
import { kioskIdSchema, transactionIdSchema } from '../../contract/field.ts';
import { actDetailsSchema } from '../ledger/entry/entry.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { checked, integer, json, named, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';

export type RecordedAct = Act | OwnAct | ServerAct;

const acts = table({
  /** Grows with each act. */
  position: integer,
  /** Random; the ledger's entry names it. */
  id: text,
  at: integer,
  person: named('person_id', checked(personIdSchema)),
  /** Id of the session; `null` for acts without one and for those of earlier versions. */
  session: named('session_id', nullable(text)),
  role: nullable(checked(z.enum(ROLES))),
  /** May be one that this version no longer has. */
  act: text,
  site: nullable(checked(siteIdSchema)),
  kioskId: nullable(checked(kioskIdSchema)),
  transactionId: nullable(checked(transactionIdSchema)),
  subject: nullable(text),
  result: text,
  details: json(actDetailsSchema),
});

export type PlacedAct = RecordOf<typeof acts>;

/** A recorded act. */
export type StoredAct = Omit<PlacedAct, 'position' | 'act'> & { readonly act: RecordedAct };

export interface ActQuery {
  /** Acts before this position; absent: the latest. */
  readonly before?: number | undefined;
  readonly limit: number;
  readonly person?: PersonId | undefined;
  readonly act?: string | undefined;
  readonly subject?: string | undefined;
}

export async function insertAct(transaction: Transaction, act: StoredAct): Promise<void> {
  await transaction('acts').insert(acts.row(act));
}

/** Latest first. */
export function listActs(database: Connection, query: ActQuery): Promise<PlacedAct[]> {
  return acts.all(
    database('acts')
      .where((where) => {
        if (query.before !== undefined) void where.where('position', '<', query.before);
        if (query.person !== undefined) void where.where('person_id', query.person);
        if (query.act !== undefined) void where.where('act', query.act);
        if (query.subject !== undefined) void where.where('subject', query.subject);
      })
      .orderBy('position', 'desc')
      .limit(query.limit),
  );
}

/** The latest act about a subject that was not refused; `undefined` without one. */
export function latestDone(
  database: Connection,
  { act, subject }: { readonly act: RecordedAct; readonly subject: string },
): Promise<PlacedAct | undefined> {
  return acts.one(database('acts').where({ act, subject, result: 'done' }).orderBy('position', 'desc').first());
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
