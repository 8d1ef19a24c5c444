/** Passwords with code generators: a person has both or neither. */
import type { PersonId } from '../../../platform/access/vocabulary.ts';
import { bytesColumn, integerColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeLeftOut, deleteRows, putRow } from '../../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

export interface StoredFallback {
  /** Argon2id in PHC form. */
  readonly passwordHash: string;
  readonly sealedSecret: Uint8Array;
  readonly setAt: number;
  /** Time step of the last used code; codes of it and earlier steps are refused. */
  readonly lastStep: number;
}

export async function findFallback(database: Connection, personId: PersonId): Promise<StoredFallback | undefined> {
  const password = await findProven<Record<'hash' | 'set_at', unknown>>(database, 'passwords', personId);
  const generator = await findProven<Record<'sealed_secret' | 'last_step', unknown>>(
    database,
    'code_generators',
    personId,
  );
  if (password === undefined || generator === undefined) return undefined;
  return {
    passwordHash: textColumn(password.hash),
    sealedSecret: bytesColumn(generator.sealed_secret),
    setAt: integerColumn(password.set_at),
    lastStep: integerColumn(generator.last_step),
  };
}

/** Replaces an existing one. */
export async function putFallback(
  transaction: Transaction,
  personId: PersonId,
  { passwordHash, sealedSecret, setAt, lastStep }: StoredFallback,
): Promise<void> {
  const person = { person_id: personId };
  const sealed = { sealed_secret: Buffer.from(sealedSecret), added_at: setAt, last_step: lastStep };
  await putRow(transaction, 'passwords', { ...person, hash: passwordHash, set_at: setAt });
  await putRow(transaction, 'code_generators', { ...person, ...sealed });
}

/** Marks a code's time step as used. `false` when it or a later one was used: of two simultaneous uses one gets `true`. */
export async function useCodeStep(transaction: Transaction, personId: PersonId, step: number): Promise<boolean> {
  const changed = await changeLeftOut(
    transaction,
    'code_generators',
    (rows) => rows.where({ person_id: personId }).where('last_step', '<', step),
    { last_step: step },
  );
  return changed === 1;
}

/** `false` when there was none. */
export async function deleteFallback(transaction: Transaction, personId: PersonId): Promise<boolean> {
  const deleted = await deleteRows(transaction, 'passwords', { person_id: personId });
  await deleteRows(transaction, 'code_generators', { person_id: personId });
  return deleted === 1;
}
