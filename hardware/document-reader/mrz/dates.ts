/** Two-digit years, ICAO 9303-3 §4.8. */

/**
 * Whether the document is still valid on the UTC day of `wallMs`: including its date of expiry. Two-digit years are read as
 * 20YY, because no passport is valid for more than a century (ICAO 9303-3 §4.8); an impossible date is not valid.
 *
 * @param dateOfExpiry begins with `YYMMDD`
 */
export function isUnexpired(dateOfExpiry: Uint8Array, wallMs: number): boolean {
  const date = digits(dateOfExpiry);
  if (date === undefined) return false;
  const [year, month, day] = date;
  const sameDay = new Date(Date.UTC(2000 + year, month - 1, day));
  if (sameDay.getUTCMonth() !== month - 1 || sameDay.getUTCDate() !== day) return false;
  return wallMs < Date.UTC(2000 + year, month - 1, day + 1);
}

/**
 * The year of birth: the latest possible year that is not in the future. A person over 100 is treated as a child, because
 * the zone has only two digits.
 *
 * @param dateOfBirth begins with `YYMMDD`. @returns `undefined` when the year is unknown
 */
export function yearOfBirth(dateOfBirth: Uint8Array, wallMs: number): number | undefined {
  const text = String.fromCharCode(...dateOfBirth.subarray(0, 2));
  if (!/^\d{2}$/.test(text)) return undefined;
  const thisYear = new Date(wallMs).getUTCFullYear();
  const year = Math.floor(thisYear / 100) * 100 + Number(text);
  return year > thisYear ? year - 100 : year;
}

function digits(date: Uint8Array): readonly [number, number, number] | undefined {
  const text = String.fromCharCode(...date.subarray(0, 6));
  if (!/^\d{6}$/.test(text)) return undefined;
  return [Number(text.slice(0, 2)), Number(text.slice(2, 4)), Number(text.slice(4, 6))];
}
