import { z } from 'zod';
import { type Answer, wallMs } from '../../../platform/base/answer.ts';
import { DECISIONS } from '../../../border/referrals/vocabulary.ts';
import { CONTROL_QUERIES, CONTROL_SUBJECTS, QUERY_STATES, STANDARD_IDS } from './vocabulary.ts';

const figureSchema = z.strictObject({
  query: z.enum(CONTROL_QUERIES),
  /** `null`: there is nothing to count, such as no approved policy. */
  count: z.int().nullable(),
  /** Time of the latest thing counted, wall ms, where it has one. */
  at: wallMs.nullable(),
  state: z.enum(QUERY_STATES),
});
export type ControlFigure = Answer<typeof figureSchema>;

const oversightSchema = z.strictObject({
  /** First moment of the decisions counted. */
  since: wallMs,
  /** Whether there were more decisions than were counted; the latest were. */
  isCut: z.boolean(),
  decisions: z.int(),
  admitted: z.int(),
  byTwo: z.int(),
  hasty: z.int(),
  hastyWithinMs: z.int(),
  medianMs: z.number().nullable(),
  ninetiethMs: z.number().nullable(),
  outcomes: z.array(z.strictObject({ outcome: z.enum(DECISIONS), count: z.int() })),
});

/** The certification pack with the figures of this moment. */
export const controlsSchema = z.strictObject({
  serverTime: wallMs,
  standards: z.array(
    z.strictObject({
      standard: z.enum(STANDARD_IDS),
      title: z.string(),
      controls: z.array(
        z.strictObject({
          id: z.string(),
          subject: z.enum(CONTROL_SUBJECTS),
          tests: z.array(z.string()),
          queries: z.array(z.enum(CONTROL_QUERIES)),
          documents: z.array(
            z.strictObject({ path: z.string(), dated: z.string(), expires: z.string(), isExpired: z.boolean() }),
          ),
        }),
      ),
    }),
  ),
  figures: z.array(figureSchema),
  oversight: oversightSchema,
});
export type ControlsAnswer = Answer<typeof controlsSchema>;
