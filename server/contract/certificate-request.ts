/**
 * A kiosk's request to the fleet's authority for a certificate of the day's TLS key, in an envelope signed by the kiosk's signing key. The
 * first request, at enrolment, carries a one-time code and registers the signing key.
 */
import { hexToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, publicKeyHexSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { rehearsalMark } from './rehearsal.ts';
import { algorithmOf, signingInput } from './signing.ts';

/** `lane`: identifies the kiosk to the server. `evidence`: identifies it to officers' browsers. The uses are not interchangeable. */
export const CERTIFICATE_USES = ['lane', 'evidence'] as const;
export type CertificateUse = (typeof CERTIFICATE_USES)[number];

/** Prefix of the kiosk's id in a certificate's alternative names. It distinguishes kiosk certificates from the server's. */
export const KIOSK_URN = 'urn:postern:kiosk:';
export const EVIDENCE_URN = 'urn:postern:evidence:';
export const SERVER_URN = 'urn:postern:server';

/** A PKCS #10 request (RFC 2986) for a P-256 key has about 210 bytes. */
const CSR_LIMIT_BYTES = 1_024;
const CERTIFICATE_LIMIT_BYTES = 2_048;

/** Upper bound of an answer. */
export const CERTIFICATE_ANSWER_LIMIT_BYTES = 8_192;

/** About 40 bytes for each revoked certificate: enough to revoke a whole fleet. */
export const REVOCATION_LIST_LIMIT_BYTES = 1_048_576;

/** How often a lane asks for the list, ms. */
export const REVOCATION_LIST_INTERVAL_MS = 15_000;

const derSchema = (limitBytes: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((limitBytes * 4) / 3))
    .refine((text) => decodeBase64Url(text) !== undefined, 'must be DER in base64url');

/** The server's challenge makes the request fresh: access to the signing key for a day does not allow requests for later days. */
const challengeSchema = z.string().regex(/^[\w-]{64}$/, 'must be a challenge of the server');

const requestFields = {
  version: z.literal(1),
  kioskId: kioskIdSchema,
  challenge: challengeSchema,
  use: z.enum(CERTIFICATE_USES),
  ...rehearsalMark,
  /** PKCS #10 in DER, base64url. The subject holds the kiosk's id only. */
  csr: derSchema(CSR_LIMIT_BYTES),
};

export const certificateRequestSchema = z.strictObject(requestFields);
export type CertificateRequest = z.infer<typeof certificateRequestSchema>;

export const enrolmentRequestSchema = z
  .strictObject({
    ...requestFields,
    use: z.literal('lane'),
    /** The secret part of the one-time code, without hyphens. */
    code: z.string().regex(/^[0-9A-HJKMNP-TV-Z]{26}$/, 'must be the 26 letters and digits of the code'),
    /** The kiosk's signing key, which signs this request. From now on the server accepts no other key and no other algorithm of this kiosk. */
    publicKey: publicKeyHexSchema,
    /** Its algorithm; absent for Ed25519. */
    algorithm: z.literal('es256').optional(),
  })
  .refine(({ publicKey, algorithm = 'ed25519' }) => algorithmOf(hexToBytes(publicKey)) === algorithm, {
    path: ['algorithm'],
    message: 'must be the algorithm of the key',
  });
export type EnrolmentRequest = z.infer<typeof enrolmentRequestSchema>;

const REQUEST_FORM: PayloadForm<CertificateRequest> = { schema: certificateRequestSchema, limitBytes: 2_048 };
const ENROLMENT_FORM: PayloadForm<EnrolmentRequest> = { schema: enrolmentRequestSchema, limitBytes: 2_048 };

/** The canonical bytes. `encodeEnvelope` makes the wire form. Throws `ContractError` `invalid`. */
export function certificateRequestBytes(request: CertificateRequest): Uint8Array {
  return payloadBytes(REQUEST_FORM, request);
}

export function certificateRequestSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('certificate-request', payload);
}

export function enrolmentBytes(request: EnrolmentRequest): Uint8Array {
  return payloadBytes(ENROLMENT_FORM, request);
}

export function enrolmentSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('enrolment', payload);
}

type Read<T> = { readonly kind: 'valid'; readonly message: T } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readCertificateRequest(envelope: Envelope): Read<CertificateRequest> {
  return ofItsKiosk(readPayload(REQUEST_FORM, envelope.payload), envelope);
}

/** Like `readCertificateRequest`, but the caller verifies the signature afterwards, with the key that the payload names. */
export function readEnrolmentRequest(envelope: Envelope): Read<EnrolmentRequest> {
  return ofItsKiosk(readPayload(ENROLMENT_FORM, envelope.payload), envelope);
}

function ofItsKiosk<T extends { readonly kioskId: string }>(
  read: ReturnType<typeof readPayload<T>>,
  envelope: Envelope,
): Read<T> {
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? read : kioskMismatch();
}

export const authorityAnswerSchema = z.strictObject({ authority: derSchema(CERTIFICATE_LIMIT_BYTES) });

export const challengeAnswerSchema = z.strictObject({ challenge: challengeSchema });

/** The authority's answer. */
export const certificateAnswerSchema = z.strictObject({
  /** DER in base64url. */
  certificate: derSchema(CERTIFICATE_LIMIT_BYTES),
  /** The server's wall time, ms. With the end of validity it gives the lifetime without synchronised clocks. */
  issuedAt: wallMsSchema,
  notAfter: wallMsSchema,
});
export type CertificateAnswer = z.infer<typeof certificateAnswerSchema>;

/** At enrolment the answer also carries the keys to trust from then on. */
export const enrolmentAnswerSchema = z.strictObject({
  ...certificateAnswerSchema.shape,
  kioskId: kioskIdSchema,
  site: z.string().max(32),
  lane: z.string().max(32),
  /** The authority's own certificate, DER in base64url. */
  authority: derSchema(CERTIFICATE_LIMIT_BYTES),
  /** Signs receipts, grants and lists. */
  serverKey: publicKeyHexSchema,
});
export type EnrolmentAnswer = z.infer<typeof enrolmentAnswerSchema>;
