import { type PersonId, personIdSchema } from '../../../platform/access/vocabulary.ts';
import { bytesColumn, integerColumn, jsonColumn, textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';

const TABLE = 'training_drill_parts';

/** A person who is asked in a drill. */
export interface StoredPart {
  /** Shown as the id of a proposal. */
  readonly id: string;
  readonly drill: string;
  readonly personId: PersonId;
  /** Payload of the invented proposal. */
  readonly payload: unknown;
  readonly shownFrom: number;
  /** Sealed; `null` without an answer. */
  readonly answer: Uint8Array | null;
}

export async function insertPart(transaction: Transaction, part: Omit<StoredPart, 'answer'>): Promise<void> {
  await transaction(TABLE).insert({
    id: part.id,
    drill: part.drill,
    person_id: part.personId,
    payload: JSON.stringify(part.payload),
    shown_from: part.shownFrom,
  });
}

/** The parts of a person, or those of a drill. */
export async function listParts(
  database: Connection,
  of: { readonly personId: PersonId } | { readonly drill: string },
): Promise<StoredPart[]> {
  const which = 'drill' in of ? { drill: of.drill } : { person_id: of.personId };
  const rows: readonly Row[] = await database(TABLE).where(which).orderBy('id');
  return rows.map((row) => ({
    id: textColumn(row.id),
    drill: textColumn(row.drill),
    personId: personIdSchema.parse(row.person_id),
    payload: jsonColumn(row.payload),
    shownFrom: integerColumn(row.shown_from),
    answer: row.answer === null ? null : bytesColumn(row.answer),
  }));
}

/** The first answer stays. `false`: there is one. */
export async function storeAnswer(transaction: Transaction, id: string, answer: Uint8Array): Promise<boolean> {
  return (await transaction(TABLE).where({ id }).whereNull('answer').update({ answer })) === 1;
}

export async function eraseParts(transaction: Transaction, drill: string): Promise<void> {
  await transaction(TABLE).where({ drill }).delete();
}

type Row = Record<'id' | 'drill' | 'person_id' | 'payload' | 'shown_from' | 'answer', unknown>;
