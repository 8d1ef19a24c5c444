import { describe, expect, test } from 'vitest';
import {
  checksOf,
  type EligibilityRules,
  eligibilityRulesSchema,
  groupOf,
  isOpenAt,
  isTypeAccepted,
  localTime,
} from '../../../server/contract/eligibility.ts';

const RULES = {
  version: 1,
  timeZone: 'Europe/Vienna',
  groups: [{ id: 'all' }],
} as const;
const parsed = (changes: object): EligibilityRules => eligibilityRulesSchema.parse({ ...RULES, ...changes });
const faultsIn = (changes: object): string[] =>
  eligibilityRulesSchema
    .safeParse({ ...RULES, ...changes })
    .error?.issues.map(({ path, message }) => `${path.join('.')}: ${message}`) ?? [];

describe('rules of eligibility', () => {
  test('apply the first group that takes the nationality', () => {
    const rules = parsed({
      groups: [
        { id: 'citizens', nationalities: { accept: ['AUT', 'D', 'FRA'] } },
        { id: 'others', nationalities: { refer: ['UTO'] } },
      ],
    });
    expect(groupOf(rules, 'D')?.id).toBe('citizens');
    expect(groupOf(rules, 'JPN')?.id).toBe('others');
    expect(groupOf(rules, 'UTO')).toBeUndefined();
    expect(groupOf(rules, '')?.id).toBe('others');
  });

  test('accept a document code alone, or each code that begins with a letter', () => {
    const group = { id: 'all', documentTypes: ['P', 'I*'] };
    const accepted = ['P', 'PP', 'PD', 'I', 'ID', 'AC'].filter((code) => isTypeAccepted(group, code));
    expect(accepted).toEqual(['P', 'I', 'ID']);
  });

  test('name the checks that they need', () => {
    expect(checksOf(parsed({}))).toEqual([]);
    const rules = parsed({
      openingHours: { weekly: [{ days: [1], from: '06:00', to: '22:00' }] },
      groups: [
        { id: 'citizens', nationalities: { accept: ['AUT'] }, documentTypes: ['P*', 'I*'] },
        { id: 'others', nationalities: { accept: ['JPN'] }, age: { least: 18 } },
      ],
    });
    expect(checksOf(rules)).toEqual(['nationality', 'document-type', 'holder-age', 'opening-hours']);
  });

  test.each<[string, object, string]>([
    [
      'a time zone that does not exist',
      { timeZone: 'Europe/Wien' },
      'timeZone: must be a time zone of the IANA database',
    ],
    ['a time zone of fixed offset', { timeZone: '+01:00' }, 'timeZone: must be a time zone of the IANA database'],
    ['no group', { groups: [] }, 'groups: '],
    [
      'two groups of one name',
      { groups: [{ id: 'a', nationalities: { accept: ['AUT'] } }, { id: 'a' }] },
      'each group once',
    ],
    ['a group that never applies', { groups: [{ id: 'a' }, { id: 'b' }] }, 'groups.1: never applies'],
    ['a code of two cases', { groups: [{ id: 'a', nationalities: { accept: ['Fra'] } }] }, 'nationalities'],
    ['a code twice', { groups: [{ id: 'a', issuingStates: { accept: ['FRA', 'FRA'] } }] }, 'each code once'],
    [
      'accept and refer together',
      { groups: [{ id: 'a', issuingStates: { accept: ['FRA'], refer: ['D'] } }] },
      'issuingStates',
    ],
    ['an empty list', { groups: [{ id: 'a', nationalities: { accept: [] } }] }, 'nationalities'],
    ['an age of no limit', { groups: [{ id: 'a', age: {} }] }, 'must have least, most or both'],
    ['an age that no one has', { groups: [{ id: 'a', age: { least: 18, most: 17 } }] }, 'more for least'],
    ['a document type of three letters', { groups: [{ id: 'a', documentTypes: ['PPP'] }] }, 'documentTypes.0'],
    ['hours across midnight', { openingHours: { weekly: [{ days: [1], from: '22:00', to: '02:00' }] } }, 'two entries'],
    [
      'an hour that does not exist',
      { openingHours: { weekly: [{ days: [1], from: '25:00', to: '26:00' }] } },
      'must be a time',
    ],
    ['a day that does not exist', { openingHours: { weekly: [{ days: [8], from: '06:00', to: '07:00' }] } }, 'days'],
    [
      'a date that does not exist',
      { openingHours: { weekly: [{ days: [1], from: '06:00', to: '07:00' }], closedOn: ['2026-02-30'] } },
      'closedOn.0',
    ],
    ['a member that it does not know', { groups: [{ id: 'a', gender: 'F' }] }, 'groups.0'],
  ])('refuse %s', (_name, changes, fault) => {
    expect(faultsIn(changes).join('\n')).toContain(fault);
  });
});

describe('opening hours', () => {
  const at = (iso: string) => Date.parse(iso);
  const rules = parsed({
    openingHours: {
      weekly: [
        { days: [1, 2, 3, 4, 5], from: '06:00', to: '24:00' },
        { days: [6], from: '00:00', to: '01:30' },
      ],
      closedOn: ['2026-12-25'],
    },
  });

  test.each([
    ['before they begin, in local time', '2026-11-30T04:59:59Z', false],
    ['when they begin, in local time', '2026-11-30T05:00:00Z', true],
    ['when they begin in summer, an hour earlier', '2026-07-06T04:00:00Z', true],
    ['at the last minute of the day', '2026-11-30T22:59:59Z', true],
    ['on the next day', '2026-11-30T23:00:00Z', false],
    ['after midnight between Friday and Saturday', '2026-12-05T00:29:59Z', true],
    ['when they end', '2026-12-05T00:30:00Z', false],
    ['on a date on which lanes stay closed', '2026-12-25T10:00:00Z', false],
    ['on a Sunday', '2026-12-06T10:00:00Z', false],
  ])('%s', (_name, iso, open) => {
    expect(isOpenAt(rules, at(iso))).toBe(open);
  });

  test('are all hours when there are none', () => {
    expect(isOpenAt(parsed({}), 0)).toBe(true);
  });

  test('agree with the local time of an independent formatter, in any zone and year', () => {
    for (const timeZone of ['UTC', 'Asia/Kathmandu', 'Australia/Lord_Howe', 'America/St_Johns', 'Pacific/Kiritimati']) {
      for (let ms = at('2024-01-01T00:00:00Z'); ms < at('2027-01-01T00:00:00Z'); ms += 37 * 3_600_000) {
        // Swedish writes ISO 8601
        const shown = new Date(ms).toLocaleString('sv-SE', { timeZone }).slice(0, 16);
        const { date, time } = localTime(timeZone, ms);
        expect(`${date} ${time}`).toBe(shown);
      }
    }
  });
});
