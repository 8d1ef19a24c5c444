/** Verifier keys, C2SP signed-note "Verifier keys": `<name>+<8 hex digits of the key id>+<base64(type || public key)>`. */
import { bytesToHex, concatBytes, hexToBytes, utf8ToBytes } from '@noble/hashes/utils.js';
import { sameBytes, sha256 } from '../../../contract/merkle/hash.ts';
import { LedgerError } from '../ledger-error.ts';
import { decodeBase64, encodeBase64 } from '../text.ts';

/** Signature types of signed-note that a checkpoint may have. */
export const KEY_TYPES = {
  /** A log's own signature. */
  ed25519: 0x01,
  /** tlog-cosignature, "Ed25519 signed messages". */
  'cosignature-ed25519': 0x04,
  /** tlog-cosignature, "ML-DSA-44 signed messages". */
  'cosignature-ml-dsa-44': 0x06,
} as const;
export type KeyType = keyof typeof KEY_TYPES;

const PUBLIC_KEY_BYTES: { readonly [Type in KeyType]: number } = {
  ed25519: 32,
  'cosignature-ed25519': 32,
  'cosignature-ml-dsa-44': 1_312,
};

export const KEY_ID_BYTES = 4;

export interface VerifierKey {
  readonly name: string;
  readonly type: KeyType;
  readonly publicKey: Uint8Array;
  /** 4 bytes. Distinguishes keys with the same name; proves nothing. */
  readonly id: Uint8Array;
}

/** Non-empty and well-formed, without white space, plus signs and control characters (signed-note "Signatures"). */
export function isKeyName(name: string): boolean {
  // oxlint-disable-next-line no-control-regex
  return name.length > 0 && !/[\p{White_Space}+\u0000-\u001f\u007f\p{Surrogate}]/u.test(name);
}

/** Throws `LedgerError` `malformed-vkey` for an invalid name, or a key whose length does not fit its type. */
export function verifierKey(name: string, type: KeyType, publicKey: Uint8Array): VerifierKey {
  if (!isKeyName(name)) throw malformed('the name is empty or has spaces or plus signs');
  if (publicKey.length !== PUBLIC_KEY_BYTES[type]) throw malformed('the key does not have the length of its type');
  const id = sha256(utf8ToBytes(`${name}\n`), Uint8Array.of(KEY_TYPES[type]), publicKey).subarray(0, KEY_ID_BYTES);
  return { name, type, publicKey, id };
}

export function encodeVkey({ name, type, publicKey, id }: VerifierKey): string {
  const key = encodeBase64(concatBytes(Uint8Array.of(KEY_TYPES[type]), publicKey));
  return `${name}+${bytesToHex(id)}+${key}`;
}

/** Throws `LedgerError` `malformed-vkey`, also for an id that does not belong to the key. */
export function parseVkey(text: string): VerifierKey {
  // The base64 may contain plus signs: only the first two separate.
  const match = /^([^+]+)\+([0-9a-f]{8})\+(.+)$/s.exec(text);
  if (match === null) throw malformed('it must be name+id+key');
  const [, name = '', id = '', base64 = ''] = match;
  let bytes: Uint8Array;
  try {
    bytes = decodeBase64(base64);
  } catch (cause) {
    throw new LedgerError('malformed-vkey', 'the key is not base64', { cause });
  }
  const type = (Object.keys(KEY_TYPES) as KeyType[]).find((one) => KEY_TYPES[one] === bytes[0]);
  if (type === undefined) throw malformed('the key has an unknown type');
  const key = verifierKey(name, type, bytes.subarray(1));
  if (!sameBytes(key.id, hexToBytes(id))) throw malformed('the id does not belong to the key');
  return key;
}

function malformed(message: string): LedgerError {
  return new LedgerError('malformed-vkey', message);
}
