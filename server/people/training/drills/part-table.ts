import { z } from 'zod';
import { type PersonId, personIdSchema } from '../../../platform/access/vocabulary.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import {
  bytes,
  checked,
  integer,
  json,
  nullable,
  type RecordOf,
  table,
  text,
} from '../../../platform/database/table.ts';

const TABLE = 'training_drill_parts';

const parts = table({
  /** Shown as the id of a proposal. */
  id: text,
  drill: text,
  personId: checked(personIdSchema),
  /** Payload of the invented proposal. */
  payload: json(z.unknown()),
  shownFrom: integer,
  /** Sealed; `null` without an answer. */
  answer: nullable(bytes),
});

/** A person who is asked in a drill. */
export type StoredPart = RecordOf<typeof parts>;

export async function insertPart(transaction: Transaction, part: Omit<StoredPart, 'answer'>): Promise<void> {
  await transaction(TABLE).insert(parts.row(part));
}

/** The parts of a person, or those of a drill. */
export function listParts(
  database: Connection,
  of: { readonly personId: PersonId } | { readonly drill: string },
): Promise<StoredPart[]> {
  return parts.all(database(TABLE).where(parts.row(of)).orderBy('id'));
}

/** The first answer stays. `false`: there is one. */
export async function storeAnswer(transaction: Transaction, id: string, answer: Uint8Array): Promise<boolean> {
  return (await transaction(TABLE).where({ id }).whereNull('answer').update({ answer })) === 1;
}

export async function eraseParts(transaction: Transaction, drill: string): Promise<void> {
  await transaction(TABLE).where({ drill }).delete();
}
