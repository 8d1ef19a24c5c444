/**
 * Columns as the database returns them, made one shape: SQLite answers integers as numbers and booleans as 0 and 1, PostgreSQL
 * answers bigints as strings and booleans as booleans; both are read here and nowhere else.
 */
import { StoreError } from './store-error.ts';

/** Throws `StoreError` `damaged`, as each function here does, for a value that no write of ours can have left. */
export function integerColumn(value: unknown): number {
  const number = typeof value === 'string' && /^-?[0-9]+$/.test(value) ? Number(value) : value;
  if (typeof number !== 'number' || !Number.isSafeInteger(number)) throw damaged('a safe integer');
  return number;
}

export function nullableIntegerColumn(value: unknown): number | null {
  return value === null ? null : integerColumn(value);
}

export function textColumn(value: unknown): string {
  if (typeof value !== 'string') throw damaged('text');
  return value;
}

export function nullableTextColumn(value: unknown): string | null {
  return value === null ? null : textColumn(value);
}

export function bytesColumn(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw damaged('bytes');
  return value;
}

function damaged(expected: string): StoreError {
  return new StoreError('damaged', `a column does not hold ${expected}`);
}
