/**
 * Tables as CSV, RFC 4180. A cell that a spreadsheet would interpret as a formula gets an apostrophe in front (OWASP, "CSV Injection");
 * every cell is quoted, so separators and quotes inside stay text.
 */
import type { Table } from './table.ts';

/** Includes full-width characters, which some programs fold, and leading whitespace, which some programs trim. */
const FORMULA = /^[\s\p{Cc}]*[=+\-@\uff1d\uff0b\uff0d\uff20]|^[\t\r\n]/u;

export function csvOf({ columns, rows }: Table): string {
  return [columns, ...rows].map((row) => `${row.map(cellOf).join(',')}\r\n`).join('');
}

export function cellOf(text: string): string {
  const safe = FORMULA.test(text) ? `'${text}` : text;
  return `"${safe.replaceAll('"', '""')}"`;
}
