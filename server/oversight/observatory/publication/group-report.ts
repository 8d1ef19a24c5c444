/** The part of the published report about groups of travellers. Its rates follow from the answers in the same part. */
import { z } from 'zod';
import { type Group, GROUP_ATTRIBUTES, groupEndsSchema, GROUPS } from '../../../contract/group-counts.ts';
import { RESPONSE_EPSILON } from '../../../contract/randomised-response.ts';
import { CLUSTERING } from '../statistics/group-rates.ts';

/** Groups with fewer estimated answers are not shown: the interval of their rate is too wide to compare. */
export const MIN_ANSWERS = 100_000;

const count = z.int().min(0);
const share = z.number().min(0).max(1);
const positive = z.number().positive().max(1e9);

export const publishedGroupRateSchema = z.strictObject({
  rate: share,
  low: share,
  high: share,
  /** The ratio to the rate of all other travellers, with a simultaneous interval. `null`: one of both rates is not significantly different from 0. */
  against: z.strictObject({ ratio: positive, low: positive, high: positive, differs: z.boolean() }).nullable(),
});
export type PublishedGroupRate = z.infer<typeof publishedGroupRateSchema>;

const groupSchema = z.enum(GROUP_ATTRIBUTES.flatMap((attribute): readonly Group[] => GROUPS[attribute]));

export const publishedGroupsSchema = z.strictObject({
  method: z.strictObject({
    standard: z.literal('ISO/IEC 19795-10, differential performance'),
    response: z.literal('k-ary randomised response'),
    epsilon: z.literal(RESPONSE_EPSILON),
    answersLeast: z.literal(MIN_ANSWERS),
    /** Variance of counts, relative to that of independent passages. */
    clustering: z.literal(CLUSTERING),
    differences: z.literal('ratio to all others, Bonferroni'),
    comparisons: count,
  }),
  lanes: count,
  /** Lanes with more answers than travellers. */
  lanesLeftOut: count,
  attributes: z
    .array(
      z.strictObject({
        attribute: z.enum(GROUP_ATTRIBUTES),
        /** All randomised answers. */
        answers: groupEndsSchema,
        cells: z.array(
          z.strictObject({
            group: groupSchema,
            /** Estimated. */
            travellers: count,
            /** Randomised answers for this group. */
            answers: groupEndsSchema,
            failureToAcquire: publishedGroupRateSchema.nullable(),
            /** Comparisons that rejected the traveller, impostors included. */
            rejected: publishedGroupRateSchema.nullable(),
            notTakenAsLive: publishedGroupRateSchema.nullable(),
          }),
        ),
      }),
    )
    .max(GROUP_ATTRIBUTES.length),
});
export type PublishedGroups = z.infer<typeof publishedGroupsSchema>;
