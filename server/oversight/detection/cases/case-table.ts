/** The table of cases, and the notes on them. */
import { randomBytes } from 'node:crypto';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { group, integer, named, nullable, type RecordOf, table, text, word } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { deleteResponsesOf } from '../responses/response-table.ts';
import { ENTITY_KINDS, type Entity } from '../rules/entity.ts';
import {
  CASE_OUTCOMES,
  CASE_STATES,
  type CaseOutcome,
  type Escalation,
  ESCALATIONS,
  JOINS_CASE_MS,
  NOTE_CODES,
} from '../vocabulary.ts';

const cases = table({
  id: text,
  entity: group({ kind: word(ENTITY_KINDS), id: text }),
  site: nullable(text),
  openedAt: integer,
  latestAt: integer,
  state: word(CASE_STATES),
  escalatedTo: nullable(word(ESCALATIONS)),
  escalatedBy: nullable(text),
  escalatedAt: nullable(integer),
  outcome: nullable(word(CASE_OUTCOMES)),
  closedBy: nullable(text),
  closedAt: nullable(integer),
});

export type StoredCase = RecordOf<typeof cases>;

const notes = table({
  code: word(NOTE_CODES),
  by: named('made_by', text),
  at: named('made_at', integer),
});

export type CaseNote = RecordOf<typeof notes>;

const TABLE = 'detection_cases';

/** The open case of a subject that a finding joins, or a new one. Resolves to its id. */
export async function caseFor(
  transaction: Transaction,
  { entity, site, at }: { readonly entity: Entity; readonly site?: string | undefined; readonly at: number },
): Promise<string> {
  const open: { id: unknown } | undefined = await transaction(TABLE)
    .where({ entity_kind: entity.kind, entity_id: entity.id })
    .whereNot({ state: 'closed' })
    .where('latest_at', '>=', Math.round(at) - JOINS_CASE_MS)
    .orderBy('latest_at', 'desc')
    .first('id');
  if (open !== undefined) {
    const id = textColumn(open.id);
    await changeRows(transaction, TABLE, { id }, { latest_at: Math.round(at) });
    return id;
  }
  const id = randomBytes(16).toString('hex');
  await insertRow(
    transaction,
    TABLE,
    cases.row({ id, entity, site: site ?? null, openedAt: Math.round(at), latestAt: Math.round(at), state: 'open' }),
  );
  return id;
}

export function findCase(database: Connection, id: string): Promise<StoredCase | undefined> {
  return cases.one(database(TABLE).where({ id }).first());
}

/** Open cases first, then those with the latest findings. */
export function listCases(database: Connection, limit: number): Promise<StoredCase[]> {
  return cases.all(
    database(TABLE)
      .orderByRaw("case when state = 'closed' then 1 else 0 end")
      .orderBy([{ column: 'latest_at', order: 'desc' }, { column: 'id' }])
      .limit(limit),
  );
}

export function notesOf(database: Connection, caseId: string): Promise<CaseNote[]> {
  return notes.all(
    database('detection_notes')
      .where({ case_id: caseId })
      .orderBy([{ column: 'made_at' }, { column: 'id' }]),
  );
}

export async function insertNote(transaction: Transaction, caseId: string, note: CaseNote): Promise<void> {
  const id = randomBytes(16).toString('hex');
  await insertRow(transaction, 'detection_notes', { id, case_id: caseId, ...notes.row(note) });
}

/** `false` when it is closed. */
export async function escalateCase(
  transaction: Transaction,
  id: string,
  { to, by, at }: { readonly to: Escalation; readonly by: string; readonly at: number },
): Promise<boolean> {
  const changes = { state: 'escalated', escalated_to: to, escalated_by: by, escalated_at: at };
  return (await changeRows(transaction, TABLE, notClosed(id), changes)) === 1;
}

/** `false` when it is closed already. */
export async function closeCase(
  transaction: Transaction,
  id: string,
  { outcome, by, at }: { readonly outcome: CaseOutcome; readonly by: string; readonly at: number },
): Promise<boolean> {
  const changes = { state: 'closed', outcome, closed_by: by, closed_at: at };
  return (await changeRows(transaction, TABLE, notClosed(id), changes)) === 1;
}

/** Cases that were closed before one time, or had their latest finding before another. */
export async function outdatedCases(
  database: Connection,
  { closedBefore, openBefore, limit }: Record<'closedBefore' | 'openBefore' | 'limit', number>,
): Promise<string[]> {
  const ids: readonly unknown[] = await database(TABLE)
    .where('closed_at', '<', closedBefore)
    .orWhere('latest_at', '<', openBefore)
    .orderBy('id')
    .limit(limit)
    .pluck('id');
  return ids.map(textColumn);
}

/** Deletes a case with its notes, responses and findings. */
export async function deleteCase(transaction: Transaction, id: string): Promise<void> {
  await deleteRows(transaction, 'detection_notes', { case_id: id });
  await deleteResponsesOf(transaction, id);
  await deleteRows(transaction, 'detection_findings', { case_id: id });
  await deleteRows(transaction, TABLE, { id });
}

function notClosed(id: string) {
  return (rows: ReturnType<Connection>) => rows.where({ id }).whereNot({ state: 'closed' });
}
