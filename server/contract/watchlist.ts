/**
 * Watchlists of documents. An authority's list reaches lanes as files of pseudo-random tags; a lane asks them without a
 * network and reports which version it asked. Two people sign which files are a list now.
 */
import { z } from 'zod';
import { kioskIdSchema, sha256HexSchema, slugSchema, wallMsSchema } from './field.ts';
import { DOCUMENT_DATES, type DocumentForm } from './signed-document.ts';

export const watchlistIdSchema = slugSchema.brand('WatchlistId');
export type WatchlistId = z.infer<typeof watchlistIdSchema>;

const IDENTITY = '00'.repeat(32);

/** An encoded element of ristretto255, except the identity. Whether it decodes is judged by those who compute with it. */
export const groupElementSchema = z
  .string()
  .regex(/^[0-9a-f]{64}$/, 'must be 32 bytes in hex')
  .refine((hex) => hex !== IDENTITY, 'must not be the identity');

/** Lists that one policy can name. */
export const MAX_WATCHLISTS = 4;

/**
 * `plain`: the lane makes the tag of a document with its own key. `blind`: only with the owner's help, who does not see the document
 * (`blind-query.ts`).
 */
export const LIST_VARIANTS = ['plain', 'blind'] as const;
export type ListVariant = (typeof LIST_VARIANTS)[number];

/** Counts the bases of a list. */
const baseNumberSchema = z.int().min(1).max(1_000_000);
/** Deltas after one base: one an hour for two weeks and a half. */
export const MAX_DELTAS = 420;
/** Number of deltas applied to the base. */
const deltaNumberSchema = z.int().min(0).max(MAX_DELTAS);

/** Proof of one query: which list was asked, in which version, when. */
export const watchlistQuerySchema = z.strictObject({
  list: watchlistIdSchema,
  base: baseNumberSchema,
  delta: deltaNumberSchema,
  /** SHA-256 of the list's last file. Each file names the one before, so this names the whole list. */
  digest: sha256HexSchema,
  /** Wall ms at which the authority's records were read. */
  madeAt: wallMsSchema,
  askedAt: wallMsSchema,
  found: z.enum(['listed', 'not-listed']),
  /** Absent: plain, of a lane from before there were blind lists. */
  variant: z.enum(LIST_VARIANTS).optional(),
  /** The blind list of the policy whose owner did not answer, so that this plain list was asked instead. */
  insteadOf: watchlistIdSchema.optional(),
});
export type WatchlistQuery = z.infer<typeof watchlistQuerySchema>;

/**
 * `current`, `ageing` past the first limit of the policy, `stale` past the second, `missing`: the lane has no list of that name that it
 * can ask.
 */
export const WATCHLIST_STATES = ['current', 'ageing', 'stale', 'missing'] as const;
export type WatchlistState = (typeof WATCHLIST_STATES)[number];

/** A list of the policy at a lane, in its status. */
export const laneWatchlistSchema = z
  .strictObject({
    list: watchlistIdSchema,
    state: z.enum(WATCHLIST_STATES),
    /** Absent when it is missing. */
    version: z.strictObject({ base: baseNumberSchema, delta: deltaNumberSchema, madeAt: wallMsSchema }).optional(),
  })
  .refine(({ state, version }) => (state === 'missing') === (version === undefined), {
    path: ['version'],
    message: 'must be absent exactly where the list is missing',
  });
/** A list that a lane cannot rely on: its id and the state. */
export const watchlistTroubleSchema = z.strictObject({
  list: watchlistIdSchema,
  state: z.enum(WATCHLIST_STATES).exclude(['current']),
});
export type WatchlistTrouble = z.infer<typeof watchlistTroubleSchema>;
export type LaneWatchlist = z.infer<typeof laneWatchlistSchema>;

const listFileSchema = z.strictObject({ digest: sha256HexSchema, bytes: z.int().min(1).max(1_200_000_000) });
export type ListFileRef = z.infer<typeof listFileSchema>;

/** Which files are the list now. `number` grows with each, so that a lane never goes back. */
export const signedWatchlistSchema = z.strictObject({
  ...DOCUMENT_DATES,
  list: watchlistIdSchema,
  base: listFileSchema,
  /** In order. */
  deltas: z.array(listFileSchema).max(MAX_DELTAS),
});
export type SignedWatchlist = z.infer<typeof signedWatchlistSchema>;

export const WATCHLIST_FORM: DocumentForm<SignedWatchlist> = {
  kind: 'watchlist',
  schema: signedWatchlistSchema,
  limitBytes: 65_536,
};

/** The key of the tags, sealed to lanes (`kiosk/lists/watchlist/seal-list-key.ts`). */
export const sealedListKeysSchema = z.strictObject({
  ...DOCUMENT_DATES,
  generation: z.int().min(1).max(0xffff_ffff),
  lanes: z
    .array(
      z.strictObject({
        kioskId: kioskIdSchema,
        /** SHA-256 of the lane's transport key. */
        transport: sha256HexSchema,
        encapsulation: z.string().min(1).max(2_048),
        sealed: z.string().min(1).max(128),
      }),
    )
    .min(1)
    .max(1_000)
    .refine((lanes) => new Set(lanes.map(({ kioskId }) => kioskId)).size === lanes.length, 'must name each lane once'),
});
export type SealedListKeys = z.infer<typeof sealedListKeysSchema>;

export const LIST_KEYS_FORM: DocumentForm<SealedListKeys> = {
  kind: 'watchlist-keys',
  schema: sealedListKeysSchema,
  limitBytes: 2_097_152,
};
