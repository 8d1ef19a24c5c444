/** The allowed names of sites and lanes, and positions of lanes on the plan. */
import { z } from 'zod';
import { siteIdSchema } from '../../platform/access/vocabulary.ts';
import { timeZoneSchema } from '../../contract/time-zone.ts';

const PLAIN = /^[\p{L}\p{M}\p{N} .,/'’()-]+$/u;
const PLAIN_RULE = "must be letters, digits, spaces and . , / ' ( ) -";

const nameSchema = z
  .string()
  .trim()
  .min(1)
  .max(64)
  .regex(PLAIN, PLAIN_RULE)
  .transform((name) => name.normalize('NFC'));

/** Where the site is, for people who have to find it. May be empty. */
const placeTextSchema = z
  .string()
  .trim()
  .max(120)
  .regex(/^$|^[\p{L}\p{M}\p{N} .,/'’()-]+$/u, PLAIN_RULE)
  .transform((text) => text.normalize('NFC'));

/** The number of a lane as it stands above the lane, for example `1` or `a2`. */
export const laneNumberSchema = z
  .string()
  .regex(/^[a-z0-9][a-z0-9-]{0,31}$/, 'must be 1 to 32 small letters, digits and hyphens');

/** A plan is at most this wide and high, in metres. */
const PLAN_M = 2_000;
const metres = z.number().min(0).max(PLAN_M).multipleOf(0.01);

/** Metres from the upper left corner of the plan: `x` to the right, `y` down, as in SVG. */
export const positionSchema = z.strictObject({ x: metres, y: metres });
export type Position = z.infer<typeof positionSchema>;

const siteFields = { name: nameSchema, timeZone: timeZoneSchema, place: placeTextSchema };
const laneFields = { name: nameSchema, position: positionSchema.nullable() };
/** The version that the person has read. */
const version = z.int().min(1);

export const newSiteSchema = z.strictObject({ id: siteIdSchema, ...siteFields });
export type NewSite = z.infer<typeof newSiteSchema>;
export const changedSiteSchema = z.strictObject({ ...siteFields, version });
export type ChangedSite = z.infer<typeof changedSiteSchema>;
export const newLaneSchema = z.strictObject({ number: laneNumberSchema, ...laneFields });
export type NewLane = z.infer<typeof newLaneSchema>;
export const changedLaneSchema = z.strictObject({ ...laneFields, version });
export type ChangedLane = z.infer<typeof changedLaneSchema>;

/** Names are compared in this form: two places must not be told apart by case or spaces only. */
export function comparable(name: string): string {
  return name.normalize('NFKC').toLowerCase().replaceAll(/\s+/g, ' ');
}
