import type { EligibilityGroup } from '../../../server/contract/eligibility.ts';

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

/** @param month from 0, beyond 11 in the years after */
function daysOf(year: number, month: number): number {
  return new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
}
