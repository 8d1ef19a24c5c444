import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ageRange } from '../../../../kiosk/rules/eligibility/holder-age.ts';
import { type HolderFacts, judgeEligibility } from '../../../../kiosk/rules/eligibility/judge-eligibility.ts';
import { isValidOn } from '../../../../hardware/document-reader/mrz/dates.ts';
import { later } from '../../../../kiosk/rules/eligibility/remaining-validity.ts';
import { isStateCode } from '../../../../kiosk/rules/eligibility/state-codes.ts';
import { type EligibilityRules, eligibilityRulesSchema } from '../../../../server/contract/eligibility.ts';

const ascii = (text: string) => Uint8Array.from(text, (character) => character.charCodeAt(0));
const RULES: EligibilityRules = eligibilityRulesSchema.parse({
  version: 1,
  timeZone: 'Asia/Tokyo',
  openingHours: { weekly: [{ days: [1, 2, 3, 4, 5, 6, 7], from: '06:00', to: '22:00' }] },
  groups: [
    { id: 'citizens', nationalities: { accept: ['JPN'] }, documentTypes: ['P*'], age: { least: 15 } },
    {
      id: 'visitors',
      nationalities: { accept: ['D', 'USA'] },
      issuingStates: { refer: ['UTO'] },
      documentTypes: ['P'],
      age: { least: 18, most: 79 },
      remainingValidity: { least: 3, unit: 'months' },
    },
  ],
});
const VISITOR: HolderFacts = {
  documentCode: 'P',
  issuingState: 'D',
  nationality: 'D',
  dateOfBirth: ascii('8001015'),
  dateOfExpiry: ascii('3001018'),
};
/** 10:00 in Tokyo. */
const NOW = Date.parse('2026-11-28T01:00:00Z');
const judge = (changes: Partial<HolderFacts>, wallMs = NOW) =>
  judgeEligibility(RULES, { ...VISITOR, ...changes }, wallMs);

describe('eligibility', () => {
  test('is given to a holder who satisfies each rule of the group', () => {
    expect(new Set(Object.values(judge({})))).toEqual(new Set(['eligible']));
  });

  test('reaches no other rule when no group takes the nationality', () => {
    expect(judge({ nationality: 'FRA' })).toEqual({
      nationality: 'not-eligible',
      'opening-hours': 'eligible',
      'issuing-state': 'not-reached',
      'document-type': 'not-reached',
      'holder-age': 'not-reached',
      'remaining-validity': 'not-reached',
    });
  });

  test.each<[string, Partial<HolderFacts>, string, string]>([
    ['a document of a state that is referred', { issuingState: 'UTO' }, 'issuing-state', 'not-eligible'],
    ['a diplomatic passport', { documentCode: 'PD' }, 'document-type', 'not-eligible'],
    ['a diplomatic passport of a citizen', { nationality: 'JPN', documentCode: 'PD' }, 'document-type', 'eligible'],
    ['the day before the 18th birthday', { dateOfBirth: ascii('081129') }, 'holder-age', 'not-eligible'],
    ['the 18th birthday', { dateOfBirth: ascii('081128') }, 'holder-age', 'eligible'],
    ['the last day at 79', { dateOfBirth: ascii('461129') }, 'holder-age', 'eligible'],
    ['the 80th birthday', { dateOfBirth: ascii('461128') }, 'holder-age', 'not-eligible'],
    ['a person over 100, who counts as a child', { dateOfBirth: ascii('250101') }, 'holder-age', 'not-eligible'],
    ['a year alone that makes every age eligible', { dateOfBirth: ascii('80<<<<') }, 'holder-age', 'eligible'],
    ['a year alone that could be too young', { dateOfBirth: ascii('08<<<<') }, 'holder-age', 'unknown'],
    ['no date of birth', { dateOfBirth: ascii('<<<<<<') }, 'holder-age', 'unknown'],
    ['an impossible date of birth', { dateOfBirth: ascii('800231') }, 'holder-age', 'unknown'],
    [
      'a document that expires on the last day needed',
      { dateOfExpiry: ascii('270228') },
      'remaining-validity',
      'eligible',
    ],
    ['a document that expires a day sooner', { dateOfExpiry: ascii('270227') }, 'remaining-validity', 'not-eligible'],
    ['an impossible date of expiry', { dateOfExpiry: ascii('301301') }, 'remaining-validity', 'not-eligible'],
  ])('for %s', (_name, changes, check, finding) => {
    expect(judge(changes)).toMatchObject({ [check]: finding });
  });

  test('counts days in local time', () => {
    const born = { dateOfBirth: ascii('081129') };
    expect(judge(born, Date.parse('2026-11-28T14:59:59Z'))['holder-age']).toBe('not-eligible');
    expect(judge(born, Date.parse('2026-11-28T15:00:00Z'))['holder-age']).toBe('eligible');
  });

  test('ends with the opening hours', () => {
    expect(judge({}, Date.parse('2026-11-28T12:59:59Z'))['opening-hours']).toBe('eligible');
    expect(judge({}, Date.parse('2026-11-28T13:00:00Z'))['opening-hours']).toBe('not-eligible');
  });

  test('has findings that hold no fact of the holder, for any bytes', () => {
    const bytes = fc.uint8Array({ minLength: 0, maxLength: 8 });
    fc.assert(
      fc.property(bytes, bytes, fc.string(), (dateOfBirth, dateOfExpiry, nationality) => {
        const findings = judge({ dateOfBirth, dateOfExpiry, nationality });
        const allowed = ['eligible', 'not-eligible', 'unknown', 'not-reached'];
        expect(Object.values(findings).every((finding) => allowed.includes(finding))).toBe(true);
      }),
    );
  });
});

