import { ed25519 } from '@noble/curves/ed25519.js';
import { ml_dsa44 } from '@noble/post-quantum/ml-dsa.js';
import { utf8ToBytes } from '@noble/hashes/utils.js';
import { LedgerError } from '../ledger-error.ts';
import { ed25519CosignatureMessage, mlDsaCosignatureMessage, TIME_BYTES } from './cosignature.ts';
import type { KeyType, VerifierKey } from './vkey.ts';

/** Lengths without the key id; a cosignature includes its time. */
export const SIGNATURE_BYTES: { readonly [Type in KeyType]: number } = {
  ed25519: 64,
  'cosignature-ed25519': TIME_BYTES + 64,
  'cosignature-ml-dsa-44': TIME_BYTES + 2_420,
};

export type JudgedSignature =
  /** `time`: POSIX seconds of a cosignature. */
  { readonly kind: 'valid'; readonly time: number | undefined } | { readonly kind: 'refused' };

const REFUSED: JudgedSignature = { kind: 'refused' };

/**
 * Whether `key` made `signature` over a note's text. Ed25519 follows the strict rules of RFC 8032 §5.1.7, as in the contract; ML-DSA-44
 * follows FIPS 204 with an empty context. Never throws.
 */
export function verifySignature(key: VerifierKey, noteText: string, signature: Uint8Array): JudgedSignature {
  if (signature.length !== SIGNATURE_BYTES[key.type]) return REFUSED;
  if (key.type === 'ed25519') {
    return isEd25519(key, utf8ToBytes(noteText), signature) ? { kind: 'valid', time: undefined } : REFUSED;
  }
  const time = Number(new DataView(signature.buffer, signature.byteOffset, TIME_BYTES).getBigUint64(0));
  // tlog-cosignature bounds the time by 2^63; a number past 2^53 would be rounded to another second.
  if (!Number.isSafeInteger(time)) return REFUSED;
  const made = signature.subarray(TIME_BYTES);
  try {
    const valid =
      key.type === 'cosignature-ed25519'
        ? isEd25519(key, ed25519CosignatureMessage(noteText, time), made)
        : ml_dsa44.verify(made, mlDsaCosignatureMessage(key.name, noteText, time), key.publicKey);
    return valid ? { kind: 'valid', time } : REFUSED;
  } catch (error) {
    if (error instanceof LedgerError) return REFUSED;
    throw error;
  }
}

function isEd25519(key: VerifierKey, message: Uint8Array, signature: Uint8Array): boolean {
  return ed25519.verify(signature, message, key.publicKey, { zip215: false });
}
