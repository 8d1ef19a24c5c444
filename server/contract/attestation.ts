/**
 * How a lane proves to the server how its machine was started. First it has its attestation key bound: the server answers with a secret
 * that only a TPM with this key and the certified endorsement key opens, and the lane sends the secret back. Then it sends quotes. Each
 * message is an envelope signed by the kiosk's signing key, and each statement of the TPM covers the challenge that it answers.
 *
 * The statements follow the TPM 2.0 specification, Part 2. `hardware/tpm/judge-attested.ts` judges them.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { concatBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, sha256HexSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';

/**
 * The registers of a quote, SHA-256 bank: firmware, boot loader, Secure Boot, kernel and what the system's owner measures. Register 10
 * changes while a system runs (IMA), so it is left out; those from 16 on belong to debuggers and to a late launch.
 */
export const QUOTED_REGISTERS = [0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 11, 12, 13, 14, 15] as const;

/** A lane proves its start this often, ms, and whenever its certificate is replaced. */
export const QUOTE_INTERVAL_MS = 900_000;

/** The server admits a lane by a quote of at most this age, ms: the lane has four tries. */
export const QUOTE_LIFETIME_MS = 4 * QUOTE_INTERVAL_MS;

/** Upper bound of the server's answers. */
export const ATTESTATION_ANSWER_LIMIT_BYTES = 8_192;

const base64Url = (limitBytes: number) =>
  z
    .string()
    .min(1)
    .max(Math.ceil((limitBytes * 4) / 3))
    .refine((text) => decodeBase64Url(text) !== undefined, 'must be base64url without padding');

const challengeSchema = z.string().regex(/^[\w-]{64}$/, 'must be a challenge of the server');
/** r and s. */
const signatureSchema = base64Url(64).length(86);
/** A TPMS_ATTEST about fifteen registers has about 150 bytes. */
const statementSchema = base64Url(512);

const attestationKeySchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  challenge: challengeSchema,
  /** The manufacturer's certificate of the endorsement key, DER. */
  endorsement: base64Url(2_048),
  /** TPMT_PUBLIC of the attestation key and of the kiosk's signing key. */
  attestationKey: base64Url(256),
  signingKey: base64Url(256),
  /** The statement that the TPM holds the signing key, for `attestationKeyNonce`. */
  certified: statementSchema,
  signature: signatureSchema,
  /** The secret of the server's credential. Absent in the first request, which asks for the credential. */
  secret: sha256HexSchema.optional(),
});
export type AttestationKeyRequest = z.infer<typeof attestationKeySchema>;

const registerSchema = z.strictObject({ register: z.int().min(0).max(23), value: sha256HexSchema });

const quoteSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  challenge: challengeSchema,
  /** Serial number of the TLS certificate that the lane uses, lower-case hex. It is new at each start of the lane. */
  certificate: z.string().regex(/^[0-9a-f]{2,40}$/),
  /** SHA-256 over the installed files (`hardware/host/folder-digest.ts`). Absent for a lane that runs from a source tree. */
  release: sha256HexSchema.optional(),
  registers: z.array(registerSchema).length(QUOTED_REGISTERS.length),
  /** The TPM's statement, for `quoteNonce`. */
  quote: statementSchema,
  signature: signatureSchema,
});
export type QuoteMessage = z.infer<typeof quoteSchema>;

const KEY_FORM: PayloadForm<AttestationKeyRequest> = { schema: attestationKeySchema, limitBytes: 6_144 };
const QUOTE_FORM: PayloadForm<QuoteMessage> = { schema: quoteSchema, limitBytes: 4_096 };

/** The canonical bytes. `encodeEnvelope` makes the wire form. Throws `ContractError` `invalid`. */
export function attestationKeyBytes(request: AttestationKeyRequest): Uint8Array {
  return payloadBytes(KEY_FORM, request);
}

export function attestationKeySigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('attestation-key', payload);
}

export function quoteBytes(message: QuoteMessage): Uint8Array {
  return payloadBytes(QUOTE_FORM, message);
}

export function quoteSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('quote', payload);
}

/** The nonce of the statement about the signing key, 32 bytes. */
export function attestationKeyNonce(about: Pick<AttestationKeyRequest, 'kioskId' | 'challenge'>): Uint8Array {
  return nonceOf('postern/attestation-key-nonce/v1\n', { kioskId: about.kioskId, challenge: about.challenge });
}

/** The nonce of a quote, 32 bytes: it binds the quote to the question, the lane, its connection and the files that it states. */
export function quoteNonce(about: Pick<QuoteMessage, 'kioskId' | 'challenge' | 'certificate' | 'release'>): Uint8Array {
  const { kioskId, challenge, certificate, release = null } = about;
  return nonceOf('postern/quote-nonce/v1\n', { kioskId, challenge, certificate, release });
}

function nonceOf(purpose: string, about: Readonly<Record<string, string | null>>): Uint8Array {
  return sha256(concatBytes(utf8ToBytes(purpose), canonicalJson(about)));
}

type Read<T> = { readonly kind: 'valid'; readonly message: T } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readAttestationKey(envelope: Envelope): Read<AttestationKeyRequest> {
  return ofItsKiosk(readPayload(KEY_FORM, envelope.payload), envelope);
}

export function readQuote(envelope: Envelope): Read<QuoteMessage> {
  return ofItsKiosk(readPayload(QUOTE_FORM, envelope.payload), envelope);
}

function ofItsKiosk<T extends { readonly kioskId: string }>(
  read: ReturnType<typeof readPayload<T>>,
  envelope: Envelope,
): Read<T> {
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? read : kioskMismatch();
}

export const attestationChallengeSchema = z.strictObject({ challenge: challengeSchema });

export const attestationKeyAnswerSchema = z.discriminatedUnion('kind', [
  /** TPM2B_ID_OBJECT and TPM2B_ENCRYPTED_SECRET. */
  z.strictObject({ kind: z.literal('credential'), identity: base64Url(256), secret: base64Url(512) }),
  z.strictObject({ kind: z.literal('bound') }),
]);
export type AttestationKeyAnswer = z.infer<typeof attestationKeyAnswerSchema>;

export const quoteAnswerSchema = z.strictObject({
  /** Whether the start is approved. `not-approved`: the quote is genuine, and no approved start has these values. */
  start: z.enum(['approved', 'not-approved']),
  at: wallMsSchema,
});
export type QuoteAnswer = z.infer<typeof quoteAnswerSchema>;
