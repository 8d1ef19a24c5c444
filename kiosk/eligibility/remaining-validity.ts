import type { EligibilityGroup } from '../../server/contract/eligibility.ts';
import { isDate } from './holder-age.ts';

/**
 * The date that is this much later. A day that the month does not have becomes its last day: three months after 30 November is 28 or 29
 * February.
 *
 * @param date `YYYY-MM-DD`
 */
export function later(date: string, { least, unit }: NonNullable<EligibilityGroup['remainingValidity']>): string {
  const [year = 0, month = 1, day = 1] = date.split('-').map(Number);
  const then =
    unit === 'days'
      ? new Date(Date.UTC(year, month - 1, day + least))
      : new Date(Date.UTC(year, month - 1 + least, Math.min(day, daysOf(year, month - 1 + least))));
  return then.toISOString().slice(0, 10);
}

/**
 * Whether the document is valid on this date: including its date of expiry. Two-digit years are read as 20YY; an impossible date is not
 * valid (ICAO 9303-3 §4.8).
 *
 * @param dateOfExpiry begins with `YYMMDD`
 */
export function isValidOn(dateOfExpiry: Uint8Array, date: string): boolean {
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(String.fromCharCode(...dateOfExpiry.subarray(0, 6)));
  if (parts === null) return false;
  const [, year = '', month = '', day = ''] = parts;
  const expiry = `20${year}-${month}-${day}`;
  return isDate(expiry) && date <= expiry;
}

/** @param month from 0, beyond 11 in the years after */
function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
