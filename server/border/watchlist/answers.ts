import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { namedDocumentSchema, SOURCE_FAULTS } from '../../contract/watchlist-source.ts';
import { watchlistIdSchema, watchlistQuerySchema } from '../../contract/watchlist.ts';

/**
 * `confirmed`: the authority's records name the document. `not-confirmed`: they do not, so the lane's hit was false. `asked`: the request
 * was sent, and its answer is not known yet, or was lost with a stop of the server.
 */
export const LOOK_UP_RESULTS = ['asked', 'confirmed', 'not-confirmed', 'away'] as const;
export type LookUpResult = (typeof LOOK_UP_RESULTS)[number];

export const lookUpSchema = z.strictObject({ list: watchlistIdSchema, document: namedDocumentSchema });

const lookedUpSchema = z.strictObject({
  list: z.string(),
  result: z.enum(LOOK_UP_RESULTS),
  /** Why there was no answer; `null` when there was one. */
  why: z.enum(SOURCE_FAULTS).nullable(),
  by: z.string(),
  at: wallMs,
  /** Digest of the officer's evidence grant for this traveller. */
  grant: z.string(),
});

/** The lane's queries and the look-ups at the source. It names no document. */
export const watchlistCaseSchema = z.strictObject({
  serverTime: wallMs,
  /** Each list that the lane asked, with its version. */
  queries: z.array(watchlistQuerySchema),
  /** Oldest first. */
  lookUps: z.array(lookedUpSchema),
  /** Number of look-ups that are left for this referral. */
  left: z.int(),
  /** Hits of the last 30 days whose look-up was answered, of the lists that name this document. */
  recent: z.strictObject({ confirmed: z.int(), notConfirmed: z.int() }),
});
export type WatchlistCase = Answer<typeof watchlistCaseSchema>;
