/**
 * Rules of eligibility: which travellers a lane serves, by nationality, document and age; all others use the desk. Versioned data, part of
 * the decision policy and of its digest. Pure.
 */
import { z } from 'zod';
import { slugSchema } from './field.ts';
import { timeZoneSchema } from './time-zone.ts';
import { type CheckName, ELIGIBILITY_CHECKS, type EligibilityCheck } from './vocabulary.ts';

/** Code of a state or organisation as in a machine-readable zone, ICAO 9303-3 §5, without fillers: Germany is `D`. */
const stateCode = z.string().regex(/^[A-Z]{1,3}$/, 'must be a code of ICAO 9303-3 §5, such as FRA or D');

const MAX_CODES = 300;
const codes = z
  .array(stateCode)
  .min(1)
  .max(MAX_CODES)
  .refine((all) => new Set(all).size === all.length, 'must name each code once');

/** `accept`: only these. `refer`: all except these. */
const codeListSchema = z.union([z.strictObject({ accept: codes }), z.strictObject({ refer: codes })]);
export type CodeList = z.infer<typeof codeListSchema>;

/** A document code of ICAO 9303-3 §4.2: `P` is that code alone, `P*` is each code that begins with P. */
const documentTypeSchema = z.string().regex(/^[A-Z]([A-Z0-9]|\*)?$/, 'must be a document code such as P, PP or P*');

const OLDEST_YEARS = 150;
const years = z.int().min(0).max(OLDEST_YEARS);
const LONGEST_VALIDITY = 3_650;

const groupSchema = z.strictObject({
  /** Name of the group, for the people who write the rules. Not reported. */
  id: slugSchema,
  /** Absent: any nationality. */
  nationalities: codeListSchema.exactOptional(),
  /** Absent: any state or organisation. */
  issuingStates: codeListSchema.exactOptional(),
  /** Absent: any travel document. */
  documentTypes: z.array(documentTypeSchema).min(1).max(32).exactOptional(),
  /** Completed years on the day of travel, inclusive. Absent: any age. */
  age: z
    .strictObject({ least: years.exactOptional(), most: years.exactOptional() })
    .refine(({ least, most }) => least !== undefined || most !== undefined, 'must have least, most or both')
    .refine(({ least = 0, most = OLDEST_YEARS }) => least <= most, 'must not have more for least than for most')
    .exactOptional(),
  /** The document must still be valid on the day of travel plus this. Absent: it must be valid on the day of travel. */
  remainingValidity: z
    .strictObject({ least: z.int().min(1).max(LONGEST_VALIDITY), unit: z.enum(['days', 'months']) })
    .exactOptional(),
});
export type EligibilityGroup = z.infer<typeof groupSchema>;

const timeOfDay = z.string().regex(/^(([01]\d|2[0-3]):[0-5]\d|24:00)$/, 'must be a time such as 06:30, at most 24:00');

const openingHoursSchema = z.strictObject({
  weekly: z
    .array(
      z
        .strictObject({
          /** ISO 8601: Monday is 1. */
          days: z.array(z.int().min(1).max(7)).min(1).max(7),
          /** Open from this minute. */
          from: timeOfDay,
          /** Closed from this minute. */
          to: timeOfDay,
        })
        .refine(({ from, to }) => from < to, 'must end after it begins: write two entries for hours across midnight'),
    )
    .min(1)
    .max(28),
  /** Local dates on which lanes stay closed. */
  closedOn: z.array(z.iso.date()).max(366).default([]),
});

export const eligibilityRulesSchema = z
  .strictObject({
    version: z.literal(1),
    /** IANA time zone in which dates and times of day are meant, such as `Europe/Vienna`. */
    timeZone: timeZoneSchema,
    /** Absent: at any time. */
    openingHours: openingHoursSchema.exactOptional(),
    /** The first group that takes the holder's nationality applies. Without one the holder uses the desk. */
    groups: z.array(groupSchema).min(1).max(32),
  })
  .superRefine(({ groups }, context) => {
    if (new Set(groups.map(({ id }) => id)).size !== groups.length) {
      context.addIssue({ code: 'custom', path: ['groups'], message: 'must name each group once' });
    }
    groups.forEach((_group, index) => {
      if (groups.slice(0, index).some(({ nationalities }) => nationalities === undefined)) {
        const message = 'never applies, because a group before it takes any nationality';
        context.addIssue({ code: 'custom', path: ['groups', index], message });
      }
    });
  });
