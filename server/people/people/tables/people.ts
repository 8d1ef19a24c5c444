import { personIdSchema, type PersonId } from '../../../platform/access/vocabulary.ts';
import { textColumn } from '../../../platform/database/column.ts';
import type { Connection, Transaction } from '../../../platform/database/connection.ts';
import { checked, column, integer, nullable, type RecordOf, table, text } from '../../../platform/database/table.ts';
import { changeRows, insertRowIfNew } from '../../../records/ledger/recorded/write-row.ts';
import { findProven } from '../../../records/ledger/recorded/proven-rows.ts';

/** `development`: invented, and valid in development mode only. */
export type PersonKind = 'person' | 'development';

const people = table({
  id: checked(personIdSchema),
  kind: column<PersonKind>(
    (value) => (textColumn(value) === 'development' ? 'development' : 'person'),
    (kind) => kind,
  ),
  displayName: text,
  /** 32 random bytes in base64url. */
  userHandle: text,
  createdAt: integer,
  createdBy: nullable(checked(personIdSchema)),
  disabledAt: nullable(integer),
});

export type Person = RecordOf<typeof people>;

/** `false` when the id is taken. */
export async function insertPerson(transaction: Transaction, person: Person): Promise<boolean> {
  return insertRowIfNew(transaction, 'people', people.row(person));
}

export function findPerson(database: Connection, id: PersonId): Promise<Person | undefined> {
  return people.one(findProven(database, 'people', id));
}

/** Everyone except invented people, by id. */
export function listPeople(database: Connection): Promise<Person[]> {
  return people.all(database('people').where({ kind: 'person' }).orderBy('id'));
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
