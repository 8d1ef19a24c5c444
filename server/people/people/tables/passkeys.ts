import { z } from 'zod';
import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { integerColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  checked,
  flag,
  integer,
  json,
  nullable,
  ownBytes,
  type RecordOf,
  table,
  text,
} from '../../../platform/database/table.ts';
import { changeLeftOut, changeRows, deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { findProven, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

const passkeys = table({
  /** The credential's id in base64url. */
  id: text,
  personId: checked(personIdSchema),
  /** COSE. */
  publicKey: ownBytes,
  /** Last signature counter of the authenticator; 0 when it does not count. */
  counter: integer,
  /** How a browser reaches it: `usb`, `internal`… */
  transports: json(z.array(z.string())),
  /** Synced between devices by an account of the person, instead of kept in one authenticator. */
  synced: flag,
  /** Chosen by the person. */
  name: text,
  addedAt: integer,
  usedAt: nullable(integer),
  /** Wall ms at which its counter decreased; it no longer signs in. */
  regressedAt: nullable(integer),
});

export type StoredPasskey = RecordOf<typeof passkeys>;

/** `false` when this credential already exists. */
export async function insertPasskey(transaction: Transaction, passkey: StoredPasskey): Promise<boolean> {
  return insertRowIfNew(transaction, 'passkeys', passkeys.row(passkey));
}

export function findPasskey(database: Connection, id: string): Promise<StoredPasskey | undefined> {
  return passkeys.one(findProven(database, 'passkeys', id));
}

/** A person's passkeys, oldest first. */
export async function listPasskeys(database: Connection, personId: PersonId): Promise<StoredPasskey[]> {
  const rows = await database('passkeys')
    .where({ person_id: personId })
    .orderBy([
      { column: 'added_at', order: 'asc' },
      { column: 'id', order: 'asc' },
    ]);
  return passkeys.all(provenRows(database, 'passkeys', rows));
}

/** A person's passkeys that are not blocked. */
export async function usablePasskeys(database: Connection, personId: PersonId): Promise<StoredPasskey[]> {
  return (await listPasskeys(database, personId)).filter(({ regressedAt }) => regressedAt === null);
}

/**
 * Takes the counter of an assertion. `false`, with the passkey blocked, when it does not exceed the stored one, except when both are 0
 * (WebAuthn §7.2 step 22).
 */
export async function advanceCounter(
  transaction: Transaction,
  { id, counter, at }: { readonly id: string; readonly counter: number; readonly at: number },
): Promise<boolean> {
  const row: { counter: unknown } | undefined = await transaction('passkeys').where({ id }).first('counter');
  if (row === undefined) return false;
  const kept = integerColumn(row.counter);
  const isForward = counter > kept || (counter === 0 && kept === 0);
  if (isForward) await changeLeftOut(transaction, 'passkeys', { id }, { counter, used_at: at });
  else await changeRows(transaction, 'passkeys', { id }, { regressed_at: at });
  return isForward;
}

/** `false` when this person has no such passkey. */
export async function renamePasskey(
  transaction: Transaction,
  { personId, id, name }: Pick<StoredPasskey, 'personId' | 'id' | 'name'>,
): Promise<boolean> {
  return (await changeRows(transaction, 'passkeys', { person_id: personId, id }, { name })) === 1;
}

/** `false` when this person has no such passkey. */
export async function deletePasskey(transaction: Transaction, personId: PersonId, id: string): Promise<boolean> {
  return (await deleteRows(transaction, 'passkeys', { person_id: personId, id })) === 1;
}

export async function deletePasskeysOf(transaction: Transaction, personId: PersonId): Promise<void> {
  await deleteRows(transaction, 'passkeys', { person_id: personId });
}
