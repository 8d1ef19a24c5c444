/**
 * Signatures of the contract. They cover an ASCII prefix that names the purpose, then the payload. A message of one purpose is therefore not
 * accepted as one of another.
 *
 * The algorithm is a property of the public key, which both sides agree on at enrolment, and is told by its length. No message names it, so
 * that a message cannot choose a weaker one.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { p256 } from '@noble/curves/nist.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { ContractError } from './contract-error.ts';

export const SIGNING_PREFIXES = {
  report: 'postern/report/v1\n',
  receipt: 'postern/receipt/v1\n',
  'receipt-batch': 'postern/receipt-batch/v1\n',
  status: 'postern/status/v1\n',
  'retention-policy': 'postern/retention-policy/v1\n',
  'decision-policy': 'postern/decision-policy/v1\n',
  notice: 'postern/notice/v1\n',
  brand: 'postern/brand/v1\n',
  'officer-keys': 'postern/officer-keys/v1\n',
  watchlist: 'postern/watchlist/v1\n',
  'watchlist-keys': 'postern/watchlist-keys/v1\n',
  'office-keys': 'postern/office-keys/v1\n',
  'partner-terms': 'postern/partner-terms/v1\n',
  'impostor-tests': 'postern/impostor-tests/v1\n',
  grant: 'postern/grant/v1\n',
  revocations: 'postern/revocations/v1\n',
  'traveller-receipt': 'postern/traveller-receipt/v1\n',
  order: 'postern/order/v1\n',
  enrolment: 'postern/enrolment/v1\n',
  'certificate-request': 'postern/certificate-request/v1\n',
  'key-succession': 'postern/key-succession/v1\n',
  'key-succession-proof': 'postern/key-succession-proof/v1\n',
  'kiosk-hello': 'postern/kiosk-hello/v1\n',
  'handle-key-request': 'postern/handle-key-request/v1\n',
  'handle-key': 'postern/handle-key/v1\n',
  'readiness-request': 'postern/readiness-request/v1\n',
  'readiness-approval': 'postern/readiness-approval/v1\n',
  'error-rates': 'postern/error-rates/v1\n',
  'watchlist-key-request': 'postern/watchlist-key-request/v1\n',
  'partner-key-request': 'postern/partner-key-request/v1\n',
  'partner-pseudonyms': 'postern/partner-pseudonyms/v1\n',
  'list-counts': 'postern/list-counts/v1\n',
  attempt: 'postern/attempt/v1\n',
  'blind-query': 'postern/blind-query/v1\n',
  'lane-releases': 'postern/lane-releases/v1\n',
  'group-counts': 'postern/group-counts/v1\n',
  'attestation-key': 'postern/attestation-key/v1\n',
  quote: 'postern/quote/v1\n',
  'lane-beacon-request': 'postern/lane-beacon-request/v1\n',
  'lane-beacon': 'postern/lane-beacon/v1\n',
  'lane-statement': 'postern/lane-statement/v1\n',
  'declaration-permit': 'postern/declaration-permit/v1\n',
  'declaration-code': 'postern/declaration-code/v1\n',
  'goods-code': 'postern/goods-code/v1\n',
  'goods-question': 'postern/goods-question/v1\n',
  'goods-answer': 'postern/goods-answer/v1\n',
  'sharing-agreement': 'postern/sharing-agreement/v1\n',
  'sharing-delivery': 'postern/sharing-delivery/v1\n',
  'sharing-receipt': 'postern/sharing-receipt/v1\n',
  'sharing-deletion': 'postern/sharing-deletion/v1\n',
} as const;
export type SigningPurpose = keyof typeof SIGNING_PREFIXES;

/**
 * `ed25519`: RFC 8032, a key of 32 bytes. `es256`: ECDSA on P-256 with SHA-256 (FIPS 186-5), a key of 33 bytes (compressed point, SEC 1
 * §2.3.3), for elements without Ed25519, such as TPMs; the signature is r and s, as in RFC 7518 §3.4.
 */
export const SIGNATURE_ALGORITHMS = ['ed25519', 'es256'] as const;
export type SignatureAlgorithm = (typeof SIGNATURE_ALGORITHMS)[number];

const ED25519_KEY_BYTES = 32;
const P256_KEY_BYTES = 33;
/** Length with both algorithms. */
export const SIGNATURE_BYTES = 64;

