/** The table of the files that partners send. A row begins with the first piece and ends with the last copy. */
import { integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeLeftOut, changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { ErasureReason } from '../vocabulary.ts';

export interface StoredListFile {
  /** 16 random bytes in hex. */
  readonly id: string;
  readonly party: string;
  readonly agreement: string;
  readonly list: string;
  /** SHA-256, hex. */
  readonly digest: string;
  /** Announced length. */
  readonly bytes: number;
  readonly begunAt: number;
  /** When its latest piece came. */
  readonly pieceAt: number;
  /** When a publication first named it. */
  readonly publishedAt: number | null;
}

export async function insertListFile(
  transaction: Transaction,
  { begunAt, pieceAt, publishedAt, ...file }: StoredListFile,
): Promise<void> {
  await insertRow(transaction, 'sharing_list_files', {
    ...file,
    begun_at: begunAt,
    piece_at: pieceAt,
    published_at: publishedAt,
    erased_at: null,
    erased_because: null,
  });
}

/** The files that have a copy, the oldest first. @param party absent: of all partners */
export async function keptFiles(database: Connection, party?: string): Promise<StoredListFile[]> {
  const rows: readonly Record<string, unknown>[] = await database('sharing_list_files')
    .whereNull('erased_at')
    .where(party === undefined ? {} : { party })
    .orderBy([{ column: 'begun_at' }, { column: 'id' }]);
  return rows.map((row) => ({
    id: textColumn(row['id']),
    party: textColumn(row['party']),
    agreement: textColumn(row['agreement']),
    list: textColumn(row['list']),
    digest: textColumn(row['digest']),
    bytes: integerColumn(row['bytes']),
    begunAt: integerColumn(row['begun_at']),
    pieceAt: integerColumn(row['piece_at']),
    publishedAt: nullableIntegerColumn(row['published_at']),
  }));
}

/** Announced bytes of the files that began since a time, erased ones too. */
export async function bytesBegun(
  database: Connection,
  which: { readonly party: string; readonly agreement: string },
  since: number,
): Promise<number> {
  const row: { readonly begun?: unknown } | undefined = await database('sharing_list_files')
    .where(which)
    .where('begun_at', '>', since)
    .sum({ begun: 'bytes' })
    .first();
  return nullableIntegerColumn(row?.begun ?? null) ?? 0;
}

export async function markPiece(transaction: Transaction, id: string, at: number): Promise<void> {
  await changeLeftOut(transaction, 'sharing_list_files', { id }, { piece_at: at });
}

export async function markPublished(transaction: Transaction, ids: readonly string[], at: number): Promise<void> {
  for (const id of ids) await changeRows(transaction, 'sharing_list_files', { id }, { published_at: at });
}

export async function markErased(
  transaction: Transaction,
  id: string,
  { at, because }: { readonly at: number; readonly because: ErasureReason },
): Promise<void> {
  await changeRows(transaction, 'sharing_list_files', { id }, { erased_at: at, erased_because: because });
}

export async function eraseFileRows(transaction: Transaction, before: number): Promise<void> {
  await deleteRows(transaction, 'sharing_list_files', (rows: ReturnType<Connection>) =>
    rows.where('erased_at', '<', before),
  );
}