export type EligibilityRules = z.infer<typeof eligibilityRulesSchema>;

/** The checks that these rules need. */
export function checksOf({ openingHours, groups }: EligibilityRules): readonly EligibilityCheck[] {
  const needed: Readonly<Record<EligibilityCheck, boolean>> = {
    nationality: groups.every(({ nationalities }) => nationalities !== undefined),
    'issuing-state': groups.some(({ issuingStates }) => issuingStates !== undefined),
    'document-type': groups.some(({ documentTypes }) => documentTypes !== undefined),
    'holder-age': groups.some(({ age }) => age !== undefined),
    'remaining-validity': groups.some(({ remainingValidity }) => remainingValidity !== undefined),
    'opening-hours': openingHours !== undefined,
  };
  return ELIGIBILITY_CHECKS.filter((name) => needed[name]);
}

interface NamedChecks {
  readonly requiredChecks: readonly CheckName[];
  readonly observedChecks: readonly CheckName[];
  readonly eligibility?: EligibilityRules | undefined;
}

/** Rules without a check that uses them, and checks without a rule. */
export function disagreements({ eligibility, requiredChecks, observedChecks }: NamedChecks): string[] {
  const named = ELIGIBILITY_CHECKS.filter((name) => [...requiredChecks, ...observedChecks].includes(name));
  const ruled = eligibility === undefined ? [] : checksOf(eligibility);
  return [
    ...ruled
      .filter((name) => !named.includes(name))
      .map((name) => `${name} must be among requiredChecks or observedChecks`),
    ...named.filter((name) => !ruled.includes(name)).map((name) => `${name} is named as a check but has no rule`),
  ];
}

/** The group that applies to a nationality; `undefined`: holders use the desk. */
export function groupOf({ groups }: EligibilityRules, nationality: string): EligibilityGroup | undefined {
  return groups.find(({ nationalities }) => isAccepted(nationalities, nationality));
}

export function isAccepted(list: CodeList | undefined, code: string): boolean {
  if (list === undefined) return true;
  return 'accept' in list ? list.accept.includes(code) : !list.refer.includes(code);
}

/** @param code document code without fillers */
export function isTypeAccepted({ documentTypes }: EligibilityGroup, code: string): boolean {
  if (documentTypes === undefined) return true;
  return documentTypes.some((type) => (type.endsWith('*') ? code.startsWith(type.slice(0, 1)) : code === type));
}

/** Whether lanes are open at this wall time, ms. */
export function isOpenAt({ openingHours, timeZone }: EligibilityRules, wallMs: number): boolean {
  if (openingHours === undefined) return true;
  const { date, time } = localTime(timeZone, wallMs);
  if (openingHours.closedOn.includes(date)) return false;
  const day = isoDay(date);
  return openingHours.weekly.some(({ days, from, to }) => days.includes(day) && from <= time && time < to);
}

export interface LocalTime {
  /** `YYYY-MM-DD`. */
  readonly date: string;
  /** `HH:MM`, 00:00 to 23:59. */
  readonly time: string;
}

/** The local date and time of day in an IANA time zone. */
export function localTime(timeZone: string, wallMs: number): LocalTime {
  const parts = new Map(
    formatOf(timeZone)
      .formatToParts(wallMs)
      .map(({ type, value }) => [type, value]),
  );
  const part = (type: Intl.DateTimeFormatPartTypes): string => parts.get(type) ?? '';
  return {
    date: `${part('year').padStart(4, '0')}-${part('month')}-${part('day')}`,
    time: `${part('hour')}:${part('minute')}`,
  };
}

const formats = new Map<string, Intl.DateTimeFormat>();

/** Making a format takes a hundred times as long as using one. */
function formatOf(timeZone: string): Intl.DateTimeFormat {
  const known = formats.get(timeZone);
  if (known !== undefined) return known;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    calendar: 'iso8601',
    numberingSystem: 'latn',
    hourCycle: 'h23',
    ...({ year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit' } as const),
  });
  formats.set(timeZone, format);
  return format;
}

/** Monday is 1. */
function isoDay(date: string): number {
  return new Date(`${date}T00:00:00Z`).getUTCDay() || 7;
}
