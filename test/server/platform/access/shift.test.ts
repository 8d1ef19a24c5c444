import { describe, expect, it } from 'vitest';
import { isOnShift, shiftSchema, type Shift } from '../../../../server/platform/access/shift.ts';

const BERLIN = { timeZone: 'Europe/Berlin' };
const early: Shift = { days: [1, 2, 3, 4, 5], from: '06:00', until: '14:00', ...BERLIN };
const night: Shift = { days: [5], from: '22:00', until: '06:00', ...BERLIN };

describe('a shift', () => {
  it.each([
    // 2026-11-25 is a Wednesday; Berlin is an hour ahead of UTC
    ['2026-11-25T04:59:59Z', false],
    ['2026-11-25T05:00:00Z', true],
    ['2026-11-25T12:59:59Z', true],
    ['2026-11-25T13:00:00Z', false],
    ['2026-11-28T08:00:00Z', false],
    // Daylight saving time: two hours ahead
    ['2026-07-15T03:59:59Z', false],
    ['2026-07-15T04:00:00Z', true],
    ['2026-07-15T12:00:00Z', false],
  ])('of the morning at %s: %s', (at, expected) => {
    expect(isOnShift([early], Date.parse(at))).toBe(expected);
  });
  it.each([
    ['2026-11-27T20:59:00Z', false],
    ['2026-11-27T21:00:00Z', true],
    ['2026-11-28T04:59:00Z', true],
    ['2026-11-28T05:00:00Z', false],
    ['2026-11-28T21:30:00Z', false],
    ['2026-11-27T03:00:00Z', false],
  ])('past midnight belongs to the day of its start: %s: %s', (at, expected) => {
    expect(isOnShift([night], Date.parse(at))).toBe(expected);
  });
  // Clocks of Berlin go from 02:00 to 03:00 on 29 March 2026, and from 03:00 to 02:00 on 25 October 2026
  it.each([
    ['2026-03-29T00:59:00Z', false],
    ['2026-03-29T01:00:00Z', true],
    ['2026-10-25T00:29:00Z', false],
    ['2026-10-25T00:30:00Z', true],
    ['2026-10-25T01:00:00Z', false],
    ['2026-10-25T01:30:00Z', true],
  ])(
    'from an hour that is skipped begins with the next one, and from an hour that occurs twice holds twice: %s: %s',
    (at, expected) => {
      const sundays: Shift = { days: [7], from: '02:30', until: '04:00', ...BERLIN };
      expect(isOnShift([sundays], Date.parse(at))).toBe(expected);
    },
  );
  it('from Sunday continues on Monday', () => {
    expect(isOnShift([{ ...night, days: [7] }], Date.parse('2026-11-30T03:00:00Z'))).toBe(true);
  });
  it('with equal start and end lasts a day', () => {
    const day: Shift = { days: [3], from: '06:00', until: '06:00', timeZone: 'UTC' };
    expect(isOnShift([day], Date.parse('2026-11-26T05:59:00Z'))).toBe(true);
    expect(isOnShift([day], Date.parse('2026-11-26T06:00:00Z'))).toBe(false);
  });
  it('is at any time if none is given', () => {
    expect(isOnShift([], 0)).toBe(true);
  });
  it.each([
    ['no day', { ...early, days: [] }],
    ['an eighth day', { ...early, days: [8] }],
    ['a day twice', { ...early, days: [1, 1] }],
    ['an hour too many', { ...early, until: '24:00' }],
    ['no such zone', { ...early, timeZone: 'Europe/Postern' }],
    ['a field more', { ...early, note: 'x' }],
  ])('is refused with %s', (_name, shift) => {
    expect(shiftSchema.safeParse(shift).success).toBe(false);
  });
});
