import { integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

/** A draft of a declaration, sealed in a browser by a key that the server never has. Times are the server's wall time, ms. */
export interface StoredDraft {
  /** 16 random bytes in hex, made in the browser. */
  readonly id: string;
  readonly person: string;
  /** From 1; each change adds one. */
  readonly version: number;
  /** Names the key to the browsers that have it. */
  readonly keyId: string;
  /** Ciphertexts in base64url. */
  readonly label: string;
  readonly content: string;
  readonly savedAt: number;
  readonly endsAt: number;
}

/** `false` when this id is known. */
export async function insertDraft(transaction: Transaction, draft: StoredDraft): Promise<boolean> {
  const { keyId: key_id, savedAt: saved_at, endsAt: ends_at, ...rest } = draft;
  return insertRowIfNew(transaction, 'trader_drafts', { ...rest, key_id, saved_at, ends_at });
}

/** Replaces the version before this one. `false` when the person has no such draft of that version. */
export async function changeDraft(transaction: Transaction, draft: StoredDraft): Promise<boolean> {
  const { id, person, version, keyId: key_id, label, content, savedAt: saved_at, endsAt: ends_at } = draft;
  const before = (rows: ReturnType<Connection>) =>
    rows.where({ id, person, version: version - 1 }).where('ends_at', '>', saved_at);
  const changes = { version, key_id, label, content, saved_at, ends_at };
  return (await changeRows(transaction, 'trader_drafts', before, changes)) === 1;
}

export async function findDraft(
  database: Connection,
  { id, person, now }: { readonly id: string; readonly person: string; readonly now: number },
): Promise<StoredDraft | undefined> {
  const row: Record<string, unknown> | undefined = await database('trader_drafts')
    .where({ id, person })
    .where('ends_at', '>', now)
    .first();
  return row === undefined ? undefined : draftOf(row);
}

/** A person's drafts, latest first. */
export async function listDrafts(database: Connection, person: string, now: number): Promise<StoredDraft[]> {
  const rows: readonly Record<string, unknown>[] = await database('trader_drafts')
    .where({ person })
    .where('ends_at', '>', now)
    .orderBy([
      { column: 'saved_at', order: 'desc' },
      { column: 'id', order: 'asc' },
    ]);
  return rows.map(draftOf);
}

/** `false` when the person has no such draft. */
export async function deleteDraft(transaction: Transaction, person: string, id: string): Promise<boolean> {
  return (await deleteRows(transaction, 'trader_drafts', { id, person })) === 1;
}

/** With the access of their person. */
export async function deleteDraftsOf(transaction: Transaction, person: string): Promise<void> {
  await deleteRows(transaction, 'trader_drafts', { person });
}

export function deleteOldDrafts(transaction: Transaction, now: number): Promise<number> {
  return deleteRows(transaction, 'trader_drafts', (rows) => rows.where('ends_at', '<=', now));
}

function draftOf(row: Readonly<Record<string, unknown>>): StoredDraft {
  return {
    id: textColumn(row['id']),
    person: textColumn(row['person']),
    version: integerColumn(row['version']),
    keyId: textColumn(row['key_id']),
    label: textColumn(row['label']),
    content: textColumn(row['content']),
    savedAt: integerColumn(row['saved_at']),
    endsAt: integerColumn(row['ends_at']),
  };
}
