/**
 * Pseudonyms of documents for partner agencies. A lane computes one with a key that the partner and the lanes share and the server does not,
 * seals it to the partner, and sends the sealed bytes at the end of the month, without order or time. The lane's message is signed like a
 * status, with its own prefix.
 *
 * ```
 * pseudonym = the first 16 bytes of HMAC-SHA-256(step(K, label), document)
 * label     = "postern/partner-pseudonym/v1/" agreement "/" month
 * document  = SHA-256("postern/document/v1\n" issuer "\n" number)
 * ```
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, sha256HexSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';

/** Two of 2^32 documents have the same one with a probability of 2^-65. */
export const PSEUDONYM_BYTES = 16;
/** HPKE (RFC 9180), base mode: X25519, HKDF-SHA256, AES-256-GCM. The encapsulation, the pseudonym, the tag. */
export const SEALED_PSEUDONYM_BYTES = 64;
/** Each message has this number: dummies fill the last one, so that its length reveals nothing. */
export const PSEUDONYMS_IN_MESSAGE = 128;

const MESSAGE_BYTES = SEALED_PSEUDONYM_BYTES * PSEUDONYMS_IN_MESSAGE;
/** Canonical bytes with 8,192 bytes in base64url. The envelope holds them within its limit. */
const PAYLOAD_LIMIT_BYTES = 11_264;

/** A calendar month, UTC. */
export const monthSchema = z.string().regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'must be a month such as 2026-03');

/** The month of a wall time, UTC. */
export function monthOf(wallMs: number): string {
  return new Date(wallMs).toISOString().slice(0, 7);
}

/** The first moment of a month and that of the next one, wall ms. */
export function boundsOfMonth(month: string): { readonly from: number; readonly to: number } {
  const [year = 0, number = 1] = month.split('-').map(Number);
  return { from: Date.UTC(year, number - 1, 1), to: Date.UTC(year, number, 1) };
}

/** Separates agreements and months, whatever keys partners choose. */
export function pseudonymLabel(agreementId: string, month: string): string {
  return `postern/partner-pseudonym/v1/${agreementId}/${month}`;
}

/** `info` of HPKE: a sealed pseudonym opens under this version of the agreement and for this month alone. @param agreement digest, hex */
export function sealingInfo(agreement: string, month: string): Uint8Array<ArrayBuffer> {
  return Uint8Array.from(
    concatBytes(utf8ToBytes('postern/sealed-pseudonym/v1\n'), hexToBytes(agreement), utf8ToBytes(month)),
  );
}

/** Names a partner's key: SHA-256 of its 32 random bytes, hex. */
export function pseudonymKeyCheck(key: Uint8Array): string {
  return bytesToHex(sha256(concatBytes(utf8ToBytes('postern/partner-pseudonym-key/v1\n'), key)));
}

/**
 * The document of a partner's list, as a lane sees it.
 *
 * @param issuingState ICAO 9303-3 §5. @param number as printed, without fillers
 */
export function documentOfPartner(issuingState: string, number: string): Uint8Array {
  return sha256(utf8ToBytes(`postern/document/v1\n${issuingState}\n${number.padEnd(9, '<')}`));
}

export const partnerPseudonymsSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** The digest of the agreement's version. */
  agreement: sha256HexSchema,
  month: monthSchema,
  /** 128 sealed pseudonyms, one after the other, sorted by their bytes; base64url. */
  sealed: z
    .string()
    .max(Math.ceil((MESSAGE_BYTES * 4) / 3))
    .refine(
      (text) => decodeBase64Url(text)?.length === MESSAGE_BYTES,
      `must be ${PSEUDONYMS_IN_MESSAGE} sealed pseudonyms in base64url`,
    ),
});
export type PartnerPseudonyms = z.infer<typeof partnerPseudonymsSchema>;

const FORM: PayloadForm<PartnerPseudonyms> = { schema: partnerPseudonymsSchema, limitBytes: PAYLOAD_LIMIT_BYTES };

/** The canonical bytes of a message. Throws `ContractError` `invalid`. */
export function partnerPseudonymsBytes(message: PartnerPseudonyms): Uint8Array {
  return payloadBytes(FORM, message);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the bytes on the wire. */
export function partnerPseudonymsSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('partner-pseudonyms', payload);
}

export type ReadPartnerPseudonyms = { readonly kind: 'valid'; readonly message: PartnerPseudonyms } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readPartnerPseudonyms(envelope: Envelope): ReadPartnerPseudonyms {
  const read = readPayload(FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', message: read.message } : kioskMismatch();
}

/** The sealed pseudonyms, one by one. @param bytes a whole number of them */
export function sealedPseudonymsIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / SEALED_PSEUDONYM_BYTES }, (_, at) =>
    bytes.subarray(at * SEALED_PSEUDONYM_BYTES, (at + 1) * SEALED_PSEUDONYM_BYTES),
  );
}
