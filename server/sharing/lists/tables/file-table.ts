/** The table of the files that partners send. A row begins with the first piece and ends with the last copy. */
import { nullableIntegerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeLeftOut, changeRows, deleteRows, insertRow } from '../../../records/ledger/recorded/write-row.ts';
import type { ErasureReason } from '../vocabulary.ts';

const files = table({
  /** 16 random bytes in hex. */
  id: text,
  party: text,
  agreement: text,
  list: text,
  /** SHA-256, hex. */
  digest: text,
  /** Announced length. */
  bytes: integer,
  begunAt: integer,
  /** When its latest piece came. */
  pieceAt: integer,
  /** When a publication first named it. */
  publishedAt: nullable(integer),
});

export type StoredListFile = RecordOf<typeof files>;

export async function insertListFile(transaction: Transaction, file: StoredListFile): Promise<void> {
  await insertRow(transaction, 'sharing_list_files', files.row(file));
}

/** The files that have a copy, the oldest first. @param party absent: of all partners */
export function keptFiles(database: Connection, party?: string): Promise<StoredListFile[]> {
  return files.all(
    database('sharing_list_files')
      .whereNull('erased_at')
      .where(party === undefined ? {} : { party })
      .orderBy([{ column: 'begun_at' }, { column: 'id' }]),
  );
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
