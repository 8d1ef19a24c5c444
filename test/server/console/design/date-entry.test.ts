import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { type DateForm, dayIn, momentIn, readEntry } from '../../../../server/console/design/date-entry.ts';
import { minuteOf } from '../../../../server/console/design/times.ts';

describe('an entry of a date or time', () => {
  it.each<[DateForm, string, string]>([
    ['day', '2026-12-31', '2026-12-31'],
    ['day', ' 20261231 ', '2026-12-31'],
    ['day', '2028-02-29', '2028-02-29'],
    ['minute', '2026-12-31 18:00', '2026-12-31 18:00'],
    ['minute', '202612311800', '2026-12-31 18:00'],
    ['minute', '2026-12-31T18:00', '2026-12-31 18:00'],
    ['minute', '2026-12-31 18:00:59 UTC', '2026-12-31 18:00'],
    ['clock', '0600', '06:00'],
    ['clock', '23:59', '23:59'],
  ])('of a %s is read from “%s”', (form, typed, text) => {
    expect(readEntry(form, typed)).toEqual({ kind: 'read', text });
  });
  it.each<[DateForm, string, string]>([
    ['day', '', 'missing'],
    ['minute', '  ', 'missing'],
    ['day', '31.12.2026', 'malformed'],
    ['day', '12/31/2026', 'malformed'],
    ['day', '2026-1231', 'malformed'],
    ['day', '2026-12-31 18:00', 'malformed'],
    ['day', '２０２６-12-31', 'malformed'],
    ['minute', '2026-12-31', 'malformed'],
    ['minute', '2026-12-31 18:00 CET', 'malformed'],
    ['minute', '2026-12-31 6:00 pm', 'malformed'],
    ['clock', '6:00', 'malformed'],
    ['day', '2026-02-30', 'no-such-day'],
    ['day', '2026-02-29', 'no-such-day'],
    ['minute', '2026-04-31 10:00', 'no-such-day'],
    ['day', '2026-13-01', 'no-such-day'],
    ['day', '2026-00-10', 'no-such-day'],
    ['minute', '2026-12-31 24:00', 'no-such-time'],
    ['clock', '12:60', 'no-such-time'],
  ])('of a %s is refused in “%s”: %s', (form, typed, kind) => {
    expect(readEntry(form, typed)).toEqual({ kind });
  });
  it.each(['', 'soon', '2026-02-30', '2026-02-30 10:00', '2026-12-31 24:00', '18:00'])(
    'is no moment in “%s”',
    (typed) => {
      expect(momentIn(typed)).toBeUndefined();
    },
  );
  it('is the same moment where a clock change skips or repeats the hour, because it is in UTC', () => {
    expect(momentIn('2026-03-29 02:30')).toBe(Date.UTC(2026, 2, 29, 2, 30));
    expect(momentIn('2026-10-25 02:30')).toBe(Date.UTC(2026, 9, 25, 2, 30));
  });
  it('gives each minute back that a page shows', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 68_000_000 }), (minute) => {
        expect(momentIn(minuteOf(minute * 60_000))).toBe(minute * 60_000);
      }),
    );
  });
  it('of a day begins at 00:00 UTC', () => {
    expect(momentIn('20261231')).toBe(Date.UTC(2026, 11, 31));
    expect(dayIn('20261231')).toBe('2026-12-31');
    expect(dayIn('2026-12-31 18:00')).toBeUndefined();
  });
});
