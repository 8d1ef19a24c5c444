import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  changedSiteSchema,
  comparable,
  newLaneSchema,
  newSiteSchema,
} from '../../../../server/records/sites/place-names.ts';

const SITE = { id: 'terminal-2', name: 'Terminal 2', timeZone: 'Europe/Lisbon', place: '' };
const LANE = { number: '1', name: 'Lane 1', position: null };
const takesSite = (over: object) => newSiteSchema.safeParse({ ...SITE, ...over }).success;
const takesLane = (over: object) => newLaneSchema.safeParse({ ...LANE, ...over }).success;

describe('names of places', () => {
  it('are letters, digits and a few marks, in any script', () => {
    expect(['Aéroport T2, halle B', '第2ターミナル', 'Pier 4/5 (north)'].map((name) => takesSite({ name }))).toEqual([
      true,
      true,
      true,
    ]);
    expect(['', ' ', '<b>', 'a\u0000', 'a\nb', '‮evil', 'x'.repeat(65)].map((name) => takesSite({ name }))).toEqual(
      Array.from({ length: 7 }, () => false),
    );
  });
  it('have a time zone of the IANA database and an id of small letters', () => {
    expect(takesSite({ timeZone: 'Mars/Olympus' })).toBe(false);
    expect(takesSite({ timeZone: '+01:00' })).toBe(false);
    expect(['Terminal', '-a', 'a b', '../x', 'x'.repeat(33)].map((id) => takesSite({ id }))).not.toContain(true);
  });
  it('place a lane within the plan, to the centimetre', () => {
    expect(
      [
        { x: 0, y: 0 },
        { x: 12.34, y: 2_000 },
      ].map((position) => takesLane({ position })),
    ).toEqual([true, true]);
    const outside = [{ x: -1, y: 0 }, { x: 2_001, y: 0 }, { x: 0.001, y: 0 }, { x: Number.NaN, y: 0 }, { x: 1 }, '1,2'];
    expect(outside.map((position) => takesLane({ position }))).not.toContain(true);
  });
  it('take every centimetre of the plan', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 200_000 }), (cm) => takesLane({ position: { x: cm / 100, y: 0 } })),
    );
  });
  it('need a version for a change, and nothing more', () => {
    const { id: _id, ...fields } = SITE;
    expect(changedSiteSchema.safeParse({ ...fields, version: 1 }).success).toBe(true);
    expect(changedSiteSchema.safeParse(fields).success).toBe(false);
    expect(changedSiteSchema.safeParse({ ...fields, version: 1, id: 'b' }).success).toBe(false);
  });
  it('are compared without regard to case and spaces', () => {
    expect(comparable('Terminal  2')).toBe(comparable('TERMINAL 2'));
  });
});
