/** The table of responses. Each change is one entry of the ledger. */
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Rows, Transaction } from '../../../platform/database/connection.ts';
import { wordColumn } from '../../../platform/database/word-column.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { deleteRestrictions } from '../../../records/restrictions/restriction-table.ts';
import { ENTITY_KINDS, type Entity } from '../rules/entity.ts';
import {
  RESPONSE_ENDS,
  RESPONSE_KINDS,
  type ResponseEnd,
  type ResponseKind,
  type ResponseState,
} from './vocabulary.ts';

export interface StoredResponse {
  /** Random, 128 bits in hex. */
  readonly id: string;
  readonly findingId: string;
  readonly caseId: string;
  readonly kind: ResponseKind;
  readonly entity: Entity;
  readonly site: string | null;
  readonly proposedAt: number;
  readonly confirmBy: number;
  /** Whether a policy starts it before it is confirmed. */
  readonly atOnce: boolean;
  readonly firstBy: string | null;
  readonly firstAt: number | null;
  readonly confirmedBy: string | null;
  readonly confirmedAt: number | null;
  readonly effectAt: number | null;
  readonly until: number | null;
  readonly endedAt: number | null;
  readonly endedBy: string | null;
  readonly endedBecause: ResponseEnd | null;
  readonly reversedAt: number | null;
  readonly alarmedAt: number | null;
}

const TABLE = 'detection_responses';

export type NewResponse = Pick<
  StoredResponse,
  'id' | 'findingId' | 'caseId' | 'kind' | 'entity' | 'site' | 'proposedAt' | 'confirmBy' | 'atOnce'
>;

export async function insertResponse(transaction: Transaction, one: NewResponse): Promise<void> {
  await insertRow(transaction, TABLE, {
    id: one.id,
    finding_id: one.findingId,
    case_id: one.caseId,
    kind: one.kind,
    entity_kind: one.entity.kind,
    entity_id: one.entity.id,
    site: one.site,
    proposed_at: one.proposedAt,
    confirm_by: one.confirmBy,
    at_once: one.atOnce ? 1 : 0,
  });
}

export async function findResponse(database: Connection, id: string): Promise<StoredResponse | undefined> {
  const row: Row | undefined = await database(TABLE).where({ id }).first();
  return row === undefined ? undefined : responseOf(row);
}

/** The latest first. */
export async function listResponses(
  database: Connection,
  { limit, caseId }: { readonly limit: number; readonly caseId?: string },
): Promise<StoredResponse[]> {
  const rows: readonly Row[] = await database(TABLE)
    .where((where) => {
      if (caseId !== undefined) void where.where({ case_id: caseId });
    })
    .orderBy([{ column: 'proposed_at', order: 'desc' }, { column: 'id' }])
    .limit(limit);
  return rows.map(responseOf);
}

/** Responses whose effect is to come, in force, or to be undone, and open proposals. */
export async function unsettledResponses(database: Connection): Promise<StoredResponse[]> {
  const rows: readonly Row[] = await database(TABLE)
    .whereNull('ended_at')
    .orWhereNull('reversed_at')
    .orderBy([{ column: 'proposed_at' }, { column: 'id' }]);
  return rows.map(responseOf);
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

type Row = Record<
  | 'id'
  | 'finding_id'
  | 'case_id'
  | 'kind'
  | 'entity_kind'
  | 'entity_id'
  | 'site'
  | 'proposed_at'
  | 'confirm_by'
  | 'at_once'
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
  unknown
>;

function responseOf(row: Row): StoredResponse {
  return {
    id: textColumn(row.id),
    findingId: textColumn(row.finding_id),
    caseId: textColumn(row.case_id),
    kind: wordColumn(RESPONSE_KINDS, row.kind),
    entity: { kind: wordColumn(ENTITY_KINDS, row.entity_kind), id: textColumn(row.entity_id) },
    site: nullableTextColumn(row.site),
    proposedAt: integerColumn(row.proposed_at),
    confirmBy: integerColumn(row.confirm_by),
    atOnce: integerColumn(row.at_once) === 1,
    firstBy: nullableTextColumn(row.first_by),
    firstAt: nullableIntegerColumn(row.first_at),
    confirmedBy: nullableTextColumn(row.confirmed_by),
    confirmedAt: nullableIntegerColumn(row.confirmed_at),
    effectAt: nullableIntegerColumn(row.effect_at),
    until: nullableIntegerColumn(row.until_at),
    endedAt: nullableIntegerColumn(row.ended_at),
    endedBy: nullableTextColumn(row.ended_by),
    endedBecause: row.ended_because === null ? null : wordColumn(RESPONSE_ENDS, row.ended_because),
    reversedAt: nullableIntegerColumn(row.reversed_at),
    alarmedAt: nullableIntegerColumn(row.alarmed_at),
  };
}
