/** The answers of the partners' API. */
import { z } from 'zod';
import { type Answer, wallMs } from '../../platform/base/answer.ts';
import { sha256HexSchema } from '../../contract/field.ts';
import { SHARED_DATASETS } from '../agreement/vocabulary.ts';
import { DELIVERY_KINDS, periodNameSchema } from '../deliveries/delivery-file.ts';

/** The requests of a partner's program. */
export const PARTNER_CALLS = [
  'list',
  'download',
  'proof',
  'answer',
  'log',
  'log-proof',
  // Lists that the partner sends
  'lists',
  'list-metadata',
  'list-piece',
  'list-publish',
] as const;
export type PartnerCall = (typeof PARTNER_CALLS)[number];

/** The requests of a partner's people in the portal, besides those that its program makes too. A person signs no answer. */
export const PORTAL_CALLS = [
  'agreements',
  'enrolled',
  'signed-in',
  'signed-out',
  'signed-out-everywhere',
  'passkey-added',
  'passkey-removed',
] as const;
export const ALL_CALLS = [...PARTNER_CALLS, ...PORTAL_CALLS] as const;
export type AnyCall = (typeof ALL_CALLS)[number];

/** Bytes of the file that the server has; all of them have been judged once it is complete. */
export const takenPieceSchema = z.strictObject({ received: z.int(), isComplete: z.boolean() });
export type TakenPieceAnswer = Answer<typeof takenPieceSchema>;

/** The version of the metadata in the signed channel, and the lists that have changed. */
export const publishedListsSchema = z.strictObject({ version: z.int(), lists: z.array(z.string()) });

export const partnerDeliveriesSchema = z.strictObject({
  serverTime: wallMs,
  /** Those that wait for an answer, oldest first, at most 100. */
  deliveries: z.array(
    z.strictObject({
      digest: sha256HexSchema,
      kind: z.enum(DELIVERY_KINDS),
      agreement: z.strictObject({ id: z.string(), version: z.int(), digest: sha256HexSchema }),
      dataset: z.enum(SHARED_DATASETS),
      period: periodNameSchema,
      bytes: z.int(),
      madeAt: wallMs,
      answerUntil: wallMs.nullable(),
      /** `false`: paused, ended by two people, or sealed to a key that is not in use; it cannot be fetched now. */
      isOpen: z.boolean(),
    }),
  ),
});
export type PartnerDeliveries = Answer<typeof partnerDeliveriesSchema>;

/** The log of a partner: each call of its program and of its people. Program and people read the same log. */
export const partnerLogSchema = z.strictObject({
  serverTime: wallMs,
  /** The latest first, at most 500. */
  calls: z.array(
    z.strictObject({
      id: z.string(),
      at: wallMs,
      call: z.enum(ALL_CALLS),
      /** `null`: the partner's program. */
      person: z.strictObject({ id: z.string(), name: z.string() }).nullable(),
      agreement: z.string().nullable(),
      delivery: sha256HexSchema.nullable(),
      /** Kind of the delivery; `null`: the call concerns none. */
      kind: z.enum(DELIVERY_KINDS).nullable(),
      result: z.string(),
      bytes: z.int(),
    }),
  ),
});
export type PartnerLog = Answer<typeof partnerLogSchema>;