/** The algorithm of a public key; `undefined` for bytes of another length. */
export function algorithmOf(publicKey: Uint8Array): SignatureAlgorithm | undefined {
  if (publicKey.length === ED25519_KEY_BYTES) return 'ed25519';
  return publicKey.length === P256_KEY_BYTES ? 'es256' : undefined;
}

/** Half the order of P-256, the largest acceptable s. */
const HALF_ORDER = p256.Point.Fn.ORDER >> 1n;

/**
 * Whether s of an ECDSA signature is at most half the order. With each signature (r, s) also (r, n - s) is valid; only the lower form is
 * accepted, so that the bytes of a signature are unique for their maker.
 */
export function isLowS(signature: Uint8Array): boolean {
  const s = signature.subarray(SIGNATURE_BYTES / 2);
  return s.reduce((sum, byte) => (sum << 8n) | BigInt(byte), 0n) <= HALF_ORDER;
}

/**
 * The bytes to sign.
 *
 * @example
 * ```ts
 * import { signingInput } from './server/contract/signing.ts';
 *
 * const input = signingInput('receipt', new TextEncoder().encode('{}'));
 * new TextDecoder().decode(input); // => 'postern/receipt/v1\n{}'
 * ```
 */
export function signingInput(purpose: SigningPurpose, payload: Uint8Array): Uint8Array {
  const prefix = new TextEncoder().encode(SIGNING_PREFIXES[purpose]);
  const input = new Uint8Array(prefix.length + payload.length);
  input.set(prefix);
  input.set(payload, prefix.length);
  return input;
}

/**
 * Whether `signature` (64 bytes) is valid for `publicKey` over the payload. Ed25519 by the strict rules of RFC 8032 §5.1.7: canonical
 * encodings, S below the group order, no key of small order. ES256 with s in its lower form. A signature of another length is invalid.
 * Throws `ContractError` `bad-key` when the key has neither 32 nor 33 bytes.
 */
export function isSignatureValid(
  purpose: SigningPurpose,
  payload: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  const algorithm = algorithmOf(publicKey);
  if (algorithm === undefined) throw new ContractError('bad-key', 'a public key has 32 bytes (Ed25519) or 33 (P-256)');
  if (signature.length !== SIGNATURE_BYTES) return false;
  const input = signingInput(purpose, payload);
  if (algorithm === 'ed25519') return ed25519.verify(signature, input, publicKey, { zip215: false });
  return isP256KeyAcceptable(publicKey) && p256.verify(signature, input, publicKey, { prehash: true, lowS: true });
}

/** Whether a key may be enrolled or announced. */
export function isPublicKeyAcceptable(publicKey: Uint8Array): boolean {
  return publicKey.length === P256_KEY_BYTES ? isP256KeyAcceptable(publicKey) : isEd25519KeyAcceptable(publicKey);
}

/** Whether a compressed point is on the curve. The group has prime order, so there is nothing else to check. */
function isP256KeyAcceptable(publicKey: Uint8Array): boolean {
  try {
    p256.Point.fromBytes(publicKey).assertValidity();
    return true;
  } catch {
    return false;
  }
}

/** The last accepted keys, in hex. Records with keys are parsed at each use, and a check takes milliseconds. */
const acceptedKeys = new Set<string>();
const MAX_ACCEPTED_KEYS = 1_000;

/**
 * Whether an Ed25519 key is canonically encoded, on the curve, and in the prime-order group. With such a key, honest
 * verifiers that treat the cofactor differently ("Taming the many EdDSAs", SSR 2020) have less room to disagree.
 */
export function isEd25519KeyAcceptable(publicKey: Uint8Array): boolean {
  if (publicKey.length !== ED25519_KEY_BYTES) return false;
  const hex = bytesToHex(publicKey);
  if (acceptedKeys.has(hex)) return true;
  try {
    const point = ed25519.Point.fromBytes(publicKey, false);
    if (point.isSmallOrder() || !point.isTorsionFree()) return false;
  } catch {
    return false;
  }
  const [oldest] = acceptedKeys;
  if (oldest !== undefined && acceptedKeys.size >= MAX_ACCEPTED_KEYS) acceptedKeys.delete(oldest);
  acceptedKeys.add(hex);
  return true;
}