describe('the age of a holder', () => {
  test.each([
    ['040229', '2022-02-28', 17],
    ['040229', '2022-03-01', 18],
    ['000101', '2026-01-01', 26],
    ['991231', '2026-01-01', 26],
  ])('born %s, on %s: %i', (born, today, age) => {
    expect(ageRange(ascii(born), today)).toEqual({ youngest: age, oldest: age });
  });

  test('takes no date of birth for one in the future', () => {
    expect(ageRange(ascii('300101'), '2030-06-01')).toEqual({ youngest: 0, oldest: 0 });
    expect(ageRange(ascii('310101'), '2030-06-01')).toEqual({ youngest: 99, oldest: 99 });
    expect(ageRange(ascii('<<0101'), '2030-06-01')).toBeUndefined();
  });

  test('is a range when month or day are missing', () => {
    expect(ageRange(ascii('80<<<<'), '2026-06-15')).toEqual({ youngest: 45, oldest: 46 });
    expect(ageRange(ascii('8006<<'), '2026-06-15')).toEqual({ youngest: 45, oldest: 46 });
    expect(ageRange(ascii('26<<<<'), '2026-06-15')).toEqual({ youngest: 0, oldest: 0 });
  });

  test('agrees with counting birthdays, for any two dates', () => {
    const day = fc.date({ min: new Date('1930-01-01'), max: new Date('2026-12-31'), noInvalidDate: true });
    const dateOf = (date: Date) => date.toISOString().slice(0, 10);
    fc.assert(
      fc.property(day, day, (one, other) => {
        const [born, today] = [dateOf(one), dateOf(other)].sort() as [string, string];
        const read = ageRange(ascii(born.slice(2).replaceAll('-', '')), today);
        let birthdays = 0;
        while (birthday(born, birthdays + 1) <= today) birthdays += 1;
        // Two digits cannot tell a centenarian from a child
        if (birthdays < 100 && Number(today.slice(0, 4)) - Number(born.slice(0, 4)) < 100)
          expect(read).toEqual({ youngest: birthdays, oldest: birthdays });
      }),
    );
  });
});

/** A person born on 29 February has it on 1 March in other years. */
function birthday(born: string, age: number): string {
  const [year = 0, month = 1, day = 1] = born.split('-').map(Number);
  return new Date(Date.UTC(year + age, month - 1, day)).toISOString().slice(0, 10);
}

describe('remaining validity', () => {
  test.each([
    ['2026-11-30', 3, 'months', '2027-02-28'],
    ['2027-11-30', 3, 'months', '2028-02-29'],
    ['2026-12-31', 6, 'months', '2027-06-30'],
    ['2026-12-31', 1, 'days', '2027-01-01'],
    ['2026-11-28', 180, 'days', '2027-05-27'],
  ] as const)('%s and %i %s is %s', (date, least, unit, then) => {
    expect(later(date, { least, unit })).toBe(then);
  });

  test('includes the date of expiry', () => {
    expect(isValidOn(ascii('270227'), '2027-02-27')).toBe(true);
    expect(isValidOn(ascii('270227'), '2027-02-28')).toBe(false);
    expect(isValidOn(ascii('2702<<'), '2027-02-01')).toBe(false);
  });
});

describe('codes of states', () => {
  test('are those that a zone can hold', () => {
    expect(['AUT', 'D', 'GBR', 'GBD', 'UNO', 'XXA', 'XOM', 'RKS', 'UTO'].filter((code) => !isStateCode(code))).toEqual(
      [],
    );
    expect(['DEU', 'EU', 'ENG', 'ZZZ', '', 'AT'].filter(isStateCode)).toEqual([]);
  });
});
