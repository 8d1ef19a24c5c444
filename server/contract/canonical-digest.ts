import { sha256 } from '@noble/hashes/sha2.js';
import { bytesToHex } from '@noble/hashes/utils.js';
import { canonicalJson } from './canonical-json.ts';

/** SHA-256 of the canonical form (RFC 8785), hex: names a document with exactly this content. Throws `ContractError` as `canonicalJson` does. */
export function canonicalDigest(value: unknown): string {
  return bytesToHex(sha256(canonicalJson(value)));
}
