import { afterEach, describe, expect, it, vi } from 'vitest';
import { dateAndTime, dayOf, minuteOf, ownDateAndTime, timeOfDay } from '../../../../server/console/design/times.ts';

const AT = Date.UTC(2026, 10, 28, 22, 41, 7);
const HOUR_MS = 3_600_000;

/** Minutes by which the reader's clock is ahead of UTC. */
function ahead(minutes: number): void {
  vi.spyOn(Date.prototype, 'getTimezoneOffset').mockReturnValue(-minutes);
}

describe('a shown time', () => {
  afterEach(() => {
    vi.restoreAllMocks();
  });

  it('has one form, in UTC', () => {
    ahead(330);
    expect(dateAndTime(AT)).toBe('2026-11-28 22:41:07 UTC');
    expect(minuteOf(AT)).toBe('2026-11-28 22:41');
    expect(dayOf(AT)).toBe('2026-11-28');
  });

  it.each([
    [0, '2026-11-28 22:41 UTC'],
    [60, '2026-11-28 23:41 UTC+01:00'],
    [330, '2026-11-29 04:11 UTC+05:30'],
    [-210, '2026-11-28 19:11 UTC-03:30'],
  ])('by a clock that is %d minutes ahead names its zone', (minutes, shown) => {
    ahead(minutes);
    expect(ownDateAndTime(AT)).toBe(shown);
  });

  it('of today is by the reader’s clock; of another day it has the day and the zone', () => {
    ahead(60);
    expect(timeOfDay(AT, AT)).toBe('23:41:07');
    expect(timeOfDay(AT, AT + HOUR_MS)).toBe('2026-11-28 23:41:07 UTC+01:00');
    expect(timeOfDay(AT, AT + HOUR_MS, 'minute')).toBe('2026-11-28 23:41 UTC+01:00');
    expect(timeOfDay(AT, AT, 'minute')).toBe('23:41');
  });
});
