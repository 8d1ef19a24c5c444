/**
 * Identifies a kiosk when it opens its socket: an envelope signed by its signing key, fresh and used once. With TLS the certificate must
 * name the same kiosk; without TLS, in development, the hello alone is the proof.
 */
import { z } from 'zod';
import { kioskMismatch, type Envelope, type EnvelopeRefusal } from './envelope.ts';
import { kioskIdSchema, wallMsSchema } from './field.ts';
import { payloadBytes, readPayload, type PayloadForm } from './payload.ts';
import { signingInput } from './signing.ts';

/** Largest difference between a hello's time and the server's, ms. */
export const HELLO_SKEW_MS = 60_000;

export const kioskHelloSchema = z.strictObject({
  version: z.literal(1),
  kioskId: kioskIdSchema,
  /** The kiosk's wall time, ms. */
  at: wallMsSchema,
  /** Random. Accepted once. */
  nonce: z.string().regex(/^[0-9a-f]{32}$/, 'must be 128 random bits in hex'),
});
export type KioskHello = z.infer<typeof kioskHelloSchema>;

const HELLO_FORM: PayloadForm<KioskHello> = { schema: kioskHelloSchema, limitBytes: 256 };

/** The canonical bytes of a hello. Throws `ContractError` `invalid`. */
export function helloBytes(hello: KioskHello): Uint8Array {
  return payloadBytes(HELLO_FORM, hello);
}

/** The bytes that the kiosk's key signs; `encodeEnvelope` makes the text for the socket's handshake. */
export function helloSigningInput(payload: Uint8Array): Uint8Array {
  return signingInput('kiosk-hello', payload);
}

export type ReadHello = { readonly kind: 'valid'; readonly hello: KioskHello } | EnvelopeRefusal;

/** Reads the payload of an envelope whose signature has been verified. */
export function readHello(envelope: Envelope): ReadHello {
  const read = readPayload(HELLO_FORM, envelope.payload);
  if (read.kind === 'refused') return read;
  return read.message.kioskId === envelope.kioskId ? { kind: 'valid', hello: read.message } : kioskMismatch();
}
