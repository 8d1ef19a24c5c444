import { decodeBase64Url, encodeBase64Url } from '../../../contract/base64url.ts';
import { integerColumn, jsonColumn, nullableTextColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, type Row, table, text } from '../../../platform/database/table.ts';
import { StoreError } from '../../../platform/database/store-error.ts';
import { changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import { type Facts, factsSchema } from '../sealing/readable-facts.ts';
import type { SealedContent } from '../sealing/seal-declaration.ts';
import { storedContentSchema } from '../sealing/sealed-form.ts';
import { heldDeclarations } from './declaration-holds.ts';

const declarations = table({
  /** 16 random bytes in hex. */
  id: text,
  /** Whose declaration it is. */
  trader: text,
  /** The representative who filed it for the trader, and by which mandate; `null`: the trader itself. */
  filed: { read: filedIn, write: (filed) => ({ filed_by: filed?.by ?? null, mandate: filed?.mandate ?? null }) },
  /** The server's wall time, ms. */
  receivedAt: integer,
  /** Keyed digests, hex. */
  submission: text,
  message: text,
  facts: { read: factsIn, write: factColumns },
  /** Wall ms until which the content is kept. */
  keepUntil: integer,
  erasedAt: nullable(integer),
});

export type StoredDeclaration = RecordOf<typeof declarations>;

/** @param content absent for a rejected declaration */
export async function insertDeclaration(
  transaction: Transaction,
  stored: StoredDeclaration,
  content: SealedContent | undefined,
): Promise<void> {
  await insertRow(transaction, 'declarations', declarations.row(stored));
  if (content === undefined) return;
  await insertRow(transaction, 'sealed_declarations', { id: stored.id, content: textOf(content) });
}

export function findDeclaration(
  database: Connection,
  where: { readonly id: string } | { readonly filer: string; readonly submission: string },
): Promise<StoredDeclaration | undefined> {
  return declarations.one(
    database('declarations')
      .where((rows) => {
        if ('id' in where) return void rows.where({ id: where.id });
        const { filer, submission } = where;
        void rows.where({ trader: filer, submission }).orWhere({ filed_by: filer, submission });
      })
      .first(),
  );
}

/** Those that exist, by id. */
export async function findDeclarations(
  database: Connection,
  ids: readonly string[],
): Promise<ReadonlyMap<string, StoredDeclaration>> {
  const found = await declarations.all(database('declarations').whereIn('id', [...ids]));
  return new Map(found.map((declaration) => [declaration.id, declaration]));
}

export interface DeclarationFilter {
  readonly state?: string | undefined;
  readonly channel?: string | undefined;
  readonly 'data-set'?: string | undefined;
  readonly chapter?: string | undefined;
  readonly value?: string | undefined;
  readonly mass?: string | undefined;
  readonly rule?: string | undefined;
  readonly trader?: string | undefined;
  /** The representative who filed it. */
  readonly filedBy?: string | undefined;
  /** Time of receipt and id of the last one of the page before. */
  readonly after?: string | undefined;
}

/** Latest first. */
export function listDeclarations(
  database: Connection,
  filter: DeclarationFilter,
  limit: number,
): Promise<StoredDeclaration[]> {
  const { state, channel, 'data-set': data_set, value, mass, trader, filedBy: filed_by, chapter, rule, after } = filter;
  const query = database('declarations')
    .orderBy([
      { column: 'received_at', order: 'desc' },
      { column: 'id', order: 'desc' },
    ])
    .limit(limit);
  for (const [column, wanted] of Object.entries({ state, channel, data_set, value, mass, trader, filed_by }))
    if (wanted !== undefined) void query.where(column, wanted);
  if (chapter !== undefined) void query.whereRaw(CONTAINS('chapters'), [`%${escaped(JSON.stringify(chapter))}%`]);
  if (rule !== undefined) void query.whereRaw(CONTAINS('findings'), [`%"rule":${escaped(JSON.stringify(rule))}%`]);
  const [receivedAt, id] = after?.split('.') ?? [];
  if (receivedAt !== undefined && id !== undefined)
    void query.whereRaw('(received_at, id) < (?, ?)', [Number(receivedAt), id]);
  return declarations.all(query);
}

const CONTAINS = (column: 'chapters' | 'findings') => `${column} like ? escape '!'`;

function escaped(text: string): string {
  return text.replaceAll(/[!%_]/g, (sign) => `!${sign}`);
}

/** `undefined` when it was erased, or rejected. */
export async function findContent(database: Connection, id: string): Promise<SealedContent | undefined> {
  const row: Record<string, unknown> | undefined = await database('sealed_declarations').where({ id }).first();
  if (row === undefined) return undefined;
  const { groups, offices } = storedContentSchema.parse(jsonColumn(row['content']));
  return {
    groups: groups.map(({ group, sealed }) => ({ group, sealed: bytesIn(sealed) })),
    offices: offices.map(({ office, encapsulation, keys }) => ({
      office,
      encapsulation: bytesIn(encapsulation),
      keys: keys.map(({ group, wrapped }) => ({ group, wrapped: bytesIn(wrapped) })),
    })),
  };
}

/** When the content of each of these declarations was erased, by id; without those that still have theirs. */
export async function erasuresOf(database: Connection, ids: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Record<string, unknown>[] = await database('declarations')
    .whereIn('id', [...new Set(ids)])
    .whereNotNull('erased_at')
    .select('id', 'erased_at');
  return new Map(rows.map((row) => [textColumn(row['id']), integerColumn(row['erased_at'])]));
}

/** Ids of declarations whose content is due and not under a legal hold, oldest first. */
export async function listDue(database: Connection, now: number, limit: number): Promise<string[]> {
  return database('declarations')
    .whereNull('erased_at')
    .where('keep_until', '<=', now)
    .whereNotIn('id', heldDeclarations(database, now))
    .orderBy('keep_until')
    .limit(limit)
    .pluck('id');
}

/** The ledger's entries of the deleted and the changed row prove the erasure. */
export async function eraseContent(transaction: Transaction, id: string, at: number): Promise<void> {
  await deleteRows(transaction, 'sealed_declarations', { id });
  await changeRows(transaction, 'declarations', { id }, { erased_at: at });
}

/** Resolves to the number of deleted rows. */
export function deleteRejected(transaction: Transaction, now: number): Promise<number> {
  return deleteRows(transaction, 'declarations', (rows) =>
    rows.where({ state: 'rejected' }).where('keep_until', '<=', now),
  );
}

/**
 * Deletes facts of accepted declarations received before a moment, whose content is erased, with their controls, the selection rules that held
 * for them and ended holds. Resolves to the number of declarations.
 */
export async function deleteOldFacts(transaction: Transaction, before: number, limit: number): Promise<number> {
  const old: string[] = await transaction('declarations')
    .where('received_at', '<', before)
    .whereNotNull('erased_at')
    .orderBy('received_at')
    .limit(limit)
    .pluck('id');
  await deleteRows(transaction, 'selected_declarations', (rows) => rows.whereIn('id', old));
  await deleteRows(transaction, 'declaration_controls', (rows) => rows.whereIn('id', old));
  await deleteRows(transaction, 'declaration_holds', (rows) => rows.whereIn('declaration_id', old));
  return deleteRows(transaction, 'declarations', (rows) => rows.whereIn('id', old));
}

/** Last use of each known reference, wall ms, by digest. */
export async function lastUses(database: Connection, digests: readonly string[]): Promise<ReadonlyMap<string, number>> {
  const rows: readonly Record<string, unknown>[] = await database('declaration_references').whereIn('digest', digests);
  return new Map(rows.map((row) => [textColumn(row['digest']), integerColumn(row['used_at'])]));
}

export async function takeReference(
  transaction: Transaction,
  digest: string,
  usedAt: number,
  takenUntil: number,
): Promise<void> {
  await transaction('declaration_references')
    .insert({ digest, used_at: usedAt, taken_until: takenUntil })
    .onConflict('digest')
    .merge();
}

export async function forgetReferences(transaction: Transaction, now: number): Promise<void> {
  await transaction('declaration_references').where('taken_until', '<=', now).delete();
}

function factsIn(row: Row): Facts {
  const facts = factsSchema.safeParse({
    format: row['format'],
    dataSet: row['data_set'],
    state: row['state'],
    channel: row['channel'],
    findings: jsonColumn(row['findings']),
    chapters: jsonColumn(row['chapters']),
    items: row['items'],
    value: row['value'],
    mass: row['mass'],
  });
  if (!facts.success) throw new StoreError('damaged', 'a stored declaration has facts outside their vocabulary');
  return facts.data;
}

function factColumns({ dataSet, findings, chapters, ...facts }: Facts): Row {
  return {
    ...facts,
    data_set: dataSet,
    findings: JSON.stringify(findings),
    chapters: JSON.stringify(chapters),
  };
}

function filedIn(row: Row): { readonly by: string; readonly mandate: string } | null {
  const [by, mandate] = [nullableTextColumn(row['filed_by']), nullableTextColumn(row['mandate'])];
  return by === null || mandate === null ? null : { by, mandate };
}

function textOf({ groups, offices }: SealedContent): string {
  return JSON.stringify({
    groups: groups.map(({ group, sealed }) => ({ group, sealed: encodeBase64Url(sealed) })),
    offices: offices.map(({ office, encapsulation, keys }) => ({
      office,
      encapsulation: encodeBase64Url(encapsulation),
      keys: keys.map(({ group, wrapped }) => ({ group, wrapped: encodeBase64Url(wrapped) })),
    })),
  });
}

function bytesIn(text: string): Uint8Array {
  const bytes = decodeBase64Url(text);
  if (bytes === undefined) throw new StoreError('damaged', 'a sealed declaration is not in base64url');
  return bytes;
}
