/**
 * How many documents of a partner's blind list a lane saw in a month. The lane asks the list's owner blindly after each decision, and adds the
 * answer to sums; once the month has ended it sends the sums. They name no traveller. The lane's message is signed like a status, with its own
 * prefix.
 */
import { z } from 'zod';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, sha256HexSchema } from './field.ts';
import { monthSchema } from './partner-pseudonyms.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';
import { groupElementSchema, watchlistIdSchema } from './watchlist.ts';

/** A lane with fewer comparisons in a month sends none of them: the server could tell whose document was found. */
export const MIN_COMPARED = 20;
const MAX_COUNTED = 1_000_000;

const countSchema = z.int().min(0).max(MAX_COUNTED);

/** Decisions of a month on documents of the agreed states. */
export const listSumsSchema = z.strictObject({
  /** The list's owner answered for it, with a proof. */
  compared: countSchema,
  /** Those of them that the list contains. */
  found: countSchema,
  /** Those that were not compared: the owner was away, the list did not fit, the lane lost them, or it compared too few. */
  missed: countSchema,
});
export type ListSums = z.infer<typeof listSumsSchema>;

export const listCountsSchema = z
  .strictObject({
    version: z.literal(1),
    kioskId: kioskIdSchema,
    /** The digest of the agreement's version. */
    agreement: sha256HexSchema,
    month: monthSchema,
    list: watchlistIdSchema,
    /** The key of the list, which the agreement names too. */
    publicKey: groupElementSchema,
    ...listSumsSchema.shape,
  })
  .refine(({ compared, found }) => found <= compared, { path: ['found'], message: 'must not exceed compared' })
  .refine(({ compared }) => compared === 0 || compared >= MIN_COMPARED, {
    path: ['compared'],
    message: `must be 0 or at least ${MIN_COMPARED}`,
  });
export type ListCounts = z.infer<typeof listCountsSchema>;

const FORM: PayloadForm<ListCounts> = { schema: listCountsSchema, limitBytes: 1_024 };

/** The canonical bytes of a message. Throws `ContractError` `invalid`. */
export function listCountsBytes(message: ListCounts): Uint8Array {
  return payloadBytes(FORM, message);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function listCountsSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('list-counts', payload);
}

export type ReadListCounts = { readonly kind: 'valid'; readonly message: ListCounts } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readListCounts(envelope: Envelope): ReadListCounts {
  const read = readPayload(FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', message: read.message } : kioskMismatch();
}
