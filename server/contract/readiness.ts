/**
 * Readiness checks of a lane by a technician: the lane's request for an approval, and the server's approval. The record of the check is a report
 * (`report.ts`).
 *
 * The technician signs in with the code that the lane shows: the lane sends a signed request, the technician types its code at the console,
 * and the server answers the lane's request with an approval. The code gives nothing to a person who only reads it.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { z } from 'zod';
import { encodeCrockfordBase32 } from './crockford-base32.ts';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, officerIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import {
  openServerMessage,
  type OpenedServerMessage,
  type ServerKey,
  type ServerMessageForm,
  signedMessageSchema,
} from './server-message.ts';
import { signingInput } from './signing.ts';

/** How long a request waits for a technician. */
export const CHECK_REQUEST_LIFETIME_MS = 600_000;
/** How long a check may take after its approval. */
export const CHECK_LIFETIME_MS = 2 * 3_600_000;

const randomIdSchema = z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex');

export const checkRequestSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** Random, new for each check. */
  requestId: randomIdSchema,
  /** The kiosk's wall time, ms. Not judged, because a wrong clock is one of the faults that a check finds. */
  at: wallMsSchema,
});
export type CheckRequest = z.infer<typeof checkRequestSchema>;

const REQUEST_FORM: PayloadForm<CheckRequest> = { schema: checkRequestSchema, limitBytes: 512 };

export type ReadCheckRequest = { readonly kind: 'valid'; readonly request: CheckRequest } | EnvelopeRefusal;

/** The canonical bytes of a request. Throws `ContractError` `invalid`. */
export function checkRequestBytes(request: CheckRequest): Uint8Array {
  return payloadBytes(REQUEST_FORM, request);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function checkRequestSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('readiness-request', payload);
}

/** Reads the payload of an envelope whose signature has been verified. */
export function readCheckRequest(envelope: Envelope): ReadCheckRequest {
  const read = readPayload(REQUEST_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', request: read.message } : kioskMismatch();
}

const CODE_LETTERS = 8;

/**
 * The code of a request, which the lane shows and the technician types: 40 bits of a hash, in two groups of four letters and digits of
 * Crockford's base 32. The server allows few tries for the one open request of a lane.
 */
export function checkCodeOf(requestId: string): string {
  const digest = sha256(new TextEncoder().encode(`postern/readiness-code/v1\n${requestId}`));
  const letters = encodeCrockfordBase32(digest).slice(0, CODE_LETTERS);
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

/** A code as typed: any case, without or with a hyphen, O for 0, I and L for 1. `undefined` for text that is not a code. */
export function readCheckCode(text: string): string | undefined {
  if (text.length > 20) return undefined;
  const letters = text.toUpperCase().replaceAll(/[\s-]/g, '').replaceAll('O', '0').replaceAll(/[IL]/g, '1');
  if (!/^[0-9A-HJKMNP-TV-Z]{8}$/.test(letters)) return undefined;
  return `${letters.slice(0, 4)}-${letters.slice(4)}`;
}

export const checkApprovalSchema = z
  .strictObject({
    version: z.literal(1),
    kioskId: kioskIdSchema,
    requestId: randomIdSchema,
    /** The account of the person who typed the code. */
    technician: officerIdSchema,
    /** The server's wall time, ms. */
    approvedAt: wallMsSchema,
    expires: wallMsSchema,
  })
  .refine(({ approvedAt, expires }) => expires > approvedAt && expires - approvedAt <= CHECK_LIFETIME_MS, {
    path: ['expires'],
    message: 'must be at most two hours after approvedAt',
  });
export type CheckApproval = z.infer<typeof checkApprovalSchema>;

const APPROVAL_FORM: ServerMessageForm<CheckApproval> = {
  purpose: 'readiness-approval',
  schema: checkApprovalSchema,
  limitBytes: 512,
  wireLimitBytes: 1_024,
};

/** The canonical bytes of an approval. Throws `ContractError` `invalid`. */
export function checkApprovalBytes(approval: CheckApproval): Uint8Array {
  return payloadBytes(APPROVAL_FORM, approval);
}

/** The bytes that the server's key signs; `encodeServerMessage` makes the bytes on the wire. */
export function checkApprovalSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('readiness-approval', payload);
}

/** Throws `ContractError` `bad-key` as `openServerMessage` does; input never throws. */
export function openCheckApproval(bytes: Uint8Array, serverKey: ServerKey): OpenedServerMessage<CheckApproval> {
  return openServerMessage(APPROVAL_FORM, bytes, serverKey);
}

/** The server's answer to a request. `serverTime` is its wall time, from which the lane measures the offset of its clock. */
export const checkAnswerSchema = z.strictObject({
  state: z.enum(['waiting', 'approved', 'declined', 'expired']),
  serverTime: wallMsSchema,
  expiresAt: wallMsSchema,
  /** Present with `approved`. */
  approval: signedMessageSchema.exactOptional(),
});
export type CheckAnswer = z.infer<typeof checkAnswerSchema>;
