/**
 * Attempts with one document on one day, counted across the fleet. A lane reserves an attempt before it compares. A lane that gets no
 * answer in time decides by its own stricter limit, and reports afterwards that the attempt was made. Signed like a status, with its own
 * prefix.
 */
import { z } from 'zod';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';

/** Comparisons of each kind with one document on one day in the whole fleet. A policy may allow fewer. */
export const MAX_ATTEMPTS = 3;

/** Time for the server's answer, ms. A traveller waits for it. */
export const RESERVATION_TIMEOUT_MS = 300;

/** A reservation is for now: largest difference from the server's time, ms. */
export const RESERVATION_SKEW_MS = 60_000;

/** How long after its day an attempt can be reported, days. */
export const MAX_ATTEMPT_DAYS = 8;

export const ATTEMPT_KINDS = ['comparisons', 'finger'] as const;
export type AttemptKind = (typeof ATTEMPT_KINDS)[number];

export const attemptSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Random. The same id is the same attempt, however often and in whatever form it arrives. */
  attemptId: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
  /** `reserve`: may it be made? `made`: it was made without an answer. */
  ask: z.enum(['reserve', 'made']),
  tried: z.enum(ATTEMPT_KINDS),
  /** The document's handle of the day. */
  handle: sha256HexSchema,
  /** UTC day of the handle. */
  epoch: z.iso.date(),
  /** The kiosk's wall time, ms. */
  at: wallMsSchema,
  /** The limit of the lane's policy. */
  most: z.int().min(1).max(MAX_ATTEMPTS),
});
export type Attempt = z.infer<typeof attemptSchema>;

export const attemptAnswerSchema = z.strictObject({
  attemptId: z.string(),
  /** `counted`: the answer to `made`. */
  verdict: z.enum(['granted', 'denied', 'counted']),
});
export type AttemptAnswer = z.infer<typeof attemptAnswerSchema>;

const ATTEMPT_FORM: PayloadForm<Attempt> = { schema: attemptSchema, limitBytes: 512 };

/** The canonical bytes of an attempt. Throws `ContractError` `invalid`. */
export function attemptBytes(attempt: Attempt): Uint8Array {
  return payloadBytes(ATTEMPT_FORM, attempt);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function attemptSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('attempt', payload);
}

export type ReadAttempt = { readonly kind: 'valid'; readonly attempt: Attempt } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readAttempt(envelope: Envelope): ReadAttempt {
  const read = readPayload(ATTEMPT_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', attempt: read.message } : kioskMismatch();
}
