/**
 * A signed message of the server on the wire: JSON `{payload, signature}`. The payload is base64url of the canonical bytes; the signature
 * (`signing.ts`) covers the prefix of the purpose and those bytes. A message that an officer also signs has a third member, `assertion`.
 */
import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { z } from 'zod';
import { decodeBase64Url, encodeBase64Url } from './base64url.ts';
import { canonicalJson } from './canonical-json.ts';
import { ContractError } from './contract-error.ts';
import { faultsOf, type Fault } from './fault.ts';
import { parseJson, readPayload, type PayloadForm, type PayloadRefusalCode } from './payload.ts';
import { type BatchPlace, batchPlaceSchema, batchRoot } from './receipt-batch.ts';
import { isSignatureValid, SIGNATURE_BYTES, signingInput, type SigningPurpose } from './signing.ts';
import { type OrderAssertion, orderAssertionSchema } from './site-order.ts';

export type ServerMessageRefusalCode = 'malformed' | 'bad-signature' | PayloadRefusalCode;

export type OpenedServerMessage<T> =
  /** `digest`: SHA-256 of the payload's bytes in lower-case hex. `assertion`: as received, unverified. */
  | {
      readonly kind: 'valid';
      readonly message: T;
      readonly digest: string;
      readonly assertion: OrderAssertion | undefined;
    }
  | { readonly kind: 'refused'; readonly code: ServerMessageRefusalCode; readonly faults: readonly Fault[] };

/** How to open one kind of message. */
export interface ServerMessageForm<T> extends PayloadForm<T> {
  readonly purpose: SigningPurpose;
  /** Upper bound of the wire form. */
  readonly wireLimitBytes: number;
  /** Whether one signature may cover several messages. */
  readonly batched?: true;
  /** Whether an officer's assertion may accompany it. */
  readonly asserted?: true;
  /** Whether one assertion may cover several messages. */
  readonly assertedTogether?: true;
  /** Whether the assertions of two people may accompany it. */
  readonly assertedByBoth?: true;
}

export const signedMessageSchema = z.strictObject({
  payload: z.string().min(1),
  signature: z.string().length(86, 'must be 64 bytes in base64url'),
});

/** A receipt on the wire. `batch`: place of a receipt that was signed in a batch. */
export const wireReceiptSchema = signedMessageSchema.extend({ batch: batchPlaceSchema.optional() });

const wireSchema = wireReceiptSchema.extend({ assertion: orderAssertionSchema.optional() });

/** The bytes on the wire. Throws `ContractError` `bad-key` for a signature that is not 64 bytes. @param batch place of a message signed with others */
export function encodeServerMessage(payload: Uint8Array, signature: Uint8Array, batch?: BatchPlace): Uint8Array {
  if (signature.length !== SIGNATURE_BYTES) throw new ContractError('bad-key', 'a signature has 64 bytes');
  const parts = { payload: encodeBase64Url(payload), signature: encodeBase64Url(signature) };
  return canonicalJson(batch === undefined ? parts : { ...parts, batch });
}

/** Adds the officer's assertion to a signed message. Throws `ContractError` `invalid` for other bytes. @param wire from `encodeServerMessage` */
export function withAssertion(wire: Uint8Array, assertion: OrderAssertion): Uint8Array {
  const message = wireSchema.safeParse(parseJson(wire)?.json);
  if (!message.success) throw new ContractError('invalid', 'only a signed message can be asserted');
  return canonicalJson({ ...message.data, assertion });
}

/** A server's key, or all keys that are accepted now. */
export type ServerKey = Uint8Array | readonly Uint8Array[];

/** Throws `ContractError` `bad-key` when a key has neither 32 nor 33 bytes; input never throws. */
export function openServerMessage<T>(
  form: ServerMessageForm<T>,
  bytes: Uint8Array,
  serverKey: ServerKey,
): OpenedServerMessage<T> {
  if (bytes.length > form.wireLimitBytes) {
    return refuse('too-large', `the message must be at most ${form.wireLimitBytes} bytes`);
  }
  const value = parseJson(bytes);
  if (value === undefined) return refuse('malformed', 'must be JSON in UTF-8');
  const wire = wireSchema.safeParse(value.json);
  if (!wire.success) return { kind: 'refused', code: 'malformed', faults: faultsOf(wire.error) };
  const payload = decodeBase64Url(wire.data.payload);
  const signature = decodeBase64Url(wire.data.signature);
  if (payload === undefined || signature === undefined) {
    return refuse('malformed', 'must be base64url without padding');
  }
  const { batch, assertion } = wire.data;
  if (assertion !== undefined && form.asserted !== true) return refuse('malformed', 'must have no assertion');
  if (assertion?.siteOrder !== undefined && form.assertedTogether !== true) {
    return refuse('malformed', 'must have an assertion of its own');
  }
  if (assertion?.second !== undefined && form.assertedByBoth !== true) {
    return refuse('malformed', 'must have one assertion');
  }
  if (batch !== undefined && form.batched !== true) return refuse('malformed', 'must be signed alone');
  const root = batch === undefined ? undefined : batchRoot(signingInput(form.purpose, payload), batch);
  if (batch !== undefined && root === undefined) return refuse('malformed', 'has an impossible place in its batch');
  const keys = serverKey instanceof Uint8Array ? [serverKey] : serverKey;
  const [purpose, signed] = root === undefined ? [form.purpose, payload] : (['receipt-batch', root] as const);
  if (!keys.some((key) => isSignatureValid(purpose, signed, signature, key))) {
    return refuse('bad-signature', 'is not signed by this server');
  }
  const read = readPayload(form, payload);
  if (read.kind === 'refused') return read;
  return { kind: 'valid', message: read.message, digest: bytesToHex(sha256(payload)), assertion };
}

function refuse(code: ServerMessageRefusalCode, message: string) {
  return { kind: 'refused', code, faults: [{ path: '', message }] } as const;
}
