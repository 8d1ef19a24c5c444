/**
 * Columns as the engines return them, made one shape, here and nowhere else: SQLite answers integers as numbers, PostgreSQL's
 * driver a sum of them as a string of digits; JSON is text on both.
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

/** What the text says; whose shape it has is the caller's to check. */
export function jsonColumn(value: unknown): unknown {
  try {
    return JSON.parse(textColumn(value));
  } catch (cause) {
    throw cause instanceof StoreError ? cause : damaged('JSON', cause);
  }
}

export function bytesColumn(value: unknown): Uint8Array {
  if (!(value instanceof Uint8Array)) throw damaged('bytes');
  return value;
}

function damaged(expected: string, cause?: unknown): StoreError {
  return new StoreError('damaged', `a column does not hold ${expected}`, { cause });
}
