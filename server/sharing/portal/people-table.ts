/** The table of people of partners who use the portal. */
import { integerColumn, jsonColumn, nullableIntegerColumn, textColumn } from '../../platform/database/column.ts';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { wordColumn } from '../../platform/database/word-column.ts';
import { changeRows, insertRow } from '../../records/ledger/recorded/write-row.ts';
import { deletePortalPasskeysOf } from '../../people/portals/passkey-table.ts';
import type { PortalPerson } from '../../people/portals/portal-person.ts';
import { deletePortalSessionsOf } from '../../people/portals/session-table.ts';
import { PARTNER_ROLES, type PartnerRole } from './vocabulary.ts';
import { findProven } from '../../records/ledger/recorded/proven-rows.ts';

/** A person who uses the portal for one partner. */
export interface StoredPartnerPerson extends PortalPerson {
  /** Id of the party. */
  readonly party: string;
  readonly roles: readonly PartnerRole[];
}

export async function insertPartnerPerson(transaction: Transaction, person: StoredPartnerPerson): Promise<void> {
  await insertRow(transaction, 'sharing_people', {
    id: person.id,
    party: person.party,
    name: person.name,
    roles: JSON.stringify(person.roles),
    user_handle: person.userHandle,
    code_until: person.codeUntil,
    proposed_by: person.proposedBy,
    approved_by: person.approvedBy,
    made_at: person.madeAt,
    enrolled_at: person.enrolledAt,
    ended_at: person.endedAt,
  });
}

export async function findPartnerPerson(database: Connection, id: string): Promise<StoredPartnerPerson | undefined> {
  const row = await findProven<Row>(database, 'sharing_people', id);
  return row === undefined ? undefined : personOf(row);
}

/** Latest first; of one party, or of all. */
export async function listPartnerPeople(
  database: Connection,
  which: { readonly party?: string } = {},
): Promise<StoredPartnerPerson[]> {
  const rows: readonly Row[] = await database('sharing_people')
    .where(which)
    .orderBy([{ column: 'made_at', order: 'desc' }, { column: 'id' }]);
  return rows.map(personOf);
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

type Row = Record<string, unknown>;

function personOf(row: Row): StoredPartnerPerson {
  return {
    id: textColumn(row['id']),
    party: textColumn(row['party']),
    name: textColumn(row['name']),
    roles: (jsonColumn(row['roles']) as readonly unknown[]).map((role) => wordColumn(PARTNER_ROLES, role)),
    userHandle: textColumn(row['user_handle']),
    codeUntil: integerColumn(row['code_until']),
    proposedBy: textColumn(row['proposed_by']),
    approvedBy: textColumn(row['approved_by']),
    madeAt: integerColumn(row['made_at']),
    enrolledAt: nullableIntegerColumn(row['enrolled_at']),
    endedAt: nullableIntegerColumn(row['ended_at']),
  };
}
