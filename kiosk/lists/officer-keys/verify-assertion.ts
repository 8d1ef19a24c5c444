/**
 * Verifies a WebAuthn assertion (Level 3, §7.2) as a lane needs it: small and strict. Extensions are not supported, because
 * none are requested. Forms that the standard permits but browsers and authenticators never produce are refused. Pure.
 */
import { createHash, type KeyObject, verify } from 'node:crypto';
import type { Assertion } from '../../../server/contract/assertion.ts';
import type { AssertionRefusal } from '../../../server/contract/assertion-vocabulary.ts';
import { decodeBase64Url, encodeBase64Url } from '../../../server/contract/base64url.ts';
import type { PasskeyAlgorithm } from '../../../server/contract/officer-keys.ts';
import { parseJson } from '../../../server/contract/payload.ts';

export interface ExpectedAssertion {
  /** 32 bytes. */
  readonly challenge: Uint8Array;
  readonly relyingPartyId: string;
  /** As browsers write them. */
  readonly origins: ReadonlySet<string>;
  readonly publicKey: { readonly algorithm: PasskeyAlgorithm; readonly key: KeyObject };
}

export type VerifiedAssertion =
  /** `counter`: signature counter; 0 when the authenticator has none. */
  { readonly kind: 'valid'; readonly counter: number } | { readonly kind: 'refused'; readonly why: AssertionRefusal };

/** §6.1: 32 bytes of the relying party's hash, one of flags, four of the counter. */
const AUTHENTICATOR_DATA_BYTES = 37;
const FLAGS_AT = 32;
const COUNTER_AT = 33;
const FLAG = { userPresent: 0x01, userVerified: 0x04, backupEligible: 0x08, backedUp: 0x10 };
const KNOWN_FLAGS = FLAG.userPresent | FLAG.userVerified | FLAG.backupEligible | FLAG.backedUp;

/** Returns the first fault. The user flags of the authenticator are checked after its signature. */
export function verifyAssertion(assertion: Assertion, expected: ExpectedAssertion): VerifiedAssertion {
  const client = decodeBase64Url(assertion.clientDataJSON);
  const data = decodeBase64Url(assertion.authenticatorData);
  const signature = decodeBase64Url(assertion.signature);
  if (client === undefined || data === undefined || signature === undefined) return refused('assertion-malformed');
  const fault = clientFault(client, expected) ?? authenticatorFault(data, expected);
  if (fault !== undefined) return fault;
  if (!isSigned(client, data, signature, expected.publicKey)) return refused('assertion-forged');
  const both = FLAG.userPresent | FLAG.userVerified;
  if (((data[FLAGS_AT] ?? 0) & both) !== both) return refused('user-not-verified');
  const counter = new DataView(data.buffer, data.byteOffset).getUint32(COUNTER_AT);
  return { kind: 'valid', counter };
}

/** Checks the client data from the browser (§5.8.1). */
function clientFault(client: Uint8Array, { challenge, origins }: ExpectedAssertion): VerifiedAssertion | undefined {
  const said = parseJson(client)?.json;
  if (typeof said !== 'object' || said === null) return refused('assertion-malformed');
  const { type, challenge: over, origin, crossOrigin, topOrigin } = said as Readonly<Record<string, unknown>>;
  if (typeof type !== 'string' || typeof over !== 'string' || typeof origin !== 'string') {
    return refused('assertion-malformed');
  }
  if (crossOrigin !== undefined && typeof crossOrigin !== 'boolean') return refused('assertion-malformed');
  if (type !== 'webauthn.get' || over !== encodeBase64Url(challenge)) return refused('assertion-of-another-request');
  // Inside a frame of another site a person may not see what they sign
  const isFramed = crossOrigin === true || topOrigin !== undefined;
  return isFramed || !origins.has(origin) ? refused('assertion-of-another-site') : undefined;
}

/** Checks the authenticator data (§6.1). */
function authenticatorFault(data: Uint8Array, { relyingPartyId }: ExpectedAssertion): VerifiedAssertion | undefined {
  const flags = data[FLAGS_AT] ?? 0;
  if (data.length !== AUTHENTICATOR_DATA_BYTES || (flags & ~KNOWN_FLAGS) !== 0) return refused('assertion-malformed');
  // §6.1.3: a credential that is not backup eligible cannot be backed up
  if ((flags & FLAG.backedUp) !== 0 && (flags & FLAG.backupEligible) === 0) return refused('assertion-malformed');
  const party = createHash('sha256').update(relyingPartyId).digest();
  return party.equals(data.subarray(0, FLAGS_AT)) ? undefined : refused('assertion-of-another-site');
}

function isSigned(
  client: Uint8Array,
  data: Uint8Array,
  signature: Uint8Array,
  { algorithm, key }: ExpectedAssertion['publicKey'],
): boolean {
  const signed = Buffer.concat([data, createHash('sha256').update(client).digest()]);
  // OpenSSL accepts only DER for ECDSA signatures, without trailing bytes
  return verify(algorithm === 'EdDSA' ? null : 'sha256', signed, key, signature);
}

function refused(why: AssertionRefusal): VerifiedAssertion {
  return { kind: 'refused', why };
}
