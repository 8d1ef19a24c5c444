import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import {
  integerColumn,
  nullableIntegerColumn,
  nullableTextColumn,
  textColumn,
} from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

/** `development`: invented, and valid in development mode only. */
export type PersonKind = 'person' | 'development';

export interface Person {
  readonly id: PersonId;
  readonly kind: PersonKind;
  readonly displayName: string;
  /** 32 random bytes in base64url. */
  readonly userHandle: string;
  readonly createdAt: number;
  readonly createdBy: PersonId | null;
  readonly disabledAt: number | null;
}

/** `false` when the id is taken. */
export async function insertPerson(transaction: Transaction, person: Person): Promise<boolean> {
  return insertRowIfNew(transaction, 'people', {
    id: person.id,
    kind: person.kind,
    display_name: person.displayName,
    user_handle: person.userHandle,
    created_at: person.createdAt,
    created_by: person.createdBy,
    disabled_at: person.disabledAt,
  });
}

export async function findPerson(database: Connection, id: PersonId): Promise<Person | undefined> {
  const row = await findProven<PersonRow>(database, 'people', id);
  return row === undefined ? undefined : personOf(row);
}

/** Everyone except invented people, by id. */
export async function listPeople(database: Connection): Promise<Person[]> {
  const rows: readonly PersonRow[] = await database('people').where({ kind: 'person' }).orderBy('id');
  return rows.map(personOf);
}

/** `false` when there is no such person, or they are disabled. */
export async function disablePerson(transaction: Transaction, id: PersonId, at: number): Promise<boolean> {
  return (
    (await changeRows(transaction, 'people', (rows) => rows.where({ id }).whereNull('disabled_at'), {
      disabled_at: at,
    })) === 1
  );
}

/** `false` when they were not disabled. */
export async function enablePerson(transaction: Transaction, id: PersonId): Promise<boolean> {
  return (
    (await changeRows(transaction, 'people', (rows) => rows.where({ id }).whereNotNull('disabled_at'), {
      disabled_at: null,
    })) === 1
  );
}

export type PersonRow = Record<
  'id' | 'kind' | 'display_name' | 'user_handle' | 'created_at' | 'created_by' | 'disabled_at',
  unknown
>;

export function personOf(row: PersonRow): Person {
  const createdBy = nullableTextColumn(row.created_by);
  return {
    id: personIdSchema.parse(row.id),
    kind: textColumn(row.kind) === 'development' ? 'development' : 'person',
    displayName: textColumn(row.display_name),
    userHandle: textColumn(row.user_handle),
    createdAt: integerColumn(row.created_at),
    createdBy: createdBy === null ? null : personIdSchema.parse(createdBy),
    disabledAt: nullableIntegerColumn(row.disabled_at),
  };
}
