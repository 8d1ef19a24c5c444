/** A table of the passkeys of people who use a portal. Each portal has its own table of this form. */
import { z } from 'zod';
import type { Connection, Transaction } from '../../platform/database/connection.ts';
import { flag, integer, json, nullable, ownBytes, table, text } from '../../platform/database/table.ts';
import { changeLeftOut, changeRows, deleteRows, insertRowIfNew } from '../../records/ledger/recorded/write-row.ts';
import type { NewCredential } from '../people/webauthn.ts';
import { findProven, provenRows } from '../../records/ledger/recorded/proven-rows.ts';

export interface StoredPortalPasskey extends NewCredential {
  readonly person: string;
  /** Chosen by the person. */
  readonly name: string;
  readonly addedAt: number;
  readonly usedAt: number | null;
  /** Wall ms at which its counter decreased; it no longer signs in. */
  readonly regressedAt: number | null;
}

const passkeys = table<StoredPortalPasskey>({
  id: text,
  person: text,
  publicKey: ownBytes,
  counter: integer,
  transports: json(z.array(z.string())),
  synced: flag,
  name: text,
  addedAt: integer,
  usedAt: nullable(integer),
  regressedAt: nullable(integer),
});

export type PasskeyTable = 'trader_passkeys' | 'sharing_passkeys';

/** `false` when this credential already exists. */
export async function insertPortalPasskey(
  transaction: Transaction,
  table: PasskeyTable,
  passkey: StoredPortalPasskey,
): Promise<boolean> {
  return insertRowIfNew(transaction, table, passkeys.row(passkey));
}

export function findPortalPasskey(
  database: Connection,
  table: PasskeyTable,
  id: string,
): Promise<StoredPortalPasskey | undefined> {
  return passkeys.one(findProven(database, table, id));
}

/** A person's passkeys, oldest first. */
export async function listPortalPasskeys(
  database: Connection,
  table: PasskeyTable,
  person: string,
): Promise<StoredPortalPasskey[]> {
  const rows = await database(table)
    .where({ person })
    .orderBy([
      { column: 'added_at', order: 'asc' },
      { column: 'id', order: 'asc' },
    ]);
  return passkeys.all(provenRows(database, table, rows));
}

/**
 * Takes the counter of an assertion. `false`, with the passkey blocked, when it does not exceed the stored one, except when both are 0
 * (WebAuthn §7.2 step 22).
 */
export async function advancePortalCounter(
  transaction: Transaction,
  table: PasskeyTable,
  { id, counter, at }: { readonly id: string; readonly counter: number; readonly at: number },
): Promise<boolean> {
  const kept = (await findPortalPasskey(transaction, table, id))?.counter;
  if (kept === undefined) return false;
  const isForward = counter > kept || (counter === 0 && kept === 0);
  if (isForward) await changeLeftOut(transaction, table, { id }, { counter, used_at: at });
  else await changeRows(transaction, table, { id }, { regressed_at: at });
  return isForward;
}

/** `false` when this person has no such passkey. */
export async function deletePortalPasskey(
  transaction: Transaction,
  table: PasskeyTable,
  { person, id }: Pick<StoredPortalPasskey, 'person' | 'id'>,
): Promise<boolean> {
  return (await deleteRows(transaction, table, { person, id })) === 1;
}

export async function deletePortalPasskeysOf(
  transaction: Transaction,
  table: PasskeyTable,
  person: string,
): Promise<void> {
  await deleteRows(transaction, table, { person });
}
