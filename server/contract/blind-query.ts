/**
 * A blind look-up of a document in a watchlist (RFC 9497, mode VOPRF, ristretto255-SHA512). The lane sends a blinded element, the owner of
 * the list multiplies it by the list's key and proves that it did, and the lane removes the blinding. Owner and server see random elements.
 * The lane's message is signed like a status, with its own prefix. The server passes the elements on, without the lane's id.
 */
import { z } from 'zod';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';
import { groupElementSchema, watchlistIdSchema } from './watchlist.ts';

export const BLIND_SUITE = 'ristretto255-SHA512';

/** Elements of one query, with one proof for all. */
export const MAX_BLIND_BATCH = 16;

/** A query is for now: largest difference from the server's time, ms. */
export const BLIND_QUERY_SKEW_MS = 60_000;

const elementsSchema = z.array(groupElementSchema).min(1).max(MAX_BLIND_BATCH);
const queryIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex');

/** Challenge and response of the proof, RFC 9497 §2.2.1. */
const proofSchema = z.string().regex(/^[0-9a-f]{128}$/, 'must be 64 bytes in hex');

/** Whose evaluation is asked for. */
const QUESTION = {
  list: watchlistIdSchema,
  /** The key of the list that the lane holds, so that an owner with two keys evaluates with the right one. */
  publicKey: groupElementSchema,
  elements: elementsSchema,
};

export const blindQuerySchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Random. The answer repeats it. */
  queryId: queryIdSchema,
  ...QUESTION,
  /** The kiosk's wall time, ms. */
  at: wallMsSchema,
});
export type BlindQuery = z.infer<typeof blindQuerySchema>;

/** `elements` in the order of the query. */
export const blindAnswerSchema = z.strictObject({
  version: z.literal(1),
  queryId: queryIdSchema,
  elements: elementsSchema,
  proof: proofSchema,
});
export type BlindAnswer = z.infer<typeof blindAnswerSchema>;

/** Path of the owner's connector, besides those of `watchlist-source.ts`. */
export const EVALUATE_PATH = 'evaluate';
export const EVALUATE_LIMIT_BYTES = 4_096;

export const evaluateRequestSchema = z.strictObject({ version: z.literal(1), requestId: queryIdSchema, ...QUESTION });
export type EvaluateRequest = z.infer<typeof evaluateRequestSchema>;

export const evaluateAnswerSchema = z.strictObject({
  version: z.literal(1),
  requestId: queryIdSchema,
  elements: elementsSchema,
  proof: proofSchema,
});
export type EvaluateAnswer = z.infer<typeof evaluateAnswerSchema>;

const BLIND_QUERY_FORM: PayloadForm<BlindQuery> = { schema: blindQuerySchema, limitBytes: 2_048 };

/** The canonical bytes of a query. Throws `ContractError` `invalid`. */
export function blindQueryBytes(query: BlindQuery): Uint8Array {
  return payloadBytes(BLIND_QUERY_FORM, query);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function blindQuerySigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('blind-query', payload);
}

export type ReadBlindQuery = { readonly kind: 'valid'; readonly query: BlindQuery } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readBlindQuery(envelope: Envelope): ReadBlindQuery {
  const read = readPayload(BLIND_QUERY_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', query: read.message } : kioskMismatch();
}
