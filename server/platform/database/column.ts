/**
 * Converts columns from both engines to one form: SQLite returns integers as numbers, PostgreSQL's driver returns a sum as a string of
 * digits; JSON is text on both.
 */
import { StoreError } from './store-error.ts';

/** Throws `StoreError` `damaged`, like all functions here, for a value that this program never writes. */
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

/** The parsed JSON; the caller checks its shape. */
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
