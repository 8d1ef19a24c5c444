/** The table of responses. Each change is one entry of the ledger. */
import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Rows, Transaction } from '../../../platform/database/connection.ts';
import {
  flag,
  group,
  integer,
  named,
  nullable,
  type RecordOf,
  table,
  text,
  word,
} from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { deleteRestrictions } from '../../../records/restrictions/restriction-table.ts';
import { ENTITY_KINDS } from '../rules/entity.ts';
import { RESPONSE_ENDS, RESPONSE_KINDS, type ResponseState } from './vocabulary.ts';

const responses = table({
  /** Random, 128 bits in hex. */
  id: text,
  findingId: text,
  caseId: text,
  kind: word(RESPONSE_KINDS),
  entity: group({ kind: word(ENTITY_KINDS), id: text }),
  site: nullable(text),
  proposedAt: integer,
  confirmBy: integer,
  /** Whether a policy starts it before it is confirmed. */
  atOnce: flag,
  firstBy: nullable(text),
  firstAt: nullable(integer),
  confirmedBy: nullable(text),
  confirmedAt: nullable(integer),
  effectAt: nullable(integer),
  until: named('until_at', nullable(integer)),
  endedAt: nullable(integer),
  endedBy: nullable(text),
  endedBecause: nullable(word(RESPONSE_ENDS)),
  reversedAt: nullable(integer),
  alarmedAt: nullable(integer),
});

export type StoredResponse = RecordOf<typeof responses>;

const TABLE = 'detection_responses';

export type NewResponse = Pick<
  StoredResponse,
  'id' | 'findingId' | 'caseId' | 'kind' | 'entity' | 'site' | 'proposedAt' | 'confirmBy' | 'atOnce'
>;

export async function insertResponse(transaction: Transaction, one: NewResponse): Promise<void> {
  await insertRow(transaction, TABLE, responses.row(one));
}

export function findResponse(database: Connection, id: string): Promise<StoredResponse | undefined> {
  return responses.one(database(TABLE).where({ id }).first());
}

/** The latest first. */
export function listResponses(
  database: Connection,
  { limit, caseId }: { readonly limit: number; readonly caseId?: string },
): Promise<StoredResponse[]> {
  return responses.all(
    database(TABLE)
      .where((where) => {
        if (caseId !== undefined) void where.where({ case_id: caseId });
      })
      .orderBy([{ column: 'proposed_at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

/** Responses whose effect is to come, in force, or to be undone, and open proposals. */
export function unsettledResponses(database: Connection): Promise<StoredResponse[]> {
  return responses.all(
    database(TABLE)
      .whereNull('ended_at')
      .orWhereNull('reversed_at')
      .orderBy([{ column: 'proposed_at' }, { column: 'id' }]),
  );
}

/** Number of responses since a time that a policy started. */
export async function startedSince(database: Connection, since: number): Promise<number> {
  const row: { count?: unknown } | undefined = await database(TABLE)
    .where({ at_once: 1 })
    .where('proposed_at', '>', since)
    .count({ count: '*' })
    .first();
  return integerColumn(row?.count);
}

type Changes = Partial<
  Record<
    | 'first_by'
    | 'first_at'
    | 'confirmed_by'
    | 'confirmed_at'
    | 'effect_at'
    | 'until_at'
    | 'ended_at'
    | 'ended_by'
    | 'ended_because'
    | 'reversed_at'
    | 'alarmed_at',
    string | number | null
  >
>;

/** Changes a response that has not ended and for which the named columns are empty. `false`: another change was first. */
export function changeOpen(
  transaction: Transaction,
  id: string,
  empty: readonly (keyof Changes)[],
  changes: Changes,
): Promise<boolean> {
  return changeSettled(transaction, id, ['ended_at', ...empty], changes);
}

/** As `changeOpen`, for a response that may have ended. */
export async function changeSettled(
  transaction: Transaction,
  id: string,
  empty: readonly (keyof Changes)[],
  changes: Changes,
): Promise<boolean> {
  const which = (rows: Rows) => empty.reduce((query, column) => query.whereNull(column), rows.where({ id }));
  return (await changeRows(transaction, TABLE, which, changes)) === 1;
}

/** Deletes the responses of a case with their restrictions. */
export async function deleteResponsesOf(transaction: Transaction, caseId: string): Promise<void> {
  const ids: readonly unknown[] = await transaction(TABLE).where({ case_id: caseId }).pluck('id');
  await deleteRestrictions(transaction, ids.map(textColumn));
  await deleteRows(transaction, TABLE, { case_id: caseId });
}

/** Pure: whether its effect exists, will exist, or is not undone yet. Open proposals are not active. */
export function isActive(one: StoredResponse): boolean {
  if (one.endedAt !== null) return one.effectAt !== null && one.reversedAt === null;
  return one.confirmedAt !== null || one.atOnce;
}

/** Pure: whether the effect is to be carried out now. */
export function isDue(one: StoredResponse): boolean {
  return one.endedAt === null && one.effectAt === null && (one.confirmedAt !== null || one.atOnce);
}

/** Pure. */
export function stateOf(one: StoredResponse): ResponseState {
  if (one.endedAt !== null) return one.effectAt !== null && one.reversedAt === null ? 'returning' : 'ended';
  if (one.confirmedAt !== null) return one.effectAt === null ? 'confirmed' : 'in-force';
  if (one.atOnce) return 'started';
  return one.firstAt === null ? 'proposed' : 'half-confirmed';
}
