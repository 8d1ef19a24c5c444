import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { integer, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';

const drafts = table({
  /** 16 random bytes in hex, made in the browser. */
  id: text,
  person: text,
  /** From 1; each change adds one. */
  version: integer,
  /** Names the key to the browsers that have it. */
  keyId: text,
  /** Ciphertexts in base64url. */
  label: text,
  content: text,
  savedAt: integer,
  endsAt: integer,
});

/** A draft of a declaration, sealed in a browser by a key that the server never has. Times are the server's wall time, ms. */
export type StoredDraft = RecordOf<typeof drafts>;

/** `false` when this id is known. */
export async function insertDraft(transaction: Transaction, draft: StoredDraft): Promise<boolean> {
  return insertRowIfNew(transaction, 'trader_drafts', drafts.row(draft));
}

/** Replaces the version before this one. `false` when the person has no such draft of that version. */
export async function changeDraft(transaction: Transaction, draft: StoredDraft): Promise<boolean> {
  const { id, person, ...changes } = draft;
  const before = (rows: ReturnType<Connection>) =>
    rows.where({ id, person, version: draft.version - 1 }).where('ends_at', '>', draft.savedAt);
  return (await changeRows(transaction, 'trader_drafts', before, drafts.row(changes))) === 1;
}

export function findDraft(
  database: Connection,
  { id, person, now }: { readonly id: string; readonly person: string; readonly now: number },
): Promise<StoredDraft | undefined> {
  return drafts.one(database('trader_drafts').where({ id, person }).where('ends_at', '>', now).first());
}

/** A person's drafts, latest first. */
export function listDrafts(database: Connection, person: string, now: number): Promise<StoredDraft[]> {
  return drafts.all(
    database('trader_drafts')
      .where({ person })
      .where('ends_at', '>', now)
      .orderBy([
        { column: 'saved_at', order: 'desc' },
        { column: 'id', order: 'asc' },
      ]),
  );
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
