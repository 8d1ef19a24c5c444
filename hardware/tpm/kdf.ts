/** Key derivation of TPM sessions with SHA-256 (Part 1, §11.4.10). */
import { createHash, createHmac } from 'node:crypto';
import { join, type Piece, u32 } from './bytes.ts';
import { DIGEST_BYTES } from './numbers.ts';

export function sha256(...pieces: readonly Uint8Array[]): Uint8Array {
  const hash = createHash('sha256');
  for (const piece of pieces) hash.update(piece);
  return new Uint8Array(hash.digest());
}

export function hmacSha256(key: Uint8Array, ...pieces: readonly Uint8Array[]): Uint8Array {
  const hmac = createHmac('sha256', key);
  for (const piece of pieces) hmac.update(piece);
  return new Uint8Array(hmac.digest());
}

const labelOf = (label: string): Uint8Array => new TextEncoder().encode(`${label}\0`);

/** KDFa: SP 800-108 in counter mode. @param bits multiple of 8 */
export function kdfA(
  key: Uint8Array,
  label: string,
  contextU: Uint8Array,
  contextV: Uint8Array,
  bits: number,
): Uint8Array<ArrayBuffer> {
  return blocks(bits, (counter) =>
    hmacSha256(key, join([u32(counter), labelOf(label), contextU, contextV, u32(bits)])),
  );
}

/** KDFe: SP 800-56A. @param z x coordinate of the shared point; `partyU`, `partyV`: those of the public points */
export function kdfE(
  z: Uint8Array,
  label: string,
  partyU: Uint8Array,
  partyV: Uint8Array,
  bits: number,
): Uint8Array<ArrayBuffer> {
  return blocks(bits, (counter) => {
    const input: Piece[] = [u32(counter), z, labelOf(label), partyU, partyV];
    const joined = join(input);
    const block = sha256(joined);
    joined.fill(0);
    return block;
  });
}

function blocks(bits: number, block: (counter: number) => Uint8Array): Uint8Array<ArrayBuffer> {
  const length = bits / 8;
  const made = new Uint8Array(Math.ceil(length / DIGEST_BYTES) * DIGEST_BYTES);
  for (let at = 0, counter = 1; at < length; at += DIGEST_BYTES, counter += 1) {
    const one = block(counter);
    made.set(one, at);
    one.fill(0);
  }
  return made.slice(0, length);
}
