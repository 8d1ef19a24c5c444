/**
 * One description of the columns of a table, from which the type of its records, their reading and their writing derive. Reading throws
 * `StoreError` `damaged`, or the error of a schema, for a value that this program never writes.
 */
import type { z } from 'zod';
import { bytesColumn, integerColumn, jsonColumn, nullableTextColumn, textColumn } from './column.ts';
import { wordColumn } from './word-column.ts';

/** A row as the database returns it, by column. */
export type Row = Readonly<Record<string, unknown>>;

export interface Column<T> {
  readonly read: (row: Row, name: string) => T;
  readonly write: (value: T, name: string) => Row;
}

type Described<R> = { readonly [Field in keyof R]: Column<R[Field]> };

export interface Table<R> {
  readonly read: (row: Row) => R;
  /** The columns of the given fields. */
  readonly row: (fields: { readonly [Field in keyof R]?: R[Field] | undefined }) => Row;
  readonly all: (rows: PromiseLike<readonly Row[]>) => Promise<R[]>;
  readonly one: (row: PromiseLike<Row | undefined>) => Promise<R | undefined>;
}

export type RecordOf<T> = T extends Table<infer R> ? R : never;

/**
 * A field's column has the field's name in snake case.
 *
 * @example
 * const silences = table({ id: text, kinds: json(kindsSchema), madeAt: integer, endedAt: nullable(integer) });
 * type StoredSilence = RecordOf<typeof silences>;
 * await insertRow(transaction, 'alert_silences', silences.row(silence));
 * return silences.one(database('alert_silences').where({ id }).first());
 */
export function table<R extends object>(described: Described<R>): Table<Readonly<R>> {
  const { read, write } = group(described);
  return {
    read: (row) => read(row, ''),
    row: (fields) => write(fields as R, ''),
    all: async (rows) => (await rows).map((row) => read(row, '')),
    one: async (row) => {
      const found = await row;
      return found === undefined ? undefined : read(found, '');
    },
  };
}

/** Several columns whose names begin with the field's name: `entity: group({ id: text })` is `entity_id`. */
export function group<R extends object>(described: Described<R>): Column<R> {
  const entries = Object.entries(described) as [string, Column<unknown>][];
  const fields = entries.map(([field, column]) => ({ field, column, name: snakeCase(field) }));
  const nameIn = (outer: string, name: string) => (outer === '' ? name : `${outer}_${name}`);
  return {
    read: (row, outer) => {
      const values = fields.map(({ field, column, name }) => [field, column.read(row, nameIn(outer, name))] as const);
      return Object.fromEntries(values.filter(([, value]) => value !== undefined)) as R;
    },
    write: (values, outer) => {
      const row = {};
      for (const { field, column, name } of fields) {
        const value = (values as Row)[field];
        if (value !== undefined) Object.assign(row, column.write(value, nameIn(outer, name)));
      }
      return row;
    },
  };
}

/** For a column whose name does not derive from its field. */
export function named<T>(name: string, column: Column<T>): Column<T> {
  return { read: (row) => column.read(row, name), write: (value) => column.write(value, name) };
}

export function nullable<T>(column: Column<T>): Column<T | null> {
  return {
    read: (row, name) => (row[name] === null ? null : column.read(row, name)),
    write: (value, name) => (value === null ? { [name]: null } : column.write(value, name)),
  };
}

/** The field is absent where the column is empty, so the record's type must declare it as optional. */
export function optional<T>(column: Column<T>): Column<T | undefined> {
  return {
    read: (row, name) => (row[name] === null ? undefined : column.read(row, name)),
    write: (value, name) => (value === undefined ? {} : column.write(value, name)),
  };
}

export const text = column<string>(textColumn, (value) => value);
export const integer = column<number>(integerColumn, (value) => value);
export const bytes = column<Uint8Array>(bytesColumn, (value) => Buffer.from(value));
/** In a buffer of its own, as WebAuthn's library takes it. */
export const ownBytes = column<Uint8Array<ArrayBuffer>>((value) => new Uint8Array(bytesColumn(value)), Buffer.from);
export const flag = column<boolean>((value) => integerColumn(value) === 1, Number);

export function word<const Word extends string>(words: readonly Word[]): Column<Word> {
  return column(
    (value) => wordColumn(words, value),
    (value) => value,
  );
}

/** `null` for an empty column and for an unknown word. */
export function knownWord<const Word extends string>(words: readonly Word[]): Column<Word | null> {
  return column(
    (value) => words.find((one) => one === nullableTextColumn(value)) ?? null,
    (value) => value,
  );
}

/** A column whose value a schema checks, for example an id. */
export function checked<Schema extends z.ZodType>(schema: Schema): Column<z.output<Schema>> {
  return column(
    (value) => schema.parse(value),
    (value) => value,
  );
}

export function json<Schema extends z.ZodType>(schema: Schema): Column<ReadonlyList<z.output<Schema>>> {
  return column(
    (value) => schema.parse(jsonColumn(value)) as ReadonlyList<z.output<Schema>>,
    (value) => JSON.stringify(value),
  );
}

type ReadonlyList<T> = T extends readonly (infer Item)[] ? readonly Item[] : T;

/** A column of another form. A field of several columns has its own `Column`. */
export function column<T>(read: (value: unknown) => T, write: (value: T) => unknown): Column<T> {
  return { read: (row, name) => read(row[name]), write: (value, name) => ({ [name]: write(value) }) };
}

function snakeCase(field: string): string {
  return field.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
