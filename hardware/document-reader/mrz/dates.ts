/** Two-digit years, ICAO 9303-3 §4.8. */

/**
 * Whether the document is still valid on the UTC day of `wallMs`: including its date of expiry.
 *
 * @param dateOfExpiry begins with `YYMMDD`
 */
export function isUnexpired(dateOfExpiry: Uint8Array, wallMs: number): boolean {
  return isValidOn(dateOfExpiry, new Date(wallMs).toISOString().slice(0, 10));
}

/**
 * Whether the document is valid on this date: including its date of expiry. Two-digit years are read as 20YY, because no passport is valid
 * for more than a century; an impossible date is not valid.
 *
 * @param dateOfExpiry begins with `YYMMDD`
 * @param date `YYYY-MM-DD`
 */
export function isValidOn(dateOfExpiry: Uint8Array, date: string): boolean {
  const parts = /^(\d\d)(\d\d)(\d\d)$/.exec(String.fromCharCode(...dateOfExpiry.subarray(0, 6)));
  if (parts === null) return false;
  const [, year = '', month = '', day = ''] = parts;
  const expiry = `20${year}-${month}-${day}`;
  return isDate(expiry) && date <= expiry;
}

/** Whether the calendar has this date, `YYYY-MM-DD`. */
export function isDate(date: string): boolean {
  const day = new Date(`${date}T00:00:00Z`);
  return !Number.isNaN(day.getTime()) && day.toISOString().slice(0, 10) === date;
}
