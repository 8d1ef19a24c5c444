/** The table of people of partners who use the portal. */
import { z } from 'zod';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { integer, json, nullable, type RecordOf, table, text } from '../../platform/database/table.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { deletePortalPasskeysOf } from '../../people/portals/passkey-table.ts';
import { deletePortalSessionsOf } from '../../people/portals/session-table.ts';
import { PARTNER_ROLES } from './vocabulary.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

const people = table({
  /** SHA-256 of the invitation code, hex. */
  id: text,
  /** Id of the party. */
  party: text,
  name: text,
  roles: json(z.array(z.enum(PARTNER_ROLES))),
  userHandle: text,
  codeUntil: integer,
  proposedBy: text,
  approvedBy: text,
  madeAt: integer,
  enrolledAt: nullable(integer),
  endedAt: nullable(integer),
});

/** A `PortalPerson` who uses the portal for one partner. */
export type StoredPartnerPerson = RecordOf<typeof people>;

export async function insertPartnerPerson(transaction: Transaction, person: StoredPartnerPerson): Promise<void> {
  await insertRow(transaction, 'sharing_people', people.row(person));
}

export function findPartnerPerson(database: Connection, id: string): Promise<StoredPartnerPerson | undefined> {
  return people.one(findProven(database, 'sharing_people', id));
}

/** Latest first; of one party, or of all. */
export function listPartnerPeople(
  database: Connection,
  which: { readonly party?: string } = {},
): Promise<StoredPartnerPerson[]> {
  return people.all(
    database('sharing_people')
      .where(which)
      .orderBy([{ column: 'made_at', order: 'desc' }, { column: 'id' }]),
  );
}

/** Uses up the invitation. `false` when it was used before. */
export async function markPartnerEnrolled(transaction: Transaction, id: string, at: number): Promise<boolean> {
  const invited = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('enrolled_at').whereNull('ended_at');
  return (await changeRows(transaction, 'sharing_people', invited, { enrolled_at: at })) === 1;
}

/** Ends the access of a person: passkeys and sessions go with it. */
export async function endPartnerPerson(transaction: Transaction, id: string, at: number): Promise<void> {
  const present = (rows: ReturnType<Connection>) => rows.where({ id }).whereNull('ended_at');
  await changeRows(transaction, 'sharing_people', present, { ended_at: at });
  await deletePortalSessionsOf(transaction, 'sharing_sessions', id);
  await deletePortalPasskeysOf(transaction, 'sharing_passkeys', id);
}

/** Ends the access of all people of a party, whose record has ended. */
export async function endPeopleOf(transaction: Transaction, party: string, at: number): Promise<void> {
  const people = await listPartnerPeople(transaction, { party });
  for (const { id, endedAt } of people) if (endedAt === null) await endPartnerPerson(transaction, id, at);
}
