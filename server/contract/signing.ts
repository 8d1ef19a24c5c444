/**
 * The bytes that an Ed25519 signature of the contract covers: an ASCII prefix that names the purpose, then the payload. A message of one
 * purpose is therefore not accepted as one of another.
 */
import { ed25519 } from '@noble/curves/ed25519.js';
import { ContractError } from './contract-error.ts';

export const SIGNING_PREFIXES = {
  report: 'postern/report/v1\n',
  receipt: 'postern/receipt/v1\n',
  'receipt-batch': 'postern/receipt-batch/v1\n',
  status: 'postern/status/v1\n',
  'retention-policy': 'postern/retention-policy/v1\n',
  'decision-policy': 'postern/decision-policy/v1\n',
  notice: 'postern/notice/v1\n',
  'officer-keys': 'postern/officer-keys/v1\n',
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
} as const;
export type SigningPurpose = keyof typeof SIGNING_PREFIXES;

export const PUBLIC_KEY_BYTES = 32;
export const SIGNATURE_BYTES = 64;

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
 * Whether `signature` (64 bytes) is valid for `publicKey` (32 bytes, RFC 8032 §5.1.5) over the payload, by the strict rules of
 * RFC 8032 §5.1.7: canonical encodings, S below the group order, no key of small order. A signature of another length is invalid. Throws
 * `ContractError` `bad-key` when the key is not 32 bytes.
 */
export function isSignatureValid(
  purpose: SigningPurpose,
  payload: Uint8Array,
  signature: Uint8Array,
  publicKey: Uint8Array,
): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) throw new ContractError('bad-key', 'an Ed25519 public key has 32 bytes');
  if (signature.length !== SIGNATURE_BYTES) return false;
  return ed25519.verify(signature, signingInput(purpose, payload), publicKey, { zip215: false });
}

/**
 * Whether a key may be enrolled: canonically encoded, on the curve, and in the prime-order group. With such a key, honest
 * verifiers that treat the cofactor differently ("Taming the many EdDSAs", SSR 2020) have less room to disagree.
 */
export function isPublicKeyAcceptable(publicKey: Uint8Array): boolean {
  if (publicKey.length !== PUBLIC_KEY_BYTES) return false;
  try {
    const point = ed25519.Point.fromBytes(publicKey, false);
    return !point.isSmallOrder() && point.isTorsionFree();
  } catch {
    return false;
  }
}
