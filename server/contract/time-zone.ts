import { z } from 'zod';

/** Longer than every name of the database. */
const LONGEST = 64;
const NAME = /^[A-Za-z][A-Za-z0-9_+-]*(\/[A-Za-z0-9_+-]+)*$/;

/** A name of the IANA database. A fixed offset such as `+01:00`, which newer engines accept, is refused: it has no daylight saving time. */
export const timeZoneSchema = z
  .string()
  .max(LONGEST)
  .refine(isTimeZone, 'must be a time zone of the IANA database, such as Europe/Vienna');

function isTimeZone(name: string): boolean {
  if (!NAME.test(name)) return false;
  try {
    return new Intl.DateTimeFormat('en-GB', { timeZone: name }).resolvedOptions().timeZone !== '';
  } catch {
    return false;
  }
}
