/**
 * A signed message of a kiosk on the wire: JSON `{kioskId, payload, signature}`. The payload is base64url of the canonical bytes; the
 * signature (`signing.ts`) covers the prefix of the purpose and those bytes. The receiver needs the outer `kioskId` to find the key, and checks
 * that it agrees with the one in the payload.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { ContractError } from './contract-error.ts';
import { faultsOf, type Fault } from './fault.ts';
import { kioskIdSchema, type KioskId } from './field.ts';
import { parseJson, payloadBytes, readPayload, type PayloadForm, type PayloadRefusalCode } from './payload.ts';
import { REPORT_LIMIT_BYTES, reportSchema, type Report } from './report.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput, type SigningPurpose } from './signing.ts';

/** Upper bound of an envelope on the wire. */
export const ENVELOPE_LIMIT_BYTES = 16_384;

export const REPORT_FORM: PayloadForm<Report> = { schema: reportSchema, limitBytes: REPORT_LIMIT_BYTES };

export interface Envelope {
  readonly kioskId: KioskId;
  readonly payload: Uint8Array;
  /** 64 bytes. */
  readonly signature: Uint8Array;
}

export type EnvelopeRefusalCode =
  | 'malformed-envelope'
  | 'bad-signature'
  /** The outer kiosk id differs from the one in the payload. */
  | 'kiosk-mismatch'
  | PayloadRefusalCode;

export interface EnvelopeRefusal {
  readonly kind: 'refused';
  readonly code: EnvelopeRefusalCode;
  readonly faults: readonly Fault[];
}

export type ReadEnvelope = ({ readonly kind: 'read' } & Envelope) | EnvelopeRefusal;
export type ReadReport = { readonly kind: 'valid'; readonly report: Report; readonly digest: string } | EnvelopeRefusal;
export type OpenedEnvelope =
  | { readonly kind: 'valid'; readonly report: Report; readonly payload: Uint8Array; readonly digest: string }
  | EnvelopeRefusal;

/**
 * The canonical bytes of a report, which are hashed, signed and stored. Throws `ContractError`: `invalid` when the report does not satisfy
 * the schema, `too-large` over 8 KiB.
 */
export function reportBytes(report: Report): Uint8Array {
  return payloadBytes(REPORT_FORM, report);
}

/** SHA-256 of a report's canonical bytes in lower-case hex: the next report's `previous`. */
export function reportDigest(payload: Uint8Array): string {
  return bytesToHex(sha256(payload));
}

/** The bytes that the kiosk's key signs. */
export function reportSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('report', payload);
}

/** The bytes on the wire, for reports and statuses. Throws `ContractError` `bad-key` for a signature that is not 64 bytes. */
export function encodeEnvelope(envelope: Envelope): Uint8Array {
  if (envelope.signature.length !== SIGNATURE_BYTES) {
    throw new ContractError('bad-key', 'a signature has 64 bytes');
  }
  return canonicalJson({
    kioskId: envelope.kioskId,
    payload: encodeBase64Url(envelope.payload),
    signature: encodeBase64Url(envelope.signature),
  });
}

export const wireSchema = z.strictObject({
  kioskId: kioskIdSchema,
  payload: z.string().min(1).max(ENVELOPE_LIMIT_BYTES),
  signature: z.string().length(86, 'must be 64 bytes in base64url'),
});

/** Splits an envelope. Nothing in it has been verified yet. */
export function readEnvelope(bytes: Uint8Array): ReadEnvelope {
  if (bytes.length > ENVELOPE_LIMIT_BYTES) {
    return refuse('too-large', '', `the envelope must be at most ${ENVELOPE_LIMIT_BYTES} bytes`);
  }
  const value = parseJson(bytes);
  if (value === undefined) return refuse('malformed-envelope', '', 'must be JSON in UTF-8');
  const parsed = wireSchema.safeParse(value.json);
  if (!parsed.success) return { kind: 'refused', code: 'malformed-envelope', faults: faultsOf(parsed.error) };
  const payload = decodeBase64Url(parsed.data.payload);
  if (payload === undefined) return refuse('malformed-envelope', 'payload', 'must be base64url without padding');
  const signature = decodeBase64Url(parsed.data.signature);
  if (signature === undefined) return refuse('malformed-envelope', 'signature', 'must be base64url without padding');
  return { kind: 'read', kioskId: parsed.data.kioskId, payload, signature };
}

/** Reads the payload of an envelope whose signature has been verified. */
export function readReport(envelope: Envelope): ReadReport {
  const read = readPayload(REPORT_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  if (read.message.kioskId !== envelope.kioskId) return kioskMismatch();
  return { kind: 'valid', report: read.message, digest: reportDigest(envelope.payload) };
}

/**
 * Opens a report's envelope with the key of the expected kiosk: checks the form, then the signature, then the payload. Throws
 * `ContractError` `bad-key` when the key has neither 32 nor 33 bytes; input never throws.
 */
export function openEnvelope(bytes: Uint8Array, publicKey: Uint8Array): OpenedEnvelope {
  const envelope = readEnvelope(bytes);
  if (envelope.kind === 'refused') return envelope;
  if (!isEnvelopeSigned('report', envelope, publicKey)) return badSignature();
  const read = readReport(envelope);
  return read.kind === 'refused' ? read : { ...read, payload: envelope.payload };
}

export function isEnvelopeSigned(purpose: SigningPurpose, envelope: Envelope, publicKey: Uint8Array): boolean {
  return isSignatureValid(purpose, envelope.payload, envelope.signature, publicKey);
}

export function badSignature(): EnvelopeRefusal {
  return refuse('bad-signature', 'signature', 'is not that of this kiosk over this payload');
}

export function kioskMismatch(): EnvelopeRefusal {
  return refuse('kiosk-mismatch', 'kioskId', 'must be the kiosk that the payload names');
}

function refuse(code: EnvelopeRefusalCode, path: string, message: string): EnvelopeRefusal {
  return { kind: 'refused', code, faults: [{ path, message }] };
}
