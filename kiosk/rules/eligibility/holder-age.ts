/** The age of a holder by the six characters of a machine-readable zone, ICAO 9303-3 §4.8. */
import { isDate } from '../../../hardware/document-reader/mrz/dates.ts';

export interface AgeRange {
  /** Completed years. They differ if month or day are missing. */
  readonly youngest: number;
  readonly oldest: number;
}

/**
 * The ages that the holder can have. The century is the latest one in which the date is not in the future: a person over 100 counts as a
 * child and uses the desk.
 *
 * @param dateOfBirth begins with `YYMMDD`; unknown parts are fillers
 * @param today local date, `YYYY-MM-DD`
 * @returns `undefined` if the year is unknown or the date is impossible
 */
export function ageRange(dateOfBirth: Uint8Array, today: string): AgeRange | undefined {
  const text = String.fromCharCode(...dateOfBirth.subarray(0, 6));
  const parts = /^(\d\d)(\d\d|<<)(\d\d|<<)$/.exec(text);
  if (parts === null) return undefined;
  const [, year = '', month = '', day = ''] = parts;
  const century = Number(today.slice(0, 2));
  // A missing part is taken as the earliest and the latest that it can be
  for (const first of [century, century - 1]) {
    const wholeYear = `${String(first).padStart(2, '0')}${year}`;
    const earliest = `${wholeYear}-${known(month, '01')}-${known(day, '01')}`;
    const latestMonth = known(month, '12');
    const latest = `${wholeYear}-${latestMonth}-${known(day, lastDay(wholeYear, latestMonth))}`;
    if (!isDate(earliest) || !isDate(latest)) return undefined;
    if (earliest > today) continue;
    return { youngest: yearsBetween(latest < today ? latest : today, today), oldest: yearsBetween(earliest, today) };
  }
  return undefined;
}

/** Both limits are inclusive. */
export function isWithin(
  { least, most }: { readonly least?: number | undefined; readonly most?: number | undefined },
  age: number,
): boolean {
  return (least === undefined || age >= least) && (most === undefined || age <= most);
}

/** Completed years. A person born on 29 February completes a year on 1 March, the later of the two days that laws name. */
function yearsBetween(born: string, today: string): number {
  const years = Number(today.slice(0, 4)) - Number(born.slice(0, 4));
  return today.slice(5) < born.slice(5) ? years - 1 : years;
}

function known(part: string, otherwise: string): string {
  return part === '<<' ? otherwise : part;
}

function lastDay(year: string, month: string): string {
  return String(new Date(Date.UTC(Number(year), Number(month), 0)).getUTCDate()).padStart(2, '0');
}
