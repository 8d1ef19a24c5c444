/** The answers about lists that a partner sends. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { LIST_CHANGES, LIST_REFUSALS, LIST_STATES } from './vocabulary.ts';

export const sentListSchema = z.strictObject({
  list: z.string(),
  agreement: z.string(),
  /** The version of the agreement. */
  version: z.int(),
  state: z.enum(LIST_STATES),
  /** The last publication; `null`: none in three years. */
  last: z
    .strictObject({
      at: wallMs,
      change: z.enum(LIST_CHANGES),
      /** `null`: withdrawn. */
      base: z.int().nullable(),
      delta: z.int().nullable(),
      documents: z.int().nullable(),
      madeAt: wallMs.nullable(),
    })
    .nullable(),
  /** When the list left the lanes, because no agreement takes it any more; `null`: it did not. */
  withdrawnAt: wallMs.nullable(),
  /** The latest first, at most ten; also those that name no list. */
  refusals: z.array(z.strictObject({ at: wallMs, refusal: z.enum(LIST_REFUSALS), place: z.string() })),
});
export type SentList = Answer<typeof sentListSchema>;

export const partnerListsSchema = z.strictObject({
  serverTime: wallMs,
  /** The newest versions in the signed channel; 0: none. */
  metadata: z.strictObject({ root: z.int(), targets: z.int(), watchlist: z.int() }),
  /** Lists that must leave the channel with the next publication: their agreement has ended. */
  ended: z.array(z.string()),
  lists: z.array(
    z.strictObject({
      ...sentListSchema.shape,
      /** Digests of the files in the signed channel. */
      published: z.array(sha256HexSchema),
      uploads: z.array(z.strictObject({ digest: sha256HexSchema, bytes: z.int(), received: z.int() })),
    }),
  ),
});
export type PartnerLists = Answer<typeof partnerListsSchema>;
