/**
 * The lists of documents that a partner may send to lanes. An agreement without them takes nothing from its partner but answers. The server
 * refuses what a list's clause does not allow (`../lists`).
 */
import { z } from 'zod';
import { groupElementSchema, MAX_WATCHLISTS, watchlistIdSchema } from '../../contract/watchlist.ts';
import { MAX_LISTED } from '../../contract/watchlist-file.ts';
import { ed25519KeySchema, lineSchema } from './party.ts';
import { PURPOSE_TERMS } from './vocabulary.ts';

/** The most that an agreement allows in a day. */
const MAX_BYTES = 1_073_741_824;
const MIN_BYTES = 1_024;
const MAX_HOURS = 720;

export const purposeSchema = z.strictObject({ term: z.enum(PURPOSE_TERMS), statement: lineSchema });

const agreedListSchema = z.strictObject({
  list: watchlistIdSchema,
  tags: z.discriminatedUnion('variant', [
    z.strictObject({ variant: z.literal('plain') }),
    /** ristretto255, hex: the public half of the key that the owner keeps. */
    z.strictObject({ variant: z.literal('blind'), publicKey: groupElementSchema }),
  ]),
  /** Ed25519, hex: the owner's key in the role `watchlist` of the signed channel. */
  signingKey: ed25519KeySchema,
  mostDocuments: z.int().min(1).max(MAX_LISTED),
  /** Base and deltas together. */
  mostBytes: z.int().min(MIN_BYTES).max(MAX_BYTES),
  /** The largest share of the listed documents that one delta, or all deltas that arrive together, may change, in thousandths. */
  mostChangedThousandths: z.int().min(1).max(1_000),
  /** The greatest age of the authority's records when they arrive. */
  oldestHours: z.int().min(1).max(MAX_HOURS),
  /** Absent: the purpose of the agreement. */
  purpose: purposeSchema.optional(),
});
export type AgreedList = z.infer<typeof agreedListSchema>;

export const agreedListsSchema = z
  .array(agreedListSchema)
  .min(1)
  .max(MAX_WATCHLISTS)
  .refine((lists) => new Set(lists.map(({ list }) => list)).size === lists.length, 'must name each list once');
