/** Answers for privacy officers: counts, acts and proofs. They contain no captures and do not identify travellers. */
import { z } from 'zod';
import { type Answer, lanePlace, wallMs } from '../../platform/base/answer.ts';
import {
  GRANT_REFUSALS,
  GRANT_RELATIONS,
  OFFICER_ROLES,
  VIEWING_PURPOSES,
} from '../../contract/evidence-vocabulary.ts';
import { DUE_BANDS, keptCountsSchema } from '../../contract/keeping.ts';
import { ERASURE_CAUSES, RETENTION_CLASSES } from '../../contract/retention.ts';

const lanePlaceSchema = z.strictObject(lanePlace);
export type LanePlace = Answer<typeof lanePlaceSchema>;

const retentionClass = z.enum(RETENTION_CLASSES);

/** Why a lane is marked overdue. */
const OVERDUE_KINDS = [
  /** The lane reports something that is past its time and not erased. */
  'lane-says',
  /** Something must be erased by now according to the lane's last status, and the lane has not reported since. */
  'silent',
  /** A referral is past its time, and no report of an erasure has followed it. */
  'unreported',
] as const;
export type OverdueKind = (typeof OVERDUE_KINDS)[number];

const overdueSchema = z.strictObject({
  kind: z.enum(OVERDUE_KINDS),
  retentionClass,
  /** Number of items, or `null` when unknown. */
  count: z.int().nullable(),
  /** Wall ms by which it had to be erased. */
  since: wallMs,
});
export type Overdue = Answer<typeof overdueSchema>;

const heldLaneSchema = lanePlaceSchema.extend({
  /** The lane's wall ms of its last status about this; `null` without one. */
  at: wallMs.nullable(),
  classes: z.array(z.strictObject({ retentionClass, counts: keptCountsSchema })),
  overdue: z.array(overdueSchema),
});
export type HeldLane = Answer<typeof heldLaneSchema>;

const curvePointSchema = z.strictObject({ at: wallMs, count: z.number() });
export type CurvePoint = Answer<typeof curvePointSchema>;

export const heldSchema = z.strictObject({
  serverTime: wallMs,
  lanes: z.array(heldLaneSchema),
  /** All lanes together. */
  due: z.array(z.strictObject({ band: z.enum(DUE_BANDS), count: z.int() })),
  /** Upper bound of what remains of today's items if every lane erases on time. Ends at the number of items without a near due time. */
  dying: z.array(curvePointSchema),
});
export type HeldView = Answer<typeof heldSchema>;

const erasureSchema = lanePlaceSchema.extend({
  feedPosition: z.int(),
  erasureId: z.string(),
  retentionClass,
  cause: z.enum(ERASURE_CAUSES),
  erased: z.int(),
  keys: z.int(),
  from: wallMs,
  to: wallMs,
  retentionDigest: z.string(),
});
export type ErasureView = Answer<typeof erasureSchema>;

export const erasurePageSchema = z.strictObject({
  serverTime: wallMs,
  erasures: z.array(erasureSchema),
  /** By UTC day, oldest first; includes days with 0. */
  days: z.array(curvePointSchema),
});
export type ErasurePage = Answer<typeof erasurePageSchema>;

const viewingMarkSchema = z.discriminatedUnion('kind', [
  /** More viewings a day than colleagues with the same purpose. */
  z.strictObject({
    kind: z.literal('more-than-colleagues'),
    perDay: z.number(),
    usualPerDay: z.number(),
    colleagues: z.int(),
  }),
  /** At an hour at which few viewings happen. */
  z.strictObject({ kind: z.literal('unusual-hour'), hour: z.int(), sharePermille: z.number() }),
  /** The officer has no part in a referral of the traveller. */
  z.strictObject({ kind: z.literal('no-relation') }),
  /** The same traveller, repeatedly. */
  z.strictObject({ kind: z.literal('same-traveller'), times: z.int() }),
  /** The lane released nothing. */
  z.strictObject({ kind: z.literal('refused'), code: z.enum(GRANT_REFUSALS) }),
  /** The server has no record of the grant. */
  z.strictObject({ kind: z.literal('no-grant') }),
]);
export type ViewingMark = Answer<typeof viewingMarkSchema>;

const viewingSchema = lanePlaceSchema.extend({
  feedPosition: z.int(),
  at: wallMs,
  /** `null` without a recorded grant. */
  officer: z.string().nullable(),
  role: z.enum(OFFICER_ROLES).nullable(),
  purpose: z.enum(VIEWING_PURPOSES).nullable(),
  relation: z.enum(GRANT_RELATIONS).nullable(),
  grant: z.string(),
  grantedAt: wallMs.nullable(),
  refusal: z.enum(GRANT_REFUSALS).nullable(),
  marks: z.array(viewingMarkSchema),
});
export type ViewingView = Answer<typeof viewingSchema>;

export const viewingPageSchema = z.strictObject({ serverTime: wallMs, viewings: z.array(viewingSchema) });
export type ViewingPage = Answer<typeof viewingPageSchema>;
