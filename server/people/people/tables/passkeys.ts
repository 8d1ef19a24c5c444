import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { bytesColumn, integerColumn, nullableIntegerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeLeftOut, changeRows, deleteRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { findProven, provenRows } from '../../../records/ledger/recorded/proven-rows.ts';

export interface StoredPasskey {
  /** The credential's id in base64url. */
  readonly id: string;
  readonly personId: PersonId;
  /** COSE. */
  readonly publicKey: Uint8Array<ArrayBuffer>;
  /** Last signature counter of the authenticator; 0 when it does not count. */
  readonly counter: number;
  /** How a browser reaches it: `usb`, `internal`… */
  readonly transports: readonly string[];
  /** Synced between devices by an account of the person, instead of kept in one authenticator. */
  readonly synced: boolean;
  /** Chosen by the person. */
  readonly name: string;
  readonly addedAt: number;
  readonly usedAt: number | null;
  /** Wall ms at which its counter decreased; it no longer signs in. */
  readonly regressedAt: number | null;
}

/** `false` when this credential already exists. */
export async function insertPasskey(transaction: Transaction, passkey: StoredPasskey): Promise<boolean> {
  return insertRowIfNew(transaction, 'passkeys', {
    id: passkey.id,
    person_id: passkey.personId,
    public_key: Buffer.from(passkey.publicKey),
    counter: passkey.counter,
    transports: JSON.stringify(passkey.transports),
    synced: passkey.synced ? 1 : 0,
    name: passkey.name,
    added_at: passkey.addedAt,
    used_at: passkey.usedAt,
    regressed_at: passkey.regressedAt,
  });
}

export async function findPasskey(database: Connection, id: string): Promise<StoredPasskey | undefined> {
  const row = await findProven<PasskeyRow>(database, 'passkeys', id);
  return row === undefined ? undefined : passkeyOf(row);
}

/** A person's passkeys, oldest first. */
export async function listPasskeys(database: Connection, personId: PersonId): Promise<StoredPasskey[]> {
  const rows: readonly PasskeyRow[] = await database('passkeys')
    .where({ person_id: personId })
    .orderBy([
      { column: 'added_at', order: 'asc' },
      { column: 'id', order: 'asc' },
    ]);
  return (await provenRows(database, 'passkeys', rows)).map(passkeyOf);
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
  const row: Pick<PasskeyRow, 'counter'> | undefined = await transaction('passkeys').where({ id }).first('counter');
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

type PasskeyRow = Record<
  | 'id'
  | 'person_id'
  | 'public_key'
  | 'counter'
  | 'transports'
  | 'synced'
  | 'name'
  | 'added_at'
  | 'used_at'
  | 'regressed_at',
  unknown
>;

function passkeyOf(row: PasskeyRow): StoredPasskey {
  return {
    id: textColumn(row.id),
    personId: personIdSchema.parse(row.person_id),
    publicKey: new Uint8Array(bytesColumn(row.public_key)),
    counter: integerColumn(row.counter),
    transports: JSON.parse(textColumn(row.transports)) as string[],
    synced: integerColumn(row.synced) === 1,
    name: textColumn(row.name),
    addedAt: integerColumn(row.added_at),
    usedAt: nullableIntegerColumn(row.used_at),
    regressedAt: nullableIntegerColumn(row.regressed_at),
  };
}
