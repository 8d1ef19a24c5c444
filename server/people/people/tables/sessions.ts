import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  integer,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { SIGN_IN_METHODS } from '../answers/session.ts';
import { findPerson, type Person } from './people.ts';
import { changeLeftOut, changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { provenRow } from '../../../records/ledger/recorded/proven-rows.ts';

const storedSessions = table({
  /** Identifies the session; grants no access. */
  id: text,
  /** SHA-256 of the token in hex. */
  tokenDigest: text,
  personId: checked(personIdSchema),
  method: word(SIGN_IN_METHODS),
  /** Browser and system, from closed lists. */
  device: text,
  signedInAt: integer,
  seenAt: integer,
  endsAt: integer,
  steppedUpAt: nullable(integer),
});

/** A session as stored. Times are the server's wall time, ms. */
export type StoredSession = RecordOf<typeof storedSessions>;

/** @param code that of `SessionCodes` for this content */
export async function insertSession(transaction: Transaction, session: StoredSession, code: string): Promise<void> {
  await insertRow(transaction, 'sessions', { ...storedSessions.row(session), code });
}

/** Whether the server wrote a row. A row that is not accepted is not read further. */
type Accepts = (row: Row) => boolean;

/** A session with its person, by its token's digest or its id. */
export async function findSession(
  database: Connection,
  by: { readonly token_digest: string } | { readonly id: string },
  accepts: Accepts,
): Promise<{ readonly session: StoredSession; readonly person: Person } | undefined> {
  const found: Row | undefined = await database('sessions').where(by).first();
  if (found === undefined || !accepts(found)) return undefined;
  const row = await provenRow(database, 'sessions', found);
  if (row === undefined) return undefined;
  const session = storedSessions.read(row);
  const person = await findPerson(database, session.personId);
  return person === undefined ? undefined : { session, person };
}

/** A person's sessions, latest first, and the number of rows that are not accepted. */
export async function listSessions(
  database: Connection,
  personId: PersonId,
  accepts: Accepts,
): Promise<{ readonly sessions: StoredSession[]; readonly forged: number }> {
  const rows: readonly Row[] = await database('sessions')
    .where({ person_id: personId })
    .orderBy([
      { column: 'signed_in_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ]);
  const sessions = rows.filter(accepts).map(storedSessions.read);
  return { sessions, forged: rows.length - sessions.length };
}

export async function markSeen(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeLeftOut(transaction, 'sessions', (rows) => rows.where({ id }).where('seen_at', '<', at), { seen_at: at });
}

/** Replaces one token by another. `false` when the session no longer has the old one. */
export async function rotateToken(
  transaction: Transaction,
  change: {
    readonly id: string;
    readonly from: string;
    readonly to: string;
    readonly steppedUpAt: number;
    readonly code: string;
  },
): Promise<boolean> {
  const changed = await changeRows(
    transaction,
    'sessions',
    { id: change.id, token_digest: change.from },
    { token_digest: change.to, stepped_up_at: change.steppedUpAt, seen_at: change.steppedUpAt, code: change.code },
  );
  return changed === 1;
}

/** Ends one session of a person; `false` when they have no session with this id. */
export async function deleteSession(transaction: Transaction, personId: PersonId, id: string): Promise<boolean> {
  return (await deleteRows(transaction, 'sessions', { person_id: personId, id })) === 1;
}

/** Ends a person's sessions and returns their ids. */
export async function deleteSessionsOf(
  transaction: Transaction,
  personId: PersonId,
  exceptId?: string,
): Promise<string[]> {
  const rows: readonly { id: unknown }[] = await transaction('sessions')
    .where({ person_id: personId })
    .whereNot({ id: exceptId ?? '' })
    .select('id');
  const ids = rows.map((row) => textColumn(row.id));
  await deleteRows(transaction, 'sessions', (rows) => rows.whereIn('id', ids));
  return ids;
}

/** Deletes expired sessions. */
export async function deleteEndedSessions(
  transaction: Transaction,
  { now, idleMs }: { readonly now: number; readonly idleMs: number },
): Promise<void> {
  await deleteRows(transaction, 'sessions', (rows) =>
    rows.where('ends_at', '<=', now).orWhere('seen_at', '<=', now - idleMs),
  );
}
