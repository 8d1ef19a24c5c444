/** The tables of the calls of partners' programs and of their people: each partner's own log, and the base of its quotas. */
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  column,
  integer,
  nullable,
  type RecordOf,
  type Row,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { ALL_CALLS } from '../answers.ts';

const calls = table({
  /** 16 random bytes in hex. */
  id: text,
  party: text,
  at: integer,
  call: word(ALL_CALLS),
  /** The person who called; `null`: the program. Its table has no such column. */
  person: column(
    (value) => nullableTextColumn(value ?? null),
    (person) => person,
  ),
  agreement: nullable(text),
  /** Digest of the delivery's file. */
  delivery: nullable(text),
  /** `done`, or the code of the refusal. */
  result: text,
  /** Bytes of sealed files sent. */
  bytes: integer,
});

export type StoredCall = RecordOf<typeof calls>;

export async function insertCall(transaction: Transaction, { person, ...call }: StoredCall): Promise<void> {
  if (person === null) await insertRow(transaction, 'sharing_calls', { ...call });
  else await insertRow(transaction, 'sharing_portal_calls', { ...call, person });
}

/** Calls of the program of one party, latest first. */
function callsOf(database: Connection, party: string, limit: number): Promise<StoredCall[]> {
  return calls.all(
    database('sharing_calls')
      .where({ party })
      .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

/** Calls of the program and of the people of one party, latest first. */
export async function allCallsOf(database: Connection, party: string, limit: number): Promise<StoredCall[]> {
  const ofPeople = await calls.all(
    database('sharing_portal_calls')
      .where({ party })
      .orderBy([{ column: 'at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
  const all = [...(await callsOf(database, party, limit)), ...ofPeople];
  return all.sort((one, other) => other.at - one.at || one.id.localeCompare(other.id)).slice(0, limit);
}

/** The names of the people of one party, by id. */
export async function namesOf(database: Connection, party: string): Promise<ReadonlyMap<string, string>> {
  const rows: readonly Row[] = await database('sharing_people').where({ party }).select('id', 'name');
  return new Map(rows.map((row) => [textColumn(row['id']), textColumn(row['name'])]));
}

/** By person: the time of the last sign-in. Making the first passkey signs in. */
export async function lastSignIns(database: Connection): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Row[] = await database('sharing_portal_calls')
    .whereIn('call', ['signed-in', 'enrolled'])
    .groupBy('person')
    .select('person')
    .max({ last: 'at' });
  return new Map(rows.map((row) => [textColumn(row['person']), integerColumn(row['last'])]));
}

/** The table that has a call of the party; `undefined`: it has no such call. */
export async function tableOfCall(
  database: Connection,
  party: string,
  id: string,
): Promise<'sharing_calls' | 'sharing_portal_calls' | undefined> {
  if ((await database('sharing_calls').where({ party, id }).first('id')) !== undefined) return 'sharing_calls';
  const isOfPerson = (await database('sharing_portal_calls').where({ party, id }).first('id')) !== undefined;
  return isOfPerson ? 'sharing_portal_calls' : undefined;
}

/** Calls of the program since a time. */
export async function countCalls(database: Connection, party: string, since: number): Promise<number> {
  const row: { made?: unknown } | undefined = await database('sharing_calls')
    .where({ party })
    .where('at', '>', since)
    .count({ made: '*' })
    .first();
  return integerColumn(row?.made);
}

/** Bytes sent to the program and to people under an agreement since a time. */
export async function bytesSent(
  database: Connection,
  which: { readonly party: string; readonly agreement: string },
  since: number,
): Promise<number> {
  const program: Sum = await database('sharing_calls')
    .where(which)
    .where('at', '>', since)
    .sum({ sent: 'bytes' })
    .first();
  const people: Sum = await database('sharing_portal_calls')
    .where(which)
    .where('at', '>', since)
    .sum({ sent: 'bytes' })
    .first();
  return sumOf(program) + sumOf(people);
}

type Sum = { readonly sent?: unknown } | undefined;

function sumOf(row: Sum): number {
  return nullableIntegerColumn(row?.sent ?? null) ?? 0;
}

export async function hasCallsBefore(database: Connection, before: number): Promise<boolean> {
  if ((await database('sharing_calls').where('at', '<', before).first('id')) !== undefined) return true;
  return (await database('sharing_portal_calls').where('at', '<', before).first('id')) !== undefined;
}

export async function eraseCalls(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'sharing_calls', (rows: ReturnType<Connection>) => rows.where('at', '<', before));
  await deleteRows(transaction, 'sharing_portal_calls', (rows: ReturnType<Connection>) =>
    rows.where('at', '<', before),
  );
}
